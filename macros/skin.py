"""The macros, tied to MkDocs: how a page reaches another one, and how an author's mistake is told."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs_macros.errors import format_error

from macros.catalog import cached_catalog
from macros.downloads import cached_shelf
from macros.links.cite import resolve_href
from macros.links.registry import UnknownLink
from macros.page_macros import MacroProblem, PageMacros, check_call
from macros.problems import CatalogError, Problem, did_you_mean, shown

NAMES = ("worksheet", "checklist", "downloads", "take_away", "kit", "example", "sheets", "source", "sources", "fact")


def register(env: Any) -> None:
    """Give mkdocs-macros the macros of `PageMacros`; raise PluginError when the definitions are wrong."""
    try:
        catalog = cached_catalog(Path(env.project_dir))
    except CatalogError as error:
        raise PluginError(str(error)) from None
    root, site = Path(env.project_dir), env.conf["site_url"] or ""
    macros = PageMacros(catalog, _link(env, catalog.registry), lambda: cached_shelf(root.resolve(), site))
    format_error.register(MacroProblem, _told)
    format_error.register(UndefinedError, _told_undefined)
    format_error.register(TemplateNotFound, _told_missing)
    format_error.register(TemplateSyntaxError, _told_syntax)
    for name in NAMES:
        env.macro(_for_page(env, macros, name), name)


def _link(env: Any, registry: Any) -> Callable[[str], str]:
    def link(target: str) -> str:
        page: Page = env.page
        try:
            target = resolve_href(target, registry)
        except UnknownLink as error:
            raise MacroProblem(str(error)) from None
        if target.startswith(("https://", "http://")):
            return target
        file = env.variables["files"].get_file_from_path(target.lstrip("/"))
        if file is None:
            raise MacroProblem(f"« {target} » n’est pas un fichier du site.")
        return file.url_relative_to(page.file)

    return link


def _for_page(env: Any, macros: PageMacros, name: str) -> Callable[..., str]:
    macro = getattr(macros, name)
    signature = inspect.signature(macro)

    def call(*args: Any, **options: Any) -> str:
        check_call(name, signature, args, options)
        macros.begin(env.page)
        return macro(*args, **options)

    call.__doc__ = macro.__doc__
    return call


def _told(error: Exception, markdown: str, page: Page) -> str:
    return f"docs/{page.file.src_uri}\n  {error}"


def _told_undefined(error: Exception, markdown: str, page: Page) -> str:
    name = str(error).split("'")[1] if "'" in str(error) else ""
    return f"docs/{page.file.src_uri}\n  « {name} » n’existe pas dans les pages ({error}). {did_you_mean(name, NAMES)}".rstrip()


def _told_missing(error: Exception, markdown: str, page: Page) -> str:
    return f"docs/{page.file.src_uri}\n  Le dessin « {error} » n’est pas dans docs/assets/dessins/."


def _told_syntax(error: TemplateSyntaxError, markdown: str, page: Page) -> str:
    head = page.file.content_string.count("\n") - markdown.count("\n")
    written = markdown.splitlines()[error.lineno - 1].strip()
    problem = Problem(
        Path(f"docs/{page.file.src_uri}"), head + error.lineno, "", shown(written), "un appel comme {{ worksheet('identifiant') }}",
        "Fermez chaque guillemet, chaque parenthèse et chaque accolade ; du texte qui contient {{ ou {% se met entre {% raw %} et {% endraw %}.",
    )  # fmt: skip
    return str(problem)

"""MkDocs hooks: what enters the site besides the pages, and the last hand on what comes out.

MkDocs loads this file alone, once: imports of the package stand inside functions, so that `serve` sees edits.
"""

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_serving = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember what runs: the live server needs an inline script that the content policy forbids."""
    global _serving
    _serving = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Drop the package from memory, so that an edit under `serve` counts; then give every sheet its place in the menu."""
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        if name != __name__:
            del sys.modules[name]
    catalog = _catalog(config)
    for entry in config.nav or []:
        if entry.get("Fiches") == "fiches/index.md":
            entry["Fiches"] = ["fiches/index.md", *(f"fiches/{key}.md" for key in catalog.definitions)]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the sheets' pages, their files, the fonts and the search's accents; leave out what the theme ships and nobody reads."""
    import material

    from macros.documents.store import DocumentProblem
    from macros.downloads import cached_shelf, site_files
    from macros.page_scripts import page_scripts
    from macros.sheet_pages import sheet_pages
    from macros.site.assets import is_unwanted, site_assets
    from macros.site.errors import SiteError
    from macros.site.scripts import bundles

    catalog = _catalog(config)
    _check_pages(files, config, catalog)
    generated: dict[str, Any] = dict(sheet_pages(catalog))
    try:
        shelf = cached_shelf(_root(config), config.site_url or "")
        generated |= dict(site_files(catalog, shelf)) | dict(page_scripts(catalog, shelf)) | dict(bundles(_root(config)))
        theme = Path(material.__file__).parent / "templates"
        generated |= {asset.uri: asset.content for asset in site_assets(_root(config), theme)}
    except (DocumentProblem, SiteError) as error:
        raise PluginError(str(error)) from None
    for file in list(files):
        if is_unwanted(file.src_uri) or file.src_uri in generated:
            files.remove(file)
    for uri, content in generated.items():
        files.append(File.generated(config, uri, content=content))
    return files


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make the typography of the front matter right: title, description, duration, people and outcome are published too."""
    from macros.typography import typography

    for key, value in page.meta.items():
        if isinstance(value, str):
            page.meta[key] = typography(value)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put registered addresses in place of « lien:key », and say at the foot what is known of the outside links."""
    from macros.links.cite import UnregisteredAddress, resolve_page
    from macros.links.page_note import page_note
    from macros.links.registry import UnknownLink
    from macros.site.content import refuse_unsound
    from macros.site.errors import SiteError

    registry = _catalog(config).registry
    try:
        name = f"docs/{page.file.src_uri}"
        # A page whose macros failed holds but the account of its fault, already given (`macros.skin`).
        if not (page.markdown or "").startswith(name):
            refuse_unsound(name, html)
        resolved = resolve_page(html, registry, config.site_url or "")
        return resolved + page_note(resolved, registry)
    except (UnknownLink, UnregisteredAddress) as error:
        raise PluginError(f"docs/{page.file.src_uri}\n  {error}") from None
    except SiteError as error:
        raise PluginError(str(error)) from None


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Give the template what comes before and after the page."""
    from macros.site.around import around

    context["around"] = around(page)
    return context


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend what the theme's page does badly."""
    return _improved(output, page.file.dest_uri, f"docs/{page.file.src_uri}")


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend the page of errors like the others."""
    return _improved(output_content, template_name, template_name) if template_name == "404.html" else output_content


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the content security policy, computed over the whole site, into every page."""
    from macros.site.csp import protect_pages

    if _serving:
        return
    site = Path(config.site_dir)
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    for uri, html in protect_pages(pages).items():
        (site / uri).write_text(html, encoding="utf-8")


def _check_pages(files: Files, config: MkDocsConfig, catalog: Any) -> None:
    """Stop the build with all that is wrong in the pages' files, before MkDocs reads what it can of them."""
    from macros.page_meta import page_problems

    root, docs = _root(config), Path(config.docs_dir).resolve()
    written = [docs / file.src_uri for file in files.documentation_pages()]
    problems = [problem for file in written for problem in page_problems(file, root, catalog.library.steps)]
    if problems:
        raise PluginError("\n\n".join(map(str, problems)))


def _improved(html: str, uri: str, source: str) -> str:
    """Mend a page; what the content policy would silently block stops the build, told by the ``source`` that an author knows."""
    from macros.site.csp import refuse_blocked
    from macros.site.errors import SiteError
    from macros.site.postprocess import improve_page

    try:
        improved = improve_page(html, uri)
        refuse_blocked(source, improved)
    except SiteError as error:
        raise PluginError(str(error)) from None
    return improved


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _catalog(config: MkDocsConfig) -> Any:
    """Read the definitions once a build; `on_config` forgets the last one by dropping the modules."""
    from macros.catalog import cached_catalog
    from macros.problems import CatalogError

    try:
        return cached_catalog(_root(config))
    except CatalogError as error:
        raise PluginError(str(error)) from None

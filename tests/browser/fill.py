"""Sheets alive without a site around them: any definition, specimens included, on a page of its own with the real programs and styles."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from macros.answers import to_named
from macros.model import ComputedField, Definition, TableField
from macros.outline import outline
from macros.render.html import render_form
from macros.sheet_model import model_script, sheet_model
from macros.site.scripts import bundles
from tests.chromium import PATIENCE, until
from tests.site.project import ROOT
from tests.specimens.load import definitions, is_telling

ORIGIN = "https://presence.test/"
CSS = ROOT / "docs" / "assets" / "css"
READY = "document.querySelector('form[data-worksheet]')?.dataset.live === 'ready'"
SHEET = "presence.sheets[0]"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'"
OpenSheet = Callable[..., Page]
STYLES = ("tokens", "frame", "text", "sheet", "sheet-live", "print")
FILES = {"": ["pdf", "docx", "odt", "xlsx"]}


def _often(definition: Definition, rank: int = 0) -> tuple[pytest.MarkDecorator, ...]:
    """Leave to the long run the examples after the first, and the sheets that ask as others do."""
    return () if is_telling(definition) and not rank else (pytest.mark.long,)


each_definition = pytest.mark.parametrize(
    "definition", [pytest.param(definition, id=definition.id, marks=_often(definition)) for definition in definitions()]
)
each_example = pytest.mark.parametrize(
    ("definition", "example"),
    [
        pytest.param(definition, example, id=f"{definition.id}-{rank}", marks=_often(definition, rank))
        for definition in definitions() for rank, example in enumerate(definition.examples)
    ],
)  # fmt: skip


def serve(context: BrowserContext) -> None:
    """Answer the requests of a context: `fiches/<id>/` is the page of a definition, `?<variant>` one of its variants."""
    context.route(f"{ORIGIN}**", lambda route: _answer(route))


def open_sheet(context: BrowserContext, definition: Definition, variant: str | None = None) -> Page:
    """Open the page of a definition and wait until it is alive."""
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(f"{ORIGIN}fiches/{definition.id}/" + (f"?{variant}" if variant else ""), wait_until="commit")
    until(page, READY)
    return page


def reload(page: Page) -> None:
    """Load a page again and wait until its sheet is alive."""
    page.reload(wait_until="commit")
    until(page, READY)


def answers(page: Page) -> dict[str, str]:
    """Return the answers that the page says it has."""
    return page.evaluate(f"({{...{SHEET}.answers()}})")


def asked(definition: Definition, nested: dict[str, Any], variant: str | None = None) -> dict[str, str]:
    """Return the named form of the answers that have a control in the page of a variant."""
    shown = {control.name for control in outline(definition, variant=variant, answers=nested).controls()}
    blank = {control.name for control in outline(definition, variant=variant).controls()}
    return {name: text for name, text in to_named(definition, nested).items() if name in shown | blank}


def fill(page: Page, named: dict[str, str]) -> None:
    """Write answers as a reader does, with the events of each control; add the rows that they need."""
    page.evaluate(
        """named => {
          const event = (control, kind) => control.dispatchEvent(new Event(kind, {bubbles: true}))
          for (const [name, text] of Object.entries(named)) {
            const [table, row] = name.split("__")
            const found = () => [...document.querySelectorAll(`form [name="${name}"]`)]
            for (let left = 100; left && !found().length; left--) document.querySelector(`[data-table="${table}"] .rows-add`).click()
            const controls = found()
            const choice = controls.find(control => control.type === "radio" && control.value === text)
            const control = choice ?? controls[0]
            control.focus()
            if (control.type === "radio" || control.type === "checkbox") control.click()
            else { control.value = text; event(control, "input"); event(control, "change") }
            control.blur()
          }
        }""",
        named,
    )


def shown(page: Page) -> dict[str, str]:
    """Return what each control shows, by its name, as a person sees it; empty ones are left out."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("form input[name], form textarea[name], form select[name]")]
          .filter(control => control.type === "radio" || control.type === "checkbox" ? control.checked : control.value !== "")
          .map(control => [control.name, control.type === "checkbox" ? "oui" : control.value]))"""
    )


def results(page: Page) -> dict[str, str]:
    """Return what each result shows, by its name; those that are not worked out are left out."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("form output[data-result]")].map(output => [output.name, output.value]))"""
    )


def computed_names(definition: Definition, nested: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return the control name, the field and the value of each result of answers that hold their results."""
    found = []
    for field in definition.fields():
        if isinstance(field, ComputedField):
            found.append((field.id, field, nested.get(field.id)))
        elif isinstance(field, TableField):
            value = nested.get(field.id) or []
            rows = value.items() if isinstance(value, dict) else enumerate(value, 1)
            found += [(f"{field.id}__{row}__{column.id}", column, cells.get(column.id))
                      for row, cells in rows for column in field.columns if isinstance(column, ComputedField)]  # fmt: skip
    return found


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if content := _assets().get(path):
        route.fulfill(body=content, content_type=f"text/{'css' if path.endswith('.css') else 'javascript'}; charset=utf-8")
    elif path.startswith("assets/css/"):
        route.fulfill(path=CSS / path.removeprefix("assets/css/"))
    elif path.startswith("fiches/"):
        name, _, variant = path.removeprefix("fiches/").partition("/")
        route.fulfill(body=_page(name, variant.removeprefix("?") or None), content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=404)


@cache
def _by_id() -> dict[str, Definition]:
    return {definition.id: definition for definition in definitions()}


@cache
def _assets() -> dict[str, bytes]:
    models = [sheet_model(definition, f"fiches/{definition.id}/", FILES) for definition in definitions()]
    catalog = [{key: model[key] for key in ("id", "title", "url", "version", "kind")} for model in models]
    return {
        **dict(bundles(ROOT)),
        **{f"assets/fiches/{model['id']}.js": model_script(model) for model in models},
        "assets/fiches/index.js": f"(globalThis.presence??={{}}).catalog={json.dumps(catalog)}".encode(),
    }


@cache
def _page(name: str, variant: str | None) -> str:
    definition = _by_id()[name]
    form = render_form(outline(definition, variant=variant))
    styles = "".join(f'<link rel="stylesheet" href="{ORIGIN}assets/css/{file}.css">' for file in STYLES)
    return (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{definition.title}</title>{styles}'
        f'<body data-md-color-scheme="default"><main class="md-typeset"><h1>{definition.title}</h1>{form}</main>'
        f'<script src="{ORIGIN}assets/js/start.js"></script>'
    )

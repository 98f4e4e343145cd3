"""The page of each sheet, in the real site: without JavaScript, alive, opened as a file, and axe in every state of it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.wording import NOT_KEPT
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, until
from tests.browser.fill import READY, SHEET, answers, asked
from tests.browser.test_axe import SCHEMES, WIDTHS, violations
from tests.specimens.load import real_catalog

pytestmark = pytest.mark.browser

INVENTORY = "fiches/inventaire-des-comptes/"


def example(url: str) -> dict[str, str]:
    """Return the named answers of the first example of the sheet that a page shows."""
    definition = real_catalog().definition(url.split("/")[1])
    return asked(definition, definition.examples[0].answers) if definition.examples else {}


def live(page: Page, url: str) -> None:
    page.goto(url, wait_until="commit")
    until(page, READY)


def test_without_javascript_every_sheet_is_the_form_that_it_was(
    sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests
):
    page = open_page(java_script_enabled=False)
    for url in sheets:
        with subtests.test(page=url):
            page.goto(url)
            expect(page.locator(".sheet__notice--kept")).to_have_text(NOT_KEPT)
            assert (
                page.locator("form[data-worksheet] button, .sheet-bar, .remark, [data-fold], .row-tools").count() == 0
            )
            for name in (page.locator("form [name]").nth(rank).get_attribute("name") for rank in (0, -1)):
                expect(page.locator(f"form [name={name}]").first).to_be_visible()


def test_every_sheet_comes_alive_and_keeps_what_is_written(
    sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests
):
    page = open_page()
    for url in sheets:
        with subtests.test(page=url):
            live(page, url)
            expect(page.locator(".sheet__notice--kept")).to_have_count(0)
            page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", example(url))
            page.reload()
            until(page, READY)
            assert answers(page) == example(url)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_any_state(scheme: str, width: str, open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=WIDTHS[width], color_scheme=scheme, reduced_motion="reduce")
    live(page, INVENTORY)
    states = {
        "vide": "0",
        "rempli": f"{SHEET}.change({json.dumps(example(INVENTORY))}, 'Rempli.')",
        "abîmé": f"{SHEET}.change({{effectif: 'douze', date_releve: 'hier', comptes__1__cles: 'parti', vieux: 'reste'}}, 'Lu.')",
        "menus": "document.querySelectorAll('.sheet-bar--head [aria-expanded=false]').forEach(button => button.click())",
        "ligne": "document.querySelector('[data-table=comptes] .rows-add').click()",
        "vidé": "[...document.querySelectorAll('.sheet-bar--head .sheet-bar__item')].find(item => item.textContent === 'Effacer').click()",
        "ouvert": "document.querySelector('[data-fold] .fold').click()",
    }
    for state, script in states.items():
        with subtests.test(state=state):
            page.evaluate(script)
            page.evaluate("new Promise(done => setTimeout(done, 200))")
            assert violations(page, "form[data-worksheet]") == ""


@pytest.mark.parametrize("width", [320, PHONE["width"], DESKTOP["width"]])
def test_the_page_never_scrolls_sideways(width: int, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport={"width": width, "height": 800})
    for url in sheets:
        with subtests.test(page=url):
            live(page, url)
            page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", example(url))
            page.evaluate("document.querySelectorAll('.sheet-bar [aria-expanded]').forEach(button => button.click())")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_sheet_opened_as_a_file_comes_alive(built_site: Path, chromium: Browser):
    context = chromium.new_context(viewport=DESKTOP, locale="fr-FR")
    page = context.new_page()
    page.goto((built_site / INVENTORY / "index.html").as_uri())
    until(page, READY)
    page.locator("[name=organisation]").fill("Nous")
    page.reload()
    until(page, READY)
    expect(page.locator("[name=organisation]")).to_have_value("Nous")
    context.close()


def test_a_page_put_in_the_place_of_another_comes_alive(open_page: OpenPage):
    page = open_page()
    live(page, INVENTORY)
    page.locator("[name=organisation]").fill("Nous")
    page.evaluate(
        """() => {
          const form = document.querySelector("form[data-worksheet]")
          const text = new DOMParser().parseFromString(form.outerHTML, "text/html").querySelector("form")
          text.removeAttribute("data-live")
          for (const part of text.querySelectorAll(".sheet-bar, .told, .row-tools, .rows-add, .fold, .sheet__count, p[role=status]")) part.remove()
          form.replaceWith(text)
          document$.next(document)
        }"""
    )
    until(page, READY)
    until(page, "presence.sheets.length === 1")
    expect(page.locator("[name=organisation]")).to_have_value("Nous")
    assert page.locator(".sheet-bar").count() == 2


def test_the_bars_and_the_buttons_are_not_printed(open_page: OpenPage):
    page = open_page()
    live(page, INVENTORY)
    page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", example(INVENTORY))
    page.emulate_media(media="print")
    for part in (".sheet-bar", ".told", ".row-tools", ".rows-add", ".fold"):
        assert page.evaluate(f"[...document.querySelectorAll('{part}')].every(part => !part.checkVisibility())"), part
    expect(page.locator("[name=recuperations__1__adresse]")).to_be_visible()

"""axe finds nothing to say of the pages, nor of what opens over them, in both schemes and both widths: some of them, then all under `--tout`.

axe sees a part only of what makes a page usable; tests/browser/test_keyboard.py and the eyes of a person see the rest.
"""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, Turn, in_turn, type_in_search
from tests.site.project import ROOT

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = """() => {
  const all = new CSSStyleSheet()
  all.replaceSync(".sheet__section { content-visibility: visible !important }")
  document.adoptedStyleSheets = [all]
}"""
"""What is far from the screen is not laid out, and axe would measure it in the place kept for it: all is drawn first."""
SCHEMES = ("light", "dark")
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}


def violations(page: Page, where: str | None = None) -> str:
    """Run axe on the page, or on the parts that a selector names; return what it found, readable, or nothing."""
    page.evaluate(AXE)
    page.evaluate(DRAWN)
    options = json.dumps({"resultTypes": ["violations"], "runOnly": TAGS})
    found = page.evaluate(f"where => axe.run(where ?? document, {options})", where)["violations"]
    return "\n".join(_told(violation, node) for violation in found for node in violation["nodes"])


def _told(violation: dict, node: dict) -> str:
    summary = " ".join(node["failureSummary"].split())
    return f"{violation['id']} ({violation['impact']}) : {violation['help']}\n  {node['target']}\n  {summary}\n  {violation['helpUrl']}"


@in_turn(("scheme", "width"), {f"{width}-{scheme}": (scheme, width) for width in WIDTHS for scheme in SCHEMES})
def test_no_page_has_a_violation(turn: Turn, scheme: str, width: str, urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=WIDTHS[width], color_scheme=scheme)
    for url in turn(urls):
        with subtests.test(page=url):
            page.goto(url)
            assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
            assert violations(page) == ""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_open_search_has_no_violation(scheme: str, width: str, open_page: OpenPage):
    page = open_page("adapter/catalogue/", viewport=WIDTHS[width], color_scheme=scheme)
    type_in_search(page, "compte")
    expect(page.locator(".md-search-result__item mark").first).to_be_visible()
    assert violations(page) == ""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_open_menu_has_no_violation(scheme: str, open_page: OpenPage):
    page = open_page("adapter/catalogue/", viewport=PHONE, color_scheme=scheme)
    page.get_by_role("button", name="Menu").click()
    expect(page.locator(".md-sidebar--primary").get_by_role("link", name="Modifier une fiche")).to_be_in_viewport()
    assert violations(page) == ""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_open_provenance_note_has_no_violation(scheme: str, width: str, open_page: OpenPage):
    page = open_page("playbook/faire-le-point/", viewport=WIDTHS[width], color_scheme=scheme)
    page.locator("button.provenance").first.click()
    expect(page.locator("[popover]:popover-open")).to_be_visible()
    assert violations(page, "[popover]:popover-open") == ""


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.querySelector('h1').style.color = '#ddd'", "color-contrast"),
        ("document.querySelector('article').insertAdjacentHTML('beforeend', '<input>')", "label"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.querySelector('article').insertAdjacentHTML('beforeend', '<h6>Loin</h6>')", "heading-order"),
    ],
)
def test_a_violation_is_seen(fault: str, rule: str, open_page: OpenPage):
    page = open_page("adapter/catalogue/")
    page.evaluate(fault)
    assert rule in violations(page)

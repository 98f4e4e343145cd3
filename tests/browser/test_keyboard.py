"""Everything is done with a keyboard, and one sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, Turn, in_turn

pytestmark = pytest.mark.browser

LOOKS = """element => [element, element.parentElement, element.nextElementSibling].filter(Boolean).map(part => {
  const style = getComputedStyle(part), box = part.getBoundingClientRect()
  return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor,
          style.textDecorationLine, style.clipPath, style.opacity, box.width > 1 && box.bottom > 0 && box.right > 0].join()
})"""
FOCUSED = "document.activeElement"
CONTROLS = "[...document.querySelectorAll('form[data-worksheet] [name]')]"


def look_of_focus(page: Page) -> tuple[list[str], list[str]]:
    """Return how the focused element looks, then how it looks once it has lost the focus; the next Tab goes on from there."""
    element = page.evaluate_handle(FOCUSED).as_element()
    assert element is not None
    with_focus = element.evaluate(LOOKS)
    element.evaluate("element => element.blur()")
    return with_focus, element.evaluate(LOOKS)


def described(page: Page) -> str:
    return page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 120)")


@pytest.mark.parametrize("viewport", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")])
def test_tab_leads_from_the_top_to_the_first_field_and_shows_each_stop(viewport: dict, open_page: OpenPage):
    page = open_page("fiches/inventaire-des-comptes/", viewport=viewport, reduced_motion="reduce")
    unseen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached = page.evaluate(f"{FOCUSED}.closest('form[data-worksheet]') && {FOCUSED}.name")
        where = described(page)
        with_focus, without = look_of_focus(page)
        if with_focus == without:
            unseen.append(where)
        if reached:
            break
    assert unseen == []
    assert reached == page.evaluate("document.querySelector('form[data-worksheet] [name]').name")


@in_turn("scheme", {"light": "light", "dark": "dark"})
def test_every_kind_of_control_shows_its_focus(scheme: str, turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    seen: set[str] = set()
    for url in (*turn(sheets), "fiches/inventaire-des-comptes/"):
        page.goto(url)
        kinds = page.evaluate(f"{CONTROLS}.map(control => control.type)")
        for kind in sorted(set(kinds) - seen - {"output"}):
            seen.add(kind)
            with subtests.test(page=url, kind=kind):
                page.evaluate(f"{CONTROLS}.find(control => control.type == '{kind}').focus({{focusVisible: true}})")
                with_focus, without = look_of_focus(page)
                assert with_focus != without
    assert {"text", "textarea", "radio", "select-one"} <= seen


def test_the_skip_link_leads_to_the_content(open_page: OpenPage):
    page = open_page("fiches/inventaire-des-comptes/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('article') !== null")


def test_arrows_choose_in_a_group_of_buttons_and_tab_leaves_it(sheets: list[str], open_page: OpenPage):
    url = next(url for url in sheets if "liste" in url)
    page = open_page(url)
    name = page.locator("form[data-worksheet] input[type=radio]").first.get_attribute("name")
    group = page.locator(f"input[type=radio][name={name}]")
    group.first.focus()
    page.keyboard.press("ArrowDown")
    expect(group.nth(1)).to_be_focused()
    expect(group.nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.name") != name


def test_a_provenance_note_opens_and_closes_by_keyboard(open_page: OpenPage):
    page = open_page("playbook/faire-le-point/")
    mark = page.locator("button.provenance").first
    note = page.locator(f"#{mark.get_attribute('popovertarget')}")
    expect(note).to_be_hidden()
    mark.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_menu_opens_and_closes_by_keyboard(open_page: OpenPage):
    page = open_page("adapter/catalogue/", viewport=PHONE)
    button = page.get_by_role("button", name="Menu")
    link = page.locator(".md-sidebar--primary").get_by_role("link", name="Modifier une fiche")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_a_closed_menu_keeps_the_focus_out(open_page: OpenPage):
    page = open_page("adapter/catalogue/", viewport=PHONE)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.closest('article') !== null"):
            break
        box = page.evaluate(f"(({{left, right}}) => [left, right])({FOCUSED}.getBoundingClientRect())")
        assert box[1] > 0, described(page)
        assert box[0] < PHONE["width"], described(page)
    assert page.evaluate(f"{FOCUSED}.closest('article') !== null")


@pytest.mark.parametrize(("key", "leads"), [("Enter", True), ("Escape", False)])
def test_the_search_is_opened_used_and_left_by_keyboard(key: str, leads: bool, open_page: OpenPage):
    page = open_page("adapter/catalogue/")
    first = page.locator(".md-search-result__item > a").first
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Rechercher")).to_be_focused()
    page.keyboard.type("inventaire")
    expect(first).to_be_visible()
    expect(first).to_have_attribute("href", re.compile("h=inventaire"))
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press(key)
    expect(first).to_be_hidden()
    page.wait_for_load_state()
    assert ("h=inventaire" in page.url) == leads


def test_on_a_phone_the_search_opens_and_closes_by_keyboard(open_page: OpenPage):
    page = open_page("adapter/catalogue/", viewport=PHONE)
    button = page.get_by_role("button", name="Recherche", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Rechercher")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()

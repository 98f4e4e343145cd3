"""Readers who do without scripts, who impose their colours or who want nothing to move."""

import pytest

from tests.browser.conftest import HOME, PHONE, OpenPage, Turn, in_turn, some_pages

pytestmark = pytest.mark.browser

CONTROLS = "form[data-worksheet] :is(input, select, textarea, output)"
STATES = """all => all.map(control => [
  control.name,
  control.checkVisibility() && control.getClientRects().length > 0,
  Boolean(control.disabled || control.readOnly || control.closest('[inert]'))
])"""
MOVING = """() => [...document.querySelectorAll('body, body *')]
  .flatMap(element => [null, '::before', '::after'].map(part => [element, getComputedStyle(element, part)]))
  .filter(([, style]) => style.scrollBehavior === 'smooth'
    || [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].some(duration => parseFloat(duration) > .01))
  .map(([element]) => `${element.tagName}.${element.className}`)"""
UNSEEN_TEXT = """() => {
  const ground = element => {
    const colour = getComputedStyle(element).backgroundColor
    return /, 0\\)$|transparent/.test(colour) && element.parentElement ? ground(element.parentElement) : colour
  }
  const walker = document.createTreeWalker(document.querySelector('.md-container'), NodeFilter.SHOW_TEXT), found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (node.data.trim() && element.checkVisibility() && getComputedStyle(element).color === ground(element)) found.push(node.data.trim())
  }
  return found
}"""


@some_pages
def test_without_scripts_every_control_is_there_and_can_be_filled(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(java_script_enabled=False, viewport=PHONE)
    for url in turn(sheets):
        with subtests.test(page=url):
            page.goto(url)
            states = page.locator(CONTROLS).evaluate_all(STATES)
            assert len(states) > 20
            assert [name for name, visible, locked in states if not visible or locked] == []


def test_without_scripts_a_sheet_takes_answers(open_page: OpenPage):
    page = open_page("fiches/inventaire-des-comptes/", java_script_enabled=False)
    text = page.locator("form[data-worksheet] input[type=text]").first
    text.fill("Centre des Érables")
    assert text.input_value() == "Centre des Érables"
    long_text = page.locator("form[data-worksheet] textarea").first
    long_text.fill("Une\nDeux")
    assert long_text.input_value() == "Une\nDeux"
    choice = page.locator("form[data-worksheet] select").first
    choice.select_option(index=1)
    assert choice.input_value() != ""


def test_without_scripts_buttons_can_be_chosen(open_page: OpenPage):
    page = open_page("fiches/faire-le-point-liste/", java_script_enabled=False)
    label = page.locator("form[data-worksheet] label.option").first
    label.click()
    assert label.locator("input").is_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_colours_are_those_of_paper(scheme: str, open_page: OpenPage):
    page = open_page(HOME, java_script_enabled=False, color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    assert page.evaluate(UNSEEN_TEXT) == []


def test_without_scripts_one_goes_from_page_to_page_and_opens_notes(open_page: OpenPage):
    page = open_page("playbook/faire-le-point/", java_script_enabled=False)
    mark = page.locator("button.provenance").first
    mark.click()
    assert page.locator(f"#{mark.get_attribute('popovertarget')}").is_visible()
    page.keyboard.press("Escape")
    page.get_by_role("navigation", name="Parties du site").get_by_role("link", name="Fiches", exact=True).click()
    page.wait_for_url("**/fiches/")
    assert page.locator("h1").inner_text() == "Toutes les fiches"


@in_turn("scheme", {"light": "light", "dark": "dark"})
def test_imposed_colours_leave_all_visible(turn: Turn, scheme: str, urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(forced_colors="active", color_scheme=scheme)
    borderless = f"""() => [...document.querySelectorAll("{CONTROLS}:not(output, [type=radio], [type=checkbox])")]
      .filter(c => !['Top', 'Right', 'Bottom', 'Left'].some(side => parseFloat(getComputedStyle(c)[`border${{side}}Width`]) > 0)).map(c => c.name)"""
    for url in turn(urls):
        with subtests.test(page=url):
            page.goto(url)
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert page.evaluate(UNSEEN_TEXT) == []
            assert page.evaluate(borderless) == []


def test_text_of_the_colour_of_its_ground_is_seen(open_page: OpenPage):
    page = open_page("adapter/catalogue/")
    page.evaluate("{const h = document.querySelector('h1'); h.style.color = h.style.backgroundColor = 'rgb(1, 2, 3)'}")
    assert page.evaluate(UNSEEN_TEXT) == [page.locator("h1").inner_text()]


@some_pages
def test_nothing_moves_for_who_asked_for_it(turn: Turn, urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(reduced_motion="reduce", viewport=PHONE)
    for url in turn(urls):
        with subtests.test(page=url):
            page.goto(url)
            assert page.evaluate(MOVING) == []
            assert page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length") == 0

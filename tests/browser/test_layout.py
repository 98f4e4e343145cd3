"""Pages fit a narrow phone, which is also a 1280 pixel screen at 400 %; what is wider scrolls alone, by keyboard too."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, HOME, PHONE, OpenPage, Turn, in_turn, some_pages, until
from tests.browser.live_sheet import ready

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}
OVERFLOWING = """() => {
  const scrolls = element => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
  const hidden = element => element.closest('[popover]:not(:popover-open), .md-search, .md-sidebar, details:not([open]) > :not(summary)')
  return [...document.body.querySelectorAll('*')]
    .filter(element => !hidden(element) && !element.closest('svg') && element.checkVisibility())
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element.parentElement))
    .map(element => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 40)}`)
}"""

COVERED = """() => [...document.body.querySelectorAll('*')]
  .filter(element => /fixed|sticky/.test(getComputedStyle(element).position) && element.checkVisibility())
  .map(element => element.getBoundingClientRect()).filter(box => box.right > 0 && box.left < innerWidth && box.height < innerHeight)
  .reduce((sum, box) => sum + Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)), 0)"""
"""How many pixels of height what stays in place covers, once the page has scrolled."""

UNSAID = """table => [...table.querySelectorAll('td[data-code]')]
  .map(cell => [cell, cell.getBoundingClientRect().top, cell.previousElementSibling.getBoundingClientRect().bottom])
  .filter(([cell, top, above]) => !getComputedStyle(cell, '::before').content.includes(cell.dataset.label) || top < above - 1)
  .map(([cell]) => cell.dataset.code)"""
"""The cells that don't show their question above their control."""

STATIONS = """() => [...document.querySelectorAll('.journey li')].map(station => {
  const { left, right, top, bottom } = station.getBoundingClientRect()
  return [left, right, top, bottom].map(Math.round)
})"""


def overflow(page: Page) -> tuple[bool, list[str]]:
    """Tell whether the page scrolls sideways, and what stands out of it on the right."""
    return page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"), page.evaluate(OVERFLOWING)


@in_turn("viewport", {"320 px": NARROW, "400 %": ZOOMED})
def test_pages_fit_and_stay_uncovered(turn: Turn, viewport: dict, urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=viewport)
    for url in turn(urls):
        with subtests.test(page=url):
            page.goto(url)
            assert overflow(page) == (False, [])
            page.evaluate("scrollTo(0, 300)")
            assert page.evaluate(COVERED) < 0.4 * viewport["height"]


def test_what_stands_out_of_a_page_is_seen(open_page: OpenPage):
    page = open_page("adapter/catalogue/", viewport=NARROW)
    page.evaluate("document.querySelector('h1').style.width = '600px'")
    assert [told.split()[0] for told in overflow(page)[1]] == ["h1."]


def test_the_journey_goes_across_a_wide_screen_and_down_a_phone(open_page: OpenPage):
    page = open_page(HOME, viewport=DESKTOP)
    wide = page.evaluate(STATIONS)
    assert len({top for _, _, top, _ in wide}) == 1
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(wide))
    assert wide[-1][1] - wide[0][0] > 0.85 * DESKTOP["width"]
    page.set_viewport_size(PHONE)
    narrow = page.evaluate(STATIONS)
    assert len({left for left, *_ in narrow}) == 1
    assert all(before[3] <= after[2] + 1 for before, after in pairwise(narrow))


@pytest.mark.parametrize("forced", ["active", "none"])
def test_full_and_hollow_discs_differ_and_are_said(forced: str, open_page: OpenPage):
    page = open_page(HOME, forced_colors=forced)
    grounds = page.locator(".journey :is(.journey__when, li)").evaluate_all("all => all.map(of => getComputedStyle(of, '::before').backgroundColor)")
    assert len(set(grounds[:5])) == 1
    assert len(set(grounds[5:])) == 1
    assert grounds[0] != grounds[5]
    legend = page.locator(".journey figcaption").inner_text()
    assert [words for words in ("Pastille pleine", "Pastille creuse", "Double cercle") if words not in legend] == []


def test_a_section_holds_its_wide_tables(open_page: OpenPage):
    """A section cuts what goes beyond it."""
    page = open_page("fiches/choix-des-outils/", viewport=DESKTOP)
    beyond = page.evaluate(
        """() => [...document.querySelectorAll(".sheet__section .table-scroll")].filter((table) => {
          const [inner, outer] = [table, table.closest(".sheet__section")].map((box) => box.getBoundingClientRect())
          return inner.left < outer.left || inner.right > outer.right
        }).length"""
    )
    assert beyond == 0


@some_pages
def test_wide_tables_scroll_alone_by_keyboard(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=NARROW)
    tried = 0
    for url in [*turn(sheets), "adapter/modifier-une-fiche/"]:
        page.goto(url)
        for region in page.locator(".table-scroll").all():
            if not region.is_visible() or not region.evaluate("element => element.scrollWidth > element.clientWidth"):
                continue
            with subtests.test(page=url, table=tried):
                tried += 1
                region.focus()
                page.keyboard.press("ArrowRight")
                until(page, "document.activeElement.scrollLeft > 0")
                assert overflow(page)[0] is False
    assert tried >= 3


@some_pages
def test_on_a_phone_each_row_of_a_table_to_fill_is_a_card(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=NARROW)
    for url in turn(sheets):
        page.goto(url)
        ready(page)
        for table in page.locator(".sheet__table").all():
            with subtests.test(page=url, table=table.evaluate("table => table.caption.textContent")):
                assert table.evaluate("table => table.scrollWidth <= table.clientWidth")
                assert table.evaluate(UNSAID) == []

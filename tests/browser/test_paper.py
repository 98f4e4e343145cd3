"""A sheet on paper: A4 pages, its questions and their codes, room to write, nothing of the screen."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, Turn, some_pages
from tests.browser.live_sheet import ready

pytestmark = pytest.mark.browser

SIDES = {(595, 842), (842, 595)}
"""A4 in points, upright or lying: wide tables turn the sheet."""
PRINTED_WIDTH = {"width": 672, "height": 900}
"""What an upright A4 page leaves between its margins, in CSS pixels."""
LYING_WIDTH = 1000
SCREEN_ONLY = ".md-header, .md-sidebar, .md-search, .parts, .colophon, .downloads, .take-away, .headerlink, .md-skip, .md-top, button, [popover], nav"
TO_READ = ":is(h2, h3, legend, caption, th, .field__code, .field__label, .field__help, .option__label)"
SHOWN = "[...all].filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length > 0)"
TOLD = "e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`"
CUT = f"""() => (all => {SHOWN})(document.querySelectorAll('article *'))
  .filter(e => !e.closest('svg'))
  .filter(e => e.getBoundingClientRect().right > 1 + (getComputedStyle(e).page === 'auto' ? innerWidth : {LYING_WIDTH})).map({TOLD})"""
OFFERED_AND_PRINTED = f"""form => [
  [...new Set([...form.querySelectorAll('select[name] option')].filter(option => option.value).map(option => option.text.split(' · ').at(-1)))],
  (all => {SHOWN})(form.querySelectorAll('p, dd')).map(e => e.innerText).join(' ')
]"""
TOO_SMALL = """form => [...form.querySelectorAll(':is(input:not([type=radio], [type=checkbox]), textarea, select)[name]')]
  .map(c => [c.name, c.getBoundingClientRect()]).filter(([, box]) => box.height < 22 || box.width < 40).map(([name]) => name)"""


ANSWER_AT_LENGTH = """form => {
  for (const area of form.querySelectorAll('textarea')) {
    const lines = 'Une ligne de plus, tapée à l’écran\\n'.repeat(2 * area.rows) + 'fin'
    area.value = area.rows > 1 ? lines : 'https://reseau.example/' + 'un-mot-très-long-'.repeat(6)
  }
  for (const list of form.querySelectorAll('select')) {
    list.value = [...list.options].reduce((longest, option) => option.text.length > longest.text.length ? option : longest).value
  }
}"""
CUT_ANSWERS = """form => [...form.querySelectorAll('textarea, select')]
  .filter(c => c.scrollHeight > c.clientHeight + 1 || c.scrollWidth > c.clientWidth + 1 || c.offsetWidth > c.parentElement.clientWidth)
  .map(c => `${c.name} ${c.scrollWidth} × ${c.scrollHeight} dans ${c.clientWidth} × ${c.clientHeight}`)"""
DATE = "form[data-worksheet] input[type=date]"


def shown(page: Page, selector: str) -> list[str]:
    """Return the elements of a selector that can be seen."""
    return page.locator(selector).evaluate_all(f"all => {SHOWN}.map({TOLD})")


def on_paper(page: Page, url: str) -> Page:
    """Open a page as it is printed, its form live."""
    page.emulate_media(media="print")
    page.goto(url)
    return ready(page) if url.startswith("fiches/") and page.locator("form[data-worksheet]").count() else page


@some_pages
def test_sheets_print_on_a4_pages(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page()
    for url in turn(sheets):
        with subtests.test(page=url):
            page.goto(url)
            boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
            assert 1 <= len(boxes) <= 20
            assert {tuple(round(float(side)) for side in box) for box in boxes} <= SIDES


@some_pages
def test_paper_shows_nothing_of_the_screen_and_cuts_nothing(turn: Turn, urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    for url in turn(urls):
        with subtests.test(page=url):
            on_paper(page, url)
            assert shown(page, SCREEN_ONLY) == []
            assert page.evaluate(CUT) == []
            assert len(shown(page, "h1")) == 1


def test_what_the_edge_of_the_paper_cuts_is_seen(open_page: OpenPage):
    page = on_paper(open_page(viewport=PRINTED_WIDTH), "adapter/catalogue/")
    page.evaluate("document.querySelector('h1').style.width = '900px'")
    assert len(page.evaluate(CUT)) == 1


@some_pages
def test_paper_shows_every_question_and_has_room_for_its_answer(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    for url in turn(sheets):
        with subtests.test(page=url):
            form = on_paper(page, url).locator("form[data-worksheet]")
            assert len(shown(page, f"form[data-worksheet] {TO_READ}")) == form.locator(TO_READ).count() > 20
            offered, printed = form.evaluate(OFFERED_AND_PRINTED)
            assert [text for text in offered if text not in printed] == []
            assert form.evaluate(TOO_SMALL) == []


@some_pages
def test_paper_shows_the_whole_of_what_was_typed(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    for url in turn(sheets):
        with subtests.test(page=url):
            form = on_paper(page, url).locator("form[data-worksheet]")
            form.evaluate(ANSWER_AT_LENGTH)
            assert form.evaluate(CUT_ANSWERS) == []


def test_an_answer_that_paper_cuts_is_seen(sheets: list[str], open_page: OpenPage):
    form = on_paper(open_page(viewport=PRINTED_WIDTH), sheets[0]).locator("form[data-worksheet]")
    form.locator("textarea").first.evaluate("area => area.style.fieldSizing = 'fixed'")
    form.evaluate(ANSWER_AT_LENGTH)
    assert len(form.evaluate(CUT_ANSWERS)) == 1


def test_paper_says_nothing_in_an_empty_date_and_keeps_a_typed_one(open_page: OpenPage):
    page = on_paper(open_page(viewport=PRINTED_WIDTH), "fiches/inventaire-des-comptes/")
    page.locator(DATE).first.fill("2026-11-23")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    inks = page.locator(DATE).evaluate_all("dates => dates.map(date => getComputedStyle(date).color)")
    assert inks[0] == "rgb(0, 0, 0)"
    assert set(inks[1:]) == {"rgba(0, 0, 0, 0)"}


def test_paper_is_white_also_when_the_screen_is_dark(sheets: list[str], open_page: OpenPage):
    page = on_paper(open_page(viewport=PRINTED_WIDTH, color_scheme="dark"), sheets[0])
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    parts = "[document.body, document.querySelector('h1'), document.querySelector('.field__help')]"
    (ground, _), *inks = page.evaluate(f"{parts}.map(e => getComputedStyle(e)).map(style => [style.backgroundColor, style.color])")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert all(max(map(int, re.findall(r"\d+", ink)[:3])) < 90 for _, ink in inks)

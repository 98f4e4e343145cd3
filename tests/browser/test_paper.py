"""A sheet on paper: A4 pages, its questions and their codes, room to write, nothing of the screen."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

A4_POINTS = (595, 842)
PRINTED_WIDTH = {"width": 672, "height": 900}
"""What an A4 page leaves between its margins, in CSS pixels."""
SCREEN_ONLY = ".md-header, .md-sidebar, .md-search, .parts, .colophon, .downloads, .headerlink, .md-skip, .md-top, button, [popover], nav"
TO_READ = "h1, h2, .field__code, .field__label, .field__help, legend, .option__label, caption, th"
VISIBLE = "all => all.filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length > 0)"
OFFERED = "document.querySelectorAll('form[data-worksheet] select')"


def shown(page: Page, selector: str) -> list[str]:
    """Return the texts of the elements of a selector that can be seen."""
    return page.locator(selector).evaluate_all(f"all => ({VISIBLE})(all).map(e => e.className + ' ' + e.textContent.trim().slice(0, 60))")


def on_paper(page: Page, url: str) -> None:
    page.emulate_media(media="print")
    page.goto(url)


def test_sheets_print_on_a4_pages(sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page()
    for url in sheets:
        with subtests.test(page=url):
            page.goto(url)
            boxes = re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", page.pdf(prefer_css_page_size=True))
            assert 1 <= len(boxes) <= 15
            assert {tuple(round(float(side)) for side in box.split()) for box in boxes} == {(0, 0, *A4_POINTS)}


def test_paper_shows_nothing_of_the_screen(urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    for url in urls:
        with subtests.test(page=url):
            on_paper(page, url)
            assert shown(page, SCREEN_ONLY) == []


def test_paper_shows_every_question_code_help_and_answer_to_choose(sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    for url in sheets:
        with subtests.test(page=url):
            on_paper(page, url)
            inside = ", ".join(f"form[data-worksheet] {part.strip()}" for part in TO_READ.split(","))
            assert len(shown(page, inside)) == page.locator(inside).count() > 20
            assert len(shown(page, "h1")) == 1


def test_paper_says_what_the_lists_of_a_table_offer(sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    for url in sheets:
        with subtests.test(page=url):
            on_paper(page, url)
            offered = page.evaluate(f"[...new Set([...{OFFERED}].flatMap(s => [...s.options].filter(o => o.value).map(o => o.text)))]")
            printed = " ".join(page.locator("form[data-worksheet]").evaluate(f"form => ({VISIBLE})([...form.querySelectorAll('p, dd')]).map(e => e.innerText)"))
            assert [text for text in offered if text not in printed] == []


def test_paper_has_room_to_write(sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    small = """() => [...document.querySelectorAll('form[data-worksheet] :is(input:not([type=radio], [type=checkbox]), textarea, select)')]
      .map(c => [c.name, c.getBoundingClientRect()]).filter(([, box]) => box.height < 22 || box.width < 40).map(([name]) => name)"""
    for url in sheets:
        with subtests.test(page=url):
            on_paper(page, url)
            assert page.evaluate(small) == []


def test_nothing_is_cut_by_the_edge_of_the_paper(urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=PRINTED_WIDTH)
    cut = f"""() => ({VISIBLE})([...document.querySelectorAll('article *')])
      .filter(e => !e.closest('svg') && e.getBoundingClientRect().right > innerWidth + 1)
      .map(e => `${{e.tagName}}.${{e.className}} ${{e.textContent.trim().slice(0, 40)}}`)"""
    for url in urls:
        with subtests.test(page=url):
            on_paper(page, url)
            assert page.evaluate(cut) == []


def test_paper_is_white_also_when_the_screen_is_dark(sheets: list[str], open_page: OpenPage):
    page = open_page(viewport=PRINTED_WIDTH, color_scheme="dark")
    on_paper(page, sheets[0])
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    colours = page.evaluate("[document.body, document.querySelector('h1'), document.querySelector('.field__help')].map(e => getComputedStyle(e)).map(s => [s.backgroundColor, s.color])")
    assert colours[0][0] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert all(max(map(int, re.findall(r"\d+", ink)[:3])) < 90 for _, ink in colours)

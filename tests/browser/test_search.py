"""The search finds French words, with or without their accents."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, type_in_search

pytestmark = pytest.mark.browser

TYPED = yaml.safe_load(Path(__file__).with_name("recherches.yml").read_text(encoding="utf-8"))


def searching(open_page: OpenPage) -> Page:
    """Open a page whose search is ready."""
    page = open_page("adapter/catalogue/")
    type_in_search(page, "zzyzx")
    expect(page.locator(".md-search-result__meta")).to_contain_text("trouvée")
    return page


def search(page: Page, words: str) -> list[str]:
    """Type words in the search of a page that is ready; return the addresses of the pages that it finds, best first."""
    told = page.locator(".md-search-result__meta")
    type_in_search(page, "")
    expect(told).to_contain_text("Tapez un mot")
    type_in_search(page, words)
    expect(told).to_contain_text("trouvée")
    found = page.locator(".md-search-result__item > a").evaluate_all("all => all.map(a => a.pathname)")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("without", "accented"),
    [("reseaux", "réseaux"), ("RESEAUX", "réseaux"), ("oeuvre", "œuvre"), ("etat des lieux", "état des lieux"), ("ou est", "où est")],
)
def test_accents_change_nothing(without: str, accented: str, open_page: OpenPage):
    page = searching(open_page)
    assert search(page, without) == search(page, accented)


def test_a_word_without_accent_finds_and_marks_the_accented_one(open_page: OpenPage):
    page = searching(open_page)
    assert search(page, "reseaux")
    assert "réseaux" in {mark.lower() for mark in page.locator(".md-search-result__item mark").all_inner_texts()}


def test_what_people_type_finds_its_page_among_the_first_three(open_page: OpenPage):
    page = searching(open_page)
    missed = [typed["q"] for typed in TYPED if f"/{typed['page']}" not in search(page, typed["q"])[:3]]
    assert missed == []


def test_words_after_an_apostrophe_are_found(open_page: OpenPage):
    assert "/fiches/audit-d-image/" in search(searching(open_page), "image")


def test_a_word_of_no_page_finds_nothing(open_page: OpenPage):
    page = searching(open_page)
    assert search(page, "zzyzx") == []
    expect(page.locator(".md-search-result__meta")).to_have_text("Aucune page trouvée. Essayez un seul mot, ou son synonyme.")

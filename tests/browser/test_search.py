"""The search finds French words, with or without their accents."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, type_in_search

pytestmark = pytest.mark.browser


def search(page: Page, words: str) -> list[str]:
    """Type words in the search of a page; return the addresses of the pages that it finds, best first."""
    page.goto("adapter/catalogue/")
    type_in_search(page, words)
    expect(page.locator(".md-search-result__meta")).to_contain_text("trouvée")
    found = page.locator(".md-search-result__item > a").evaluate_all("all => all.map(a => a.pathname)")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("without", "accented"),
    [("reseaux", "réseaux"), ("RESEAUX", "réseaux"), ("oeuvre", "œuvre"), ("etat des lieux", "état des lieux"), ("ou est", "où est")],
)
def test_accents_change_nothing(without: str, accented: str, open_page: OpenPage):
    page = open_page()
    assert search(page, without) == search(page, accented)


def test_a_word_without_accent_finds_and_marks_the_accented_one(open_page: OpenPage):
    page = open_page()
    assert search(page, "reseaux")
    assert "réseaux" in {mark.lower() for mark in page.locator(".md-search-result__item mark").all_inner_texts()}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("inventaire", "/fiches/inventaire-des-comptes/"),
        ("audit image", "/fiches/audit-d-image/"),
        ("faire le point", "/playbook/faire-le-point/"),
        ("comptes oublies", "/fiches/inventaire-des-comptes/"),
        ("catalogue json", "/adapter/catalogue/"),
    ],
)
def test_words_find_the_page_among_the_first(words: str, wanted: str, open_page: OpenPage):
    assert wanted in search(open_page(), words)[:3]


def test_words_after_an_apostrophe_are_found(open_page: OpenPage):
    assert "/fiches/audit-d-image/" in search(open_page(), "image")


def test_a_word_of_no_page_finds_nothing(open_page: OpenPage):
    page = open_page()
    assert search(page, "zzyzx") == []
    expect(page.locator(".md-search-result__meta")).to_have_text("Aucune page trouvée. Essayez un seul mot, ou son synonyme.")

"""What the search reads: every part of every page, its words as the page shows them."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.site.pages import Pages, blocks, parse

UNSEARCHED = "[data-search-exclude]"


@pytest.fixture(scope="module")
def entries(site_pages: Pages) -> list[dict[str, Any]]:
    return json.loads((site_pages.site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]


def words(page: BeautifulSoup) -> set[str]:
    """Return the words of a page or of a fragment, whichever way inline markup is read."""
    return set(re.findall(r"\w+", " ".join(blocks(page)) + " " + page.get_text(" ")))


def test_every_page_is_in_the_index_under_its_title(entries, site_pages: Pages):
    titles = {entry["location"]: entry["title"] for entry in entries if "#" not in entry["location"]}
    assert set(titles) == {name.removesuffix("index.html") for name in site_pages if name != "404.html"}
    assert [location for location, title in titles.items() if not title.strip()] == []


def test_words_of_the_index_are_words_of_the_page(entries, site_pages: Pages, subtests: pytest.Subtests):
    """Texts glued together, such as « NonB2 », could not be found."""
    known = {name: words(page) for name, page in site_pages.items()}
    for entry in entries:
        with subtests.test(entry=entry["location"]):
            page = entry["location"].split("#")[0] + "index.html"
            assert words(parse(f"{entry['title']} {entry['text']}")) - known[page] == set()


def test_questions_of_a_sheet_are_in_the_index(entries, site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        for label in page.select(f"form[data-worksheet]:not({UNSEARCHED} *) :is(label, legend).field__label"):
            question = " ".join(text for text in label.find_all(string=True, recursive=False)).split()
            with subtests.test(page=name, question=" ".join(question)):
                texts = (f"{entry['title']} {entry['text']}" for entry in entries if entry["location"].startswith(name.removesuffix("index.html")))
                assert any(" ".join(question) in " ".join(parse(text).get_text(" ").split()) for text in texts)

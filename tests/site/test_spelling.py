"""Every word of every page and of every document is French as the Hunspell dictionary has it, or a word of the project's own list."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import hunspell
import pytest

from tests.site.documents import documents
from tests.site.pages import Pages, blocks, parse, url_of
from tests.site.project import ROOT

OWN = ROOT / "templates" / "library" / "mots.txt"
"""Names, titles and words that the dictionary doesn't have, one a line."""
DICTIONARY = ROOT / "node_modules" / "dictionary-fr"
_WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S*(?:://|@|\.[a-z]{2,7}\b)\S*|S\d-[A-Z]{3}-\d\d")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)’", re.IGNORECASE)
_STAND_IN = re.compile(r"^x(?=[^\W\d_])")
"""What `blocks` puts in the place of an element can touch the word after it."""

IsKnown = Callable[[str], bool]


@pytest.fixture(scope="module")
def is_known() -> IsKnown:
    """Tell whether a word is French or the project's."""
    french = hunspell.Hunspell("index", hunspell_data_dir=str(DICTIONARY))
    own = own_words(OWN)

    def spelt(word: str) -> bool:
        return not word or word in own or french.spell(word.replace("’", "'")) or french.spell(word.lower().replace("’", "'"))

    def known(word: str) -> bool:
        bare = _ELISION.sub("", word)
        parts = bare.split("-")
        return spelt(word) or spelt(bare) or (len(parts) > 1 and all(map(spelt, parts)))

    return known


def own_words(path: Path) -> frozenset[str]:
    """Return the words of the project's list."""
    return frozenset(line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def words(texts: list[str]) -> Iterator[str]:
    """Yield the words of texts, those of addresses and of codes excepted."""
    for text in texts:
        yield from _WORD.findall(_ADDRESS.sub(" ", text.replace("'", "’")))


def misspelt(texts: list[str], is_known: IsKnown) -> list[str]:
    """Return the words that nobody knows."""
    return sorted({word for word in words(texts) if not is_known(word) and not is_known(_STAND_IN.sub("", word))})


def test_every_word_of_a_page_is_known(site_pages: Pages, is_known: IsKnown, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert misspelt(blocks(page), is_known) == []


def test_every_word_of_a_document_is_known(site_pages: Pages, is_known: IsKnown, subtests: pytest.Subtests):
    for name, paragraphs in documents(site_pages.site).items():
        with subtests.test(document=name):
            assert misspelt(paragraphs, is_known) == []


def test_a_misspelt_word_is_seen(is_known: IsKnown):
    page = parse("<p>L’œuvre n’est pas terminé, mais les benevoles aiment l’accueuil du rez-de-chaussée.</p>")
    assert misspelt(blocks(page), is_known) == ["benevoles", "l’accueuil"]


def test_the_projects_list_holds_only_what_the_dictionary_lacks_and_the_pages_use(site_pages: Pages):
    french = hunspell.Hunspell("index", hunspell_data_dir=str(DICTIONARY))
    own = own_words(OWN)
    used = {part for page in site_pages.values() for word in words(blocks(page)) for part in variants(word)}
    assert sorted(word for word in own if french.spell(word.replace("’", "'")) or word not in used) == []


def variants(word: str) -> set[str]:
    """Return the forms under which a word may stand in the list."""
    bare = _ELISION.sub("", word)
    return {form for whole in (word, bare) for form in (whole, _STAND_IN.sub("", whole), *whole.split("-"))}

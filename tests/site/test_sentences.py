"""Sentences that one can read aloud: none longer than 35 words; and no page or sheet that says again what another says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.shingles import RUN, words
from tests.site.authored import PAGES, SHEETS, prose
from tests.site.documents import documents, sentences
from tests.site.pages import Pages
from tests.site.project import ROOT

LONGEST = 35
_END = re.compile(r"(?<=[.!?…])[»”*)\s]*\s+(?=[«\"*\[]?\s*[A-ZÀ-ÖŒ0-9])")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LEAD_IN = re.compile(r"\S+\s*:\**\s*\{\{\s*fact\([^)]*\)")
"""A fact starts with a capital: what leads in to it ends with a full stop."""
_QUOTED = re.compile(r"«[^»]*»|^\s*>.*$", re.MULTILINE)


def too_long(text: str) -> list[str]:
    """Return the sentences of a text that nobody reads in one breath."""
    return [sentence for sentence in _END.split(text.replace("\n", " ")) if len(_WORD.findall(sentence)) > LONGEST]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*PAGES, *SHEETS], ids=name)
def test_no_sentence_is_too_long(path: Path):
    assert [sentence for text in prose(path) for sentence in too_long(text)] == []


def test_no_sentence_of_a_document_is_too_long(site_pages: Pages, subtests: pytest.Subtests):
    for name_, paragraphs in documents(site_pages.site).items():
        with subtests.test(document=name_):
            assert [sentence for text in sentences(paragraphs) for sentence in too_long(text)] == []


def test_a_long_sentence_is_seen():
    assert too_long("Court. Un " + "mot " * LONGEST + "fin. Court.") != []
    assert too_long("Un " + "mot " * (LONGEST - 1) + ". " + "Un deux. " * 30) == []


def test_what_a_head_shows_is_read(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: Un titre\ndescription: Une page\ntags: [mot]\noutcome: une liste\n---\n\nUn texte.\n", encoding="utf-8")
    assert [text.strip() for text in prose(page)] == ["Un titre", "Une page", "une liste", "Un texte."]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_fact_is_a_sentence_of_its_own(path: Path):
    assert [found[0] for found in _LEAD_IN.finditer(path.read_text(encoding="utf-8"))] == []


def test_no_two_pages_say_the_same():
    first: dict[str, Path] = {}
    shared = {}
    for path in [*PAGES, *SHEETS]:
        for run in runs(path):
            if first.setdefault(run, path) != path:
                shared[name(first[run]), name(path)] = run
    assert shared == {}


def runs(path: Path) -> Iterator[str]:
    """Yield the runs of words of a page or of a sheet, what it quotes and the answers of its examples excepted."""
    for text in prose(path, examples=False):
        found = words(_QUOTED.sub(" ", text))
        yield from (" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1))

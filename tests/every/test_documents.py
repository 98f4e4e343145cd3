"""One test over every definition and every kind of document: what any of them must hold, worked out from the model alone.

A new worksheet is tried here without a line of test; a new kind of document is added to ``MEDIA``.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pikepdf
import pypdfium2
import pytest

from macros.documents.editions import EDITIONS
from macros.documents.source import Source
from macros.documents.store import documents, orders
from macros.french import day
from macros.identity import find_identity
from tests.every import expectations as expected
from tests.roundtrip.sheet_fillers import names_of
from tests.roundtrip.sheet_fillers import shown_text as sheet_text
from tests.roundtrip.text_archive import controls_of, shown_text
from tests.roundtrip.trip import forms


def pdf_text(document: bytes) -> str:
    """Return what the pages of a PDF print."""
    pages = pypdfium2.PdfDocument(document)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def pdf_names(document: bytes) -> list[str]:
    """Return the names of the fields of a PDF."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return [str(field.T) for field in pdf.Root.AcroForm.Fields]


def text_names(document: bytes) -> list[str]:
    """Return the tags of the controls of a DOCX or an ODT."""
    return [tag for tag, _ in controls_of(document)]


@dataclass(frozen=True, slots=True)
class Medium:
    """A kind of document: how its text and the names of its controls are read, by libraries that did not write it."""

    extension: str
    text: Callable[[bytes], str]
    names: Callable[[bytes], list[str]]


MEDIA = (
    Medium("pdf", pdf_text, pdf_names),
    Medium("docx", shown_text, text_names),
    Medium("odt", shown_text, text_names),
    Medium("xlsx", sheet_text, names_of),
)
FORMS = [
    pytest.param(medium, source, id=f"{medium.extension}-{source.name}")
    for source in forms() for medium in MEDIA if medium.extension != "xlsx" or source.tabular
]  # fmt: skip
each_form = pytest.mark.parametrize(("medium", "source"), FORMS)
each_source = pytest.mark.parametrize("source", forms(), ids=lambda source: source.name)


@cache
def made(name: str, suffix: str, extension: str) -> bytes:
    """Return a document of a sheet, made once for all tests."""
    source = next(source for source in forms() if source.name == name)
    edition = next(edition for edition in EDITIONS if (edition.suffix, edition.extension) == (suffix, extension))
    return documents(orders(source, [edition]))[0]


def letters(text: str) -> str:
    """Return a text as two media can be compared: no space, no hyphen (a line may end with one)."""
    return re.sub(r"[\u00ad\u200b\u2010\u2011\x02\ufffe-]", "", expected.plain(text))


def with_days_in_words(text: str) -> str:
    """Return a text with its short dates said in words at the end: a narrow cell says « 01/10/2026 »."""
    return text + "".join(f" {day(f'{found[3]}-{found[2]}-{found[1]}')}" for found in re.finditer(r"(\d\d)/(\d\d)/(\d{4})", text))


def text_of(medium: Medium, source: Source) -> str:
    return letters(medium.text(made(source.name, "", medium.extension)))


@each_form
def test_each_control_has_its_name_and_no_other_has(medium, source):
    found = medium.names(made(source.name, "", medium.extension))
    assert sorted(found) == sorted(expected.names(source.definition, source.variant))


@each_form
def test_each_question_its_code_its_help_and_its_example_are_printed(medium, source):
    text = text_of(medium, source)
    for field in expected.questions(source.definition, source.variant):
        for said in filter(None, (field.code, field.label, field.help, field.example)):
            assert letters(said) in text


@each_form
def test_each_choice_is_printed_for_paper(medium, source):
    text = text_of(medium, source)
    for field in expected.questions(source.definition, source.variant):
        for option in getattr(field, "options", {}).values():
            assert letters(option.label) in text


@each_form
def test_it_says_which_sheet_it_is(medium, source):
    found = find_identity(medium.text(made(source.name, "", medium.extension)))
    assert found is not None
    assert (found.definition, found.version, found.variant) == (source.definition.id, source.definition.version, source.variant)


@each_source
def test_sheet_without_guidance_asks_the_same_questions_in_fewer_words(source):
    bare, whole = (made(source.name, suffix, "pdf") for suffix in ("-sans-aide", ""))
    assert sorted(pdf_names(bare)) == sorted(pdf_names(whole))
    assert len(pdf_text(bare)) < len(pdf_text(whole))
    text = letters(pdf_text(bare))
    for field in expected.questions(source.definition, source.variant):
        assert letters(field.label) in text


@each_source
def test_letter_sheet_is_the_same_sheet_on_other_paper(source):
    letter, a4 = (pypdfium2.PdfDocument(made(source.name, suffix, "pdf")) for suffix in ("-lettre", ""))
    assert {tuple(sorted(round(side) for side in page.get_size())) for page in letter} == {(612, 792)}
    assert {tuple(sorted(round(side) for side in page.get_size())) for page in a4} == {(595, 842)}
    assert sorted(pdf_names(made(source.name, "-lettre", "pdf"))) == sorted(pdf_names(made(source.name, "", "pdf")))


@pytest.mark.parametrize("source", [source for source in forms() if source.definition.first_example()], ids=lambda source: source.name)
def test_example_shows_each_answer_and_asks_nothing(source):
    document = made(source.name, "-exemple", "pdf")
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert "/AcroForm" not in pdf.Root
    text = letters(with_days_in_words(pdf_text(document)))
    answers = source.definition.first_example().answers
    for field in expected.kept_fields(source.definition, source.variant):
        for said in expected.said(field, answers.get(field.id)):
            for line in said.splitlines():  # a page may end between two
                assert letters(line) in text


@pytest.mark.parametrize("source", [source for source in forms() if source.extends], ids=lambda source: source.name)
def test_continuation_goes_on_where_rows_end(source):
    more, whole = (pdf_names(made(source.name, suffix, "pdf")) for suffix in ("-suite", ""))
    assert more
    assert not set(more) & set(whole)
    for name in more:
        table, row, column = name.split("__")
        assert f"{table}__1__{column}" in whole
        assert int(row) > 1

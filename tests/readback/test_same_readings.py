"""Every sheet × example × tool: the page reads in a filled file what Python reads there, answer by answer, and how each was found."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from macros.answers import AnswersFile, dump
from macros.documents.source import Source
from macros.identity import Identity
from macros.model import Example
from tests import strategies
from tests.readback.engines import Page, Python
from tests.roundtrip.conftest import js as js
from tests.roundtrip.conftest import site as site
from tests.roundtrip.filler import Filler
from tests.roundtrip.sheet_fillers import without_names
from tests.roundtrip.text_fillers import HAND_MADE
from tests.roundtrip.trip import FILLERS, Parcel, filled, forms, kept, suits
from tests.specimens.load import definitions, real_catalog

Case = tuple[Source, Example]
QUICK = ("pikepdf", "DOCX", "ODT", "openpyxl")
SHEETS = {definition.id: definition for definition in definitions()}
BY_NAME = {filler.name: filler for filler in FILLERS}
SEVERAL = settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(chromium, tmp_path_factory.mktemp("reader"), SHEETS)


def cases(filler: Filler) -> list[Case]:
    return [(source, example) for source in forms() if suits(filler, source) for example in source.definition.examples]


def a_slice(filler: Filler) -> list[Case]:
    """Return the first example of the project's own sheets."""
    return [(source, example) for source, example in cases(filler)
            if source.definition.id in real_catalog().definitions and example is source.definition.examples[0]]  # fmt: skip


def sent(filler: Filler, chosen: Sequence[Case]) -> list[Parcel]:
    return [filled(filler, source, kept(source, example.answers)) for source, example in chosen]


def files(filler: Filler, parcels: Sequence[Parcel]) -> list[bytes]:
    """Return the files of parcels, as the program that follows the tool leaves them."""
    found = [file for parcel in parcels for file in parcel.files]
    return filler.then(found) if filler.then else found


def changed(filler: Filler, file: bytes) -> Iterator[bytes]:
    """Yield a file, then what it becomes when its names are lost."""
    yield file
    if filler.extension in ("docx", "odt"):
        yield from (change(file) for change in HAND_MADE.values())
    elif filler.extension == "xlsx":
        yield without_names(file)


def assert_same(page: Page, file: bytes) -> int:
    """Fail when the two readings differ; return how many answers they found."""
    ours, theirs = Python(SHEETS).read(file), page.read(file)
    assert list(theirs.found.values()) == list(ours.found.values())
    assert theirs == ours
    return len(ours.found)


@pytest.mark.parametrize("name", QUICK)
def test_page_reads_what_python_reads(page, name):
    filler = BY_NAME[name]
    counts = [assert_same(page, other) for file in files(filler, sent(filler, a_slice(filler))) for other in changed(filler, file)]
    assert sum(counts) > 100


def test_page_reads_what_every_other_tool_writes(page):
    for filler in [filler for filler in FILLERS if not filler.then and filler.name not in QUICK]:
        short = min(a_slice(filler), key=lambda case: len(list(case[0].outline().controls())))
        assert sum(assert_same(page, file) for file in files(filler, sent(filler, [short]))) > 5, filler.name


def test_page_reads_a_file_of_answers(page):
    for source, example in a_slice(BY_NAME["DOCX"]):
        definition = source.definition
        file = AnswersFile(Identity(definition.id, definition.version), kept(source, example.answers), "2026-11-23", "Nadia")
        assert assert_same(page, dump(file).encode()) == len(file.answers)


def test_a_long_sheet_lets_the_page_breathe(page):
    huge = max((source for source in forms()), key=lambda source: len(list(source.outline().controls())))
    for name in QUICK:
        [parcel] = sent(BY_NAME[name], [(huge, huge.definition.examples[0])])
        for file in parcel.files:
            assert page.turns(file) > 1, name


@pytest.mark.long
@pytest.mark.parametrize("filler", FILLERS, ids=lambda filler: filler.name)
def test_page_reads_every_example_of_every_sheet_through_every_tool(page, filler):
    counts = [assert_same(page, other) for file in files(filler, sent(filler, cases(filler))) for other in changed(filler, file)]
    assert sum(counts) > 100


@pytest.mark.long
@pytest.mark.parametrize("name", QUICK)
@given(data=st.data())
@SEVERAL
def test_page_reads_any_answers_as_python_does(page, name, data):
    filler = BY_NAME[name]
    source = data.draw(st.sampled_from([source for source in forms() if suits(filler, source) and "tout-a-la-limite" not in source.name]))
    parcel = filled(filler, source, kept(source, data.draw(strategies.answers(source.definition))))
    for file in parcel.files:
        for other in changed(filler, file):
            assert_same(page, other)

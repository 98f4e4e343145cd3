"""Filled files that people and other programs have changed: the answers are still found, by their place or by their code."""

import io
import json
import subprocess
import sys

import openpyxl
import pytest

from macros.documents.source import Source
from macros.model import Example, TableField
from macros.outline import Grid
from macros.readback import How
from tests.roundtrip.sheet_fillers import with_row_inserted, without_names
from tests.roundtrip.text_fillers import with_row_copied, with_value, without_controls, without_tags
from tests.roundtrip.trip import FILLERS, Parcel, compare, compare_answers, filled, forms, kept, read, received
from tests.specimens.load import ROOT, real_catalog

BY_NAME = {filler.name: filler for filler in FILLERS}
REAL = [source for source in forms() if source.definition.id in real_catalog().definitions]
CASES = [
    pytest.param(source, example, id=f"{source.name}-{rank}") for source in REAL for rank, example in enumerate(source.definition.examples)
]
each_case = pytest.mark.parametrize(("source", "example"), CASES)
STRIPPED = [("DOCX", without_tags), ("DOCX", without_controls), ("ODT", without_tags), ("ODT", without_controls), ("openpyxl", without_names)]


def sent(tool: str, source: Source, example: Example) -> Parcel:
    return filled(BY_NAME[tool], source, kept(source, example.answers))


@pytest.mark.parametrize(("tool", "strip"), STRIPPED, ids=lambda part: getattr(part, "__name__", part))
@each_case
def test_answers_are_found_when_names_are_gone(source, example, tool, strip):
    if tool == "openpyxl" and not source.tabular:
        source = next(other for other in REAL if other.tabular)
        example = source.definition.examples[0]
    parcel = sent(tool, source, example)
    reading = read(strip(parcel.files[0]))
    assert compare(source.definition, parcel.named, reading).faults == []
    assert {answer.how for answer in reading.found.values()} <= {How.POSITION, How.CODE}


def tables(source: Source) -> list[TableField]:
    """Return the tables of a sheet that a reader extends."""
    return [item.field for part in source.outline().parts for item in part.items if isinstance(item, Grid) and not item.fixed]


WITH_ROWS = [
    pytest.param(source, table, id=f"{source.name}-{table.id}")
    for source in REAL for table in tables(source) if source.definition.examples[0].answers.get(table.id)
]  # fmt: skip


@pytest.mark.parametrize("tool", ["DOCX", "ODT"])
@pytest.mark.parametrize(("source", "table"), WITH_ROWS)
def test_row_copied_is_one_more_row(source, table, tool):
    parcel = sent(tool, source, source.definition.examples[0])
    before = received(BY_NAME[tool], [parcel])[0].answers
    name = next(name for name in parcel.named if name.startswith(f"{table.id}__1__"))
    after = read(with_row_copied(parcel.files[0], name)).answers
    assert after[table.id] == [before[table.id][0], *before[table.id]]
    assert {key: value for key, value in after.items() if key != table.id} == {key: value for key, value in before.items() if key != table.id}


@pytest.mark.parametrize(("source", "table"), WITH_ROWS)
def test_row_inserted_in_a_workbook_is_read_in_its_place(source, table):
    parcel = sent("openpyxl", source, source.definition.examples[0])
    before = received(BY_NAME["openpyxl"], [parcel])[0].answers
    book = openpyxl.load_workbook(io.BytesIO(parcel.files[0]))
    name = next(name for name in parcel.named if name.startswith(f"{table.id}__2__"))
    tab, _, cell = book.defined_names[name].attr_text.rpartition("!")
    row = int(cell.rpartition("$")[2])
    after = read(with_row_inserted(parcel.files[0], tab.strip("'"), row)).answers
    assert after == before


@pytest.mark.parametrize("tool", ["DOCX", "ODT"])
@pytest.mark.parametrize("source", [source for source in REAL if source.definition.field("prochaine_action")], ids=lambda source: source.name)
def test_value_changed_after_filling_is_the_one_that_is_read(source, tool):
    parcel = sent(tool, source, source.definition.examples[0])
    assert read(with_value(parcel.files[0], "prochaine_action", "Autre chose")).answers["prochaine_action"] == "Autre chose"


@pytest.mark.long
def test_command_reads_a_folder_of_three_hundred_mixed_files(tmp_path):
    cases = [(source, example) for source in REAL for example in source.definition.examples if kept(source, example.answers)]
    wanted = {}
    for number in range(300):
        source, example = cases[number % len(cases)]
        fitting = [filler for filler in FILLERS if not filler.then and (filler.extension != "xlsx" or source.tabular)]
        filler = fitting[number % len(fitting)]
        parcel = filled(filler, source, kept(source, example.answers))
        file = tmp_path / f"{number:03d}.{filler.extension}"
        file.write_bytes(parcel.files[0])
        wanted[file.name] = (source, parcel)
    command = [sys.executable, "-m", "macros.readback", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    told = json.loads(done.stdout)["files"]
    assert len(told) == 300
    for one in told:
        source, parcel = wanted[one["file"].rpartition("/")[2]]
        assert one["definition"] == source.definition.id
        printed = {name: value for name, value in parcel.named.items() if len(parcel.files) == 1 or name in parcel.printed}
        assert compare_answers(source.definition, printed, one["answers"], one["leftovers"]).faults == []

"""Files that other programs filled, and those with more rows than paper has, brought back to a sheet's page."""

import pytest

from macros.model import TableField
from macros.outline import continued
from macros.readback import read_bytes
from tests.browser.live_sheet import answer, answers, bring, clear, idle, open_live, payload, take, told, write
from tests.browser.test_files import AUDIT, KNOWN, faults
from tests.roundtrip.trip import FILLERS, compare_answers, filled, forms, kept

pytestmark = pytest.mark.browser

SOURCES = {source.definition.id: source for source in forms() if source.definition.id in KNOWN}
BY_NAME = {filler.name: filler for filler in FILLERS}
INVENTORY = SOURCES["inventaire-des-comptes"]
ELSEWHERE = {"pikepdf": INVENTORY, "DOCX": SOURCES["audit-d-image"], "ODT": SOURCES["ce-qui-sert-deja"], "openpyxl": SOURCES[AUDIT.id]}


def with_rows(count: int) -> dict[str, str]:
    """Return the first example of the inventory with so many rows in its table of accounts, no two alike."""
    definition = INVENTORY.definition
    named = kept(INVENTORY, definition.examples[0].answers)
    table = definition.field("comptes")
    assert isinstance(table, TableField)
    first = {name.split("__")[2]: text for name, text in named.items() if name.startswith("comptes__1__")}
    for row in range(1, count + 1):
        cells = first | {table.key: f"https://exemple.example/compte-{row}"}
        named |= {f"comptes__{row}__{column}": text for column, text in cells.items()}
    return named


def beyond_paper(named: dict[str, str]) -> list[str]:
    """Return the names of the answers that the PDF has no row for."""
    printed = {control.name for control in INVENTORY.outline().controls()}
    return [name for name in named if name not in printed]


@pytest.mark.parametrize("tool", ELSEWHERE)
def test_file_filled_by_another_program_is_brought_back(tool, open_page):
    source, filler = ELSEWHERE[tool], BY_NAME[tool]
    parcel = filled(filler, source, kept(source, source.definition.examples[0].answers))
    page = open_live(open_page, f"fiches/{source.definition.id}/")
    for file in parcel.files:
        bring(page, payload(f"rempli ailleurs.{filler.extension}", file))
        answer(page, "Appliquer")
        told(page, "de «\u00a0rempli ailleurs")
        idle(page)
    assert faults(source.definition, parcel.named, answers(page)) == []


def test_sheet_and_its_continuation_filled_apart_are_brought_back_one_after_the_other(open_page):
    more = continued(INVENTORY.outline(guided=False))
    assert more is not None
    rows = max(int(control.name.split("__")[1]) for control in more.controls() if control.name.startswith("comptes__"))
    parcel = filled(BY_NAME["pikepdf"], INVENTORY, with_rows(rows))
    assert len(parcel.files) == 2
    page = open_live(open_page, f"fiches/{INVENTORY.definition.id}/")
    for rank, file in enumerate(parcel.files):
        bring(page, payload(f"{rank}.pdf", file))
        answer(page, "Appliquer")
        told(page, f"de «\u00a0{rank}.pdf\u00a0»")
        idle(page)
    assert faults(INVENTORY.definition, parcel.named, answers(page)) == []


def test_pdf_goes_on_as_far_as_the_rows_and_comes_back_whole(open_page, tmp_path):
    named = with_rows(60)
    assert len(beyond_paper(named)) > 50
    page = open_live(open_page, f"fiches/{INVENTORY.definition.id}/")
    write(page, named)
    file = take(page, "pdf", tmp_path)
    idle(page)
    reading = read_bytes(file.read_bytes(), KNOWN)
    assert compare_answers(INVENTORY.definition, named, reading.answers, reading.leftovers).faults == []
    clear(page)
    bring(page, file)
    answer(page, "Appliquer")
    idle(page)
    assert faults(INVENTORY.definition, named, answers(page)) == []

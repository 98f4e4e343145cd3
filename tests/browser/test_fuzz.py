"""Files made to hurt, opened on a filled sheet: no program runs, no answer is lost, each is told in words. The long run takes 2,000."""

from collections.abc import Sequence

import pytest

from macros.answers import to_named
from macros.documents.source import Source
from tests.browser.conftest import OpenPage
from tests.browser.live_sheet import open_live, write
from tests.fuzz.mutations import files
from tests.fuzz.run import open_all
from tests.roundtrip.blanks import blanks, forms
from tests.roundtrip.trip import FILLERS, filled, kept
from tests.specimens.load import real_catalog

pytestmark = pytest.mark.browser

SHEET = "audit-d-image"
TOOLS = ("pikepdf", "DOCX", "ODT", "openpyxl")


def filled_files(source: Source) -> Sequence[bytes]:
    """Return the sheet, blank and filled with its last example, in every format."""
    answers = kept(source, source.definition.examples[-1].answers)
    fillers = [filler for filler in FILLERS if filler.name in TOOLS]
    return [*blanks(source.name).values(), *(file for filler in fillers for file in filled(filler, source, answers).files)]


@pytest.mark.parametrize("count", [40, pytest.param(2000, marks=pytest.mark.long)])
def test_no_file_runs_anything_nor_loses_an_answer(open_page: OpenPage, count: int) -> None:
    source = next(source for source in forms() if source.name == SHEET)
    page = open_live(open_page, f"fiches/{SHEET}/")
    page.add_script_tag(url="../../assets/js/files.js")
    write(page, to_named(source.definition, real_catalog().definitions[SHEET].first_example().answers))
    outcome = open_all(page, list(files(filled_files(source), count, seed=count)))
    print(f"\n{count} fichiers : {dict(outcome.ends)} ; la page s’est arrêtée {outcome.stall:.0f} ms au plus.")
    assert outcome.faults == []
    assert sum(outcome.ends.values()) == count
    assert outcome.ends["pris"] > count / 20, "trop peu de fichiers ont des réponses : ils ne mettent rien à l’épreuve"

"""Every definition, every format, every filler, every example: what was answered comes back, nothing lost, nothing altered.

`./kit test` sends the first example of the specimens and of a few published sheets through each tool; `./kit test --tout`
sends everything through everything, LibreOffice included, and writes `resultats.md`.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from macros.documents.source import Source
from macros.model import Example
from tests import strategies
from tests.roundtrip.filler import Filler
from tests.roundtrip.trip import FILLERS, Tally, compare, filled, forms, kept, received, suits, unseen_in
from tests.specimens.load import HUGE, is_telling

RESULTS = Path(__file__).with_name("resultats.md")
QUICK = {"pikepdf", "DOCX", "ODT", "openpyxl"}
each_filler = pytest.mark.parametrize("filler", FILLERS, ids=lambda filler: filler.name)
each_quick_filler = pytest.mark.parametrize(
    "filler", [filler for filler in FILLERS if filler.name in QUICK], ids=lambda filler: filler.name
)
SEVERAL = settings(
    max_examples=4, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck)
)


def went(filler: Filler, cases: Sequence[tuple[Source, Example]]) -> dict[str, Tally]:
    """Send examples through a tool; return what became of them, sheet by sheet: come back, and on a PDF seen."""
    parcels = [filled(filler, source, kept(source, example.answers)) for source, example in cases]
    tallies: dict[str, Tally] = {}
    for parcel, reading in zip(parcels, received(filler, parcels), strict=True):
        tally = compare(parcel.source.definition, parcel.named, reading)
        tally.refused = len(parcel.refused)
        tally.unseen = unseen_in(parcel) if filler.extension == "pdf" else []
        tallies[parcel.source.name] = tallies.get(parcel.source.name, Tally()) + tally
    return tallies


def cases(filler: Filler, *, slice_: bool = False) -> list[tuple[Source, Example]]:
    """Return each example of each sheet that has a file which the tool fills; a slice is the first one of those that differ in kind."""
    every = [source for source in forms() if suits(filler, source) and (is_telling(source.definition) or not slice_)]
    return [(source, example) for source in every for example in source.definition.examples[: 1 if slice_ else None]]


def assert_whole(tallies: dict[str, Tally]) -> None:
    """Fail with what is not as it was sent."""
    assert sum(tally.sent for tally in tallies.values()) > 100
    assert {name: tally.faults[:5] for name, tally in tallies.items() if tally.faults} == {}


@pytest.mark.parametrize("filler", [filler for filler in FILLERS if not filler.then], ids=lambda filler: filler.name)
def test_first_example_of_each_sheet_comes_back(filler):
    assert_whole(went(filler, cases(filler, slice_=True)))


@each_quick_filler
@given(data=st.data())
@SEVERAL
def test_any_answers_come_back(filler, data):
    source = data.draw(st.sampled_from([source for source in forms() if suits(filler, source) and HUGE not in source.name]))
    named = kept(source, data.draw(strategies.answers(source.definition)))
    parcel = filled(filler, source, named)
    tally = compare(source.definition, parcel.named, received(filler, [parcel])[0])
    assert tally.faults == []


@pytest.mark.long
def test_every_example_comes_back_from_every_tool():
    found = {filler.name: went(filler, cases(filler)) for filler in FILLERS}
    RESULTS.write_text(table(found), encoding="utf-8")
    for tallies in found.values():
        assert_whole(tallies)


def table(found: dict[str, dict[str, Tally]]) -> str:
    """Return the table of a whole run: a line a sheet, a column a tool, answers come back out of answers sent."""
    names = [source.name for source in forms()]
    lines = ["| Fiche | " + " | ".join(found) + " |", "| --- |" + " ---: |" * len(found)]
    for name in names:
        lines.append(f"| {name} | " + " | ".join(str(tallies.get(name) or "—") for tallies in found.values()) + " |")
    totals = [sum(tallies.values(), Tally()) for tallies in found.values()]
    lines.append("| **Total** | " + " | ".join(f"**{total}**" for total in totals) + " |")
    lines.append("| perdues | " + " | ".join(str(len(total.lost)) for total in totals) + " |")
    lines.append("| changées | " + " | ".join(str(len(total.altered)) for total in totals) + " |")
    lines.append("| écrites, lisibles en entier et pas dessinées (PDF) | " + " | ".join(str(len(total.unseen)) for total in totals) + " |")
    lines.append("| que l’outil ne sait pas écrire | " + " | ".join(str(total.refused) for total in totals) + " |")
    return INTRODUCTION + "\n".join(lines) + "\n"


INTRODUCTION = """# L’aller-retour des réponses

Écrit par `./kit test --tout`. Chaque exemple de chaque fiche, ceux des tests compris, est écrit dans le fichier vierge par l’outil en tête de
colonne, puis relu par `macros.readback` : réponses revenues identiques, sur réponses envoyées. « — » : la fiche n’a pas ce format.
PDFium est le moteur de Chrome et d’Edge, pdf.js celui de Firefox. Les lignes qui dépassent le papier vont dans le PDF « -suite ».
« page » est la page du site dans Chromium : elle ajoute elle-même au PDF les lignes qui manquent.

"""

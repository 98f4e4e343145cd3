"""The comparison as a whole: visits in turn, medians, ratios, what was expected."""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.browser.keystrokes import Cost
from tests.bench.browser.opening import stalls
from tests.bench.browser.questions import SIZES
from tests.bench.browser.sides import OURS, SIDES, THEIRS, Side, write_sides
from tests.bench.browser.visit import Stage, Visit, bare_keys, visit, weight
from tests.bench.links import served
from tests.chromium import ARGUMENTS

BEFORE, ON_DEMAND = 25, 80
"""Kilobytes of our own, under gzip: before the first field, then for what is loaded when it is asked for, the PDF reader excepted."""
USABLE, KEY, PDF = 1 / 3, 1 / 3, 1 / 2
KEY_TIME = 2
"""Milliseconds of processor."""
_DEMANDED, _READER = "presence/assets/js/files.js", "presence/assets/js/pdf-reader.js"
_THEIR_PDF = ("node_modules/jspdf/dist/jspdf.umd.min.js", "node_modules/survey-pdf/survey.pdf.min.js")

Visits = dict[tuple[Side, int], list[Visit]]


@dataclass(frozen=True)
class Line:
    """A line of the table: a measure of each side, and whether ours is as expected, when something is."""

    name: str
    ours: str
    theirs: str = ""
    expected: str = ""
    good: bool = True

    def __str__(self) -> str:
        told = f"{self.name:<42}{self.ours:>12}{self.theirs:>16}   "
        verdict = "" if self.good else " : MANQUÉ"
        return f"{told}{self.expected}{verdict}".rstrip()


def compare_sheets(runs: int) -> bool:
    """Print what the same sheet costs in both; tell whether all is as expected."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = write_sides(Path(folder))
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=[*ARGUMENTS[0].split(), ARGUMENTS[1]])
        print(f"\nLa même fiche dans Chromium {browser.version}, médiane de {runs} passages alternés.")
        with served(root) as address:
            stage = Stage(browser, address, root)
            visits: Visits = {(side, size): [] for side in SIDES for size in SIZES}
            bare: dict[int, list[list[Cost]]] = {size: [] for size in SIZES}
            for _ in range(runs):
                for size in SIZES:
                    for side in SIDES:
                        visits[side, size].append(visit(stage, side, size, pdf=size == SIZES[0]))
                    bare[size].append(bare_keys(stage, OURS, size))
            found = list(stalls(stage))
        browser.close()
        good = [_told(_lines(visits, bare[size], size), f"{size} champs") for size in SIZES]
        good.append(_told(_on_demand(root), "À la demande"))
    worst = max(found, key=lambda one: one.milliseconds)
    print(f"\nPlus long arrêt de la page pendant l’ouverture de {len(found)} fichiers : {worst.milliseconds:.0f} ms ({worst.name}).")
    return all(good)


def _told(lines: Iterator[Line], title: str) -> bool:
    found = list(lines)
    print(f"\n{title:<42}{OURS.name:>12}{THEIRS.name:>16}", *found, sep="\n")
    return all(line.good for line in found)


def _lines(visits: Visits, bare: Sequence[Sequence[Cost]], size: int) -> Iterator[Line]:
    ours, theirs = visits[OURS, size], visits[THEIRS, size]
    own, other = (_median(found, lambda one: one.own) for found in (ours, theirs))
    yield Line("avant le premier champ (gzip)", _kb(own), _kb(other), f"attendu : au plus {BEFORE} Ko", own <= 1000 * BEFORE)
    yield Line("  le thème, compté à part", _kb(_median(ours, lambda one: one.theme)))
    yield _ratio("premier champ utilisable", ours, theirs, lambda one: one.usable, USABLE)
    yield _ratio("une touche, programmes (95e centile)", ours, theirs, lambda one: _late(one.keys, lambda cost: cost.programs), KEY, KEY_TIME)
    whole = [_ms(_median(found, lambda one: _late(one.keys, lambda cost: cost.whole))) for found in (ours, theirs)]
    yield Line("  rendu par Chromium compris", *whole)
    yield Line("  la même page sans programmes", _ms(statistics.median(_late(keys, lambda cost: cost.whole) for keys in bare)))
    if ours[0].pdfs:
        yield _ratio("un PDF rempli, le premier", ours, theirs, lambda one: one.pdfs[0], PDF)
        yield _ratio("un PDF rempli, les suivants", ours, theirs, lambda one: statistics.median(one.pdfs[1:]), PDF)


def _ratio(
    name: str, ours: Sequence[Visit], theirs: Sequence[Visit], measure: Callable[[Visit], float], most: float, limit: float | None = None
) -> Line:
    """Return the line of a measure that must be at most a part of SurveyJS's, and under a limit when there is one."""
    our, their = _median(ours, measure), _median(theirs, measure)
    ratio = our / their
    expected = f"{ratio:.2f} fois (attendu : au plus {most:.2f}".replace(".", ",") + (f", et moins de {limit} ms)" if limit else ")")
    return Line(name, _ms(our), _ms(their), expected, ratio <= most and (limit is None or our < limit))


def _on_demand(root: Path) -> Iterator[Line]:
    ours, theirs = weight(root, _DEMANDED), sum(weight(root / f"survey-{SIZES[0]}", name) for name in _THEIR_PDF)
    yield Line("tous les fichiers ; SurveyJS : le PDF (gzip)", _kb(ours), _kb(theirs), f"attendu : au plus {ON_DEMAND} Ko", ours <= 1000 * ON_DEMAND)
    if (root / _READER).exists():
        yield Line("  le lecteur de PDF, compté à part", _kb(weight(root, _READER)))


def _median(visits: Sequence[Visit], measure: Callable[[Visit], float]) -> float:
    return statistics.median(map(measure, visits))


def _late(costs: Sequence[Cost], part: Callable[[Cost], float]) -> float:
    """Return the 95th percentile of a part of the costs."""
    return statistics.quantiles(map(part, costs), n=20)[-1]


def _ms(value: float) -> str:
    return f"{value:.{2 if value < 100 else 0}f} ms".replace(".", ",")


def _kb(value: float) -> str:
    return f"{value / 1000:.1f} Ko".replace(".", ",")

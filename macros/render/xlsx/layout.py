"""Where everything stands in the workbook, settled before anything is written: sheets, lines, rows, references."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from macros.model import BaseField, ComputedField
from macros.names import MAX_ROWS
from macros.outline import Control, Grid, Outline
from macros.render.xlsx.lines import Line, lines
from macros.render.xlsx.looks import clean, length
from macros.render.xlsx.places import ROW, Cell, Places, Table, cell_kind, labels_of

ANSWERS, LISTS, STEPS = "Réponses", "Listes", "Calculs"
ANSWER_COLUMN = 2
HEADER_ROW, FIRST_ROW = 2, 3
"""Rows of a table's sheet, from 0: its header, and its first row of answers."""

LEAST_PREPARED = 24
"""Rows that have their formulas, those of the sheet included: they are printed, and a blank table stays on one page."""
_EDGES = "' ,;–’«»"
MAX_SHEET_NAME = 31
"""Characters that a spreadsheet takes in the name of a sheet."""

_LINKING = frozenset(
    "à au aux avec ce ces cet cette chez comme dans de des dont du elle en entre est et il la le les leur leurs ne nos notre on ou où par "
    "pas plus pour quand que quel quelle quelles quels qui sa sans se ses si son sont sous sur très un une vers vos votre vous y".split()
)
_ASKING = re.compile(r"-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)$")
"""What a name cut short must not end with: words that announce another, verbs that wait for what they ask."""


@dataclass(frozen=True, slots=True)
class GridSheet:
    """The sheet of a table: its name, how many rows have their formulas, how many have their rules."""

    name: str
    grid: Grid
    prepared: int
    ruled: int

    def column(self, rank: int) -> str:
        """Return the letters of a column of the table; the first column of the sheet has the labels of the rows."""
        return xl_col_to_name(rank + 1)

    def range(self, rank: int) -> str:
        """Return the reference of all the cells of a column, from any sheet."""
        letters = self.column(rank)
        return f"{quoted(self.name)}!${letters}${FIRST_ROW + 1}:${letters}${FIRST_ROW + self.ruled}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of the first sheet and the sheets of the tables."""

    lines: tuple[Line, ...]
    grids: tuple[GridSheet, ...]

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the name of every control with the reference of its cell."""
        for row, line in enumerate(self.lines):
            if line.control:
                yield line.control.name, _answer(row)
        for sheet in self.grids:
            for row, answers in enumerate(sheet.grid.rows, FIRST_ROW + 1):
                for rank, control in enumerate(answers.controls):
                    yield control.name, f"{quoted(sheet.name)}!${sheet.column(rank)}${row}"


def layout(sheet: Outline) -> Layout:
    """Return where everything of a sheet stands."""
    found, grids, taken = lines(sheet), [], {ANSWERS.lower(), LISTS.lower(), STEPS.lower()}
    for line in found:
        if line.grid:
            grids.append(_grid_sheet(line.grid, taken))
    return Layout(tuple(found), tuple(grids))


def places(sheet: Layout, siblings: Mapping[str, BaseField]) -> Places:
    """Return where formulas find what they read; ``siblings`` are the fields of the definition."""
    held: dict[str, list[tuple[Control, str]]] = {}
    for row, line in enumerate(sheet.lines):
        if line.control:
            held.setdefault(line.control.field.id, []).append((line.control, _answer(row)))
    fields = {name: _cell(controls, siblings) for name, controls in held.items()}
    return Places(fields, {grid.grid.field.id: _table(grid, grid.range) for grid in sheet.grids})


def row_of(sheet: GridSheet) -> Table:
    """Return the cells of one row of a table, as its computed columns read them."""
    return _table(sheet, lambda rank: f"${sheet.column(rank)}{ROW}")


def quoted(name: str) -> str:
    """Return the name of a sheet as a reference writes it."""
    return "'" + name.replace("'", "''") + "'"


def _answer(row: int) -> str:
    return f"{quoted(ANSWERS)}!${xl_col_to_name(ANSWER_COLUMN)}${row + 1}"


def _cell(controls: list[tuple[Control, str]], siblings: Mapping[str, BaseField]) -> Cell:
    field = controls[0][0].field
    kind = cell_kind(field, siblings)
    if kind == "boxes":
        return Cell("", kind, boxes={control.option or "": ref for control, ref in controls})
    return Cell(controls[0][1], kind, labels_of(field))


def _table(sheet: GridSheet, ref: Callable[[int], str]) -> Table:
    columns = sheet.grid.field.columns
    siblings = {column.id: column for column in columns}
    cells = {column.id: Cell(ref(rank), cell_kind(column, siblings), labels_of(column)) for rank, column in enumerate(columns)}
    return Table(cells, frozenset(column.id for column in columns if isinstance(column, ComputedField)))


def _grid_sheet(grid: Grid, taken: set[str]) -> GridSheet:
    printed = len(grid.rows)
    if grid.fixed:
        return GridSheet(_sheet_name(grid, taken), grid, printed, printed)
    return GridSheet(_sheet_name(grid, taken), grid, max(LEAST_PREPARED, 2 * printed), MAX_ROWS)


def _sheet_name(grid: Grid, taken: set[str]) -> str:
    """Return a name that every spreadsheet takes, unlike the others whatever their capitals."""
    code, label = grid.question.code, re.sub(r"[\[\]:*?/\\]|\s", " ", clean(grid.question.label))
    words = [code, *label.split()]
    name = _shortened(words, MAX_SHEET_NAME)
    for rank in range(2, len(taken) + 3):
        if name.lower() not in taken:
            break
        name = f"{_shortened(words, MAX_SHEET_NAME - len(f' ({rank})'))} ({rank})"
    taken.add(name.lower())
    return name


def _shortened(words: list[str], limit: int) -> str:
    """Return as many words as a name takes, cut where a phrase may end."""
    kept = list(words)
    while len(kept) > 1 and length(_named(kept)) > limit:
        kept.pop()
    while len(words) > len(kept) > 2 and _unfinished(kept[-1]):
        kept.pop()
    return _named(kept)


def _named(words: list[str]) -> str:
    return " ".join(words).strip(_EDGES)


def _unfinished(word: str) -> bool:
    """Tell whether a name can't end with a word; a sign that stands alone can't either."""
    bare = word.lower().strip(_EDGES)
    return not bare or bare in _LINKING or bool(_ASKING.search(bare))

"""The rows of tables, under the visible codes of their columns (B3a): a copied row has the names of another, an inserted one none."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.model import BaseField, ComputedField, TableField
from macros.names import cell_name, split_name
from macros.readback.findings import Cell, Grid, Place
from macros.readback.targets import Answer, How, Targets, answer
from macros.render.story.prompts import PROMPTS
from macros.written import same_label

UNKNOWN_ROW = "autre"
"""What stands in names for a row that a fixed table does not have."""

_CODE = re.compile(r"\s*([A-Z]{1,2}[0-9]{1,3}[a-z]{1,2})(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table in a document: a place for each column that it has, what heads it, and the grid it stands in."""

    grid: int
    cells: Mapping[str, Place]
    head: str

    @property
    def rows(self) -> list[str]:
        """The rows that its names say, the likeliest first."""
        names = [split_name(place.name) for place in self.cells.values() if place.name]
        return [row for row, _ in Counter(name[1] for name in names if len(name) == 3).most_common()]


class Tables:
    """The tables of a document that show the codes of a definition."""

    def __init__(self, targets: Targets, grids: Sequence[Grid]) -> None:
        """Find the lines of every table of the definition."""
        self.targets = targets
        self.columns = {
            column.code: (field, column)
            for field in targets.fields.values() if isinstance(field, TableField)
            for column in field.columns
        }  # fmt: skip
        self.questions = {field.code for field in targets.fields.values()}
        self.lines: dict[str, list[Line]] = {}
        self.headed = set[int]()
        for rank, grid in enumerate(grids):
            for table, line in self._lines(rank, grid):
                self.lines.setdefault(table.id, []).append(line)

    def answers(self, counts: Mapping[str, int]) -> Iterator[tuple[str, list[Answer]]]:
        """Yield each table whose rows can't be told by their names alone, with its answers; ``counts`` are the names of the document.

        What stands in a row that the table does not have comes too, under a name that the definition does not know.
        """
        for table_id, lines in self.lines.items():
            table = self.targets.fields[table_id]
            assert isinstance(table, TableField)
            held = [line for line in lines if any(place.text.strip() for place in line.cells.values())]
            if all(_is_named(line, counts) for line in held):
                continue
            numbered = self._fixed(table, lines) if table.fixed_rows else _numbered(lines)
            yield table_id, list(self._cells(table, numbered, counts))

    def _cells(self, table: TableField, lines: Iterable[tuple[str, Line]], counts: Mapping[str, int]) -> Iterator[Answer]:
        for row, line in lines:
            for column, place in line.cells.items():
                target = self.targets.cell(table, row, column)
                sure = bool(place.name) and counts[place.name] == 1
                if target is None and place.text.strip():
                    yield Answer(cell_name(table.id, row, column), place.text, How.POSITION, readable=False)
                elif target and (found := answer(target, place, How.NAME if sure else How.POSITION)):
                    yield found

    def _lines(self, rank: int, grid: Grid) -> Iterator[tuple[TableField, Line]]:
        """Yield the rows under each header of a grid."""
        under: tuple[TableField, dict[int, BaseField]] | None = None
        for row in grid.rows:
            if header := self._header(row):
                under = header
                self.headed.add(rank)
            elif under and self._is_other(row, under[0]):
                under = None
            elif under and not _is_blank(row):
                yield under[0], _line(rank, row, *under)

    def _header(self, row: Sequence[Cell]) -> tuple[TableField, dict[int, BaseField]] | None:
        """Return the table that a row heads and where its columns are, or None."""
        found: dict[int, tuple[TableField, BaseField]] = {}
        for position, cell in enumerate(row):
            code = _CODE.match(cell.text)
            if code and code[1] in self.columns and not cell.places:
                found[position] = self.columns[code[1]]
        tables = {table.id: table for table, _ in found.values()}
        if len(tables) != 1:
            return None
        (table,) = tables.values()
        if len(found) < min(2, len(table.columns)):
            return None
        if len(table.columns) == 1 and not _is_heading(row, next(iter(found)), table.columns[0]):
            return None
        return table, {position: column for position, (_, column) in found.items()}

    def _is_other(self, row: Sequence[Cell], table: TableField) -> bool:
        """Tell whether a row belongs to something else than the table above it: it has other names, or the code of a question."""
        if any(cell.text.strip() in self.questions for cell in row):
            return True
        names = [place.name for cell in row for place in cell.places if place.name]
        return bool(names) and all(split_name(name)[0] != table.id for name in names)

    def _fixed(self, table: TableField, lines: list[Line]) -> Iterator[tuple[str, Line]]:
        """Tell fixed rows by their names, or by what heads them when their names serve twice or are lost."""
        labels = {same_label(row.label): row.id for row in table.fixed_rows}
        for line in lines:
            first = line.head.split("\n")[0]
            row = labels.get(same_label(first)) or next((key for label, key in labels.items() if same_label(line.head).startswith(label)), None)
            yield row or next(iter(line.rows), UNKNOWN_ROW), line


def _numbered(lines: list[Line]) -> Iterator[tuple[str, Line]]:
    """Number the rows that the reader adds in the order of the document, from the number that its first row says.

    A table cut in two goes on; columns of the same rows that stand in another grid start again.
    """
    count, first, grid, columns = 0, 1, -1, frozenset[str]()
    for line in lines:
        if line.grid != grid:
            here = frozenset(line.cells)
            if grid < 0 or not here & columns:
                count, first = 0, next((int(row) for row in line.rows if row.isdecimal()), 1)
            grid, columns = line.grid, here
        yield str(first + count), line
        count += 1


def _line(rank: int, row: Sequence[Cell], table: TableField, columns: Mapping[int, BaseField]) -> Line:
    cells = {}
    for position, column in columns.items():
        cell = row[position] if position < len(row) else None
        if cell is not None and not isinstance(column, ComputedField):
            cells[column.id] = _place(cell, table, column)
    return Line(rank, cells, "\n".join(cell.text for cell in row[: min(columns)] if cell.text.strip()))


def _place(cell: Cell, table: TableField, column: BaseField) -> Place:
    """Return what a cell holds: its control, or what was written beside it when it is empty."""
    own = [place for place in cell.places if not place.name or split_name(place.name)[::2] == (table.id, column.id)]
    held = next((place for place in own if place.text.strip()), own[0] if own else Place("", ""))
    beside = cell.outside.strip()
    if held.text.strip() or beside in PROMPTS or same_label(beside) == same_label(getattr(column, "unit", None) or ""):
        return held
    return Place("", beside) if beside else held


def _is_named(line: Line, counts: Mapping[str, int]) -> bool:
    """Tell whether every cell of a row that holds something has a name of its own, all of the same row."""
    held = [place for place in line.cells.values() if place.text.strip()]
    return all(place.name and counts[place.name] == 1 for place in held) and len(line.rows) == 1


def _is_blank(row: Sequence[Cell]) -> bool:
    return not any(cell.text.strip() or cell.places for cell in row)


def _is_heading(row: Sequence[Cell], position: int, column: BaseField) -> bool:
    """Tell a header of one column from a note on this column: it says the label and nothing more, beside what heads the rows."""
    if any(cell.text.strip() for cell in row[position + 1 :]) or not any(cell.text.strip() for cell in row[:position]):
        return False
    said = same_label(_CODE.sub("", row[position].text, count=1).strip(" ·\u00a0"))
    unit = getattr(column, "unit", None)
    return said in (same_label(column.label), same_label(f"{column.label} ({unit})"))

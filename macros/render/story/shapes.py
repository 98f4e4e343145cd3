"""Which page a part needs, and how the width of a table is shared among its columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from macros.model import LongTextField
from macros.outline import Grid, Item, Outline, Part, Question
from macros.render.story.tree import Shape

PORTRAIT = Shape("Standard", 210, 297, 20)
LANDSCAPE = Shape("Paysage", 297, 210, 18)
BROAD = Shape("Large", 420, 297, 15)
"""A3 on its side: the only paper on which more than a dozen columns can be read."""

DENSE = 13
"""From so many columns a table is set in small type."""

_LONGER = 6
_KINDS = {
    "longtext": 3.0, "text": 2.0, "url": 2.2, "person": 1.8, "date": 1.9, "check": 1.6, "choice": 1.7,
    "scale": 1.0, "number": 1.0, "computed": 1.2,
}  # fmt: skip
_WORD = re.compile(r"[^\s\u00a0/-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Items of a part that follow each other on pages of one shape; ``opens`` the first ones, which come with its title."""

    part: Part
    items: tuple[Item, ...]
    opens: bool
    shape: Shape


def shape_of(part: Part) -> Shape:
    """Return the page on which the widest table of a part is at ease."""
    widest = max((_breadth(item) for item in part.items), default=0)
    return PORTRAIT if widest < _LONGER else LANDSCAPE if widest < DENSE else BROAD


def spreads_of(sheet: Outline) -> list[tuple[Shape, list[Piece]]]:
    """Return the parts of a sheet in order, by pages of the same shape."""
    return [(shape, list(pieces)) for shape, pieces in groupby(_pieces(sheet), lambda piece: piece.shape)]


def _pieces(sheet: Outline) -> Iterator[Piece]:
    """Yield the parts; what comes after the wide tables of one goes with the next, when that one stands on upright pages."""
    for part, following in zip(sheet.parts, [*sheet.parts[1:], None], strict=True):
        shape, items = shape_of(part), tuple(part.items)
        last = max((rank for rank, item in enumerate(items, 1) if _breadth(item) >= _LONGER), default=0)
        if shape is PORTRAIT or last == len(items) or following is None or shape_of(following) is not PORTRAIT:
            yield Piece(part, items, True, shape)
        else:
            yield Piece(part, items[:last], True, shape)
            yield Piece(part, items[last:], False, PORTRAIT)


def _breadth(item: Item) -> int:
    return len(item.columns) if isinstance(item, Grid) else 0


def widths(grid: Grid, room: float) -> tuple[float, ...]:
    """Share the millimetres of ``room`` between the column that names the rows and the others, by what each has to hold."""
    dense = len(grid.columns) >= DENSE
    first = _first(grid, room) if grid.fixed else 11.0 if dense else 13.0
    weights = [_weight(column, dense) for column in grid.columns]
    return (first, *(round((room - first) * weight / sum(weights), 1) for weight in weights))


def _first(grid: Grid, room: float) -> float:
    """Return the width of labels of rows: as long as they are, never more than a third."""
    longest = max((max(len(row.label), 40 if row.help else 0) for row in grid.rows), default=0)
    return round(min(room / 3, max(26.0, 1.1 * longest)), 1)


def row_height(grid: Grid) -> float:
    """Return the millimetres that a row has at least: room for a pen, more when an answer takes several lines."""
    if len(grid.columns) >= DENSE:
        return 7.0
    return 13.0 if any(isinstance(column.field, LongTextField) for column in grid.columns) else 9.0


def _weight(column: Question, dense: bool) -> float:
    """Weigh a column by what it holds and by the longest word of its heading, which must not be cut."""
    longest = max((len(word) for word in _WORD.findall(column.label)), default=1)
    kind = _KINDS[column.field.kind]
    return max(1.5, min(kind, 2.0), longest / 4.8) if dense else max(kind, longest / 7)

"""How the columns of a table share the width of a page, so that a pen has room in each of them. Measures are in millimetres."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from macros.model import CheckField, ChoiceField, LongTextField
from macros.outline import Grid, Question
from macros.render.pdf.field_font import text_width
from macros.render.pdf.lists import list_width, wrapped_width
from macros.render.pdf.paper import SIDE, Paper
from macros.render.pdf.sentences import said_in_cell

NUMBER_WIDTH = 11.0
NARROW_LABEL = 40.0
TWO_LINES = 8.75
_LEAST = {
    "text": 30.0, "longtext": 38.0, "url": 36.0, "person": 30.0, "date": 23.0, "number": 17.0, "check": 25.0, "choice": 26.0, "scale": 16.0,
    "computed": 18.0,
}  # fmt: skip
_WISH = {"text": 3.0, "longtext": 5.0, "url": 3.0, "person": 2.0, "choice": 1.5}
_LITTLE_WISH = 0.3
_USUAL, _TIGHT = 1.0, 0.87
"""What a column needs, and how far it may shrink before something has to give."""
_SAID_SIZE = 8.8 * 25.4 / 72
_SAID_MARGINS = 3.2
"""The size of an answer printed in a cell, and what is left beside it, with some to spare."""
_WRAPS = re.compile(r"[ \n]|(?<=-)|[^\s]{24,}")
"""Where an answer goes to the next line: what `sheet.typ` cuts anywhere counts for nothing."""

Band = list[tuple[int, float]]
"""Columns that stand side by side: the rank of each, and its width."""


def bands(grid: Grid, paper: Paper) -> tuple[bool, float, list[Band]]:
    """Return whether the table needs the page turned, the width of its rows' labels, and its columns by bands that fit."""
    natural, every = _label_width(grid), range(len(grid.columns))
    label = min(natural, NARROW_LABEL)
    flipped = _fitted(grid, every, paper.width - 2 * SIDE - label, wrap=False) is None
    available = (paper.height if flipped else paper.width) - 2 * SIDE
    groups = _groups(grid, available - label)
    least = [_fitted(grid, group, available - label) or _narrowest(grid, group) for group in groups]
    spare = min(available - sum(widths) for widths in least)
    thirsty = any(column.field.kind in _WISH for column in grid.columns)
    label = max(label, min(natural, label + (spare - label) * (0.5 if thirsty else 0.9)))
    return flipped, round(label, 2), [_shared(grid, group, widths, available - label) for group, widths in zip(groups, least, strict=True)]


def row_height(grid: Grid) -> float:
    """Return the height of a row, at least, so that it can be written in by hand."""
    return 15.0 if any(isinstance(column.field, LongTextField) for column in grid.columns) else 10.0


def least_row_height(grid: Grid, groups: list[Band]) -> float:
    """Return the height that a row may be lowered to, for the table to end on its page: two lines where a list has to wrap."""
    if any(isinstance(column.field, LongTextField) for column in grid.columns):
        return 12.0
    return TWO_LINES if any(width < list_width(grid.columns[index].field) for group in groups for index, width in group) else 8.0


def _label_width(grid: Grid) -> float:
    """Return the width that shows the labels of the rows on one line, their help on two."""
    if not grid.fixed:
        return NUMBER_WIDTH
    return max(26.0, *(max(len(row.label) * 1.9, len(row.help or "") * 0.8) for row in grid.rows))


def _least(column: Question, ease: float, wrapped: bool) -> float:
    """Return the width below which a column can't be used: its heading is not cut inside a word, nor a choice that it offers."""
    longest = max(map(len, column.label.replace("\u00a0", " ").split()))
    choice = (wrapped_width if wrapped else list_width)(column.field)
    return max(_LEAST[column.field.kind] * ease, min(longest * 1.9 * ease + 3, 47.0), choice)


def _fitted(grid: Grid, group: Sequence[int], available: float, *, wrap: bool = True) -> list[float] | None:
    """Return the widths of columns that fit side by side, or None: when they don't, they shrink a little, then the widest lists wrap."""
    for widths in _ever_narrower(grid, group, wrap):
        if sum(widths) <= available:
            return widths
    return None


def _narrowest(grid: Grid, group: Sequence[int]) -> list[float]:
    return list(_ever_narrower(grid, group, wrap=True))[-1]


def _ever_narrower(grid: Grid, group: Sequence[int], wrap: bool) -> Iterator[list[float]]:
    columns = [grid.columns[index] for index in group]
    said = [_widest_word(grid, index) for index in group]
    lists = [rank for rank, column in enumerate(columns) if isinstance(column.field, ChoiceField | CheckField)]
    lists.sort(key=lambda rank: -list_width(columns[rank].field))
    for count in range(len(lists) + 1 if wrap else 1):
        for ease in (_USUAL, _TIGHT):
            yield [max(_least(column, ease, rank in lists[:count]), said[rank]) for rank, column in enumerate(columns)]


def _widest_word(grid: Grid, index: int) -> float:
    """Return the width that a column needs for its answers, printed, to be cut between words only; 0 when there are none."""
    texts = [text for row in grid.rows if (text := said_in_cell(row.controls[index]))]
    widest = max((text_width(word) for text in texts for word in _WRAPS.split(text)), default=0.0)
    return widest * _SAID_SIZE + _SAID_MARGINS if widest else 0.0


def _groups(grid: Grid, available: float) -> list[list[int]]:
    """Return the ranks of the columns, by as few groups that fit as can be, and of about the same width."""
    least = _narrowest(grid, range(len(grid.columns)))
    fewest = len(_cut(least, available))
    sums = sorted({round(end - start, 6) for start in (0.0, *accumulate(least)) for end in accumulate(least) if end > start})
    limit = next((most for most in sums if most >= max(least) and len(_cut(least, most)) <= fewest), available)
    return _cut(least, min(limit, available) if max(least) <= available else available)


def _cut(least: Sequence[float], available: float) -> list[list[int]]:
    """Return the ranks of the columns, by groups that fit."""
    groups: list[list[int]] = [[]]
    used = 0.0
    for index, width in enumerate(least):
        if groups[-1] and used + width > available + 1e-6:
            groups.append([])
            used = 0.0
        groups[-1].append(index)
        used += width
    return groups


def _shared(grid: Grid, group: Sequence[int], least: Sequence[float], available: float) -> Band:
    """Share what is left of the width among the columns that can use it."""
    wishes = [_WISH.get(grid.columns[index].field.kind, _LITTLE_WISH) for index in group]
    rest = available - sum(least)
    widths = zip(group, least, wishes, strict=True)
    return [(index, round(width + rest * wish / sum(wishes), 2)) for index, width, wish in widths]

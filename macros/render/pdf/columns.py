"""How the columns of a table share the width of a page, so that a pen has room in each of them. Measures are in millimetres."""

from macros.model import BaseField, CheckField, LongTextField, ScaleField
from macros.outline import Grid, Question, choices
from macros.render.pdf.paper import SIDE, Paper

NUMBER_WIDTH = 11.0
NARROW_LABEL = 40.0
_LEAST = {
    "text": 30.0, "longtext": 38.0, "url": 36.0, "person": 30.0, "date": 23.0, "number": 17.0, "check": 25.0, "choice": 27.0, "scale": 16.0,
    "computed": 18.0,
}  # fmt: skip
_WISH = {"text": 3.0, "longtext": 5.0, "url": 3.0, "person": 2.0, "choice": 1.5}
_LITTLE_WISH = 0.3

Band = list[tuple[int, float]]
"""Columns that stand side by side: the rank of each, and its width."""


def bands(grid: Grid, paper: Paper) -> tuple[bool, float, list[Band]]:
    """Return whether the table needs the page turned, the width of its rows' labels, and its columns by bands that fit."""
    least, natural = [_least(column) for column in grid.columns], _label_width(grid)
    label = min(natural, NARROW_LABEL)
    flipped = sum(least) > paper.width - 2 * SIDE - label
    available = (paper.height if flipped else paper.width) - 2 * SIDE
    groups = _groups(least, available - label)
    spare = min(available - sum(least[index] for index in group) for group in groups)
    thirsty = any(column.field.kind in _WISH for column in grid.columns)
    label = max(label, min(natural, label + (spare - label) * (0.5 if thirsty else 0.9)))
    return flipped, round(label, 2), [_shared(grid, group, least, available - label) for group in groups]


def row_height(grid: Grid) -> float:
    """Return the height of a row, at least, so that it can be written in by hand."""
    return 15.0 if any(isinstance(column.field, LongTextField) for column in grid.columns) else 10.0


def _label_width(grid: Grid) -> float:
    """Return the width that shows the labels of the rows on one line, their help on two."""
    if not grid.fixed:
        return NUMBER_WIDTH
    return max(26.0, *(max(len(row.label) * 1.9, len(row.help or "") * 0.8) for row in grid.rows))


def _least(column: Question) -> float:
    """Return the width below which a column can't be used; its heading is not cut inside a word."""
    longest = max(map(len, column.label.replace("\u00a0", " ").split()))
    return max(_LEAST[column.field.kind], min(longest * 1.9 + 3, 47.0), _offered(column.field))


def _offered(field: BaseField) -> float:
    """Return the width of the longest label of a list, up to a measure where it wraps or is cut."""
    if isinstance(field, ScaleField | CheckField):
        return 0.0
    return min(max((len(option.label) for option in choices(field).values()), default=0) * 1.55 + 6, 30.0)


def _groups(least: list[float], available: float) -> list[list[int]]:
    """Return the ranks of the columns, by groups that fit."""
    groups: list[list[int]] = [[]]
    used = 0.0
    for index, width in enumerate(least):
        if groups[-1] and used + width > available:
            groups.append([])
            used = 0.0
        groups[-1].append(index)
        used += width
    return groups


def _shared(grid: Grid, group: list[int], least: list[float], available: float) -> Band:
    """Share what is left of the width among the columns that can use it."""
    wishes = [_WISH.get(grid.columns[index].field.kind, _LITTLE_WISH) for index in group]
    rest = available - sum(least[index] for index in group)
    return [(index, round(least[index] + rest * wish / sum(wishes), 2)) for index, wish in zip(group, wishes, strict=True)]

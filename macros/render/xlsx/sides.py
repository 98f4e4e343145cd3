"""What a formula compares and counts: an answer or a constant, read in every way it can be.

Inside a range each reading gives one result a cell.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.expressions import number, readable_date
from macros.expressions.nodes import Marks, Scalar
from macros.render.xlsx import readings
from macros.render.xlsx.places import TICK, YES, Cell
from macros.render.xlsx.readings import NEVER, constant, day_constant, literal


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, read in every way it can be; None for a way in which it never can."""

    empty: str
    number: str | None = None
    day: str | None = None
    logic: str | None = None
    text: str | None = None


def number_of(cell: Cell) -> str:
    """Return the number of a cell, or of each cell of a column; an error where there is none."""
    if not cell.ref or cell.kind in ("date", "option", "boxes", "boolean", "day"):
        return NEVER
    return readings.result(cell.ref) if cell.kind == "number" else readings.number(cell.ref)


def points(cell: Cell, marks: Marks) -> str:
    """Return what an answer counts for: the mark of its option, the sum of those of a multichoice, else 0."""
    if cell.kind == "boxes":
        worth = [f"{ticked(cell.boxes[option])}*{constant(mark)}" for option, mark in marks if option in cell.boxes]
    else:
        worth = [f"{_cell_is(cell, option)}*{constant(mark)}" for option, mark in marks if cell.ref]
    return f"({'+'.join(worth) or '0'})"


def _cell_is(cell: Cell, option: str) -> str:
    """Compare each cell with an option, by its label when there is one."""
    return f"({cell.ref}={literal(cell.labels[option])})" if option in cell.labels else f"EXACT({cell.ref},{literal(option)})"


def is_option(cell: Cell, value: Scalar) -> str:
    """Compare each cell of a list with an option, given by its identifier; None matches an empty cell."""
    if value is None or not isinstance(value, str):
        return f'({cell.ref}="")' if value is None else "FALSE"
    return _cell_is(cell, value)


def row_equals(cell: Cell, values: tuple[Scalar, ...]) -> Iterator[str]:
    """Compare each cell of a column with constants; each part gives 1 or 0, or TRUE or FALSE, for each row."""
    side = side_of(cell)
    numbers = [found for value in values if (found := number(value)) is not None] if side.number else []
    if numbers:
        yield f"ISNUMBER(MATCH({side.number},{{{','.join(constant(found).strip('()') for found in numbers)}}},0))"
    for value in values:
        if value is None:
            yield side.empty
        elif cell.ref and (number(value) is None or not side.number):
            yield _row_is(cell, side, value)


def _row_is(cell: Cell, side: Side, value: Scalar) -> str:
    """Compare each cell of a column with a constant that is not empty, nor a number where numbers are read."""
    if cell.kind == "option":
        return is_option(cell, value)
    if isinstance(value, bool):
        return f"IFERROR({side.logic}={str(value).upper()},FALSE)" if side.logic else "FALSE"
    day = readable_date(value)
    if day and side.day and cell.kind != "typed":
        return f"IFERROR({side.day}={day_constant(day)},FALSE)"
    return f"EXACT({side.text},{literal(str(value))})" if side.text else "FALSE"


def one_at_least(tests: Iterable[str]) -> str:
    """Say 1 for each row where one test is true; the zero makes numbers of them, as Excel takes FALSE for more than 0."""
    return f"((0+{'+'.join(tests) or '0'})>0)"


def equal(left: Side, right: Side) -> str:
    """Tell whether two values are the same: as numbers, else as days, as conditions, as texts; two empties are."""
    text = f"AND({left.empty},{right.empty})"
    if left.text and right.text:
        text = f"EXACT({left.text},{right.text})"
    if left.logic and right.logic:
        text = f"IFERROR({left.logic}={right.logic},{text})"
    if left.day and right.day:
        text = f"IFERROR({left.day}={right.day},{text})"
    if left.number and right.number:
        text = f"IFERROR(DELTA({left.number},{right.number})=1,{text})"
    return text


def side_of(cell: Cell) -> Side:
    """Read a cell in every way that its kind allows."""
    if cell.kind == "boxes":
        return Side(no_box(cell))
    if not cell.ref:
        return Side("TRUE", text='""')
    empty = f'({cell.ref}="")'
    match cell.kind:
        case "number":
            return Side(empty, number=readings.result(cell.ref))
        case "boolean":
            return Side(empty, logic=f'IF({empty},NA(),{cell.ref}="{YES}")')
        case "day":
            return Side(empty, day=readings.result(cell.ref))
        case "date":
            return Side(empty, day=readings.typed_day(cell.ref), text=cell.ref)
        case "option":
            return Side(empty, text=_identifier(cell))
    logic = f"IF(ISLOGICAL({cell.ref}),{cell.ref},NA())"
    return Side(empty, readings.number(cell.ref), readings.iso_day(cell.ref), logic, cell.ref)


def constant_side(value: Scalar) -> Side:
    """Read a constant in every way that it can be."""
    if value is None:
        return Side("TRUE", text='""')
    if isinstance(value, bool):
        return Side("FALSE", logic=str(value).upper())
    found, day = number(value), readable_date(value)
    return Side(
        "FALSE", number=None if found is None else constant(found), day=day_constant(day) if day else None,
        text=literal(value) if isinstance(value, str) else None,
    )  # fmt: skip


def _identifier(cell: Cell) -> str:
    """Return the identifier of the option that a cell shows, else its text."""
    text = cell.ref
    for option, label in reversed(list(cell.labels.items())):
        text = f"IF({cell.ref}={literal(label)},{literal(option)},{text})"
    return text


def ticked(ref: str) -> str:
    """Tell whether a box is ticked."""
    return f'({ref}="{TICK}")'


def no_box(cell: Cell) -> str:
    """Tell whether no box of a multichoice is ticked."""
    return f"NOT({any_of(ticked(ref) for ref in cell.boxes.values())})"


def any_of(tests: Iterable[str]) -> str:
    """Tell whether one condition at least is true."""
    found = list(tests)
    return f"OR({','.join(found)})" if len(found) > 1 else (found or ["FALSE"])[0]

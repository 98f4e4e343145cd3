"""Where the answers that formulas read stand in a workbook, and what kind of thing each cell holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from macros.expressions import Expr, result_kind
from macros.expressions.nodes import ColumnValue, FieldValue
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    ComputedField,
    DateField,
    MultiChoiceField,
    TableField,
)

CellKind = Literal["typed", "date", "option", "boxes", "number", "boolean", "day"]
"""typed: what the reader typed, a text or a number; date: a date they typed; option: a label of a list; boxes: ticked cells;
number, boolean (« Oui » or « Non »), day: a result of that kind."""

ROW = "§"
"""Stands for the number of the row in the references and formulas of computed columns: a formula is made once for all rows."""

YES, NO, TICK = "Oui", "Non", "oui"


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of an answer, or the cells of a column: their reference, and what they hold.

    ``labels`` gives the label shown for each option; ``boxes`` the cell of each box of a multichoice, which has no ``ref``.
    """

    ref: str
    kind: CellKind = "typed"
    labels: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table as ranges, and which of them are results."""

    columns: Mapping[str, Cell]
    results: frozenset[str] = frozenset()

    @property
    def answers(self) -> tuple[Cell, ...]:
        """The columns that the reader fills."""
        return tuple(cell for name, cell in self.columns.items() if name not in self.results)


def _unchanged(formula: str) -> str:
    return formula


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands. What a variant leaves out stands nowhere, and reads as empty.

    ``row`` is the row of a computed column. ``keep`` puts a formula that has grown too long in a cell of its own and returns the
    reference of this cell.
    """

    fields: Mapping[str, Cell]
    tables: Mapping[str, Table]
    row: Table = field(default_factory=lambda: Table({}))
    keep: Callable[[str], str] = _unchanged

    def in_row(self, row: Table, keep: Callable[[str], str]) -> "Places":
        """Return the same places as a computed column sees them."""
        return replace(self, row=row, keep=keep)


def cell_kind(answer: BaseField, siblings: Mapping[str, AnyField | BaseField]) -> CellKind:
    """Say what the cell of a field holds; ``siblings`` are the fields, or the columns of the row, that its formula may show."""
    match answer:
        case ComputedField():
            return _result_kind(answer.value, siblings)
        case DateField():
            return "date"
        case ChoiceField() | CheckField():
            return "option"
        case MultiChoiceField():
            return "boxes"
    return "typed"


def labels_of(answer: BaseField) -> dict[str, str]:
    """Return the label of each option of a field, by identifier."""
    return {key: option.label for key, option in getattr(answer, "options", {}).items()}


def _result_kind(value: Expr, siblings: Mapping[str, AnyField | BaseField]) -> CellKind:
    found = result_kind(value)
    if isinstance(value, FieldValue | ColumnValue):
        shown = siblings.get(value.id)
        kind = cell_kind(shown, siblings) if shown is not None and not isinstance(shown, TableField) else "typed"
        return kind if kind in ("number", "boolean", "day", "date") else "typed"
    kinds: dict[str, CellKind] = {"number": "number", "boolean": "boolean", "date": "day"}
    return kinds.get(found, "typed")

"""Nodes of the expression language: frozen dataclasses, no behaviour."""

from dataclasses import dataclass
from typing import Literal

Scalar = float | bool | str | None
"""A value of the language; dates are ISO text, `None` is empty."""

Path = tuple[str | int, ...]
"""Where a piece stands in the YAML of its expression: keys and list positions."""

Where = tuple[tuple[str, tuple[Scalar, ...]], ...]
"""Conditions on a row: column id and the values accepted."""

Marks = tuple[tuple[str, float], ...]
"""Option id and the number it is worth."""


class ExpressionError(ValueError):
    """An expression that does not follow the language; every text is French."""

    def __init__(self, path: Path, received: str, expected: str, hint: str = "") -> None:
        """Keep the four parts of the message; `path` is relative to the expression."""
        super().__init__(path, received, expected, hint)
        self.path = path
        self.received = received
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        where = " › ".join(str(part) for part in self.path) or "expression"
        lines = [where, f"  reçu : {self.received}", f"  attendu : {self.expected}"]
        return "\n".join([*lines, f"  {self.hint}"] if self.hint else lines)


@dataclass(frozen=True)
class Constant:
    """A number, a boolean, a text or null written in the definition."""

    value: Scalar


@dataclass(frozen=True)
class FieldValue:
    """The answer to a field."""

    id: str


@dataclass(frozen=True)
class ColumnValue:
    """The answer in a column of the same row."""

    id: str


@dataclass(frozen=True)
class Sum:
    """The sum of several expressions."""

    terms: tuple["Expr", ...]


@dataclass(frozen=True)
class FieldsSum:
    """The sum of several fields, through the marks of their options when there are any."""

    fields: tuple[str, ...]
    marks: Marks | None = None


@dataclass(frozen=True)
class TableSum:
    """The sum of a column over the rows that match."""

    table: str
    column: str
    where: Where = ()
    weight: str | None = None
    marks: Marks | None = None


@dataclass(frozen=True)
class FieldsCount:
    """How many fields are answered, or hold one of the values of `where`."""

    fields: tuple[str, ...]
    where: tuple[Scalar, ...] | None = None


@dataclass(frozen=True)
class TableCount:
    """How many rows match."""

    table: str
    where: Where = ()


@dataclass(frozen=True)
class WeightedMean:
    """The mean of a column weighted by another."""

    table: str
    value: str
    weight: str


@dataclass(frozen=True)
class Ratio:
    """A numerator times a constant over a denominator."""

    numerator: "Expr"
    denominator: "Expr"
    times: float = 1.0


@dataclass(frozen=True)
class Compare:
    """A comparison of two values."""

    left: "Expr"
    operator: str
    right: "Expr"


@dataclass(frozen=True)
class And:
    """True when every term is."""

    terms: tuple["Expr", ...]


@dataclass(frozen=True)
class Or:
    """True when one term at least is."""

    terms: tuple["Expr", ...]


@dataclass(frozen=True)
class Not:
    """True when the term is not."""

    term: "Expr"


@dataclass(frozen=True)
class DateAdd:
    """A date moved by a number of days."""

    date: "Expr"
    days: "Expr"


Expr = (
    Constant | FieldValue | ColumnValue | Sum | FieldsSum | TableSum | FieldsCount | TableCount
    | WeightedMean | Ratio | Compare | And | Or | Not | DateAdd
)  # fmt: skip
"""Any node."""

Role = Literal["field", "table", "column", "row_column", "option"]
Use = Literal["number", "weight", "marks", "date", "condition", "value", "table"]


@dataclass(frozen=True)
class Ref:
    """Something an expression refers to, for the catalog to check.

    `role` says what `id` names: a field, a table, a column of `table`, a column of the same row, or an option.
    `use` says what is asked of it: a number, a weight (a number too), options with marks, a date, a condition
    (a computed boolean), any value, or rows. An option has an `owner`: the field or column it belongs to; when the
    owner has no options, the text is only a constant.
    """

    role: Role
    id: str
    path: Path
    use: Use
    table: str | None = None
    owner: "Ref | None" = None

"""The value of an expression for given answers; the definition is the docstring of the package."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import ge, gt, le, lt

from macros.expressions.nodes import (
    And,
    ColumnValue,
    Compare,
    Constant,
    DateAdd,
    Expr,
    FieldsCount,
    FieldsSum,
    FieldValue,
    Marks,
    Not,
    Or,
    Ratio,
    Scalar,
    Sum,
    TableCount,
    TableSum,
    WeightedMean,
    Where,
)
from macros.expressions.values import FIRST_DAY, LAST_DAY, finite, number, readable_date

_LONGEST_MOVE = (LAST_DAY - FIRST_DAY).days
_ORDERS = {"<": lt, "<=": le, ">": gt, ">=": ge}

Answers = Mapping[str, object]
Row = Mapping[object, object]


def evaluate(expr: Expr, answers: Answers, row: Answers | None = None) -> Scalar:
    """Give the value of an expression: number, boolean, ISO date or other text, or None for empty.

    `row` holds the cells of the row when the expression is that of a computed column. Never raises, whatever the
    answers hold.
    """
    return _Evaluation(answers, row or {}).value(expr)


def answered_rows(table: object) -> Iterator[Row]:
    """Yield the rows of a table answer that hold at least one answer, in order, whether rows are added or fixed."""
    rows = table.values() if isinstance(table, Mapping) else table if isinstance(table, list | tuple) else ()
    for row in rows:
        if isinstance(row, Mapping) and any(not _empty(cell) for cell in row.values()):
            yield row


def _add(numbers: Iterable[float | None]) -> float | None:
    total = 0.0
    for value in numbers:  # not sum(): since Python 3.12 it compensates, unlike JavaScript and spreadsheets
        total += 0.0 if value is None else value
    return finite(total)


def _empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, list | tuple | Mapping) and not value)


def _items(value: object) -> tuple[object, ...]:
    """Give the values held: those of a list, or the scalar alone; an empty holds nothing."""
    if isinstance(value, list | tuple):
        return tuple(item for item in value if not _empty(item))
    return () if _empty(value) else (value,)


def _same(left: object, right: object) -> bool:
    """Compare two values that are not empty."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    left_number, right_number = number(left), number(right)
    if left_number is not None and right_number is not None:
        return left_number == right_number
    return isinstance(left, str) and isinstance(right, str) and left == right


def _equal(left: object, right: object) -> bool:
    left_items, right_items = _items(left), _items(right)
    if not left_items or not right_items:
        return not left_items and not right_items
    return any(_same(a, b) for a in left_items for b in right_items)


def _ordered(left: object, operator: str, right: object) -> bool:
    for read in (number, readable_date):
        first, second = read(left), read(right)
        if first is not None and second is not None:
            return bool(_ORDERS[operator](first, second))
    return False


def _marked(value: object, marks: Marks | None) -> float | None:
    """Give the number a value counts for; None when it counts for nothing."""
    if marks is None:
        return number(value)
    worth = dict(marks)
    held = [worth[item] for item in _items(value) if isinstance(item, str) and item in worth]
    return _add(held) if held else None


def _times(value: float | None, weight: float | None) -> float | None:
    return None if value is None or weight is None else value * weight


def _matches(row: Row, where: Where) -> bool:
    return all(any(_equal(row.get(column), value) for value in values) for column, values in where)


def _moved(start: date | None, days: float | None) -> str | None:
    if start is None or days is None or abs(days) > _LONGEST_MOVE:
        return None
    try:
        day = start + timedelta(days=math.floor(days))
    except OverflowError:
        return None
    return day.isoformat() if day >= FIRST_DAY else None


class _Evaluation:
    """One evaluation: the answers, and the row of a computed column."""

    def __init__(self, answers: Answers, row: Answers) -> None:
        self.answers = answers
        self.row = row

    def value(self, expr: Expr) -> Scalar:
        match expr:
            case Constant(value=value):
                return value
            case FieldValue(id=id):
                return _scalar(self.answers.get(id))
            case ColumnValue(id=id):
                return _scalar(self.row.get(id))
            case Compare():
                return self.compare(expr)
            case And(terms=terms):
                return all(self.true(term) for term in terms)
            case Or(terms=terms):
                return any(self.true(term) for term in terms)
            case Not(term=term):
                return not self.true(term)
            case DateAdd():
                return _moved(readable_date(self.value(expr.date)), self.number(expr.days))
            case _:
                return self.number_of(expr)

    def number_of(self, expr: Expr) -> float | None:
        match expr:
            case Sum(terms=terms):
                return _add(self.number(term) for term in terms)
            case FieldsSum():
                return _add(_marked(self.answers.get(field), expr.marks) for field in expr.fields)
            case TableSum():
                return _add(self.table_terms(expr))
            case FieldsCount():
                return float(sum(self.counts(field, expr.where) for field in expr.fields))
            case TableCount():
                return float(sum(_matches(row, expr.where) for row in self.rows(expr.table)))
            case WeightedMean():
                return self.weighted_mean(expr)
            case Ratio():
                return self.ratio(expr)
        raise TypeError(f"not an expression: {expr!r}")

    def number(self, expr: Expr) -> float | None:
        return number(self.value(expr))

    def true(self, expr: Expr) -> bool:
        return self.value(expr) is True

    def rows(self, table: str) -> Iterator[Row]:
        return answered_rows(self.answers.get(table))

    def held(self, expr: Expr) -> object:
        """Give what a side of a comparison holds: the list itself for a multichoice."""
        if isinstance(expr, FieldValue):
            return self.answers.get(expr.id)
        return self.row.get(expr.id) if isinstance(expr, ColumnValue) else self.value(expr)

    def compare(self, expr: Compare) -> bool:
        left, right = self.held(expr.left), self.held(expr.right)
        if expr.operator in _ORDERS:
            return _ordered(left, expr.operator, right)
        return _equal(left, right) == (expr.operator == "=")

    def counts(self, field: str, where: tuple[Scalar, ...] | None) -> bool:
        value = self.answers.get(field)
        return bool(_items(value)) if where is None else any(_equal(value, accepted) for accepted in where)

    def table_terms(self, expr: TableSum) -> Iterator[float | None]:
        for row in self.rows(expr.table):
            if _matches(row, expr.where):
                value = _marked(row.get(expr.column), expr.marks)
                yield value if expr.weight is None else _times(value, number(row.get(expr.weight)))

    def weighted_mean(self, expr: WeightedMean) -> float | None:
        pairs = [(number(row.get(expr.value)), number(row.get(expr.weight))) for row in self.rows(expr.table)]
        weights = [weight for value, weight in pairs if value is not None]
        return _divided(_add(_times(value, weight) for value, weight in pairs), _add(weights))

    def ratio(self, expr: Ratio) -> float | None:
        numerator = self.number(expr.numerator)
        return _divided(_times(numerator, expr.times), self.number(expr.denominator))


def _divided(numerator: float | None, denominator: float | None) -> float | None:
    return None if numerator is None or not denominator else finite(numerator / denominator)


def _scalar(value: object) -> Scalar:
    """Give a field's value as a scalar: a number finite, a list or anything else empty."""
    if isinstance(value, bool | str):
        return value if value != "" else None
    return number(value)

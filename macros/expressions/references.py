"""What an expression refers to, depends on and gives."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

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
    Path,
    Ratio,
    Ref,
    Scalar,
    Sum,
    TableCount,
    TableSum,
    Use,
    WeightedMean,
    Where,
)

ResultKind = Literal["number", "boolean", "date", "text", "empty", "any"]


def references(expr: Expr) -> tuple[Ref, ...]:
    """List every field, table, column and option named, in reading order, each with its place in the YAML."""
    return tuple(_references(expr, (), "value"))


def dependencies(expr: Expr) -> frozenset[str]:
    """Give the ids of the fields and tables whose answers the expression reads."""
    return frozenset(ref.id for ref in references(expr) if ref.role in ("field", "table"))


def row_dependencies(expr: Expr) -> frozenset[str]:
    """Give the ids of the columns of the same row that the expression reads."""
    return frozenset(ref.id for ref in references(expr) if ref.role == "row_column")


def find_cycle(graph: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """Find a cycle among dependencies: `("a", "b", "a")`, or None. The order of `graph` decides which one is found."""
    done: set[str] = set()
    for start in graph:
        trail: dict[str, Iterator[str]] = {} if start in done else {start: iter(sorted(graph[start]))}
        while trail:
            node, following = next(reversed(trail.items()))
            target = next(following, None)
            if target is None:
                done.add(node)
                del trail[node]
            elif target in trail:
                names = list(trail)
                return (*names[names.index(target) :], target)
            elif target not in done:
                trail[target] = iter(sorted(graph.get(target, ())))
    return None


def result_kind(expr: Expr) -> ResultKind:
    """Say what evaluating gives: always that kind, or empty; `any` for what an answer decides."""
    match expr:
        case Constant(value=value):
            return _constant_kind(value)
        case Compare() | And() | Or() | Not():
            return "boolean"
        case DateAdd():
            return "date"
        case FieldValue() | ColumnValue():
            return "any"
        case _:
            return "number"


def label_key(ref: Ref) -> str:
    """Give the key under which `to_words` looks for a label.

    `field`, `table`, `table.column`, `.column` (same row), and with `.option` added for an option.
    """
    if ref.owner is not None:
        return f"{label_key(ref.owner)}.{ref.id}"
    if ref.role == "row_column":
        return f".{ref.id}"
    return f"{ref.table}.{ref.id}" if ref.table else ref.id


def _constant_kind(value: Scalar) -> ResultKind:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, float) else "text"


def _references(expr: Expr, path: Path, use: Use) -> Iterator[Ref]:
    match expr:
        case FieldValue(id=id):
            yield Ref("field", id, (*path, "field"), use)
        case ColumnValue(id=id):
            yield Ref("row_column", id, (*path, "column"), use)
        case Compare():
            yield from _of_compare(expr, (*path, "compare"))
        case FieldsSum() | FieldsCount():
            yield from _of_fields(expr, path)
        case TableSum() | TableCount() | WeightedMean():
            yield from _of_table(expr, path)
        case _:
            for place, child, child_use in children(expr):
                yield from _references(child, (*path, *place), child_use)


def children(expr: Expr) -> tuple[tuple[Path, Expr, Use], ...]:
    """List the expressions directly inside one, with their place in its YAML and the use made of their value."""
    match expr:
        case Sum(terms=terms):
            return tuple((("sum", i), term, "number") for i, term in enumerate(terms))
        case And(terms=terms):
            return tuple((("and", i), term, "condition") for i, term in enumerate(terms))
        case Or(terms=terms):
            return tuple((("or", i), term, "condition") for i, term in enumerate(terms))
        case Not(term=term):
            return ((("not",), term, "condition"),)
        case Ratio():
            return ((("ratio", 0), expr.numerator, "number"), (("ratio", 1), expr.denominator, "number"))
        case DateAdd():
            return ((("date_add", 0), expr.date, "date"), (("date_add", 1), expr.days, "number"))
        case Compare():
            return ((("compare", 0), expr.left, "value"), (("compare", 2), expr.right, "value"))
        case _:
            return ()


def _of_compare(expr: Compare, path: Path) -> Iterator[Ref]:
    sides = ((expr.left, (*path, 0)), (expr.right, (*path, 2)))
    for (side, place), (other, other_place) in (sides, sides[::-1]):
        yield from (own := tuple(_references(side, place, "value")))
        if isinstance(side, FieldValue | ColumnValue) and isinstance(other, Constant):
            yield from _options(own[0], (other.value,), other_place)


def _of_fields(expr: FieldsSum | FieldsCount, path: Path) -> Iterator[Ref]:
    summed = isinstance(expr, FieldsSum)
    use = _use(expr.marks) if isinstance(expr, FieldsSum) else "value"
    values = _ids(expr.marks) if isinstance(expr, FieldsSum) else expr.where or ()
    path = (*path, "sum" if summed else "count")
    for index, field in enumerate(expr.fields):
        owner = Ref("field", field, (*path, "fields", index), use)
        yield owner
        yield from _options(owner, values, (*path, "marks" if summed else "where"))


def _of_table(expr: TableSum | TableCount | WeightedMean, path: Path) -> Iterator[Ref]:
    name = {TableSum: "sum", TableCount: "count", WeightedMean: "weighted_mean"}[type(expr)]
    path = (*path, name)
    yield Ref("table", expr.table, (*path, "table"), "table")
    if isinstance(expr, TableSum):
        column = Ref("column", expr.column, (*path, "column"), _use(expr.marks), expr.table)
        yield column
        yield from _options(column, _ids(expr.marks), (*path, "marks"))
    if isinstance(expr, WeightedMean):
        yield Ref("column", expr.value, (*path, "value"), "number", expr.table)
    else:
        yield from _of_where(expr.where, expr.table, (*path, "where"))
    if not isinstance(expr, TableCount) and expr.weight is not None:
        yield Ref("column", expr.weight, (*path, "weight"), "weight", expr.table)


def _of_where(where: Where, table: str, path: Path) -> Iterator[Ref]:
    for column, values in where:
        owner = Ref("column", column, (*path, column), "value", table)
        yield owner
        yield from _options(owner, values, (*path, column))


def _options(owner: Ref, values: Iterable[Scalar], path: Path) -> Iterator[Ref]:
    for value in values:
        if isinstance(value, str) and value:
            yield Ref("option", value, path, owner.use, owner.table, owner)


def _use(marks: Marks | None) -> Use:
    return "marks" if marks else "number"


def _ids(marks: Marks | None) -> tuple[str, ...]:
    return tuple(option for option, _ in marks or ())

"""What is worked out from answers."""

from collections.abc import Mapping
from typing import Any

from macros.answers.forms import Nested, table_rows
from macros.expressions import Expr, answered_rows, dependencies, evaluate, references, row_dependencies
from macros.model import AnyField, ComputedField, Definition, TableField


def with_results(definition: Definition, answers: Nested) -> dict[str, Any]:
    """Return the nested answers with every computed field and column worked out, in the order of what each needs.

    A computed field is empty while nothing that it reads (fields, cells of the columns it names) holds an answer.
    """
    values = dict(answers)
    waiting: dict[str, AnyField] = {field.id: field for field in definition.fields() if _computes(field)}
    while waiting:
        ready = [key for key, field in waiting.items() if not (_needs(field) - {key}) & waiting.keys()]
        for key in ready or list(waiting):
            values[key] = _worked_out(waiting.pop(key), values)
    return values


def _computes(field: AnyField) -> bool:
    return isinstance(field, ComputedField) or (isinstance(field, TableField) and any(isinstance(c, ComputedField) for c in field.columns))


def _needs(field: AnyField) -> frozenset[str]:
    if isinstance(field, ComputedField):
        return dependencies(field.value)
    columns = field.columns if isinstance(field, TableField) else ()
    return frozenset[str]().union(*(dependencies(column.value) for column in columns if isinstance(column, ComputedField)))


def _reads_something(value: Expr, values: Mapping[str, Any]) -> bool:
    """Say whether anything that a formula reads holds an answer: a sheet nobody has begun has no result, not a zero."""
    read = [ref for ref in references(value) if ref.role in ("field", "column", "table")]
    columns = {(ref.table or "", ref.id) for ref in read if ref.role == "column"}
    tables = {ref.id for ref in read if ref.role == "table"} - {table for table, _ in columns}
    return (
        any(values.get(ref.id) not in (None, "", []) for ref in read if ref.role == "field")
        or any(True for table in tables for _ in answered_rows(values.get(table)))
        or any(row.get(column) not in (None, "") for table, column in columns for row in answered_rows(values.get(table)))
        or not read
    )


def _worked_out(field: AnyField, values: Mapping[str, Any]) -> Any:
    if isinstance(field, ComputedField):
        return evaluate(field.value, values) if _reads_something(field.value, values) else None
    assert isinstance(field, TableField)
    value = values.get(field.id)
    answered = {id(row) for row in answered_rows(value)}
    rows = {key: _with_columns(field, row, values) if id(row) in answered else row for key, row in table_rows(field, value)}
    return rows if isinstance(value, Mapping) else list(rows.values())


def _with_columns(table: TableField, row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    filled = dict(row)
    waiting: dict[str, Expr] = {column.id: column.value for column in table.columns if isinstance(column, ComputedField)}
    while waiting:
        ready = [key for key, value in waiting.items() if not row_dependencies(value) & (waiting.keys() - {key})]
        for key in ready or list(waiting):
            filled[key] = evaluate(waiting.pop(key), values, filled)
    return filled

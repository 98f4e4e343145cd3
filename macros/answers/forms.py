"""The nested and the named form of answers, and the way from each to the other."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from macros.expressions import number
from macros.model import BaseField, ComputedField, Definition, MultiChoiceField, NumberField, ScaleField, TableField
from macros.names import cell_name, option_name, split_name
from macros.written import plain_number

Nested = Mapping[str, Any]
Named = dict[str, str]
TICKED = "oui"

_ROW = re.compile(r"[1-9][0-9]{0,5}")
_EXPONENT = re.compile(r"-?[0-9](?:\.[0-9]+)?e[+-]?[0-9]{1,3}")


def to_named(definition: Definition, answers: Nested) -> Named:
    """Return the named form of nested answers; empty answers are left out, computed values are not answers."""
    named: Named = {}
    for field in definition.fields():
        value = answers.get(field.id)
        match field:
            case ComputedField():
                continue
            case TableField():
                for row_id, row in table_rows(field, value):
                    _fill(named, {cell_name(field.id, row_id, column): cell for column, cell in row.items()})
            case MultiChoiceField():
                _fill(named, {option_name(field.id, option): TICKED for option in value or ()})
            case _:
                _fill(named, {field.id: value})
    return named


def to_nested(definition: Definition, named: Mapping[str, str]) -> tuple[dict[str, Any], Named]:
    """Return the nested form of named answers, and those that the definition has no place for, under their own names.

    Empty answers are left out, computed values are not answers. Numbers become numbers; what can't be read as one stays text, as
    do dates and options that the field does not know. Rows that the reader adds are numbered anew, empty ones dropped; options
    stand in the order of the definition.
    """
    waiting = {name: text for name, text in named.items() if text != ""}
    nested: dict[str, Any] = {}
    for field in definition.fields():
        match field:
            case ComputedField():
                waiting.pop(field.id, None)
                continue
            case TableField():
                value = _rows(field, waiting)
            case MultiChoiceField():
                names = {option: option_name(field.id, option) for option in field.options}
                value = [option for option, name in names.items() if waiting.get(name) == TICKED and waiting.pop(name)]
            case _:
                value = _value(field, waiting.pop(field.id, ""))
        if value not in ("", [], {}):
            nested[field.id] = value
    return nested, waiting


def table_rows(table: TableField, value: Any) -> Iterator[tuple[str | int, Mapping[str, Any]]]:
    """Yield the rows of a table's answer with what stands for each in control names."""
    if isinstance(value, Mapping):
        yield from value.items()
    else:
        yield from enumerate(value or (), 1)


def _fill(named: Named, values: Mapping[str, Any]) -> None:
    named.update({name: _text(value) for name, value in values.items() if value not in (None, "")})


def _text(value: Any) -> str:
    return plain_number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _rows(table: TableField, waiting: Named) -> Any:
    """Take the cells of a table out of what waits; return its rows, by number or by identifier."""
    rows: dict[str, dict[str, Any]] = {}
    for name in list(waiting):
        parts = split_name(name)
        if len(parts) != 3 or parts[0] != table.id or not _is_row(table, parts[1]):
            continue
        column = table.column(parts[2])
        if column is not None:
            text = waiting.pop(name)
            if not isinstance(column, ComputedField):
                rows.setdefault(parts[1], {})[column.id] = _value(column, text)
    if table.fixed_rows:
        return {row.id: _in_order(table, rows[row.id]) for row in table.fixed_rows if row.id in rows}
    return [_in_order(table, rows[number]) for number in sorted(rows, key=int)]


def _is_row(table: TableField, row_id: str) -> bool:
    fixed = [row.id for row in table.fixed_rows]
    return row_id in fixed if fixed else bool(_ROW.fullmatch(row_id))


def _in_order(table: TableField, row: Mapping[str, Any]) -> dict[str, Any]:
    return {column.id: row[column.id] for column in table.columns if column.id in row}


def _value(field: BaseField, text: str) -> Any:
    """Return a text as the nested form keeps it; a number that can't be read stays text."""
    match field:
        case NumberField():
            return _number(text)
        case ScaleField():
            mark = number(text)
            return int(mark) if mark is not None and mark == int(mark) and field.min <= mark <= field.max else text
    return text


def _number(text: str) -> int | float | str:
    bare = text.strip()
    if re.fullmatch(r"-?[0-9]{1,300}", bare):
        return int(bare)
    value = float(bare) if _EXPONENT.fullmatch(bare) else number(text)
    return text if value is None or math.isinf(value) else int(value) if value == int(value) and abs(value) < 1e16 else value

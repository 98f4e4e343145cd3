"""Answers to a definition, in their two forms, and what is wrong with them.

*Nested*, as written in examples: field id -> text, number, list of option ids, list of rows, or row id -> row.
*Named*, as kept in files and documents: control name (`macros.names`) -> text; a box of a multichoice that is ticked has « oui ».
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from macros.expressions import Expr, answered_rows, dependencies, evaluate, references, row_dependencies
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    ComputedField,
    DateField,
    Definition,
    MultiChoiceField,
    NumberField,
    ScaleField,
    TableField,
)  # fmt: skip
from macros.names import MAX_ROWS, cell_name, option_name
from macros.problems import did_you_mean, shown

Nested = Mapping[str, Any]
Named = dict[str, str]
TICKED = "oui"


class AnswerProblem(ValueError):
    """An answer that its field can't hold; ``path`` leads to it in the nested form, texts are French."""

    def __init__(self, path: tuple[str | int, ...], received: str, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.path, self.received, self.expected, self.hint = path, received, expected, hint


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


def table_rows(table: TableField, value: Any) -> Iterator[tuple[str | int, Mapping[str, Any]]]:
    """Yield the rows of a table's answer with what stands for each in control names."""
    if isinstance(value, Mapping):
        yield from value.items()
    else:
        yield from enumerate(value or (), 1)


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


def answer_problems(definition: Definition, answers: Nested) -> Iterator[AnswerProblem]:
    """Yield what the fields can't hold: unknown names, options, dates and numbers, rows without their key."""
    fields = {field.id: field for field in definition.fields()}
    for name, value in answers.items():
        field = fields.get(name)
        if field is None:
            yield AnswerProblem((name,), f"la réponse « {name} »", "un champ de la fiche", did_you_mean(name, fields))
        elif isinstance(field, ComputedField):
            yield AnswerProblem((name,), shown(value), "rien : ce champ se calcule")
        elif isinstance(field, TableField):
            yield from _table_problems(field, value)
        elif problem := value_problem(field, value):
            yield AnswerProblem((name,), shown(value), *problem)


def value_problem(field: BaseField, value: Any) -> tuple[str, str] | None:
    """Return what was expected and a hint when a field can't hold a value; None when it can."""
    if value is None or value == "":
        return None
    match field:
        case MultiChoiceField():
            return _options_problem(field, value if isinstance(value, list) else None)
        case ChoiceField() | CheckField():
            return _options_problem(field, [value])
        case ScaleField() if isinstance(value, bool) or not (isinstance(value, int) and field.min <= value <= field.max):
            return f"une note de {field.min} à {field.max}", ""
        case NumberField() if isinstance(value, bool) or not isinstance(value, int | float):
            return "un nombre, sans unité ni guillemets", ""
        case DateField() if not _is_date(value):
            return "une date comme 2026-11-23", ""
        case NumberField() | ScaleField() | DateField():
            return None
    return None if isinstance(value, str) else ("du texte entre guillemets", "")


def _fill(named: Named, values: Mapping[str, Any]) -> None:
    named.update({name: str(value) for name, value in values.items() if value not in (None, "")})


def _options_problem(field: Any, values: list[Any] | None) -> tuple[str, str] | None:
    if values is None:
        return "une liste d’identifiants d’options, même pour une seule", ""
    unknown = [value for value in values if not isinstance(value, str) or value not in field.options]
    if not unknown:
        return None
    return "l’un de : " + ", ".join(field.options), did_you_mean(str(unknown[0]), field.options)


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _table_problems(table: TableField, value: Any) -> Iterator[AnswerProblem]:
    fixed = [row.id for row in table.fixed_rows]
    if value is None:
        return
    if not isinstance(value, dict if fixed else list):
        expected = "une ligne par identifiant : {lundi: {…}}" if fixed else "une liste de lignes"
        yield AnswerProblem((table.id,), shown(value), expected)
        return
    if len(value) > MAX_ROWS:
        yield AnswerProblem((table.id,), f"{len(value)} lignes", f"{MAX_ROWS} lignes au plus")
    for position, (row_id, row) in enumerate(table_rows(table, value)):
        path = (table.id, row_id if fixed else position)
        if fixed and row_id not in fixed:
            yield AnswerProblem(path, f"la ligne « {row_id} »", "l’une de : " + ", ".join(fixed), did_you_mean(str(row_id), fixed))
        else:
            yield from _row_problems(table, path, row)


def _row_problems(table: TableField, path: tuple[str | int, ...], row: Any) -> Iterator[AnswerProblem]:
    if not isinstance(row, Mapping):
        yield AnswerProblem(path, shown(row), "une réponse par colonne : {colonne: réponse}")
        return
    columns = {column.id: column for column in table.columns}
    if table.key and not table.fixed_rows and not row.get(table.key):
        yield AnswerProblem(path, "une ligne sans sa clé", f"une réponse dans la colonne « {table.key} »")
    for name, cell in row.items():
        column = columns.get(name)
        if column is None or isinstance(column, ComputedField):
            yield AnswerProblem((*path, name), f"la colonne « {name} »", "une colonne à remplir", did_you_mean(name, columns))
        elif problem := value_problem(column, cell):
            yield AnswerProblem((*path, name), shown(cell), *problem)


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

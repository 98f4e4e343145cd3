"""What is wrong with nested answers: what no field can hold."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from macros.answers.forms import Nested, table_rows
from macros.model import (
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
from macros.names import MAX_ROWS
from macros.problems import did_you_mean, shown


class AnswerProblem(ValueError):
    """An answer that its field can't hold; ``path`` leads to it in the nested form, texts are French."""

    def __init__(self, path: tuple[str | int, ...], received: str, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.path, self.received, self.expected, self.hint = path, received, expected, hint


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
            yield AnswerProblem((*path, name), f"la colonne « {name} »", "une colonne à remplir", did_you_mean(str(name), columns))
        elif problem := value_problem(column, cell):
            yield AnswerProblem((*path, name), shown(cell), *problem)

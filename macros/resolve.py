"""What the catalog fills into a definition once it is read: shared lists of options, the typography of shown examples."""

from collections.abc import Callable, Mapping
from typing import Any

from macros.library import Library
from macros.model import (
    AnyField,
    ChoiceField,
    Definition,
    Example,
    LongTextField,
    MultiChoiceField,
    PersonField,
    Section,
    TableField,
    TextField,
)
from macros.typography import typography


def map_fields(definition: Definition, change: Callable[[Any, Section], Any]) -> Definition:
    """Return the definition with every field, those of clauses included, replaced by what ``change`` makes of it in its section."""
    sections = []
    for section in definition.sections:

        def changed(fields: tuple[AnyField, ...], section: Section = section) -> tuple[AnyField, ...]:
            return tuple(change(field, section) for field in fields)

        clauses = tuple(clause.model_copy(update={"fields": changed(clause.fields)}) for clause in section.clauses)
        sections.append(section.model_copy(update={"fields": changed(section.fields), "clauses": clauses}))
    return definition.model_copy(update={"sections": tuple(sections)})


def with_options(definition: Definition, library: Library) -> Definition:
    """Return the definition with the shared lists of options in place of their names."""

    def filled(field: Any, section: Section) -> Any:
        if isinstance(field, TableField):
            return field.model_copy(update={"columns": tuple(filled(column, section) for column in field.columns)})
        if isinstance(field, ChoiceField | MultiChoiceField) and field.options_from:
            return field.model_copy(update={"options": library.options.get(field.options_from, {})})
        return field

    return map_fields(definition, filled)


def with_typography(definition: Definition) -> Definition:
    """Return the definition with the shown examples' texts made typographically right; hidden ones are left as typed."""
    prose_fields = {field.id: field for field in definition.fields()}

    def right(field: Any, value: Any) -> Any:
        if isinstance(value, str):
            return typography(value) if isinstance(field, TextField | LongTextField | PersonField) else value
        if not isinstance(field, TableField):
            return value
        if isinstance(value, Mapping):
            return {key: right_row(field, row) for key, row in value.items()}
        return [right_row(field, row) for row in value] if isinstance(value, list) else value

    def right_row(table: TableField, row: Any) -> Any:
        return {key: right(table.column(key), cell) for key, cell in row.items()} if isinstance(row, Mapping) else row

    def shown_example(example: Example) -> Example:
        if example.hidden:
            return example
        answers = {key: right(prose_fields.get(key), value) for key, value in example.answers.items()}
        return example.model_copy(update={"answers": answers})

    return definition.model_copy(update={"examples": tuple(map(shown_example, definition.examples))})

"""What any rendering of a definition must hold, worked out from the model alone, never from a renderer."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from macros import prose
from macros.answers import table_rows
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    Clause,
    ComputedField,
    DateField,
    Definition,
    MultiChoiceField,
    NumberField,
    ScaleField,
    Section,
    TableField,
)


def variants(definition: Definition) -> list[str | None]:
    """Return the variants of a definition, or None alone."""
    return list(definition.variants) or [None]


def kept(part: Section | Clause | BaseField, variant: str | None) -> bool:
    """Tell whether a part figures in a variant."""
    return not part.only or variant in part.only


def kept_fields(definition: Definition, variant: str | None) -> Iterator[AnyField]:
    """Yield the fields of a variant: those of its sections, and those whose blank its clauses hold."""
    for section in definition.sections:
        if kept(section, variant):
            yield from (field for field in section.fields if kept(field, variant))
            for clause in section.clauses:
                if kept(clause, variant):
                    text = clause.text[variant] if variant in clause.text else clause.text[""]
                    yield from (field for field in clause.fields if field.id in prose.blanks(text))


def names(definition: Definition, variant: str | None) -> list[str]:
    """Return the name of every control of a variant, in order: `field`, `field__option`, `table__row__column`."""
    found: list[str] = []
    for field in kept_fields(definition, variant):
        if isinstance(field, TableField):
            rows = [row.id for row in field.fixed_rows] or range(1, field.rows + 1)
            found += [f"{field.id}__{row}__{column.id}" for row in rows for column in field.columns]
        elif isinstance(field, MultiChoiceField):
            found += [f"{field.id}__{option}" for option in field.options]
        else:
            found.append(field.id)
    return found


def all_names(definition: Definition) -> set[str]:
    """Return the name of every control that any variant has."""
    return {name for variant in variants(definition) for name in names(definition, variant)}


def questions(definition: Definition, variant: str | None) -> Iterator[BaseField]:
    """Yield every field of a variant and every column of its tables."""
    for field in kept_fields(definition, variant):
        yield field
        if isinstance(field, TableField):
            yield from field.columns


def said(field: AnyField, value: Any) -> Iterator[str]:
    """Yield what a reader must find of an answer, as plain text."""
    match field:
        case _ if value in (None, "", []):
            return
        case TableField():
            columns = {column.id: column for column in field.columns}
            for _, row in table_rows(field, value):
                for key, cell in row.items():
                    yield from said(columns[key], cell)
        case MultiChoiceField():
            yield from (field.options[key].label for key in value)
        case ChoiceField() | CheckField():
            yield field.options[value].label
        case ScaleField():
            yield f"{value} sur {field.max}"
        case NumberField():
            yield _digits(value)
        case DateField():
            yield f"{int(value[8:])}" if value[8:] != "01" else "1er"
            yield value[:4].lstrip("0")
        case ComputedField():
            raise AssertionError("a result is not an answer")
        case _:
            yield str(value)


def _digits(value: float) -> str:
    """Return a number as it is read once spaces are gone: a comma, no more than ten decimals."""
    text = f"{value:.10f}".rstrip("0").rstrip(".") or "0"
    return text.replace("-", "−" if text.strip("-0.") else "").replace(".", ",")


def plain(text: str) -> str:
    """Return a text as two media can be compared: no space at all, nothing that XML can't hold."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]+", "", text)


def finite(values: Mapping[str, Any]) -> bool:
    """Tell whether no number of a result is infinite or not a number."""
    numbers = [value for value in values.values() if isinstance(value, float)]
    return all(value == value and abs(value) != float("inf") for value in numbers)

"""Where a definition carries founding items: each place, what it says to the reader, and the items it serves."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import prose
from macros.model import AnyField, BaseField, Definition, TableField


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a definition; ``text`` is what a reader reads there."""

    name: str
    text: str
    sources: tuple[str, ...]


def places(definition: Definition) -> Iterator[Place]:
    """Yield every place that carries founding items, in reading order."""
    return (place for place in _all_places(definition) if place.sources)


def _all_places(definition: Definition) -> Iterator[Place]:
    yield Place(definition.title, definition.purpose, definition.sources)
    for section in definition.sections:
        yield Place(f"{section.letter} · {section.title}", f"{section.title}. {prose.plain(section.body)}", section.sources)
        for field in section.fields:
            yield from _field_places(field)
        for clause in section.clauses:
            texts = " / ".join(prose.plain(text) for text in clause.text.values())
            yield Place(clause.title, f"{texts} {clause.why}", clause.sources)
            for field in clause.fields:
                yield from _field_places(field)


def _field_places(field: AnyField) -> Iterator[Place]:
    yield Place(field.code, _said(field), field.sources)
    for option in getattr(field, "options", {}).values():
        yield Place(f"{field.code}, {option.label}", f"{field.label} → {option.label}. {option.help or ''}", option.sources)
    if isinstance(field, TableField):
        for row in field.fixed_rows:
            yield Place(f"{field.code}, {row.label}", f"{field.label} → {row.label}. {row.help or ''}", row.sources)
        for column in field.columns:
            yield from _field_places(column)


def _said(field: BaseField) -> str:
    return " ".join(filter(None, [field.label, field.help, field.why, field.example]))

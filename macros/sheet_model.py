"""A definition as the page's programs read it: what they need to compute, to keep and to write, and nothing that the page shows already.

    {
     "id": "audit-d-image", "version": 1, "kind": "worksheet", "title": "…", "url": "fiches/audit-d-image/",
     "variants": {"simplifie": "Simplifié"},
     "files": {"": ["pdf", "docx", "odt", "xlsx"]},    formats ready to be filled, by variant ("" when there is none)
     "sections": [{"id", "letter", "title", "only"?, "when"?, "fields": [ids], "clauses": [{"id", "title", "only"?, "when"?, "fields": [ids]}]}],
     "fields": [field, …]                              in reading order, those of clauses included
    }

A field is ``{"id", "kind", "code", "label"}`` and what its kind adds: ``options`` ``[{"id", "label", "was"?}]``, ``unit``, ``min``, ``max``,
``integer``, ``anchors``, ``value`` (an expression), ``decimals``, ``reading`` ``[{"upTo"?, "text"}]``, ``columns`` (fields), ``rows`` (how many
are printed, or ``[{"id", "label"}]``), ``key``, ``bind``, ``when``, ``only``. An expression is the node of `macros.expressions.nodes` that it is:
``{"op": "TableSum", "table": "comptes", …}``. What is empty or false is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields as node_fields
from dataclasses import is_dataclass
from typing import Any

from macros import prose
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    Clause,
    ComputedField,
    Definition,
    MultiChoiceField,
    NumberField,
    ScaleField,
    Section,
    TableField,
)  # fmt: skip
from macros.script_data import script

Data = dict[str, Any]


def sheet_model(definition: Definition, url: str, files: Mapping[str, Sequence[str]]) -> Data:
    """Return the model of a definition; ``url`` is its page's address from the site's root."""
    return _kept({
        "id": definition.id, "version": definition.version, "kind": definition.kind, "title": definition.title, "url": url,
        "variants": dict(definition.variants), "files": {variant: list(formats) for variant, formats in files.items()},
        "sections": [_section(section) for section in definition.sections], "fields": list(_fields(definition)),
    })  # fmt: skip


def model_script(model: Data) -> bytes:
    """Return the script that hands a model to the page: a script also loads from file://, where a request does not."""
    return script("models", model, model["id"])


def field_model(field: AnyField) -> Data:
    """Return the model of one field."""
    named = {"id": field.id, "kind": field.kind, "code": field.code, "label": field.label}
    return _kept({**named, **_scope(field), "bind": field.bind, **_of_kind(field)})


def expression_model(node: Any) -> Any:
    """Return an expression as plain data."""
    if is_dataclass(node) and not isinstance(node, type):
        return {"op": type(node).__name__} | {part.name: expression_model(getattr(node, part.name)) for part in node_fields(node)}
    return [expression_model(item) for item in node] if isinstance(node, tuple) else node


def _fields(definition: Definition) -> Iterator[Data]:
    """Yield the model of every field; a blank is asked only in the variants whose text holds it."""
    for section in definition.sections:
        yield from map(field_model, section.fields)
        for clause in section.clauses:
            held = {variant: set(prose.blanks(clause.text_for(variant))) for variant in definition.variants}
            for field in clause.fields:
                only = [variant for variant in held if field.id in held[variant]]
                yield field_model(field) | ({"only": only} if len(only) < len(held) else {})


def _section(section: Section) -> Data:
    clauses = [
        _kept({"id": clause.id, "title": clause.title, **_scope(clause), "fields": [field.id for field in clause.fields]})
        for clause in section.clauses
    ]
    named = {"id": section.id, "letter": section.letter, "title": section.title}
    return _kept({**named, **_scope(section), "fields": [field.id for field in section.fields], "clauses": clauses})


def _scope(part: BaseField | Section | Clause) -> Data:
    """Return when a part is asked, and in which variants."""
    return {"only": list(part.only), "when": expression_model(part.when)}


def _of_kind(field: AnyField) -> Data:
    match field:
        case CheckField() | ChoiceField() | MultiChoiceField():
            return {"options": [_kept({"id": key, "label": option.label, "was": list(option.was_labels)}) for key, option in field.options.items()]}
        case NumberField():
            return {"unit": field.unit, "min": field.min, "max": field.max, "integer": field.integer}
        case ScaleField():
            return {"min": field.min, "max": field.max, "anchors": {str(mark): text for mark, text in field.anchors.items()}}
        case ComputedField():
            steps = [_kept({"upTo": step.up_to, "text": step.text}) for step in field.reading]
            return {"value": expression_model(field.value), "unit": field.unit, "decimals": field.decimals, "reading": steps}
        case TableField():
            rows = [{"id": row.id, "label": row.label} for row in field.fixed_rows] or field.rows
            return {"columns": [field_model(column) for column in field.columns], "rows": rows, "key": field.key}
    return {}


def _kept(data: Data) -> Data:
    """Return what says something; a bound of zero does."""
    return {key: value for key, value in data.items() if value is not None and value is not False and value not in ("", [], {})}

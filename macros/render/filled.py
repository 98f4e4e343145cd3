"""Answers as a page shows them: a filled example, read and not filled in."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from macros.answers import table_rows, with_results
from macros.expressions import answered_rows
from macros.model import AnyField, ComputedField, Definition, TableField
from macros.render.markup import el, join, table_scroll
from macros.wording import reading, words


def render_example(definition: Definition, answers: Mapping[str, Any], level: int = 3) -> Markup:
    """Return the answers to a definition, computed results and their reading included; unanswered questions are left out."""
    values = with_results(definition, answers)
    parts = []
    for section in definition.sections:
        fields = [*section.fields, *(field for clause in section.clauses for field in clause.fields)]
        shown = [_answer(definition, field, values.get(field.id)) for field in fields if _answered(field, values.get(field.id))]
        if shown:
            title = el(f"h{level}", {"class": "filled__title"}, f"{section.letter} · {section.title}")
            parts.append(el("section", {"class": "filled__section"}, title, *shown))
    return el("section", {"class": "filled", "aria-label": f"Exemple rempli\u00a0: {definition.title}"}, *parts)


def _answered(field: AnyField, value: Any) -> bool:
    return bool(list(answered_rows(value))) if isinstance(field, TableField) else value not in (None, "", [])


def _answer(definition: Definition, field: AnyField, value: Any) -> Markup:
    code = el("span", {"class": "field__code"}, field.code)
    if isinstance(field, TableField):
        return _table(definition, field, value, code)
    text = _lines(words(field, value))
    meaning = reading(field, value) if isinstance(field, ComputedField) else None
    answer = el("dd", None, el("span", {"class": "filled__value"}, *text), meaning and el("span", {"class": "filled__reading"}, f" {meaning}"))
    return el("dl", {"class": f"filled__answer filled__answer--{field.kind}"}, el("dt", None, code, " ", field.label), answer)


def _table(definition: Definition, table: TableField, value: Any, code: Markup) -> Markup:
    label_id = f"{definition.id}-exemple-{table.id}"
    label = el("p", {"class": "field__label", "id": label_id}, code, " ", table.label)
    titles = {row.id: row.label for row in table.fixed_rows}
    corner = [el("th", {"scope": "col"}, "Élément")] if titles else []
    head = el("thead", None, el("tr", None, *corner, *(el("th", {"scope": "col"}, column.label) for column in table.columns)))
    rows = []
    for row_id, row in table_rows(table, value):
        title = [el("th", {"scope": "row"}, titles[str(row_id)])] if titles else []
        rows.append(el("tr", None, *title, *(el("td", None, *_lines(words(column, row.get(column.id)))) for column in table.columns)))
    grid = el("table", {"class": "filled__table"}, el("caption", None, table.label), head, el("tbody", None, *rows))
    return el("div", {"class": "filled__answer"}, label, table_scroll(label_id, grid))


def _lines(text: str) -> list[Any]:
    """Keep the line breaks of an answer."""
    first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [first, *(join([" ", el("br"), line]) for line in rest)]

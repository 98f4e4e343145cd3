"""Answers as a page shows them: a filled example, read and not filled in."""

from typing import Any

from markupsafe import Markup

from macros.model import ComputedField
from macros.outline import Control, Grid, Item, Outline, Passage, Question
from macros.render.markup import el, join, table_scroll
from macros.wording import reading, words


def render_example(sheet: Outline, level: int = 3, name: str = "exemple") -> Markup:
    """Return the answers that a filled sheet holds, results and what they mean included; unanswered questions are left out.

    ``name`` tells apart the examples of one sheet that a page shows.
    """
    parts = []
    for part in sheet.parts:
        if shown := [_answer(sheet, item, name) for item in _asked(part.items) if _answered(item)]:
            title = el(f"h{level}", {"class": "filled__title"}, f"{part.letter} · {part.title}")
            parts.append(el("section", {"class": "filled__section"}, title, *shown))
    which = name.replace("-", " n°\u00a0").capitalize()
    return el("section", {"class": "filled", "aria-label": f"{which} rempli\u00a0: {sheet.title}"}, *parts)


def _asked(items: tuple[Item, ...]) -> list[Question | Grid]:
    """Return the questions and the tables, the questions of clauses in the place of their clause."""
    return [asked for item in items for asked in (item.blanks.values() if isinstance(item, Passage) else [item])]


def _answered(asked: Question | Grid) -> bool:
    controls = asked.controls if isinstance(asked, Question) else [control for row in asked.rows for control in row.controls]
    return any(control.value not in (None, "", []) for control in controls)


def _answer(sheet: Outline, asked: Question | Grid, name: str) -> Markup:
    if isinstance(asked, Grid):
        return _table(asked, f"{sheet.definition.id}-{name}-{asked.field.id}")
    field, value = asked.field, asked.answer
    meaning = reading(field, value) if isinstance(field, ComputedField) else None
    shown = el("span", {"class": "filled__value"}, *_lines(words(field, value)))
    description = el("dd", None, shown, meaning and el("span", {"class": "filled__reading"}, f" {meaning}"))
    return el("dl", {"class": f"filled__answer filled__answer--{field.kind}"}, el("dt", None, _code(asked), " ", asked.label), description)


def _table(grid: Grid, label_id: str) -> Markup:
    label = el("p", {"class": "field__label", "id": label_id}, _code(grid.question), " ", grid.question.label)
    corner = [el("th", {"scope": "col"}, grid.corner)] if grid.fixed else []
    head = el("thead", None, el("tr", None, *corner, *(el("th", {"scope": "col"}, column.label) for column in grid.columns)))
    rows = []
    for row in grid.rows:
        if any(control.value not in (None, "") for control in row.controls):
            title = [el("th", {"scope": "row"}, row.label)] if grid.fixed else []
            rows.append(el("tr", None, *title, *map(_cell, row.controls)))
    content = el("table", {"class": "filled__table"}, el("caption", None, grid.question.label), head, el("tbody", None, *rows))
    return el("div", {"class": "filled__answer"}, label, table_scroll(label_id, content))


def _cell(control: Control) -> Markup:
    return el("td", None, *_lines(words(control.field, control.value)))


def _code(question: Question) -> Markup:
    return el("span", {"class": "field__code"}, question.code)


def _lines(text: str) -> list[Any]:
    """Keep the line breaks of an answer."""
    first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [first, *(join([" ", el("br"), line]) for line in rest)]

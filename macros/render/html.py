"""A definition as a real HTML form: filled with a keyboard, read by a screen reader, printed and filled with a pen; no script needed.

Every control has the name that it has in every other medium (`macros.names`), every question its visible code, its label and its
description. One function a field kind: ``_CONTROLS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from macros.answers import TICKED
from macros.model import (
    CheckField,
    ChoiceField,
    ComputedField,
    LongTextField,
    MultiChoiceField,
    NumberField,
    ScaleField,
    TableField,
)
from macros.names import option_name
from macros.outline import Control, Grid, Item, Outline, Part, Passage, Question, Remark, RemarkKind, Row
from macros.render.markup import el, join, table_scroll
from macros.render.prose_html import render_prose
from macros.wording import NOT_KEPT


@dataclass(frozen=True, slots=True)
class Place:
    """Where a control stands: its name, its HTML id, what names it and what describes it; ``compact`` in a table or a sentence.

    ``bind`` is the answer that other sheets share with it.
    """

    name: str
    id: str
    labelledby: str | None = None
    describedby: str | None = None
    bind: str | None = None
    compact: bool = False

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes that every control has; names of a choice are questions and stay searchable, controls do not."""
        return {
            "class": "field__control", "id": self.id, "name": self.name, "aria-labelledby": self.labelledby,
            "aria-describedby": self.describedby, "data-bind": self.bind,
        }  # fmt: skip


def render_form(sheet: Outline, *, level: int = 2) -> Markup:
    """Return the form of a sheet; ``level`` is the heading level of its parts."""
    return _Form(sheet, level).render()


class _Form:
    """One rendering: the sheet and what every part of it needs to know."""

    def __init__(self, sheet: Outline, level: int) -> None:
        self.sheet, self.level = sheet, level

    def render(self) -> Markup:
        sheet, definition = self.sheet, self.sheet.definition
        attributes = {
            "class": f"sheet sheet--{definition.kind}", "data-worksheet": definition.id, "data-version": definition.version,
            "data-variant": sheet.identity.variant, "aria-label": sheet.title, "autocomplete": "off", "novalidate": True,
        }  # fmt: skip
        kept = el("p", {"class": "sheet__notice sheet__notice--kept"}, NOT_KEPT)
        notices = (el("p", {"class": "sheet__notice"}, notice) for notice in sheet.notices)
        return el("form", attributes, kept, *notices, *map(self.part, sheet.parts))

    def html_id(self, name: str) -> str:
        return f"{self.sheet.definition.id}-{name}"

    def part(self, part: Part) -> Markup:
        title_id = self.html_id(f"partie-{part.section.id}")
        letter = el("span", {"class": "sheet__letter"}, part.letter)
        heading = el(f"h{self.level}", {"id": title_id}, letter, " ", part.title)
        body = el("div", {"class": "sheet__prose"}, render_prose(part.body)) if part.body else None
        content = (heading, _condition(part.condition), body, *map(self.item, part.items))
        return el("section", {"class": "sheet__section", "aria-labelledby": title_id}, *content)

    def item(self, item: Item) -> Markup:
        match item:
            case Grid():
                return self.grid(item)
            case Passage():
                return self.passage(item)
        match item.field:
            case ComputedField():
                return self.computed(item)
            case CheckField() | ChoiceField() | MultiChoiceField() | ScaleField():
                return self.group(item)
        return self.line(item)

    def line(self, question: Question) -> Markup:
        place = self.place(question)
        label = el("label", {"class": "field__label", "for": place.id}, *_question(question))
        control = el("div", {"class": "field__entry"}, _CONTROLS[question.field.kind](question.field, place), self.unit(question))
        content = (_condition(question.condition), label, *self.guidance(question), control)
        return el("div", {"class": f"field field--{question.field.kind}"}, *content)

    def place(self, question: Question, labelledby: str | None = None) -> Place:
        field = question.field
        unit = question.unit and self.html_id(f"{field.id}-unite")
        described = " ".join(filter(None, [self.html_id(f"{field.id}-aide"), unit]))
        return Place(field.id, self.html_id(field.id), labelledby=labelledby, describedby=described, bind=field.bind)

    def group(self, question: Question) -> Markup:
        field, place = question.field, self.place(question)
        attributes = {"class": f"field field--{field.kind}", "id": place.id, "aria-describedby": place.describedby}
        legend = el("legend", {"class": "field__label"}, *_question(question))
        options = el("div", {"class": "field__options"}, _CONTROLS[field.kind](field, place))
        return el("fieldset", attributes, legend, _condition(question.condition), *self.guidance(question), options)

    def computed(self, question: Question) -> Markup:
        field, label_id = question.field, self.html_id(f"{question.field.id}-question")
        label = el("p", {"class": "field__label", "id": label_id}, *_question(question))
        formula = (el("p", {"class": "field__formula"}, f"{remark.lead} {remark.text}") for remark in _of(question, "formula"))
        result = el("div", {"class": "field__entry"}, _CONTROLS["computed"](field, self.place(question, label_id)), self.unit(question))
        content = (_condition(question.condition), label, *self.guidance(question), *formula, result, _readings(question))
        return el("div", {"class": "field field--computed"}, *content)

    def guidance(self, question: Question) -> list[Any]:
        """Say how to answer: the paragraph that describes the control, then why it is asked and for whom."""
        help_ = (_remark(remark) for remark in _of(question, "help", "example", "secret"))
        why = [el("p", {"class": "field__why"}, el("span", None, remark.lead), f" {remark.text}") for remark in _of(question, "why")]
        scope = [el("p", {"class": "field__scope"}, f"{remark.lead} {remark.text}") for remark in _of(question, "scope")]
        return [el("p", {"class": "field__help", "id": self.html_id(f"{question.field.id}-aide")}, *help_), *why, *scope]

    def unit(self, question: Question) -> Markup | None:
        return el("span", {"class": "field__unit", "id": self.html_id(f"{question.field.id}-unite")}, question.unit) if question.unit else None

    def grid(self, grid: Grid) -> Markup:
        table = grid.field
        label_id = self.html_id(f"{table.id}-question")
        label = el("p", {"class": "field__label", "id": label_id}, *_question(grid.question))
        heads = (self.head(table, column) for column in grid.columns)
        head = el("thead", None, el("tr", None, el("th", {"scope": "col"}, grid.corner), *heads))
        rows = (self.row(grid, row) for row in grid.rows)
        content = el("table", {"class": "sheet__table"}, el("caption", None, table.label), head, el("tbody", None, *rows))
        scroll = table_scroll(label_id, content, describedby=self.html_id(f"{table.id}-aide"))
        attributes = {"class": "field field--table", "data-table": table.id, "data-rows": "fixes" if grid.fixed else "libres"}
        condition = _condition(grid.question.condition)
        return el("div", attributes, condition, label, *self.guidance(grid.question), self.column_guidance(grid), scroll)

    def head(self, table: TableField, column: Question) -> Markup:
        title = el("span", {"class": "field__column"}, column.label, f" ({column.unit})" if column.unit else None)
        return el("th", {"scope": "col", "id": self.html_id(f"{table.id}-col-{column.field.id}")}, _code(column), " ", title)

    def row(self, grid: Grid, row: Row) -> Markup:
        row_label = self.html_id(f"{grid.field.id}-ligne-{row.id}")
        help_id = f"{row_label}-aide" if row.help else None
        help_ = el("span", {"class": "field__rowhelp", "id": help_id}, row.help) if row.help else None
        title = el("span", {"class": "field__row", "id": row_label}, row.label)
        cells = (self.cell(grid.field, column, control, row_label, help_id) for column, control in zip(grid.columns, row.controls, strict=True))
        head = el("th", {"scope": "row", "data-label": None if grid.fixed else grid.corner}, title, help_ and " ", help_)
        return el("tr", {"data-row": row.id}, head, *cells)

    def cell(self, table: TableField, column: Question, control: Control, row_label: str, help_id: str | None) -> Markup:
        named = f"{row_label} {self.html_id(f'{table.id}-col-{column.field.id}')}"
        described = " ".join(filter(None, [help_id, self.html_id(f"{table.id}-aide-{column.field.id}")]))
        place = Place(control.name, self.html_id(control.name), labelledby=named, describedby=described, compact=True)
        attributes = {"class": f"cell cell--{column.field.kind}", "data-code": column.code, "data-label": column.label}
        return el("td", attributes, _CONTROLS[column.field.kind](column.field, place))

    def column_guidance(self, grid: Grid) -> Markup:
        items = []
        for column in grid.columns:
            remarks = (_remark(remark) for remark in _of(column, "help", "example", "formula", "secret", "choices"))
            items.append(el("dt", None, _code(column), " ", column.label))
            items.append(el("dd", {"id": self.html_id(f"{grid.field.id}-aide-{column.field.id}")}, *remarks))
        return el("dl", {"class": "field__columns"}, *items)

    def passage(self, passage: Passage) -> Markup:
        title_id = self.html_id(f"clause-{passage.clause.id}")
        title = el(f"h{self.level + 1}", {"id": title_id}, passage.title)
        text = el("div", {"class": "clause__text"}, render_prose(passage.text, lambda name: self.blank(passage.blanks[name])))
        why = el("aside", {"class": "clause__why", "aria-label": f"Pourquoi la clause «\u00a0{passage.title}\u202f»"}, *_reasons(passage))
        return el("article", {"class": "clause", "aria-labelledby": title_id}, title, _condition(passage.condition), text, why)

    def blank(self, question: Question) -> Markup:
        field, help_id = question.field, self.html_id(f"{question.field.id}-aide")
        place = Place(field.id, self.html_id(field.id), describedby=help_id, bind=field.bind, compact=True)
        asked = el("span", {"class": "blank__question"}, f" {question.label}")
        label = el("label", {"class": "blank__label", "for": place.id}, _code(question), asked)
        help_ = el("span", {"class": "blank__help", "id": help_id}, *(_said(remark) for remark in _of(question, "help", "example", "secret")))
        unit = f" {question.unit}" if question.unit else None
        return el("span", {"class": f"blank blank--{field.kind}"}, label, _CONTROLS[field.kind](field, place), unit, help_)


def _condition(words: str | None) -> Markup | None:
    return el("p", {"class": "field__condition"}, words) if words else None


def _of(question: Question, *kinds: RemarkKind) -> list[Remark]:
    """Return the remarks of these kinds, in the order of the kinds."""
    return [remark for kind in kinds for remark in question.remarks if remark.kind == kind]


def _said(remark: Remark) -> str:
    """Return a remark as it goes on after another; the help opens."""
    return remark.text if remark.kind == "help" else f" {remark.lead} {remark.text}" if remark.lead else f" {remark.text}"


def _remark(remark: Remark) -> Any:
    if remark.kind in ("help", "formula"):
        return _said(remark)
    return el("strong" if remark.kind == "secret" else "span", {"class": f"field__{remark.kind}"}, _said(remark))


def _code(question: Question) -> Markup:
    return el("span", {"class": "field__code"}, question.code)


def _question(question: Question) -> list[Any]:
    return [_code(question), " ", question.label]


def _readings(question: Question) -> Markup | None:
    if not question.readings:
        return None
    items = (part for range_, text in question.readings for part in (el("dt", None, range_), el("dd", None, text)))
    return el("dl", {"class": "field__reading"}, *items)


def _reasons(passage: Passage) -> list[Any]:
    reasons = [el("p", None, el("strong", None, "Pourquoi."), f" {passage.why}")]
    if passage.drop:
        reasons.append(el("p", None, el("strong", None, "La retirer\u202f?"), f" {passage.drop}"))
    return reasons


def _input(kind: str, **more: Any) -> Callable[[Any, Place], Markup]:
    def control(field: Any, place: Place) -> Markup:
        return el("input", {**place.attributes, "type": kind, **more})

    return control


def _words(kind: str, **more: Any) -> Callable[[Any, Place], Markup]:
    """A line of text; where room is short, an area that grows with what is written, as a line would hide its end on paper."""
    line = _input(kind, **more)

    def control(field: Any, place: Place) -> Markup:
        return el("textarea", {**place.attributes, "rows": 1, **more}) if place.compact else line(field, place)

    return control


def _longtext(field: LongTextField, place: Place) -> Markup:
    return el("textarea", {**place.attributes, "rows": 2 if place.compact else field.lines})


def _number(field: NumberField, place: Place) -> Markup:
    """A text control: a number control drops what it can't read, and refuses the decimal comma in some browsers."""
    keys = "numeric" if field.integer else "decimal"
    return el("input", {**place.attributes, "type": "text", "inputmode": keys, "data-kind": "number", "data-unit": field.unit})


def _computed(field: ComputedField, place: Place) -> Markup:
    """A result; silent by itself, as the page tells in one voice which ones have changed."""
    return el("output", {**place.attributes, "aria-live": "off"}, "…")


def _choice(field: ChoiceField | CheckField, place: Place) -> Markup:
    if place.compact:
        return _select(place, {key: option.label for key, option in field.options.items()})
    return join(_option(place, "radio", field.id, key, option.label, option.help) for key, option in field.options.items())


def _multichoice(field: MultiChoiceField, place: Place) -> Markup:
    return join(_option(place, "checkbox", option_name(field.id, key), TICKED, option.label, option.help) for key, option in field.options.items())


def _scale(field: ScaleField, place: Place) -> Markup:
    marks = {str(mark): field.anchors.get(mark) for mark in range(field.min, field.max + 1)}
    if place.compact:
        return _select(place, {mark: f"{mark} · {anchor}" if anchor else mark for mark, anchor in marks.items()})
    return join(_option(place, "radio", field.id, mark, f"{mark} · {anchor}" if anchor else mark) for mark, anchor in marks.items())


def _option(place: Place, kind: str, name: str, value: str, label: str, help_text: str | None = None) -> Markup:
    """Return one button of a group; boxes have a name each, radio buttons a value each."""
    control_id = f"{place.id}-choix-{value}" if kind == "radio" else f"{place.id}-choix-{name}"
    help_id = f"{control_id}-aide" if help_text else None
    attributes = {
        "class": "option__control", "type": kind, "id": control_id, "name": name, "value": value, "aria-describedby": help_id,
        "data-bind": place.bind if kind == "radio" else None,
    }  # fmt: skip
    help_ = el("span", {"class": "option__help", "id": help_id}, help_text) if help_text else None
    return join([el("label", {"class": "option", "for": control_id}, el("input", attributes), el("span", {"class": "option__label"}, label)), help_])


def _select(place: Place, labels_: dict[str, str]) -> Markup:
    options = [el("option", {"value": ""}, "…"), *(el("option", {"value": key}, label) for key, label in labels_.items())]
    return el("select", {**place.attributes, "data-search-exclude": True}, *options)


_CONTROLS: dict[str, Callable[[Any, Place], Markup]] = {
    "text": _words("text"),
    "longtext": _longtext,
    "url": _words("url", inputmode="url", spellcheck="false"),
    "person": _words("text"),
    "date": _input("date", **{"data-kind": "date"}),
    "number": _number,
    "check": _choice,
    "choice": _choice,
    "multichoice": _multichoice,
    "scale": _scale,
    "computed": _computed,
}

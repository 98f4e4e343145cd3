"""A definition as a real HTML form: filled with a keyboard, read by a screen reader, printed and filled with a pen; no script needed.

Every control has the name that it has in every other medium (`macros.names`), every question its visible code, its label and its
description. One function a field kind: ``_CONTROLS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from macros.answers import TICKED
from macros.expressions import Expr, condition_to_words, quoted, to_words
from macros.french import PROFILES, TERRITORIES, listed
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    Clause,
    Column,
    ComputedField,
    Definition,
    LongTextField,
    MultiChoiceField,
    NumberField,
    ScaleField,
    Section,
    TableField,
)  # fmt: skip
from macros.names import cell_name, option_name
from macros.render.markup import el, join, table_scroll
from macros.render.prose_html import Resolve, render_prose
from macros.wording import NOT_KEPT, PERSONAL_DATA, SECRET, labels, reading_ranges


@dataclass(frozen=True, slots=True)
class Place:
    """Where a control stands: its name, its HTML id, what names it and what describes it; ``compact`` in a table or a sentence."""

    name: str
    id: str
    labelledby: str | None = None
    describedby: str | None = None
    compact: bool = False

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes that every control has; names of a choice are questions and stay searchable, controls do not."""
        return {
            "class": "field__control", "id": self.id, "name": self.name, "aria-labelledby": self.labelledby,
            "aria-describedby": self.describedby,
        }  # fmt: skip


def render_form(definition: Definition, resolve: Resolve, *, level: int = 2, variant: str | None = None) -> Markup:
    """Return the form of a definition; ``level`` is the heading level of its sections, ``variant`` keeps one variant's parts."""
    return _Form(definition, resolve, level, variant).render()


class _Form:
    """One rendering: the definition and what every part of it needs to know."""

    def __init__(self, definition: Definition, resolve: Resolve, level: int, variant: str | None) -> None:
        if variant is None and definition.variants:
            variant = next(iter(definition.variants))
        self.definition, self.resolve, self.level, self.variant = definition, resolve, level, variant
        self.labels = labels(definition, lambda field: quoted(field.label))
        self.codes = labels(definition, lambda field: field.code)

    def render(self) -> Markup:
        definition = self.definition
        attributes = {
            "class": f"sheet sheet--{definition.kind}", "data-worksheet": definition.id, "data-version": definition.version,
            "data-variant": self.variant, "aria-label": definition.title, "autocomplete": "off", "novalidate": True,
        }  # fmt: skip
        kept = el("p", {"class": "sheet__notice sheet__notice--kept"}, NOT_KEPT)
        notice = definition.personal_data and el("p", {"class": "sheet__notice"}, PERSONAL_DATA)
        sections = [self.section(section) for section in definition.sections if self.kept(section)]
        return el("form", attributes, kept, notice, *sections)

    def kept(self, part: Section | Clause | BaseField) -> bool:
        return not part.only or self.variant in part.only

    def html_id(self, name: str) -> str:
        return f"{self.definition.id}-{name}"

    def section(self, section: Section) -> Markup:
        title_id = self.html_id(f"partie-{section.id}")
        letter = el("span", {"class": "sheet__letter"}, section.letter)
        heading = el(f"h{self.level}", {"id": title_id}, letter, " ", section.title)
        body = section.body and el("div", {"class": "sheet__prose"}, render_prose(section.body, self.resolve))
        fields = [self.field(field) for field in section.fields if self.kept(field)]
        clauses = [self.clause(clause) for clause in section.clauses if self.kept(clause)]
        content = (heading, self.condition(section.when), body or None, *fields, *clauses)
        return el("section", {"class": "sheet__section", "aria-labelledby": title_id}, *content)

    def condition(self, when: Expr | None) -> Markup | None:
        if when is None:
            return None
        words = condition_to_words(when, self.labels)
        return el("p", {"class": "field__condition"}, f"À remplir {words[0].lower()}{words[1:]}.")

    def field(self, field: AnyField) -> Markup:
        match field:
            case TableField():
                return self.table(field)
            case ComputedField():
                return self.computed(field)
            case CheckField() | ChoiceField() | MultiChoiceField() | ScaleField():
                return self.group(field)
        place = Place(field.id, self.html_id(field.id), describedby=self.described(field))
        label = el("label", {"class": "field__label", "for": place.id}, *_question(field))
        control = el("div", {"class": "field__entry"}, _CONTROLS[field.kind](field, place), self.unit(field))
        return el("div", {"class": f"field field--{field.kind}"}, self.condition(field.when), label, *self.guidance(field), control)

    def group(self, field: CheckField | ChoiceField | MultiChoiceField | ScaleField) -> Markup:
        place = Place(field.id, self.html_id(field.id))
        attributes = {"class": f"field field--{field.kind}", "id": place.id, "aria-describedby": self.described(field)}
        legend = el("legend", {"class": "field__label"}, *_question(field))
        options = el("div", {"class": "field__options"}, _CONTROLS[field.kind](field, place))
        return el("fieldset", attributes, legend, self.condition(field.when), *self.guidance(field), options)

    def computed(self, field: ComputedField) -> Markup:
        label_id, place_id = self.html_id(f"{field.id}-question"), self.html_id(field.id)
        label = el("p", {"class": "field__label", "id": label_id}, *_question(field))
        place = Place(field.id, place_id, labelledby=label_id, describedby=self.described(field))
        formula = el("p", {"class": "field__formula"}, f"Calcul\u00a0: {to_words(field.value, self.codes)}.")
        result = el("div", {"class": "field__entry"}, _CONTROLS["computed"](field, place), self.unit(field))
        content = (self.condition(field.when), label, *self.guidance(field), formula, result, _reading(field))
        return el("div", {"class": "field field--computed"}, *content)

    def guidance(self, field: BaseField) -> list[Any]:
        example = field.example and el("span", {"class": "field__example"}, f" Exemple\u00a0: {field.example}")
        secret = field.secret and el("strong", {"class": "field__secret"}, f" {SECRET}")
        help_ = el("p", {"class": "field__help", "id": self.html_id(f"{field.id}-aide")}, field.help, example or None, secret or None)
        why = field.why and el("p", {"class": "field__why"}, el("span", None, "Pourquoi\u202f?"), f" {field.why}")
        scope = [TERRITORIES[code] for code in field.territory] + [PROFILES[code] for code in field.profile]
        return [help_, why or None, el("p", {"class": "field__scope"}, f"Pour\u00a0: {listed(scope)}.") if scope else None]

    def described(self, field: BaseField) -> str:
        unit = getattr(field, "unit", None) and self.html_id(f"{field.id}-unite")
        return " ".join(filter(None, [self.html_id(f"{field.id}-aide"), unit]))

    def unit(self, field: BaseField) -> Markup | None:
        unit = getattr(field, "unit", None)
        return el("span", {"class": "field__unit", "id": self.html_id(f"{field.id}-unite")}, unit) if unit else None

    def table(self, table: TableField) -> Markup:
        label_id = self.html_id(f"{table.id}-question")
        label = el("p", {"class": "field__label", "id": label_id}, *_question(table))
        head = el("thead", None, el("tr", None, el("th", {"scope": "col"}, _corner(table)), *(self.head(table, column) for column in table.columns)))
        fixed = {row.id: row for row in table.fixed_rows}
        rows = [self.row(table, row_id, fixed.get(row_id)) for row_id in table.row_ids]  # type: ignore[arg-type]
        grid = el("table", {"class": "sheet__table"}, el("caption", None, table.label), head, el("tbody", None, *rows))
        scroll = table_scroll(label_id, grid, describedby=self.html_id(f"{table.id}-aide"))
        attributes = {"class": "field field--table", "data-table": table.id, "data-rows": "fixes" if fixed else "libres"}
        content = (self.condition(table.when), label, *self.guidance(table), self.column_guidance(table), scroll)
        return el("div", attributes, *content)

    def head(self, table: TableField, column: Column) -> Markup:
        unit = getattr(column, "unit", None)
        title = el("span", {"class": "field__column"}, column.label, f" ({unit})" if unit else None)
        return el("th", {"scope": "col", "id": self.html_id(f"{table.id}-col-{column.id}")}, _code(column), " ", title)

    def row(self, table: TableField, row_id: str | int, fixed: Any) -> Markup:
        row_label = self.html_id(f"{table.id}-ligne-{row_id}")
        help_id = f"{row_label}-aide" if fixed and fixed.help else None
        help_ = el("span", {"class": "field__rowhelp", "id": help_id}, fixed.help) if help_id else None
        title = el("span", {"class": "field__row", "id": row_label}, fixed.label if fixed else str(row_id))
        cells = []
        for column in table.columns:
            name = cell_name(table.id, row_id, column.id)
            named = f"{row_label} {self.html_id(f'{table.id}-col-{column.id}')}"
            described = " ".join(filter(None, [help_id, self.html_id(f"{table.id}-aide-{column.id}")]))
            place = Place(name, self.html_id(name), labelledby=named, describedby=described, compact=True)
            attributes = {"class": f"cell cell--{column.kind}", "data-code": column.code, "data-label": column.label}
            cells.append(el("td", attributes, _CONTROLS[column.kind](column, place)))
        head = el("th", {"scope": "row", "data-label": None if fixed else _corner(table)}, title, help_ and " ", help_)
        return el("tr", {"data-row": row_id}, head, *cells)

    def column_guidance(self, table: TableField) -> Markup:
        items = []
        for column in table.columns:
            formula = f" Calcul\u00a0: {to_words(column.value, self.codes)}." if isinstance(column, ComputedField) else None
            example = f" Exemple\u00a0: {column.example}" if column.example else None
            secret = el("strong", {"class": "field__secret"}, f" {SECRET}") if column.secret else None
            text = el("dd", {"id": self.html_id(f"{table.id}-aide-{column.id}")}, column.help, example, formula, secret, _choices(column))
            items += [el("dt", None, _code(column), " ", column.label), text]
        return el("dl", {"class": "field__columns"}, *items)

    def clause(self, clause: Clause) -> Markup:
        fields = {field.id: field for field in clause.fields}
        title = el(f"h{self.level + 1}", {"id": self.html_id(f"clause-{clause.id}")}, clause.title)
        text = render_prose(clause.text_for(self.variant), self.resolve, lambda name: self.blank(fields[name]))
        why = el("aside", {"class": "clause__why", "aria-label": f"Pourquoi la clause «\u00a0{clause.title}\u202f»"}, *_clause_reasons(clause))
        return el("article", {"class": "clause", "aria-labelledby": self.html_id(f"clause-{clause.id}")},
                  title, self.condition(clause.when), el("div", {"class": "clause__text"}, text), why)  # fmt: skip

    def blank(self, field: Any) -> Markup:
        help_id = self.html_id(f"{field.id}-aide")
        place = Place(field.id, self.html_id(field.id), describedby=help_id, compact=True)
        label = el("label", {"class": "blank__label", "for": place.id}, _code(field), el("span", {"class": "blank__question"}, f" {field.label}"))
        example = f" Exemple\u00a0: {field.example}" if field.example else None
        help_ = el("span", {"class": "blank__help", "id": help_id}, field.help, example, f" {SECRET}" if field.secret else None)
        unit = getattr(field, "unit", None)
        return el("span", {"class": f"blank blank--{field.kind}"}, label, _CONTROLS[field.kind](field, place), (unit and f" {unit}") or None, help_)


def _code(field: BaseField) -> Markup:
    return el("span", {"class": "field__code"}, field.code)


def _question(field: BaseField) -> list[Any]:
    return [_code(field), " ", field.label]


def _corner(table: TableField) -> str:
    return "Ligne" if not table.fixed_rows else "Élément"


def _reading(field: ComputedField) -> Markup | None:
    if not field.reading:
        return None
    items = [part for words, step in reading_ranges(field) for part in (el("dt", None, words), el("dd", None, step.text))]
    return el("dl", {"class": "field__reading"}, *items)


def _choices(column: Column) -> Markup | None:
    """Number what the list of a column offers: on paper it can't be opened, and a number fits in a cell."""
    if not isinstance(column, ChoiceField | CheckField):
        return None
    offered = (f"{rank}\u00a0= {option.label}" for rank, option in enumerate(column.options.values(), 1))
    return el("span", {"class": "field__choices"}, " ", "\u202f; ".join(offered))


def _clause_reasons(clause: Clause) -> list[Any]:
    reasons = [el("p", None, el("strong", None, "Pourquoi."), f" {clause.why}")]
    if clause.drop:
        reasons.append(el("p", None, el("strong", None, "La retirer\u202f?"), f" {clause.drop}"))
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
    return el("input", {**place.attributes, "type": "text", "inputmode": "numeric" if field.integer else "decimal"})


def _computed(field: ComputedField, place: Place) -> Markup:
    return el("output", place.attributes, "…")


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
    attributes = {"class": "option__control", "type": kind, "id": control_id, "name": name, "value": value, "aria-describedby": help_id}
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
    "date": _input("date"),
    "number": _number,
    "check": _choice,
    "choice": _choice,
    "multichoice": _multichoice,
    "scale": _scale,
    "computed": _computed,
}

"""What a sheet says and asks, in reading order: the one walk of the model that every medium follows.

`outline` settles which parts a variant keeps, which words stand where, which controls there are and what each is called; a
renderer (`macros/render/`) only decides how that looks in its medium, and never reads a definition's sections itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from macros import prose
from macros.answers import table_rows, with_results
from macros.expressions import Expr, condition_to_words, quoted, to_words
from macros.french import PROFILES, TERRITORIES, duration, listed
from macros.identity import Identity
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    Clause,
    Column,
    ComputedField,
    Definition,
    MultiChoiceField,
    ScaleField,
    Section,
    TableField,
)  # fmt: skip
from macros.names import cell_name, option_name
from macros.wording import PERSONAL_DATA, SECRET, labels, reading_ranges

Resolve = Callable[[str], str]
"""From the target of a link (« lien:key », or an address of the site's root) to the address that a document shows."""

RemarkKind = Literal["help", "example", "secret", "why", "scope", "formula", "choices"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about a question: its nature, the words that open it (« Exemple : », often none), and its text."""

    kind: RemarkKind
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Control:
    """One place to write an answer, the same in every medium.

    ``name`` is its control name (`macros.names`), ``field`` what it answers (a column inside a table), ``title`` what names it
    alone, out of sight of its label (« B3a · Adresse du compte · ligne 2 »), ``help`` what to write there. ``option`` is the option
    that the box of a multichoice stands for. ``value`` is the answer to show, in its nested form (`macros.answers`): None when
    there is none; for the box of a multichoice, True when it is ticked.
    """

    name: str
    field: Column | MultiChoiceField
    title: str
    help: str
    option: str | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its code and label, what is said of it, where its answer is written.

    ``controls`` holds one control, or one for each option of a multichoice; none for the column of a table, whose controls are in
    the rows. ``readings`` say what the ranges of a result mean.
    """

    field: AnyField
    code: str
    label: str
    condition: str | None
    remarks: tuple[Remark, ...]
    readings: tuple[tuple[str, str], ...]
    controls: tuple[Control, ...]

    @property
    def answer(self) -> Any:
        """The answer to show, in its nested form: that of its control, or the options ticked of a multichoice."""
        if isinstance(self.field, MultiChoiceField):
            return [control.option for control in self.controls if control.value]
        return self.controls[0].value if self.controls else None

    @property
    def unit(self) -> str | None:
        """The unit of a number or of a result."""
        return getattr(self.field, "unit", None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; ``label`` is its number when the reader adds rows. One control a column, in their order."""

    id: str | int
    label: str
    help: str | None
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the question it answers, its columns (questions without controls), its rows. ``corner`` heads the rows' labels."""

    question: Question
    columns: tuple[Question, ...]
    rows: tuple[Row, ...]
    corner: str
    fixed: bool

    @property
    def field(self) -> TableField:
        """The table of the model."""
        assert isinstance(self.question.field, TableField)
        return self.question.field


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause: its sentences, whose blanks ask the questions of ``blanks`` (by field id), why it is there, when to drop it."""

    clause: Clause
    title: str
    condition: str | None
    text: prose.Prose
    blanks: Mapping[str, Question]
    why: str | None
    drop: str | None


Item = Question | Grid | Passage


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the sheet: its letter, its title, its text, then what it asks."""

    section: Section
    letter: str
    title: str
    condition: str | None
    body: prose.Prose
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole sheet, ready to be laid out. ``filled`` tells that it shows answers instead of places to write them.

    ``dated`` is the day of its last review: no document reads a clock. ``facts`` are its duration, people and level, each with
    its name. ``address`` is that of its page. ``language`` is a tag such as fr-FR.
    """

    definition: Definition
    identity: Identity
    title: str
    variant: str | None
    purpose: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    parts: tuple[Part, ...]
    address: str
    language: str
    dated: datetime
    filled: bool = False

    def questions(self) -> Iterator[Question]:
        """Yield every question in reading order: those of clauses, and a table's own before its columns."""
        for part in self.parts:
            for item in part.items:
                match item:
                    case Grid():
                        yield item.question
                        yield from item.columns
                    case Passage():
                        yield from item.blanks.values()
                    case Question():
                        yield item

    def controls(self) -> Iterator[Control]:
        """Yield every control in reading order."""
        for part in self.parts:
            for item in part.items:
                match item:
                    case Grid():
                        yield from (control for row in item.rows for control in row.controls)
                    case Passage():
                        yield from (control for question in item.blanks.values() for control in question.controls)
                    case Question():
                        yield from item.controls


def outline(
    definition: Definition, *, resolve: Resolve = str, address: str = "", variant: str | None = None,
    answers: Mapping[str, Any] | None = None, guided: bool = True, language: str = "fr-FR",
) -> Outline:  # fmt: skip
    """Return the outline of a definition.

    ``variant`` is the first one declared when not said. ``answers`` (nested) are shown instead of places to write, computed results
    included. ``guided`` keeps what helps to answer: without it, only what has to be read to write the answers is left.
    """
    if variant is None and definition.variants:
        variant = next(iter(definition.variants))
    walk = _Walk(definition, resolve, variant, None if answers is None else with_results(definition, answers), guided)
    year, month = map(int, definition.review.split("-"))
    facts = (("Durée", duration(definition.minutes)), ("Avec", definition.people), ("Niveau", definition.level)) if guided else ()
    return Outline(
        definition=definition, identity=Identity(definition.id, definition.version, variant), title=definition.title,
        variant=definition.variants[variant] if variant else None, purpose=definition.purpose, facts=facts,
        notices=(PERSONAL_DATA,) if definition.personal_data else (),
        parts=tuple(walk.part(section) for section in definition.sections if walk.kept(section)),
        address=address, language=language, dated=datetime(year, month, 1, tzinfo=UTC), filled=answers is not None,
    )  # fmt: skip


def continued(sheet: Outline, rows: int | None = None) -> Outline | None:
    """Return the sheet that goes on where the rows of its tables end: nothing else, and None when no table takes more rows.

    Each table that the reader extends has as many rows again, or ``rows``, numbered from the one after its last.
    """
    parts = []
    for part in sheet.parts:
        grids = tuple(_continued(item, rows or len(item.rows)) for item in part.items if isinstance(item, Grid) and not item.fixed)
        if grids:
            parts.append(replace(part, body=(), items=grids))
    return replace(sheet, parts=tuple(parts), notices=()) if parts else None


def _continued(grid: Grid, count: int) -> Grid:
    first = len(grid.rows) + 1
    return replace(grid, rows=tuple(_row(grid.field, number, str(number), None, {}) for number in range(first, first + count)))


class _Walk:
    """One walk: the definition and what every part of it needs to know. ``values`` are the answers to show, or None."""

    def __init__(self, definition: Definition, resolve: Resolve, variant: str | None, values: Mapping[str, Any] | None, guided: bool) -> None:
        self.resolve, self.variant, self.values, self.guided = resolve, variant, values or {}, guided
        self.labels = labels(definition, lambda field: quoted(field.label))
        self.codes = labels(definition, lambda field: field.code)
        self.filled = values is not None

    def kept(self, part: Section | Clause | BaseField) -> bool:
        return not part.only or self.variant in part.only

    def condition(self, when: Expr | None) -> str | None:
        if when is None:
            return None
        words = condition_to_words(when, self.labels)
        return f"À remplir {words[0].lower()}{words[1:]}."

    def prose(self, text: prose.Prose) -> prose.Prose:
        return prose.with_hrefs(text, self.resolve)

    def part(self, section: Section) -> Part:
        items: list[Item] = [self.item(field) for field in section.fields if self.kept(field)]
        items += [self.passage(clause) for clause in section.clauses if self.kept(clause)]
        body = self.prose(section.body) if self.guided else ()
        return Part(section, section.letter, section.title, self.condition(section.when), body, tuple(items))

    def item(self, field: AnyField) -> Item:
        return self.grid(field) if isinstance(field, TableField) else self.question(field)

    def question(self, field: AnyField) -> Question:
        readings = tuple((words, step.text) for words, step in reading_ranges(field)) if isinstance(field, ComputedField) else ()
        controls = () if isinstance(field, TableField) else tuple(_controls(field, self.values.get(field.id)))
        condition = self.condition(field.when)
        return Question(field, field.code, field.label, condition, self.remarks(field), readings if self.guided else (), controls)

    def grid(self, table: TableField) -> Grid:
        columns = tuple(Question(column, column.code, column.label, None, self.column_remarks(column), (), ()) for column in table.columns)
        rows = tuple(self.rows(table))
        return Grid(self.question(table), columns, rows, "Élément" if table.fixed_rows else "Ligne", bool(table.fixed_rows))

    def rows(self, table: TableField) -> Iterator[Row]:
        answered = dict(table_rows(table, self.values.get(table.id)))
        for fixed in table.fixed_rows:
            yield _row(table, fixed.id, fixed.label, fixed.help if self.guided else None, answered.get(fixed.id, {}))
        if not table.fixed_rows:
            numbers = list(answered) if self.filled else table.row_ids
            yield from (_row(table, number, str(number), None, answered.get(number, {})) for number in numbers)

    def passage(self, clause: Clause) -> Passage:
        text = self.prose(clause.text_for(self.variant))
        fields = {field.id: field for field in clause.fields}
        blanks = {name: self.question(fields[name]) for name in dict.fromkeys(prose.blanks(text))}
        why, drop = (clause.why, clause.drop) if self.guided else (None, None)
        return Passage(clause, clause.title, self.condition(clause.when), text, blanks, why, drop)

    def remarks(self, field: BaseField) -> tuple[Remark, ...]:
        return tuple(remark for remark in self._remarks(field) if self.guided or remark.kind in ("secret", "scope", "choices"))

    def column_remarks(self, column: Column) -> tuple[Remark, ...]:
        offered = printed_offers(column)
        return self.remarks(column) + ((Remark("choices", "", offered),) if offered else ())

    def _remarks(self, field: BaseField) -> Iterator[Remark]:
        yield Remark("help", "", field.help)
        if field.example:
            yield Remark("example", "Exemple\u00a0:", field.example)
        if field.secret:
            yield Remark("secret", "", SECRET)
        if field.why:
            yield Remark("why", "Pourquoi\u202f?", field.why)
        scope = [TERRITORIES[code] for code in field.territory] + [PROFILES[code] for code in field.profile]
        if scope:
            yield Remark("scope", "Pour\u00a0:", f"{listed(scope)}.")
        if isinstance(field, ComputedField):
            yield Remark("formula", "Calcul\u00a0:", f"{to_words(field.value, self.codes)}.")


def choices(field: BaseField) -> Mapping[str, Any]:
    """Return what a field that takes one option offers, in order; nothing for another field."""
    return field.options if isinstance(field, ChoiceField | CheckField) else {}


def printed_offers(field: BaseField, *, explained: bool = False) -> str:
    """Return what may be chosen, numbered, for whoever holds a pen; a scale says its bounds and the marks that have words.

    ``explained`` adds what is said of each option.
    """
    if isinstance(field, ScaleField):
        anchors = [f"{mark}\u00a0=\u00a0{words}" for mark, words in sorted(field.anchors.items())]
        return "\u202f; ".join([f"De {field.min} à {field.max}", *anchors])
    helps = [f" ({option.help.removesuffix('.')})" if explained and option.help else "" for option in choices(field).values()]
    labels = [option.label for option in choices(field).values()]
    return "\u202f; ".join(f"{rank}\u00a0=\u00a0{label}{more}" for rank, (label, more) in enumerate(zip(labels, helps, strict=True), 1))


def _controls(field: Column | MultiChoiceField, value: Any) -> Iterator[Control]:
    title = f"{field.code} · {field.label}"
    if not isinstance(field, MultiChoiceField):
        yield Control(field.id, field, title, field.help, value=value)
        return
    for option_id, option in field.options.items():
        ticked = True if option_id in (value or ()) else None
        yield Control(option_name(field.id, option_id), field, f"{title} · {option.label}", field.help, option_id, ticked)


def _row(table: TableField, row_id: str | int, label: str, help_: str | None, answers: Mapping[str, Any]) -> Row:
    where = label if isinstance(row_id, str) else f"ligne\u00a0{row_id}"

    def control(column: Column) -> Control:
        title = f"{column.code} · {column.label} · {where}"
        return Control(cell_name(table.id, row_id, column.id), column, title, column.help, value=answers.get(column.id))

    return Row(row_id, label, help_, tuple(map(control, table.columns)))

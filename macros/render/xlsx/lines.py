"""The lines of the first sheet, « Réponses »: one a question outside tables, in the order of the outline."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from macros import prose
from macros.model import ComputedField, MultiChoiceField, ScaleField, TableField
from macros.outline import Control, Grid, Outline, Part, Passage, Question, choices

Look = Literal["title", "head", "lead", "notice", "facts", "band", "prose", "condition", "question", "option", "table", "column", "reading"]

HEAD = ("Code", "Question", "Votre réponse", "Pour répondre")
HOW = (
    "Écrivez dans les cases à fond crème de la colonne «\u00a0Votre réponse\u202f». Les cases à fond gris se calculent toutes seules. "
    "Les tableaux ont chacun leur onglet\u00a0: sous la dernière ligne imprimée, continuez d’écrire, tout suit."
)
READING = "Ce que ce résultat veut dire"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how it looks, its code, its label, its guidance, the question and the control that it holds."""

    look: Look
    label: str
    code: str = ""
    guidance: str = ""
    question: Question | None = None
    control: Control | None = None
    grid: Grid | None = None


def lines(sheet: Outline) -> list[Line]:
    """Return every line of the first sheet; the two first are the title and the header that stay in sight."""
    title = f"{sheet.title} – {sheet.variant}" if sheet.variant else sheet.title
    facts = [f"{name}\u00a0: {value}" for name, value in sheet.facts]
    found = [Line("title", title), Line("head", ""), Line("lead", sheet.purpose)]
    found += [Line("notice", notice) for notice in sheet.notices]
    found += [Line("facts", " · ".join(facts))] if facts else []
    found += [Line("facts", " · ".join(filter(None, [str(sheet.identity), sheet.address]))), Line("prose", HOW)]
    return found + [line for part in sheet.parts for line in _part(part)]


def guidance(question: Question) -> str:
    """Return all that is said of a question, condition first, a thing a line."""
    said = [question.condition or ""]
    said += [f"{remark.lead} {remark.text}".strip() for remark in question.remarks]
    said += [f"{words}\u00a0: {text}" for words, text in question.readings]
    return "\n".join(filter(None, said))


def named(question: Question) -> str:
    """Return a label with its unit."""
    return f"{question.label} ({question.unit})" if question.unit else question.label


def _part(part: Part) -> Iterator[Line]:
    yield Line("band", f"{part.letter} · {part.title}")
    if part.condition:
        yield Line("condition", part.condition)
    if part.body:
        yield Line("prose", _prose(part.body))
    for item in part.items:
        match item:
            case Grid():
                yield from _grid(item)
            case Passage():
                yield from _passage(item)
            case Question():
                yield from _question(item)


def _question(question: Question) -> Iterator[Line]:
    said = guidance(question)
    offered = [option.label + (f" ({option.help.removesuffix('.')})" if option.help else "") for option in choices(question.field).values()]
    if offered:
        said += "\nAu choix\u00a0: " + "\u202f; ".join(offered)
    if isinstance(question.field, ScaleField):
        said += "".join(f"\n{mark}\u00a0=\u00a0{anchor}" for mark, anchor in question.field.anchors.items())
    if isinstance(question.field, MultiChoiceField):
        yield Line("question", named(question), question.code, said, question)
        yield from (_option(question, question.field, control) for control in question.controls)
        return
    yield Line("question", named(question), question.code, said, question, question.controls[0])
    if isinstance(question.field, ComputedField) and question.field.reading:
        yield Line("reading", READING, question=question)


def _option(question: Question, field: MultiChoiceField, control: Control) -> Line:
    option = field.options[control.option or ""]
    return Line("option", option.label, question.code, option.help or "", question, control)


def _grid(grid: Grid) -> Iterator[Line]:
    assert isinstance(grid.question.field, TableField)
    yield Line("table", grid.question.label, grid.question.code, guidance(grid.question), grid.question, grid=grid)
    for column in grid.columns:
        yield Line("column", f"{column.code} · {named(column)}", guidance=guidance(column), question=column)


def _passage(passage: Passage) -> Iterator[Line]:
    yield Line("condition", passage.title)
    if passage.condition:
        yield Line("condition", passage.condition)
    yield Line("prose", _prose(passage.text))
    reasons = [f"Pourquoi\u00a0: {passage.why}" if passage.why else "", f"La retirer\u202f? {passage.drop}" if passage.drop else ""]
    if any(reasons):
        yield Line("facts", " ".join(filter(None, reasons)))
    for blank in passage.blanks.values():
        yield from _question(blank)


def _prose(text: prose.Prose, depth: int = 0) -> str:
    """Return a rich text as plain lines, its lists with their marks."""
    said = []
    for block in text:
        if isinstance(block, prose.Paragraph):
            said.append(prose.plain((block,)))
        else:
            for rank, item in enumerate(block.items, 1):
                mark = f"{rank}." if block.ordered else "•"
                said.append(f"{'    ' * depth}{mark} {_prose(item, depth + 1).lstrip()}")
    return "\n".join(said)

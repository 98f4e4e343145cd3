"""A question: when to answer it, what it asks, what is said of it, the place of its answer."""

from collections.abc import Iterable, Iterator
from typing import Any

from macros.model import ComputedField, LongTextField
from macros.outline import Control, Question, Remark, printed_offers
from macros.render.story.prompts import TICKED_BOX, UNTICKED, place
from macros.render.story.prose import lines
from macros.render.story.tree import Block, Box, Inline, Paragraph, Run, Shape
from macros.wording import reading, words

LINE_HEIGHT = 7.5
"""Millimetres that a hand-written line takes."""

_IN_HELP = ("help", "secret", "example")
_ENDS = (".", "?", "!", "…")
_STYLES = {"why": "Why"}


def question(asked: Question, shape: Shape, filled: bool) -> Iterator[Block]:
    """Yield the paragraphs of a question outside a table, its answer or the place for it."""
    yield from asking(asked)
    yield from _answer(asked, shape, filled)
    for range_, text in asked.readings:
        yield Paragraph("Reading", (Run(f"{range_}\u00a0: ", "Lead"), Run(text)))


def asking(asked: Question) -> Iterator[Paragraph]:
    """Yield what comes before an answer: condition, code and label, guidance, what may be chosen."""
    if asked.condition:
        yield Paragraph("Condition", (Run(asked.condition),))
    yield Paragraph("QuestionIf" if asked.condition else "Question", (Run(asked.code, "Code"), Run(f"  {asked.label}")))
    if said := tuple(_help(asked)):
        yield Paragraph("Help", said)
    for remark in asked.remarks:
        if remark.kind not in _IN_HELP:
            yield Paragraph(_STYLES.get(remark.kind, "Note"), tuple(_remark(remark)))
    if offered := printed_offers(asked.field, explained=True):
        yield Paragraph("Note", (Run(f"{offered}."),))


def noted(questions: Iterable[Question]) -> Iterator[Paragraph]:
    """Yield one paragraph for each column or blank: code, label, then all that is said of it."""
    every = list(questions)
    for asked in every:
        heading = asked.label if asked.label.endswith(_ENDS) else f"{asked.label}."
        yield Paragraph("ColumnLast" if asked is every[-1] else "Column", (Run(asked.code, "Code"), Run(f"  {heading}", "Lead"), *_note(asked)))


def _note(asked: Question) -> Iterator[Inline]:
    """All that is said of a column or a blank on end, its example last: nothing tells where an example stops."""
    for remark in asked.remarks:
        if remark.kind not in ("example", "choices"):
            yield Run(" ")
            yield from _remark(remark)
    if offered := printed_offers(asked.field):
        yield Run(f" {offered}.")
    for remark in asked.remarks:
        if remark.kind == "example":
            yield Run(" ")
            yield from _remark(remark)


def _help(asked: Question) -> Iterator[Run]:
    for kind in _IN_HELP:
        for remark in asked.remarks:
            if remark.kind == kind:
                yield from (Run(" "),) if kind != _IN_HELP[0] else ()
                yield from _remark(remark)


def _remark(remark: Remark) -> Iterator[Run]:
    if remark.kind == "example":
        yield Run(f"{remark.lead} {remark.text}", "Emphasis")
        return
    if remark.lead:
        yield Run(f"{remark.lead} ", "Lead")
    yield Run(remark.text, "Strong" if remark.kind == "secret" else "")


def _answer(asked: Question, shape: Shape, filled: bool) -> Iterator[Block]:
    if asked.controls and asked.controls[0].option is not None:
        yield from (_option(control, filled, last=control is asked.controls[-1]) for control in asked.controls)
        return
    (control,) = asked.controls
    style = "Result" if asked.readings else "Answer"
    if filled:
        yield Paragraph(style, lines(words(asked.field, control.value), "Response"))
        if meaning := _meaning(asked.field, control.value):
            yield Paragraph("Reading", (Run(meaning, "Lead"),))
        return
    unit = (Run(f"\u00a0{asked.unit}"),) if asked.unit else ()
    writing = place(control, "line")
    if isinstance(asked.field, LongTextField):
        yield Box(control.name, shape.room, asked.field.lines * LINE_HEIGHT, Paragraph("BoxText", (writing,)))
    else:
        yield Paragraph(style, (writing, *unit))


def _meaning(field: Any, value: Any) -> str | None:
    return reading(field, value) if isinstance(field, ComputedField) else None


def _option(control: Control, filled: bool, last: bool) -> Paragraph:
    option = control.field.options[control.option]  # type: ignore[union-attr, index]
    box: Inline = Run(TICKED_BOX if control.value else UNTICKED, "Tick") if filled else place(control, "line")
    more = (Run(f" {option.help}", "Small"),) if option.help else ()
    return Paragraph("OptionLast" if last else "Option", (box, Run(f"\u00a0{option.label}"), *more))

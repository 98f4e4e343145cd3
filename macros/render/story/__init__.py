"""From a sheet to what a word processor lays out: the order, the words and the styles, the same in DOCX and ODT."""

from collections.abc import Iterator

from macros.outline import Grid, Outline, Part, Passage, Question
from macros.render.story.prose import body
from macros.render.story.questions import noted, question
from macros.render.story.shapes import PORTRAIT, Piece, spreads_of
from macros.render.story.tables import table
from macros.render.story.tree import Block, Contents, Paragraph, Run, Spread

CONTENTS_FROM = 4
"""A sheet of so many parts has a contents list; in a shorter one it would only push the questions down."""


def story(sheet: Outline) -> tuple[Spread, ...]:
    """Return a sheet as spreads, each with its shape of page: its head, its contents list when it is long, its parts."""
    head, found = list(_head(sheet)), []
    for shape, pieces in spreads_of(sheet):
        blocks = [block for piece in pieces for block in _piece(sheet, piece)]
        found.append(Spread(shape, (*head, *blocks)))
        head = []
    return tuple(found) or (Spread(PORTRAIT, tuple(head)),)


def footer(sheet: Outline) -> tuple[str, str]:
    """Return the two lines of every footer; the first is followed by the number of the page."""
    return sheet.title, " · ".join(filter(None, [str(sheet.identity), sheet.address]))


def _head(sheet: Outline) -> Iterator[Block]:
    title = f"{sheet.title} · {sheet.variant}" if sheet.variant else sheet.title
    yield Paragraph("Title", (Run(title),))
    yield Paragraph("Subtitle", (Run(sheet.purpose),))
    if sheet.facts:
        runs = [(Run(f"{name}\u00a0: ", "Lead"), Run(value)) for name, value in sheet.facts]
        yield Paragraph("Facts", tuple(run for rank, pair in enumerate(runs) for run in ((Run("  ·  "),) if rank else ()) + pair))
    for notice in sheet.notices:
        yield Paragraph("Notice", (Run(notice),))
    if len(sheet.parts) >= CONTENTS_FROM:
        yield Contents("Sommaire", tuple((_target(part), _heading(part)) for part in sheet.parts))


def _heading(part: Part) -> str:
    return f"{part.letter} · {part.title}"


def _target(part: Part) -> str:
    return f"_Toc_{part.section.id}"


def _piece(sheet: Outline, piece: Piece) -> Iterator[Block]:
    if piece.opens:
        yield from _opening(piece.part)
    for item in piece.items:
        match item:
            case Grid():
                yield from table(item, piece.shape, sheet.filled)
            case Passage():
                yield from _passage(item, sheet.filled)
            case Question():
                yield from question(item, piece.shape, sheet.filled)


def _opening(part: Part) -> Iterator[Block]:
    yield Paragraph("Heading1", (Run(_heading(part)),), _target(part))
    if part.condition:
        yield Paragraph("ConditionOfAll", (Run(part.condition),))
    yield from body(part.body)


def _passage(passage: Passage, filled: bool) -> Iterator[Block]:
    yield Paragraph("Heading2", (Run(passage.title),))
    if passage.condition:
        yield Paragraph("ConditionOfAll", (Run(passage.condition),))
    yield from body(passage.text, passage.blanks, filled, "Clause")
    yield from noted(passage.blanks.values())
    for lead, text in (("Pourquoi. ", passage.why), ("La retirer\u202f? ", passage.drop)):
        if text:
            yield Paragraph("Aside", (Run(lead, "Lead"), Run(text)))

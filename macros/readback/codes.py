"""Answers found in the text by the visible code of their question, when names are gone.

The paragraphs between the label of a question and what the sheet prints next are its answer, once all that the sheet prints by
itself has been taken away.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from macros.model import ComputedField, MultiChoiceField, TableField
from macros.readback.findings import Cell, Grid, Paragraph, Place
from macros.readback.known import Known
from macros.readback.targets import TICKS, Answer, How, Targets, answer
from macros.render.story.prompts import PROMPTS
from macros.written import same_label

_BOX = re.compile(r"\s*([☐☒☑✓✔□■])\s*")
_TICKED = frozenset("☒☑✓✔■")


@dataclass
class _Gathered:
    """What was found under a question: lines of text, or boxes."""

    lines: list[str] = field(default_factory=list)
    boxes: list[tuple[str, bool]] = field(default_factory=list)


class Codes:
    """The reading of a text by its codes. ``held`` are the names that the document still has: their answers are known already."""

    def __init__(self, targets: Targets, known: Known, held: Container[str]) -> None:
        """Prepare to read the text of one document."""
        self.targets, self.known, self.held = targets, known, held
        self.found: dict[str, _Gathered] = {}
        self.blanks: list[Answer] = []
        self.current: str | None = None

    def read(self, flow: Iterable[Paragraph | Grid]) -> Iterator[Answer]:
        """Yield the answers of a text; tables with column codes are left out by whoever calls."""
        for block in flow:
            if isinstance(block, Paragraph):
                self.paragraph(block)
            else:
                for row in block.rows:
                    self.row(row)
        yield from self.blanks
        for code, gathered in self.found.items():
            yield from self.answers(code, gathered)

    def row(self, row: tuple[Cell, ...]) -> None:
        """Read a row that is none of a table: code, label and answer side by side, or the box of a long answer."""
        coded = next((rank for rank, cell in enumerate(row) if cell.text.strip() in self.known.questions), None)
        if coded is not None and len(row) > coded + 1:
            if len(row) > coded + 2 and not row[coded + 2].works_out:
                self.line(row[coded].text.strip(), row[coded + 1].text, row[coded + 2])
            self.current = None
            return
        for cell in row:
            for paragraph in cell.paragraphs:
                self.paragraph(paragraph)

    def line(self, code: str, label: str, cell: Cell) -> None:
        """Note the answer of a line of a spreadsheet, that of a question or that of one option."""
        text = "\n".join("".join(map(_loose, paragraph.pieces)) for paragraph in cell.paragraphs)
        gathered = self.found.setdefault(code, _Gathered())
        if isinstance(self.known.questions[code], MultiChoiceField):
            gathered.boxes.append((label, same_label(text) in TICKS))
        elif text.strip():
            gathered.lines.append(text)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read one paragraph: it opens a question, closes one, or answers the one that is open."""
        text = "".join(_loose(piece) for piece in paragraph.pieces)
        bare = text.strip()
        if nature := self.known.nature(bare) if bare else None:
            self.current = None if nature == "heading" else self.current
            return
        if opened := self.known.opened_by(text):
            self.current, text = opened
        elif self.passage(text):
            self.current = None
            return
        boxed = any(place.ticked is not None for place in paragraph.places)
        if self.current and (boxed or not self.is_aside(self.current, same_label(text))):
            self.gather(self.found.setdefault(self.current, _Gathered()), paragraph, text)

    def is_aside(self, code: str, said: str) -> bool:
        """Tell whether a text is what the sheet prints under a question, or the list of what it offers, as any edition worded it."""
        asked = self.known.questions[code]
        offered = [f"{rank} = {same_label(option.label)}" for rank, option in enumerate(getattr(asked, "options", {}).values(), 1)]
        return said in self.known.asides[code] or (len(offered) > 1 and all(offer in said for offer in offered))

    def gather(self, gathered: _Gathered, paragraph: Paragraph, text: str) -> None:
        """Note what a paragraph answers: a box and its label, or a line of text."""
        box = next((place for place in paragraph.places if place.ticked is not None and not place.name), None)
        sign = _BOX.match(text)
        if box is not None:
            gathered.boxes.append((text.strip(), bool(box.ticked)))
        elif sign:
            gathered.boxes.append((text[sign.end() :], sign[1] in _TICKED))
        elif text.strip() not in PROMPTS and not any(place.ticked is not None for place in paragraph.places):
            gathered.lines.append(text)

    def passage(self, text: str) -> bool:
        """Read the blanks of a sentence; False when the text is no sentence of the sheet."""
        for passage in self.known.passages:
            if (found := passage.match(text)) is not None:
                for name, said in zip(passage.names, found, strict=True):
                    target = self.targets.get(name)
                    if target and name not in self.held and said.strip() not in PROMPTS:
                        self.blanks += filter(None, [answer(target, Place("", said.strip()), How.CODE)])
                return True
        return False

    def answers(self, code: str, gathered: _Gathered) -> Iterator[Answer]:
        """Yield what was found under a question."""
        asked = self.known.questions[code]
        if isinstance(asked, TableField | ComputedField):
            return
        if isinstance(asked, MultiChoiceField):
            yield from self.ticks(asked, gathered)
            return
        text = "\n".join(gathered.lines).strip("\n")
        unit = getattr(asked, "unit", None)
        if unit and text.rstrip().endswith(unit):
            text = text.rstrip().removesuffix(unit).strip()
        target = self.targets.get(asked.id)
        if target and text.strip() not in PROMPTS and asked.id not in self.held:
            yield from filter(None, [answer(target, Place("", text), How.CODE)])

    def ticks(self, asked: MultiChoiceField, gathered: _Gathered) -> Iterator[Answer]:
        """Yield the options whose box is ticked, known by the label beside it."""
        labels = {same_label(option.label): key for key, option in asked.options.items()}
        for text, ticked in gathered.boxes:
            said = same_label(text)
            nearest = [key for label, key in labels.items() if said == label] or [key for label, key in labels.items() if said.startswith(label)]
            target = self.targets.get(f"{asked.id}__{nearest[0]}") if nearest else None
            if target and target.name not in self.held:
                yield from filter(None, [answer(target, Place("", text, ticked=ticked), How.CODE)])


def _loose(piece: str | Place) -> str:
    """Return what a piece of a paragraph says, a control that still has its name left out."""
    if isinstance(piece, str):
        return piece
    return "" if piece.name or piece.ticked is not None else piece.text

"""What a sheet prints by itself: all that is no answer when names are lost and only the text is left."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from macros.model import BaseField, Definition, MultiChoiceField, TableField
from macros.outline import Outline, Question, outline
from macros.render.story import story
from macros.render.story.tree import Anchor, Block, Inline, Listing, Paragraph, Place, Run, Table
from macros.written import same_label

_CLOSING = frozenset({"Heading1", "Heading2", "Title", "Subtitle", "Condition", "Aside", "Column", "ColumnLast"})
"""Styles of what no answer follows."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with blanks: what it must look like, and the control of each blank."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]


class Known:
    """The texts of a sheet, with and without guidance."""

    def __init__(self, definition: Definition, variant: str | None) -> None:
        """Gather the texts of one variant, the first one when the document says none that exists."""
        variant = variant if variant in definition.variants else None
        self.guidance = set[str]()
        self.headings = set[str]()
        self.openings = set[str]()
        self.asides: dict[str, set[str]] = {}
        self.passages: list[Passage] = []
        self.questions: dict[str, Question] = {}
        for guided in (True, False):
            sheet = outline(definition, variant=variant, guided=guided)
            self._take(sheet)

    def opened_by(self, text: str) -> tuple[str, str] | None:
        """Return the code of the question that a text opens, and what follows its label; None when it opens none."""
        found = re.match(r"\s*([A-Z]{1,2}[0-9]{1,3})(?![A-Za-z0-9])[\s·:.–—-]*", text)
        if not found or found[1] not in self.questions:
            return None
        rest = text[found.end() :]
        label = re.match(_flexible(self.questions[found[1]].label), rest, re.IGNORECASE)
        if label:
            return found[1], rest[label.end() :].strip(" \u00a0\t")
        return (found[1], rest.strip()) if not rest.strip() or "  " in found[0].replace("\u00a0", " ") or "\t" in found[0] else None

    def nature(self, text: str) -> Literal["guidance", "heading"] | None:
        """Tell whether a text is printed by the sheet, and whether what follows it answers nothing; None for anything else."""
        said = same_label(text)
        return "heading" if said in self.headings else "guidance" if said in self.guidance else None

    def _take(self, sheet: Outline) -> None:
        self.questions |= {asked.code: asked for asked in sheet.questions()}
        self.openings |= {same_label(f"{asked.code} {asked.label}") for asked in sheet.questions()}
        for spread in story(sheet):
            self._blocks(spread.blocks)
        for asked in sheet.questions():
            self.asides.setdefault(asked.code, set()).update(same_label(text) for text in _asides(asked))

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self._paragraph(block)
                case Listing():
                    for item in block.items:
                        self._blocks(item)
                case Table():
                    self.headings |= {same_label(_words(paragraph.children)) for cell in block.head for paragraph in cell.paragraphs}

    def _paragraph(self, block: Paragraph) -> None:
        places = tuple(node for node in _flat(block.children) if isinstance(node, Place))
        if not places:
            said = same_label(_words(block.children))
            if said in self.openings:
                return
            kept = self.headings if block.style in _CLOSING else self.guidance
            kept.add(said)
        elif block.style in ("Clause", "ListText"):
            parts = ["(.*?)" if isinstance(node, Place) else _flexible(_words((node,))) for node in _flat(block.children)]
            self.passages.append(Passage(re.compile(r"\s*" + "".join(parts) + r"\s*", re.DOTALL), tuple(place.control.name for place in places)))


def fields_of(definition: Definition) -> Mapping[str, BaseField]:
    """Return the fields that are no table, by their code."""
    return {field.code: field for field in definition.fields() if not isinstance(field, TableField)}


def _asides(asked: Question) -> Iterator[str]:
    """Yield what may be printed apart in a cell of a spreadsheet."""
    yield from (asked.label, asked.code, f"{asked.code} · {asked.label}", asked.condition or "", asked.unit or "")
    for remark in asked.remarks:
        yield from (remark.text, f"{remark.lead} {remark.text}")
    if not isinstance(asked.field, MultiChoiceField):
        return
    yield from (option.label for option in asked.field.options.values())


def _flat(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, Anchor):
            yield from _flat(node.children)
        else:
            yield node


def _words(nodes: Iterable[Inline]) -> str:
    return "".join(node.text if isinstance(node, Run) else "\n" for node in _flat(nodes) if not isinstance(node, Place))


def _flexible(text: str) -> str:
    """Return a pattern of a text, whatever spaces and apostrophes an editor has made of its own."""
    parts = [re.escape(part) for part in _SPACES.split(text)]
    return r"\s+".join(parts).replace("’", "['’]")

"""What a sheet prints by itself, as plain data: for `Known` here, and for the page, which reads files by the same rules.

    {
     "questions": ["A1", "B3", "B3a", …],                          the codes that the variant asks
     "guidance": [texts], "headings": [texts],                     headings: what no answer follows
     "asides": {"A1": [3, "pour : france."]},                      what may stand under a question, a number being a rank in "guidance"
     "passages": [[["La maison ", null, " commence."], ["maison"]]]  sentences with their blanks, and the control of each blank
    }

Texts are as `same_label` leaves them, with and without guidance; those of passages are as they are printed.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from macros.model import Definition
from macros.outline import Outline, Question, outline
from macros.render.story import story
from macros.render.story.tree import Anchor, Block, Inline, Listing, Paragraph, Place, Run, Table
from macros.script_data import script
from macros.written import same_label

_CLOSING = frozenset({"Heading1", "Heading2", "Title", "Subtitle", "Condition", "Aside", "Column", "ColumnLast"})
"""Styles of what no answer follows."""

Data = dict[str, Any]


def printed(definition: Definition, variant: str | None) -> Data:
    """Return what one variant prints, the first one when ``variant`` is None or unknown."""
    variant = variant if variant in definition.variants else None
    return _Gathering([outline(definition, variant=variant, guided=guided) for guided in (True, False)]).data()


def printed_script(definition: Definition) -> bytes:
    """Return the script that hands to the page what each variant prints, under "" when the sheet has no variants."""
    data = {variant or "": printed(definition, variant) for variant in definition.variants or (None,)}
    return script("printed", data, definition.id)


class _Gathering:
    """The texts of some outlines of one sheet; dictionaries stand for sets that keep their order."""

    def __init__(self, sheets: list[Outline]) -> None:
        questions = [asked for sheet in sheets for asked in sheet.questions()]
        self.openings = {same_label(f"{asked.code} {asked.label}") for asked in questions}
        self.guidance, self.headings = dict[str, None](), dict[str, None]()
        self.asides: dict[str, dict[str, None]] = {}
        self.passages: list[list[Any]] = []
        for sheet in sheets:
            for spread in story(sheet):
                self.blocks(spread.blocks)
        for asked in questions:
            self.asides.setdefault(asked.code, {}).update(dict.fromkeys(map(same_label, _asides(asked))))

    def data(self) -> Data:
        ranks = {text: rank for rank, text in enumerate(self.guidance)}
        asides = {code: [ranks.get(text, text) for text in texts] for code, texts in self.asides.items() if texts}
        return {
            "questions": list(self.asides), "guidance": list(self.guidance), "headings": list(self.headings), "asides": asides,
            "passages": self.passages,
        }  # fmt: skip

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self.paragraph(block)
                case Listing():
                    for item in block.items:
                        self.blocks(item)
                case Table():
                    self.headings |= {same_label(_words(paragraph.children)): None for cell in block.head for paragraph in cell.paragraphs}

    def paragraph(self, block: Paragraph) -> None:
        nodes = list(_flat(block.children))
        names = [node.control.name for node in nodes if isinstance(node, Place)]
        if not names:
            said = same_label(_words(nodes))
            if said not in self.openings:
                (self.headings if block.style in _CLOSING else self.guidance)[said] = None
        elif block.style in ("Clause", "ListText"):
            groups = groupby(nodes, lambda node: isinstance(node, Place))
            parts = [part for place, group in groups for part in ([None for _ in group] if place else [_words(group)])]
            passage = [parts, names]
            if passage not in self.passages:
                self.passages.append(passage)


def _asides(asked: Question) -> Iterable[str]:
    """Yield what is said under a question, apart from what the question itself holds."""
    if asked.condition:
        yield asked.condition
    for remark in asked.remarks:
        yield from (remark.text, f"{remark.lead} {remark.text}")


def _flat(nodes: Iterable[Inline]) -> Iterable[Inline]:
    for node in nodes:
        if isinstance(node, Anchor):
            yield from _flat(node.children)
        else:
            yield node


def _words(nodes: Iterable[Inline]) -> str:
    return "".join(node.text if isinstance(node, Run) else "\n" for node in _flat(nodes) if not isinstance(node, Place))

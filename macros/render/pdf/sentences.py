"""Rich text for the template, with its blanks: places to write, or the answers themselves. Measures are in millimetres."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from macros import prose
from macros.model import ComputedField, DateField, LongTextField, NumberField
from macros.outline import Control, Question
from macros.render.pdf.lists import list_width
from macros.wording import EMPTY, words
from macros.written import written

Data = dict[str, Any]
LINE = 7.5
"""The height of a line to write on."""
TALLEST = 200.0
"""A place to write is never higher: it has to stand on one page."""
_NOT_IN_A_NUMBER = re.compile("(?<!\\d)\u00a0|\u00a0(?!\\d)")
_BLANK_WIDTHS = {
    "number": 24.0, "scale": 24.0, "date": 32.0, "computed": 32.0, "check": 36.0, "choice": 50.0, "person": 56.0, "text": 62.0, "url": 72.0,
}  # fmt: skip


def blocks(text: prose.Prose, blanks: Mapping[str, Question], filled: bool) -> list[Data]:
    """Return a rich text; ``blanks`` are the questions that it asks, by field id."""
    return list(_Sentences(blanks, filled).blocks(text))


def said(field: Any, value: Any) -> str | None:
    """Return an answer in words, or None when there is none."""
    text = words(field, value)
    return None if text == EMPTY else text


def said_in_cell(control: Control) -> str | None:
    """Return an answer short enough for a cell, and with spaces where it can wrap; None when there is none."""
    if isinstance(control.field, DateField) and control.value:
        return written(control.field, str(control.value))
    text = said(control.field, control.value)
    wraps = text and len(text) > 10 and isinstance(control.field, (ComputedField, NumberField))
    return _NOT_IN_A_NUMBER.sub(" ", text) if text and wraps else text


class _Sentences:
    """Rich text with blanks: the first time that one comes it is a place to write, after that a reference to it."""

    def __init__(self, blanks: Mapping[str, Question], filled: bool) -> None:
        self.blanks, self.filled = blanks, filled
        self.placed: set[str] = set()

    def blocks(self, text: prose.Prose) -> Iterator[Data]:
        for block in text:
            if isinstance(block, prose.Paragraph):
                yield {"type": "paragraph", "text": self.inlines(block.children)}
            else:
                yield {"type": "list", "ordered": block.ordered, "items": [list(self.blocks(item)) for item in block.items]}

    def inlines(self, nodes: tuple[prose.Inline, ...]) -> list[Data]:
        return [self.inline(node) for node in nodes]

    def inline(self, node: prose.Inline) -> Data:
        match node:
            case prose.Text(value):
                return {"type": "text", "text": value}
            case prose.Break():
                return {"type": "break"}
            case prose.Blank(name):
                return self.blank(self.blanks[name])
            case prose.Strong(inside):
                return {"type": "strong", "text": self.inlines(inside)}
            case prose.Emphasis(inside):
                return {"type": "emphasis", "text": self.inlines(inside)}
            case prose.Link(href, inside):
                return {"type": "link", "href": href, "text": self.inlines(inside)}

    def blank(self, question: Question) -> Data:
        control = question.controls[0]
        if self.filled:
            return {"type": "said", "text": said(control.field, control.value) or EMPTY}
        if control.name in self.placed:
            return {"type": "again", "code": question.code}
        self.placed.add(control.name)
        field = control.field
        unit = question.unit if isinstance(field, NumberField | ComputedField) else None
        height = field.lines * LINE if isinstance(field, LongTextField) else 7.0
        return {
            "type": "blank", "name": control.name, "code": question.code, "unit": unit, "height": min(height, TALLEST),
            "width": None if isinstance(field, LongTextField) else max(_BLANK_WIDTHS[field.kind], list_width(field)),
        }  # fmt: skip

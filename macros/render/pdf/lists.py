"""The lists of choices in cells and sentences: how wide one has to be for each of its labels to be read in it. Measures are in millimetres.

A list shows one line. Where a column is too narrow for its longest label, the cell is a text that wraps, and that takes the number of a
choice as well as its label (`macros.written.understood`): both are printed above the table.
"""

import math
import re

from macros.model import BaseField, ScaleField
from macros.outline import choices
from macros.render.pdf.field_font import text_width

SMALLEST_SIZE = 7.0
_LEADING = 1.35
"""The height of a line in a field, in ems: what pdf.js leaves, which is the most."""
_POINT = 25.4 / 72
_ARROW = 16.0
"""The width that a list loses to its margins and to the arrow that Chrome draws in it for good, in points."""
_BORDER = 6.0
"""The width that a text loses to its margins, in points."""
_CELL = 2.3
"""What a cell loses around its field, with some to spare."""
_SPACES = re.compile("[ \u200b]+")


def offered(field: BaseField) -> list[str]:
    """Return the labels that the list of a field offers in a document, or nothing when it is written in."""
    if isinstance(field, ScaleField):
        return [str(mark) for mark in range(field.min, field.max + 1)]
    return [option.label for option in choices(field).values()]


def list_width(field: BaseField) -> float:
    """Return the width of a cell whose list shows each label whole, in the smallest size; 0 without a list."""
    longest = max(map(text_width, offered(field)), default=0.0)
    return (longest * SMALLEST_SIZE + _ARROW) * _POINT + _CELL if longest else 0.0


def wrapped_width(field: BaseField) -> float:
    """Return the width of a cell whose text shows each label on two lines, in the smallest size."""
    longest = max(map(_halved, offered(field)), default=0.0)
    return (longest * SMALLEST_SIZE + _BORDER) * _POINT + _CELL if longest else 0.0


def list_size(labels: list[str], width: float, usual: float) -> float | None:
    """Return the size, in points, at which a list that wide shows each label whole; None when the smallest is too large."""
    longest = max(map(text_width, labels))
    size = math.floor((width - _ARROW) / longest * 10) / 10 if longest else usual
    return min(usual, size) if size >= SMALLEST_SIZE else None


def text_size(labels: list[str], width: float, height: float, usual: float) -> float:
    """Return the size, in points, at which a text that wide and high shows each label whole, or else the smallest."""
    size = usual
    while size > SMALLEST_SIZE and max(line_count(label, (width - _BORDER) / size) for label in labels) * size * _LEADING > height:
        size -= 0.5
    return max(size, SMALLEST_SIZE)


def line_count(text: str, width: float) -> int:
    """Return how many lines a text takes, in a width counted in ems; a word that is wider counts for many."""
    count, used = 1, 0.0
    for word in _SPACES.split(text):
        length = text_width(word)
        if length > width:
            return 1000
        joined = used + text_width(" ") + length if used else length
        count, used = (count + 1, length) if joined > width else (count, joined)
    return count


def _halved(label: str) -> float:
    """Return the width, in ems, in which a label takes two lines at most; some programs count the space where they cut."""
    words = _SPACES.split(label)
    cuts = [(" ".join(words[:rank]) + " ", " ".join(words[rank:])) for rank in range(1, len(words))]
    return min((max(map(text_width, halves)) for halves in cuts), default=text_width(label))

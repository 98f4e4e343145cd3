"""Straight double quotes, paired and replaced."""

import re

from macros.typography.spans import CLEAR, MASKS, OPAQUE

NBSP, NARROW = "\u00a0", "\u202f"
_SPACES = " \u00a0\u202f\u2009"
_OPENERS = "([{«“‘’'—–-*_/=:" + OPAQUE + MASKS[3]
_CLOSERS = ".,;:!?…)]}»”"
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def with_guillemets(text: str) -> str:
    """Replace the straight double quotes that come in pairs: « » outside, “ ” inside other quotes. Lone ones stay."""
    if '"' not in text:
        return text
    paragraphs = _PARAGRAPH.split(text)
    gaps = [*_PARAGRAPH.findall(text), ""]
    return "".join(_paragraph(part) + gap for part, gap in zip(paragraphs, gaps, strict=True))


def _paragraph(text: str) -> str:
    marks: dict[int, str] = {}
    pairs = _pairs(text)
    for start, end in pairs:
        quoted = text.count("«", 0, start) > text.count("»", 0, start)
        inside = quoted or any(outer < start and end < last for outer, last in pairs)
        marks[start], marks[end] = ("“", "”") if inside else (f"«{NBSP}", f"{NARROW}»")
    pieces: list[str] = []
    for index, char in enumerate(text):
        mark = marks.get(index, char)
        if mark.endswith(("»", "”")) and index in marks:
            pieces = _trimmed(pieces)
        after_opening = index - 1 in marks and marks[index - 1].startswith(("«", "“"))
        pieces.append("" if after_opening and char in _SPACES else mark)
    return "".join(pieces)


def _trimmed(pieces: list[str]) -> list[str]:
    return pieces[:-1] if pieces and len(pieces[-1]) == 1 and pieces[-1] in _SPACES else pieces


def _pairs(text: str) -> list[tuple[int, int]]:
    """Match opening and closing straight quotes, inner pairs first."""
    waiting: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index in (i for i, char in enumerate(text) if char == '"'):
        before, after = _neighbour(text, index, -1), _neighbour(text, index, 1)
        if _opens(before, after, bool(waiting)):
            waiting.append(index)
        elif waiting:
            pairs.append((waiting.pop(), index))
    return pairs


def _opens(before: str, after: str, waiting: bool) -> bool:
    """Tell whether a quote with these neighbours opens; when one waits to be closed, doubt closes it."""
    ends = not after or after.isspace() or after in _CLOSERS
    if not before or before.isspace() or before in _OPENERS:
        return not (waiting and ends)
    return not (waiting or ends or before.isalnum())


def _neighbour(text: str, index: int, step: int) -> str:
    """Give the nearest character on one side, tags excepted; empty at the border of the text."""
    index += step
    while 0 <= index < len(text) and text[index] == CLEAR:
        index += step
    return text[index] if 0 <= index < len(text) else ""

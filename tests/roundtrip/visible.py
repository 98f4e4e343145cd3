"""Is what a form holds also what people see? Read from the pages as they are drawn, whatever program drew the answers."""

import io
import re
from collections.abc import Mapping
from functools import cache

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont

from macros.outline import Outline, choices
from macros.render.fonts import text_font
from macros.render.pdf import repertoire
from tests.roundtrip.pdf_fillers import Entry

# Spaces, and the hyphens that an extraction takes for those of a cut word.
_UNSURE = re.compile("[\\s\u00ad\ufffe\ufeff\x02-]+")
_MARGIN = 6.0
_ARROW = 15.0
"""The arrow that PDFium draws over the end of a list, with its margins, in points."""
_LINE = 1.35
"""The height of a line in ems: pdf.js leaves the most."""


def unseen(blank: bytes, filled: bytes, wanted: Mapping[str, Entry]) -> list[str]:
    """Return the names of the fields whose answer is not drawn, among those whose answer can be shown whole; a list always can."""
    shown = shown_whole(blank, wanted)
    text = drawn_text(filled)
    return [name for name in shown if _bare(wanted[name].value) not in text]


def shown_whole(blank: bytes, wanted: Mapping[str, Entry]) -> list[str]:
    """Return the names of the written fields whose answer is made of shown characters and, when typed, fits in its room with some to spare."""
    found = []
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            entry = wanted.get(str(field.T))
            room = entry and (entry.kind == "list" or (entry.kind == "text" and _fits(field, entry.value)))
            if entry and room and in_repertoire(entry.value):
                found.append(str(field.T))
    return found


def cut_choices(blank: bytes, sheet: Outline) -> list[str]:
    """Return each choice that the place where it is made would not show whole, list or text; buttons print theirs."""
    controls, found = {control.name: control for control in sheet.controls()}, []
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.FT in ("/Ch", "/Tx"):
                labels = [option.label.replace("\u202f", "\u00a0") for option in choices(controls[str(field.T)].field).values()]
                found += [f"{field.T}\u00a0: {label}" for label in labels if not _fits(field, label)]
    return found


def in_repertoire(text: str) -> bool:
    """Say whether every character of an answer is one that a PDF shows."""
    return set(text) - {"\n"} <= repertoire()


def drawn_text(filled: bytes) -> str:
    """Return the text that the pages draw, fields included, without spaces: lines are cut where they fit."""
    document = pypdfium2.PdfDocument(filled)
    document.init_forms()
    for page in document:
        page.flatten()
    flat = io.BytesIO()
    document.save(flat)
    document.close()
    pages = pypdfium2.PdfDocument(flat.getvalue())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return _bare(text)


def _fits(field: pikepdf.Object, text: str) -> bool:
    x0, y0, x1, y1 = (float(value) for value in field.Rect)
    size = float(str(field.DA).split()[1])
    width = (x1 - x0 - (_ARROW if field.FT == "/Ch" else _MARGIN)) / size
    several = bool(int(field.get("/Ff", 0)) & 1 << 12)
    count = sum(_lines_of(line, width) for line in text.split("\n"))
    return count * size * _LINE <= y1 - y0 - 2 if several else count == 1


def _lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes, in a width counted in ems; a word that is wider never fits."""
    count, used = 1, 0.0
    for word in re.findall(r"\S+\s*", text):
        length = _ems(word)
        if length > width:
            return 1000
        count, used = (count + 1, length) if used + length > width else (count, used + length)
    return count


def _ems(text: str) -> float:
    font = _font()
    cmap, advances = font.getBestCmap(), font["hmtx"]
    return sum(advances[cmap[ord(char)]][0] for char in text if ord(char) in cmap) / font["head"].unitsPerEm


def _bare(text: str) -> str:
    return _UNSURE.sub("", text)


@cache
def _font() -> TTFont:
    return TTFont(text_font())

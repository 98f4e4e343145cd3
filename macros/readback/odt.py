"""OpenDocument texts: content controls by their tag (LibreOffice's extension of the format), and what surrounds them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from macros.readback.container import Package, attribute, child, tag
from macros.readback.docx import TICKED_SIGNS, UNTICKED_SIGNS
from macros.readback.findings import EMPTY, Cell, Contents, Grid, Paragraph, Place
from macros.render.story.prompts import PROMPTS

_BLANKS = re.compile("[ \t\r\n]+")
_SKIPPED = frozenset({
    "tracked-changes", "annotation", "annotation-end", "note", "table-of-content", "forms", "sequence-decls", "variable-decls", "user-field-decls",
    "title", "desc", "list-item-text", "ruby-text",
})  # fmt: skip
_MOST_SPACES = 10_000
_MOST_REPEATED = 64


def read_odt(package: Package) -> Contents:
    """Return what an OpenDocument text holds. Raise Refusal when a part can't be read."""
    body = child(package.xml("content.xml"), "body", "text")
    flow = tuple(_blocks(body)) if body is not None else ()
    meta = package.xml_or_none("meta.xml")
    keywords = " ".join(element.text or "" for element in meta.iter() if tag(element) == "keyword") if meta is not None else ""
    styles = package.xml_or_none("styles.xml")
    footers = [_plain(element) for element in styles.iter() if tag(element).startswith("footer")] if styles is not None else []
    return Contents(said=(keywords, *footers), flow=flow)


def _plain(footer: Element) -> str:
    return " ".join(block.text for block in _blocks(footer) if isinstance(block, Paragraph))


def _blocks(parent: Element) -> Iterator[Paragraph | Grid]:
    for element in parent:
        match tag(element):
            case "p" | "h":
                yield Paragraph(tuple(_collapsed(_inlines(element))))
            case "table":
                yield Grid(tuple(_rows(element)))
            case name if name not in _SKIPPED:
                yield from _blocks(element)


def _rows(parent: Element) -> Iterator[tuple[Cell, ...]]:
    for element in parent:
        if tag(element) == "table-row":
            yield tuple(_cells(element))
        elif tag(element) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Cell]:
    for element in row:
        match tag(element):
            case "table-cell":
                cell = Cell(tuple(_cell_paragraphs(element)))
                yield from [cell] * min(int(_digits(element, "number-columns-repeated")), _MOST_REPEATED)
            case "covered-table-cell":
                yield EMPTY


def _cell_paragraphs(cell: Element) -> Iterator[Paragraph]:
    for block in _blocks(cell):
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (paragraph for row in block.rows for inner in row for paragraph in inner.paragraphs)


def _inlines(element: Element) -> Iterator[str | Place]:
    """Yield the texts and controls inside a paragraph; plain text comes with its spaces as they are in the XML."""
    yield _raw(element.text)
    for item in element:
        match tag(item):
            case "content-control":
                yield _place(item)
            case "s":
                yield " " * min(int(_digits(item, "c")), _MOST_SPACES)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "frame":
                yield from _framed(item)
            case name if name not in _SKIPPED:
                yield from _inlines(item)
        yield _raw(item.tail)


class _Raw(str):
    """Text as it stands in the XML, where any run of white space counts for one space."""

    __slots__ = ()


def _raw(text: str | None) -> "_Raw":
    return _Raw(text or "")


def _collapsed(pieces: Iterator[str | Place]) -> Iterator[str | Place]:
    """Collapse white space as OpenDocument has it: one space, none after another nor at the start of a paragraph."""
    spaced = True
    for piece in pieces:
        if isinstance(piece, _Raw):
            text = _BLANKS.sub(" ", piece)
            text = text[1:] if spaced and text.startswith(" ") else text
            if text:
                spaced = text.endswith(" ")
                yield str(text)
        else:
            spaced = False
            yield piece


def _framed(frame: Element) -> Iterator[str | Place]:
    """Yield what a text frame holds, a line for each paragraph."""
    for box in (element for element in frame.iter() if tag(element) == "text-box"):
        for rank, block in enumerate(_blocks(box)):
            paragraphs = [block] if isinstance(block, Paragraph) else [p for row in block.rows for cell in row for p in cell.paragraphs]
            for paragraph in paragraphs:
                yield from ("\n", *paragraph.pieces) if rank else paragraph.pieces


def _place(control: Element) -> Place:
    name = attribute(control, "tag") or ""
    pieces = _collapsed(_inlines(control))
    text = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
    if attribute(control, "checkbox") == "true" or text in TICKED_SIGNS | UNTICKED_SIGNS:
        return Place(name, text, ticked=attribute(control, "checked") == "true" or text in TICKED_SIGNS)
    showing = attribute(control, "showing-place-holder") == "true"
    if showing or not text.strip() or text.strip() in PROMPTS:
        return Place(name, "", prompt=text)
    return Place(name, text)


def _digits(element: Element, name: str) -> str:
    value = attribute(element, name) or "1"
    return value if value.isdecimal() and len(value) < 10 else "1"

"""What the page needs to write answers into a form of `macros.render.pdf` without reading the PDF: plain data, made once with the document.

A page adds objects at the end of the file, as an incremental update does. References are written « §12 », for « 12 0 R » moved by as much as
the page has to: a continuation is added as many times as its rows are needed. « §F », « §P » and « §D » are the font of the fields, the tree of
pages and the root of the tags of the document that it is added to.
"""

import base64
import io
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from macros.names import split_name
from macros.render.pdf.acroform import FONT
from macros.render.pdf.field_font import FIRST, LAST, repertoire

Data = dict[str, Any]

_MULTILINE = 1 << 12
_TAG_KEYS = frozenset({"/StructParent", "/StructParents"})
_SIZE = re.compile(r"([0-9.]+) Tf (.+) rg")
_START = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*$")
_WRITTEN_BY_THE_PAGE = frozenset({"/T", "/TU", "/V", "/AS"})
_LITERAL = frozenset(range(32, 127)) - set(rb"()\\")


def plan(content: bytes) -> Data:
    """Return the plan of a form: its fields, where its file ends, and what grows when a continuation is added."""
    found = _START.search(content[-64:])
    assert found, "a PDF ends with the place of its cross-reference"
    with Pdf.open(io.BytesIO(content)) as pdf:
        assert pdf.trailer.get("/Type") == Name.XRef, "the page writes a cross-reference stream after another"
        write = Writer(_same)
        font = pdf.Root.AcroForm.DR.Font[FONT]
        fields = [field_plan(field, write) for field in pdf.Root.AcroForm.Fields]
        trailer = {key: pdf.trailer[key] for key in ("/ID", "/Info", "/Root")}
        rows = added_rows(fields)
        return {
            "start": int(found[1]), "size": int(pdf.trailer.Size), "trailer": "".join(f"{key} {write(value)}" for key, value in trailer.items()),
            "font": _font(font), "fields": fields, "rows": {table: max(numbers) for table, numbers in rows.items()},
            "growing": _growing(pdf, write) if rows else None,
        }  # fmt: skip


class Writer:
    """Objects as the text of a PDF; ``place`` says where an indirect object stands."""

    def __init__(self, place: Callable[[Object], str]) -> None:
        self.place = place

    def __call__(self, value: Any) -> str:
        """Return a value, or a reference to it."""
        return self.place(value) if isinstance(value, Object) and value.is_indirect else self.inside(value)

    def inside(self, value: Any) -> str:
        """Return a value itself, what it refers to left where it stands."""
        match value:
            case Dictionary() | Stream():
                return self.entries(value)
            case Array():
                return f"[{' '.join(map(self, value))}]"
            case String():
                return pdf_string(bytes(value))
            case bool():
                return "true" if value else "false"
            case Decimal():
                return format(value, "f")
        return str(value)

    def entries(self, value: Object, without: Iterable[str] = ()) -> str:
        """Return a dictionary; a structure element has no identifier, as headings say themselves what they head."""
        kept = {key: value[key] for key in sorted(value.keys()) if key not in without}
        if kept.get("/Type") == Name.StructElem:
            kept.pop("/ID", None)
        return f"<<{''.join(f'{key} {self.entry(key, item)}' for key, item in kept.items())}>>"

    def entry(self, key: str, value: Any) -> str:
        """Return the value of an entry; a key of the tree of tags moves as references do."""
        return f"§K{value}" if key in _TAG_KEYS else self(value)

    def number(self, value: Object) -> int:
        """Return the number of an indirect object."""
        return int(self.place(value).removeprefix("§"))

    def whole(self, value: Object) -> str | list[str]:
        """Return an object: its text, or the dictionary and the content of a stream as it stands in the file, in base 64."""
        return [self.entries(value), base64.b64encode(value.read_raw_bytes()).decode()] if isinstance(value, Stream) else self.inside(value)


def _same(value: Object) -> str:
    return f"§{value.objgen[0]}"


def pdf_string(value: bytes) -> str:
    """Return a text of a PDF in the shorter of its two writings, in ASCII."""
    literal = "".join(chr(byte) if byte in _LITERAL else f"\\{byte:03o}" for byte in value)
    return f"({literal})" if len(literal) <= 2 * len(value) else f"<{value.hex().upper()}>"


def field_plan(field: Object, write: Writer) -> Data:
    """Return what is known of a field; ``rest`` is its dictionary without what an answer changes, its end included."""
    told = {"name": str(field.T), "title": str(field.TU), "object": write.number(field), "rest": write.entries(field, _WRITTEN_BY_THE_PAGE)[:-2]}
    if "/Kids" in field:
        kids = {next(key[1:] for key in kid.AP.N.keys() if key != "/Off"): kid for kid in field.Kids}  # noqa: SIM118
        buttons = {state: [write.number(kid), write.entries(kid, {"/AS"})[:-2]] for state, kid in kids.items()}
        return {"kind": "radio", **told, "buttons": buttons}
    if Name.Btn == field.FT:
        return {"kind": "tick", **told, "state": next(key[1:] for key in field.AP.N.keys() if key != "/Off")}  # noqa: SIM118
    size = _SIZE.search(str(field.DA))
    assert size, "acroform gives each field its size"
    _, _, width, height = (float(value) for value in field.AP.N.BBox)
    lines = bool(int(field.get("/Ff", 0)) & _MULTILINE)
    return {
        "kind": "list" if Name.Ch == field.FT else "text", **told, "drawing": write.number(field.AP.N),
        "width": width, "height": height, "size": float(size[1]), "ink": size[2], "lines": lines,
    }  # fmt: skip


def added_rows(fields: Iterable[Data]) -> dict[str, set[int]]:
    """Return the numbers of the rows of each table that takes more."""
    found: dict[str, set[int]] = {}
    for field in fields:
        parts = split_name(field["name"])
        if len(parts) == 3 and parts[1].isdigit():
            found.setdefault(parts[0], set()).add(int(parts[1]))
    return found


def _font(font: Object) -> Data:
    """Return the font of the fields: the characters of its codes from 32, a space where there is none, and their widths."""
    chars = [bytes([code]).decode("cp1252", "ignore") for code in range(FIRST, LAST + 1)]
    return {
        "object": font.objgen[0], "name": FONT, "codes": "".join(char if char in repertoire() else " " for char in chars),
        "widths": [int(width) for width in font.Widths],
    }  # fmt: skip


def _growing(pdf: Pdf, write: Writer) -> Data:
    """Return the objects that hold a continuation once it is added, each without the list that grows."""
    tags, form, pages = pdf.Root.StructTreeRoot, pdf.Root.AcroForm, pdf.Root.Pages
    document = tags.K[0]
    assert all(each.is_indirect for each in (tags, form, document, pages)) and isinstance(document.K, Array)
    return {
        "pages": _list(pages, "/Kids", write, "/Count"), "count": int(pages.Count),
        "form": _list(form, "/Fields", write), "document": _list(document, "/K", write),
        "tags": [tags.objgen[0], write.entries(tags, {"/ParentTree", "/ParentTreeNextKey"})[:-2]],
        "tree": write.inside(tags.ParentTree.Nums), "next": int(tags.ParentTreeNextKey),
    }  # fmt: skip


def _list(holder: Object, key: str, write: Writer, *without: str) -> list[Any]:
    """Return an object: its number, its dictionary without one list, and the list."""
    return [holder.objgen[0], write.entries(holder, {key, *without})[:-2], write.inside(holder[key])[1:-1]]

"""PDF forms: the value of every field, as any program left it.

A program may change the value and not the drawing (/V without /AS), or the other way round; one that says something wins over one
that says nothing, and the value wins over the drawing. What was laid over the page, as phones do, is no field: it is kept apart.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream, String, settings

from macros.identity import Identity, find_identity
from macros.readback.findings import Contents, Place
from macros.readback.refusal import Refusal, damaged, encrypted, oversized
from macros.written import lines

MAX_FIELDS = 50_000
MAX_PAGES = 2_000
MAX_INFLATED = 64_000_000
"""Octets that one stream of a PDF may unfold into."""

_RADIO, _PUSH = 1 << 15, 1 << 16
_OFF = "Off"
_LIMITS: dict[str, Any] = {
    "parser_max_nesting": 100,
    "max_stream_filters": 3,
    "doc_max_warnings": 2_000,
    **dict.fromkeys(("flate_max_memory", "run_length_max_memory", "png_max_memory", "tiff_max_memory"), MAX_INFLATED),
}


def read_pdf(data: bytes) -> Contents:
    """Return what a PDF form holds. Raise Refusal when it is truncated, protected, out of measure, or has no field left."""
    try:
        with _limited(), _opened(data) as pdf:
            said = tuple(_said(pdf))
            places = tuple(_Form(pdf).places())
            notes = tuple(_notes(pdf))
            if any("limit exceeded" in str(warning) for warning in pdf.get_warnings()):
                raise oversized()
    except (PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError):
        raise damaged() from None
    if not places:
        raise _flat(next(filter(None, map(find_identity, said)), None))
    return Contents(said=said, loose=places, notes=notes)


def _flat(identity: Identity | None) -> Refusal:
    """Return the refusal of a PDF without fields; one of ours is the example, or a form that lost its own."""
    if identity:
        return Refusal(
            "flat",
            "C’est l’exemple rempli d’une fiche, ou une fiche aplatie, sans champ à lire : demandez le fichier rempli lui-même, sans impression.",
            identity=identity,
        )
    return Refusal(
        "flat",
        "Le PDF n’a pas de champ à lire : c’est un autre document, ou une fiche imprimée, numérisée ou aplatie ; demandez le fichier lui-même.",
    )


@contextmanager
def _limited() -> Iterator[None]:
    """Hold qpdf to our limits, which are those of the whole process, then give it back its own."""
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what a PDF has wrong is said by our sentences alone
    known = settings.get_qpdf_limits()
    settings.set_qpdf_limits(**_LIMITS)
    before = settings.qpdf_limit_errors()
    try:
        yield
    finally:
        restored: dict[str, Any] = {name: known[name] for name in _LIMITS}
        settings.set_qpdf_limits(**restored)
        if settings.qpdf_limit_errors() > before:
            raise oversized()


def _opened(data: bytes) -> Pdf:
    """Open a PDF, mended when it is only untidy: what was cut short is refused, its last answers would be missing."""
    try:
        return Pdf.open(BytesIO(data), attempt_recovery=False)
    except PasswordError:
        raise encrypted() from None
    except PdfError:
        if b"%%EOF" not in data[-2048:]:
            raise damaged() from None
        return Pdf.open(BytesIO(data))


def _said(pdf: Pdf) -> Iterator[str]:
    """Yield the keywords of the document, then the descriptions that other programs keep beside them."""
    information = pdf.trailer.get("/Info")
    if isinstance(information, Dictionary):
        for key in ("/Keywords", "/Subject", "/Title"):
            if isinstance(text := information.get(key), String):
                yield str(text)
    described = pdf.Root.get("/Metadata")
    if isinstance(described, Stream):
        yield described.read_bytes().decode("utf-8", "replace")


def _notes(pdf: Pdf) -> Iterator[str]:
    """Yield the texts laid over the pages."""
    for page in list(pdf.pages)[:MAX_PAGES]:
        for annotation in _items(page.obj.get("/Annots")):
            if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.FreeText:
                text = _text(annotation.get("/Contents")).strip()
                if text:
                    yield text


class _Form:
    """The fields of a document, each once: from the form, then from the pages for those that a program forgot to declare."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf, self.seen, self.count = pdf, set[tuple[int, int]](), 0

    def places(self) -> Iterator[Place]:
        form = self.pdf.Root.get("/AcroForm")
        for field in _items(form.get("/Fields") if isinstance(form, Dictionary) else None):
            yield from self.walk(field, "", {})
        for page in list(self.pdf.pages)[:MAX_PAGES]:
            for annotation in _items(page.obj.get("/Annots")):
                if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Widget:
                    yield from self.walk(_top(annotation), "", {})

    def walk(self, field: Any, prefix: str, above: dict[str, Any]) -> Iterator[Place]:
        """Yield the fields under one, what they inherit in ``above``."""
        if not isinstance(field, Dictionary) or self.is_known(field):
            return
        own = _text(field.get("/T"))
        name = ".".join(filter(None, [prefix, own]))
        known = above | {key: field.get(key) for key in ("/FT", "/Ff", "/V", "/Opt") if key in field}
        kids = [kid for kid in _items(field.get("/Kids")) if isinstance(kid, Dictionary)]
        if any("/T" in kid for kid in kids):
            for kid in kids:
                yield from self.walk(kid, name, known)
        elif name:
            for kid in kids:
                self.is_known(kid)
            yield from _place(name, known, kids or [field])

    def is_known(self, field: Dictionary) -> bool:
        """Tell whether a field was met already, and note it."""
        self.count += 1
        if self.count > MAX_FIELDS:
            raise oversized()
        if field.objgen == (0, 0):
            return False
        known = field.objgen in self.seen
        self.seen.add(field.objgen)
        return known


def _place(name: str, field: dict[str, Any], widgets: list[Dictionary]) -> Iterator[Place]:
    """Yield what a field holds; nothing for a push button or a signature."""
    kind, flags = field.get("/FT"), _flags(field)
    if kind == Name.Btn and not flags & _PUSH:
        state = _state(field, widgets)
        yield Place(name, state) if flags & _RADIO else Place(name, state, ticked=bool(state))
    elif kind in (Name.Tx, Name.Ch) or (kind is None and "/V" in field):
        values = [field.get("/V"), *(widget.get("/V") for widget in widgets)]
        text = next((found for found in map(_text, values) if found.strip()), "")
        yield Place(name, _label(text, field.get("/Opt")) if kind == Name.Ch else text)


def _flags(field: dict[str, Any]) -> int:
    flags = field.get("/Ff")
    return int(flags) if isinstance(flags, int) else 0


def _state(field: dict[str, Any], widgets: list[Dictionary]) -> str:
    """Return which button is on: "" for none."""
    states = [field.get("/V"), *(widget.get("/V") for widget in widgets), *(widget.get("/AS") for widget in widgets)]
    said = (_text(state).removeprefix("/") for state in states)
    found = next((text for text in said if text not in ("", _OFF)), "")
    exported = [_text(item) for item in _items(field.get("/Opt"))]
    return exported[int(found)] if found.isdecimal() and int(found) < len(exported) else found


def _label(text: str, offered: Any) -> str:
    """Return the label of what a list exports."""
    for option in _items(offered):
        if isinstance(option, Array) and len(option) == 2 and _text(option[0]) == text:
            return _text(option[1])
    return text


def _text(value: Any) -> str:
    """Return the text of a value, whatever object holds it."""
    match value:
        case String():
            return lines(str(value))
        case Name():
            return str(value).removeprefix("/")
        case Stream():
            return lines(str(String(value.read_bytes())))
        case Array():
            return ", ".join(filter(None, (_text(item) for item in list(value)[:100])))
        case int() | float():
            return str(value)
    return ""


def _items(value: Any) -> list[Object]:
    return list(value) if isinstance(value, Array) else []


def _top(widget: Dictionary) -> Object:
    """Return the field that a widget belongs to; a chain without end stops."""
    found: Object = widget
    for _ in range(32):
        parent = found.get("/Parent")
        if not isinstance(parent, Dictionary):
            break
        found = parent
    return found

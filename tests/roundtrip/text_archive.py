"""Text documents seen from outside: their XML, their controls, what they show. Nothing here comes from the renderers."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_IGNORED = {f"{W}instrText", f"{W}delText", f"{TEXT}index-title-template", f"{TABLE}title", f"{TABLE}desc"}
_BLOCKS = {f"{W}p", f"{TEXT}p", f"{TEXT}h"}
_BREAKS = {f"{W}br", f"{TEXT}line-break"}
_TABS = {f"{W}tab", f"{TEXT}tab"}
_PLAIN = re.compile(r"[\t\n\r ]+")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of text document: where its text is, which parts show some, what a control and a row are called."""

    extension: str
    main: str
    shown: re.Pattern[str]
    control: str
    row: str


DOCX = Format("docx", "word/document.xml", re.compile(r"word/(document|footer\w*)\.xml"), f"{W}sdt", f"{W}tr")
ODT = Format("odt", "content.xml", re.compile(r"(content|styles)\.xml"), f"{LOEXT}content-control", f"{TABLE}table-row")


def format_of(document: bytes) -> Format:
    """Return what a document is, from what it holds."""
    with ZipFile(io.BytesIO(document)) as zipped:
        return ODT if ODT.main in zipped.namelist() else DOCX


def edited(document: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Return a document once its text has been changed, its other parts as they were."""
    main, out = format_of(document).main, io.BytesIO()
    with ZipFile(io.BytesIO(document)) as zipped, ZipFile(out, "w") as made:
        for info in zipped.infolist():
            content = zipped.read(info)
            if info.filename == main:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            made.writestr(info.filename, content, ZIP_STORED if info.filename == "mimetype" else ZIP_DEFLATED)
    return out.getvalue()


def root_of(document: bytes) -> etree._Element:
    """Return the XML of a document's text."""
    with ZipFile(io.BytesIO(document)) as zipped:
        return etree.fromstring(zipped.read(format_of(document).main))


def controls(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield every control that has a tag, with it, in order."""
    for sdt in root.iter(f"{W}sdt", f"{LOEXT}content-control"):
        if tag := tag_of(sdt):
            yield tag, sdt


def tag_of(control: etree._Element) -> str:
    """Return the tag of a control, "" when it has none."""
    if control.tag == ODT.control:
        return control.get(f"{LOEXT}tag", "")
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val", "")


def controls_of(document: bytes) -> list[tuple[str, str]]:
    """Return the tag and the kind (text, date, list, box) of every control that has a tag, in order."""
    return [(tag, kind_of(control)) for tag, control in controls(root_of(document))]


def kind_of(control: etree._Element) -> str:
    """Return the kind of a control: text, date, list or box."""
    if control.tag == ODT.control:
        kinds = {"checkbox": "box", "dropdown": "list", "date": "date"}
        return next((kind for name, kind in kinds.items() if control.get(f"{LOEXT}{name}") == "true"), "text")
    properties = control.find(f"{W}sdtPr")
    kinds = {f"{W14}checkbox": "box", f"{W}dropDownList": "list", f"{W}date": "date"}
    return next((kind for name, kind in kinds.items() if properties.find(name) is not None), "text")


def is_empty(control: etree._Element) -> bool:
    """Tell whether a control shows its prompt."""
    if control.tag == ODT.control:
        return control.get(f"{LOEXT}showing-place-holder") == "true"
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def shown_text(document: bytes) -> str:
    """Return what a document shows, footers last: a line a paragraph, prompts included."""
    found = format_of(document)
    with ZipFile(io.BytesIO(document)) as zipped:
        names = [found.main, *(name for name in zipped.namelist() if found.shown.fullmatch(name) and name != found.main)]
        return "".join(text_in(etree.fromstring(zipped.read(name))) for name in names).strip("\n")


def text_in(node: etree._Element) -> str:
    """Return the text under a node, as a reader sees it: breaks, tabs and runs of spaces are those that show."""
    return "".join(_pieces(node)).strip("\n") + "\n"


def answer_in(control: etree._Element) -> str:
    """Return the text that stands in a control."""
    return "".join(_pieces(control))


def _pieces(node: etree._Element) -> Iterator[str]:
    if not isinstance(node.tag, str) or node.tag in _IGNORED:
        return
    if node.tag in _BREAKS:
        yield "\n"
    elif node.tag in _TABS:
        yield "\t"
    elif node.tag == f"{TEXT}s":
        yield " " * int(node.get(f"{TEXT}c", "1"))
    elif node.tag == f"{W}t":
        yield node.text or ""
    else:
        yield from _inside(node)


def _inside(node: etree._Element) -> Iterator[str]:
    """OpenDocument keeps its text between elements, Word in elements of its own (``w:t``)."""
    mixed = str(node.tag).startswith((TEXT, LOEXT))
    if mixed:
        yield _PLAIN.sub(" ", node.text or "")
    for child in node:
        if child.tag != f"{W}sdtPr":
            yield from _pieces(child)
        if mixed and child.tail:
            yield _PLAIN.sub(" ", child.tail)
    if node.tag in _BLOCKS:
        yield "\n"

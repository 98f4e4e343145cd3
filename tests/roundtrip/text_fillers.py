"""Filling DOCX and ODT as a person's program would: by tag in their XML, then through LibreOffice; and changes made by hand."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path

from lxml import etree

from macros.model import BaseField
from macros.names import cell_name, split_name
from macros.outline import Grid, Outline
from macros.written import lines, written
from tests import office
from tests.roundtrip.filler import Filler
from tests.roundtrip.text_archive import DOCX, LOEXT, ODT, TEXT, W14, W15, W, controls, edited, kind_of

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill(document: bytes, sheet: Outline, answers: Mapping[str, str]) -> bytes:
    """Return a DOCX or an ODT filled by tag; rows beyond those printed are copies of the last one, tags included."""
    fields = {control.name: control.field for control in sheet.controls()}
    grids = {item.field.id: item for part in sheet.parts for item in part.items if isinstance(item, Grid)}

    def change(root: etree._Element) -> None:
        places = dict(controls(root))
        _add_rows(places, grids, answers)
        for name, value in answers.items():
            field: BaseField = fields[name] if name in fields else _column(name, grids)
            write(places[name], written(field, value))

    return edited(document, change)


def write(control: etree._Element, text: str) -> None:
    """Put a text in a control as an editor does: the prompt goes, a box is ticked, a date is told twice."""
    text = _ILLEGAL.sub("", lines(text))
    if control.tag == DOCX.control:
        _write_docx(control, text)
    else:
        _write_odt(control, text)


def _write_docx(control: etree._Element, text: str) -> None:
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    run, *others = content.findall(f"{W}r")
    for other in others:
        content.remove(other)
    if kind_of(control) == "box":
        properties.find(f"{W14}checkbox/{W14}checked").set(f"{W14}val", "1")
        run.find(f"{W}t").text = "☒"
        return
    for element in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(element)
    if (date := properties.find(f"{W}date")) is not None and (day := _DAY.fullmatch(text)):
        date.set(f"{W}fullDate", f"{day[3]}-{day[2]}-{day[1]}T00:00:00Z")
    for element in list(run):
        run.remove(element)
    run.append(deepcopy(properties.find(f"{W}rPr")))
    for rank, line in enumerate(text.split("\n")):
        if rank:
            etree.SubElement(run, f"{W}br")
        for position, piece in enumerate(line.split("\t")):
            if position:
                etree.SubElement(run, f"{W}tab")
            etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = piece


def _write_odt(control: etree._Element, text: str) -> None:
    if kind_of(control) == "box":
        control.set(f"{LOEXT}checked", "true")
        control.find(f"{TEXT}span").text = "☒"
        return
    control.attrib.pop(f"{LOEXT}showing-place-holder", None)
    if kind_of(control) == "date" and (day := _DAY.fullmatch(text)):
        control.set(f"{LOEXT}current-date", f"{day[3]}-{day[2]}-{day[1]}T00:00:00Z")
    prompt, *others = control.findall(f"{TEXT}span")
    for span in (prompt, *others):
        control.remove(span)
    style = {"BlankPrompt": "Blank", "PlaceholderText": "Response"}.get(prompt.get(f"{TEXT}style-name"), "Response")
    span = etree.SubElement(control, f"{TEXT}span", {f"{TEXT}style-name": style})
    for piece in re.findall(r"\n|\t|^ +| {2,}| +$|[^\n\t ]+(?: (?! |$)[^\n\t ]+)*| ", text, re.MULTILINE):
        _append_odt(span, piece)


def _append_odt(span: etree._Element, piece: str) -> None:
    if piece in "\n\t":
        etree.SubElement(span, f"{TEXT}line-break" if piece == "\n" else f"{TEXT}tab")
    elif not piece.strip(" "):
        etree.SubElement(span, f"{TEXT}s", {f"{TEXT}c": str(len(piece))})
    elif len(span):
        span[-1].tail = (span[-1].tail or "") + piece
    else:
        span.text = (span.text or "") + piece


def _add_rows(places: dict[str, etree._Element], grids: Mapping[str, Grid], answers: Mapping[str, str]) -> None:
    """Copy the last row of each table as often as its answers need; a copy has the tags of the row that it was made from."""
    for table, grid in grids.items():
        numbers = [int(row) for row in (split_name(name)[1] for name in answers if name.startswith(f"{table}__")) if row.isdecimal()]
        columns, printed = [column.field.id for column in grid.columns], len(grid.rows)
        if max(numbers, default=0) <= printed:
            continue
        row = _row_of(places[cell_name(table, printed, columns[0])])
        for number in range(max(numbers), printed, -1):
            copy = _renumbered(deepcopy(row), row.getroottree())
            row.addnext(copy)
            inside = dict(controls(copy))
            places |= {cell_name(table, number, column): inside[cell_name(table, printed, column)] for column in columns}


def _column(name: str, grids: Mapping[str, Grid]) -> BaseField:
    table, _, column = split_name(name)
    return next(asked.field for asked in grids[table].columns if asked.field.id == column)


def _row_of(control: etree._Element) -> etree._Element:
    """Return the row of a control, with the item of a repeated section that wraps it."""
    row = next(control.iterancestors(DOCX.row, ODT.row))
    wraps = row.getparent().getparent() if row.getparent().tag == f"{W}sdtContent" else None
    return row if wraps is None or wraps.find(f"{W}sdtPr/{W15}repeatingSectionItem") is None else wraps


def _renumbered(copy: etree._Element, tree: etree._ElementTree) -> etree._Element:
    """Give the controls of a copied row numbers of their own, as Word does."""
    top = max((int(element.get(f"{W}val")) for element in tree.iter(f"{W}id")), default=0)
    for rank, element in enumerate(copy.iter(f"{W}id"), 1):
        element.set(f"{W}val", str(top + rank))
    return copy


def converted(documents: Sequence[bytes], source: str, target: str) -> list[bytes]:
    """Return documents once LibreOffice has opened and saved them, in one call."""
    with tempfile.TemporaryDirectory(prefix="presence-lo-") as name:
        files = [Path(name) / f"{rank:05d}.{source}" for rank in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(document)
        return [file.read_bytes() for file in office.saved(files, target, Path(name))]


def without_tags(document: bytes) -> bytes:
    """Return a document whose controls have lost their tags, as LibreOffice 7.4 leaves them."""

    def change(root: etree._Element) -> None:
        for _, control in list(controls(root)):
            control.attrib.pop(f"{LOEXT}tag", None)
            for tag in control.findall(f"{W}sdtPr/{W}tag"):
                tag.getparent().remove(tag)

    return edited(document, change)


def without_controls(document: bytes) -> bytes:
    """Return a document whose controls have become plain text, as ONLYOFFICE leaves those of an ODT."""

    def change(root: etree._Element) -> None:
        for _, control in list(controls(root)):
            content = control if control.tag == ODT.control else control.find(f"{W}sdtContent")
            for child in [child for child in content if child.tag != f"{LOEXT}list-item"]:
                control.addprevious(child)
            _removed(control)

    return edited(document, change)


def with_row_copied(document: bytes, name: str) -> bytes:
    """Return a document where the row of a control has been copied below itself, answers and tags included."""

    def change(root: etree._Element) -> None:
        row = _row_of(dict(controls(root))[name])
        row.addnext(deepcopy(row))

    return edited(document, change)


def with_value(document: bytes, name: str, text: str) -> bytes:
    """Return a document where one answer has been written over."""
    return edited(document, lambda root: write(dict(controls(root))[name], text))


def _removed(control: etree._Element) -> None:
    """Take an element away and keep the text that follows it."""
    parent, before = control.getparent(), control.getprevious()
    if control.tail and before is not None:
        before.tail = (before.tail or "") + control.tail
    elif control.tail:
        parent.text = (parent.text or "") + control.tail
    parent.remove(control)


HAND_MADE: Mapping[str, Callable[[bytes], bytes]] = {"sans-balises": without_tags, "sans-champs": without_controls}
"""What happens to whole documents in other programs, by name."""

FILLERS = (
    Filler("DOCX", "docx", fill),
    Filler("ODT", "odt", fill),
    Filler("LibreOffice, DOCX", "docx", fill, partial(converted, source="docx", target="docx")),
    Filler("LibreOffice, ODT", "odt", fill, partial(converted, source="odt", target="odt")),
    Filler("LibreOffice, DOCX en ODT", "docx", fill, partial(converted, source="docx", target="odt")),
    Filler("LibreOffice, ODT en DOCX", "odt", fill, partial(converted, source="odt", target="docx")),
)

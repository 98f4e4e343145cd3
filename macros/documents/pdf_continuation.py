"""The « -suite » document as objects that a page adds to a form, as many times as the rows of its tables need, each time with other numbers.

What all copies share (fonts, colours) comes once. References are those of `plan`; « §F », « §P » and « §D » are the font of the fields, the
tree of pages and the root of the tags of the form that it is added to.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from macros.documents.pdf_plan import Data, Writer, added_rows, field_plan
from macros.names import split_name
from macros.render.pdf.acroform import FONT
from macros.render.pdf.tags import elements

ROW = "\ue000"
"""Stands for the number of the row in the tooltip of a field."""


def continuation(content: bytes) -> Data:
    """Return a continuation as objects that a page adds after a form, once or more: those that all copies share, then those of one copy."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        for page in pdf.pages:
            page.obj.Resources.Font[FONT] = pdf.Root.AcroForm.DR.Font[FONT]
        shared, own = _numbered(pdf, document)
        write = Writer(lambda value: _place(pdf, document, value, shared, own))
        fields = [field_plan(field, write) for field in pdf.Root.AcroForm.Fields]
        skipped = {number for field in fields for number in (field["object"], field["drawing"])}
        numbers = added_rows(fields)
        contents = {own[page.obj.Contents.objgen]: _pieces(page.obj, _labels(pdf, page.obj)) for page in pdf.pages}
        skipped |= contents.keys()
        objects = [[number, write.inside(pdf.get_object(objgen))] for objgen, number in own.items() if number not in skipped]
        tags = pdf.Root.StructTreeRoot
        nums = list(tags.ParentTree.Nums)
        return {
            "shared": [write.whole(pdf.get_object(objgen)) for objgen in shared], "count": len(own),
            "objects": objects, "contents": list(contents.items()),
            "fields": [_renumbered(field) for field in fields], "rows": {table: len(found) for table, found in numbers.items()},
            "pages": [own[page.obj.objgen] for page in pdf.pages], "parts": [own[kid.objgen] for kid in document.K],
            "tree": [[int(key), _owners(value, write)] for key, value in zip(nums[::2], nums[1::2], strict=True)],
            "next": int(tags.ParentTreeNextKey),
        }  # fmt: skip


def _numbered(pdf: Pdf, document: Object) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """Number what all copies share (fonts, colours), then what each copy has of its own (pages, fields, tags)."""
    font = pdf.Root.AcroForm.DR.Font[FONT].objgen
    shared = _reached([page.obj.Resources for page in pdf.pages], {font})
    own = _reached([page.obj for page in pdf.pages] + list(document.K), {font, document.objgen, pdf.Root.Pages.objgen, *shared})
    numbers = {objgen: rank for rank, objgen in enumerate(shared, 1)}
    return numbers, {objgen: len(shared) + rank for rank, objgen in enumerate(own, 1)}


def _reached(roots: Iterable[Object], known: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the indirect objects that some objects lead to, but for those known."""
    found: dict[tuple[int, int], None] = {}
    waiting: list[Any] = list(roots)
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Dictionary | Array | Stream):
            continue
        if value.is_indirect:
            if value.objgen in found or value.objgen in known:
                continue
            found[value.objgen] = None
        waiting += list(value) if isinstance(value, Array) else [value[key] for key in value.keys()]  # noqa: SIM118
    return sorted(found)


def _place(pdf: Pdf, document: Object, value: Object, shared: dict[tuple[int, int], int], own: dict[tuple[int, int], int]) -> str:
    names = {pdf.Root.AcroForm.DR.Font[FONT].objgen: "F", pdf.Root.Pages.objgen: "P", document.objgen: "D"}
    place = names.get(value.objgen) or shared.get(value.objgen) or own[value.objgen]
    return f"§{place}"


def _owners(value: Object, write: Writer) -> str:
    """Return the tag of a field, or those of the marks of a page."""
    return write.inside(value) if isinstance(value, Array) else write(value)


def _renumbered(field: Data) -> Data:
    """Return a field whose tooltip leaves its row to the page."""
    row = split_name(field["name"])[1]
    said = f"ligne\u00a0{row}"
    assert said in field["title"], "an added row says its number in its title"
    head, _, tail = field["title"].rpartition(said) if field["title"].count(said) == 1 else field["title"].partition(said)
    return {**field, "title": f"{head}ligne\u00a0{ROW}{tail}"}


def _labels(pdf: Pdf, page: Object) -> dict[int, list[Any]]:
    """Return the table and the number of each row of a page, by the mark that its printed label has in the content."""
    found = {}
    for row in (element for element in elements(pdf) if element.S == "/TR"):
        names = [str(kid.Obj.T) for kid in _kids(row) if kid.get("/Type") == Name.OBJR]
        if names:
            table, number, _ = split_name(names[0])
            label = row.K[0].K[0]
            if label.Pg.objgen == page.objgen:
                found[int(label.K[0])] = [table, int(number)]
    return found


def _kids(element: Object) -> Iterator[Object]:
    waiting: list[Any] = [element.K]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, Array):
            waiting += list(value)
        elif isinstance(value, Dictionary):
            yield value
            waiting += [value.K] if "/K" in value else []


def _pieces(page: Object, labels: dict[int, list[Any]]) -> list[Any]:
    """Return the content of a page, cut where the number of a row is printed: texts, and tables with a row; the font of the fields prints it."""
    commands: list[Any] = []
    marks: list[list[Any]] = []
    mark, printed = None, False
    for command in parse_content_stream(page):
        operands, operator, said = list(command.operands), command.operator, str(command.operator)
        if said == "BDC":
            mark, printed = labels.get(_mark(operands[1])), False
        elif mark and said == "Tf":
            operands[0] = Name(FONT)
        elif mark and said in ("Tj", "TJ"):
            assert not printed, "the number of a row is printed in one go"
            marks.append(mark)
            operands, operator, printed = [String(f"ROW-{len(marks) - 1}-")], Operator("Tj"), True
        elif said == "EMC":
            mark = None
        commands.append((operands, operator))
    assert len(marks) == len(labels), "each row prints its number"
    pieces = re.split(r"ROW-([0-9]+)-", unparse_content_stream(commands).decode("latin-1"))
    return [marks[int(piece)] if rank % 2 else piece for rank, piece in enumerate(pieces)]


def _mark(properties: Any) -> int:
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else -1

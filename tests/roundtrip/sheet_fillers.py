"""Tools that fill an XLSX as people do, hand-made changes to one, and what tests look at in it."""

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from macros.expressions import number, readable_date
from macros.model import BaseField, DateField, MultiChoiceField, NumberField, ScaleField, TableField
from macros.names import cell_name, split_name
from macros.outline import Outline
from macros.written import written
from tests import office
from tests.roundtrip.filler import Filler

ANSWERS = "Réponses"


def fill_with_openpyxl(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> bytes:
    """Type each answer where its name is; rows beyond those named go on under the last one."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    for name, value in named.items():
        field = field_of(sheet, name)
        _type(cell_of(book, name), field, value)
    return _saved(book)


def saved_by_libreoffice(documents: Sequence[bytes]) -> list[bytes]:
    """Open workbooks in LibreOffice and save them again as XLSX, all in one go."""
    with tempfile.TemporaryDirectory(prefix="calc-") as folder:
        files = [Path(folder) / f"{rank:05d}.xlsx" for rank in range(len(documents))]
        for file, content in zip(files, documents, strict=True):
            file.write_bytes(content)
        return [file.read_bytes() for file in office.saved(files, "xlsx", Path(folder))]


def with_row_inserted(filled: bytes, table_sheet: str, row: int) -> bytes:
    """Insert an empty row above ``row`` of a sheet, as people do: what is below goes down, names included.

    Formulas and rules stay as they are: only answers and names are moved, which is all that is read back.
    """
    book = openpyxl.load_workbook(io.BytesIO(filled))
    book[table_sheet].insert_rows(row)
    for defined in book.defined_names.values():
        name, _, cell = defined.attr_text.rpartition("!")
        letters, line = re.fullmatch(r"\$([A-Z]+)\$(\d+)", cell).groups()
        if name.strip("'").replace("''", "'") == table_sheet and int(line) >= row:
            defined.attr_text = f"{name}!${letters}${int(line) + 1}"
    return _saved(book)


def without_names(filled: bytes) -> bytes:
    """Take every name out of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(filled))
    book.defined_names.clear()
    return _saved(book)


def shown_text(document: bytes) -> str:
    """Return the text of every visible sheet, a cell a line: what a reader sees, dates and numbers as Python writes them."""
    book = openpyxl.load_workbook(io.BytesIO(document), data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return "\n".join(_shown(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def names_of(document: bytes) -> dict[str, str]:
    """Return the reference of every name that people could see."""
    book = openpyxl.load_workbook(io.BytesIO(document))
    return {name: defined.attr_text for name, defined in book.defined_names.items() if not defined.hidden}


def parts_of(document: bytes) -> dict[str, bytes]:
    """Return the files that a workbook is made of."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def field_of(sheet: Outline, name: str) -> BaseField:
    """Return the field, or the column, that a control name answers."""
    parts = split_name(name)
    field = sheet.definition.field(parts[0])
    assert field is not None, name
    if not isinstance(field, TableField):
        return field
    column = field.column(parts[2])
    assert column is not None, name
    return column


def cell_of(book: Workbook, name: str) -> Cell:
    """Return the cell of a name, or the one where its row would be if the table had been printed longer."""
    if name in book.defined_names:
        return _named_cell(book, name)
    table, row, column = split_name(name)
    first = _named_cell(book, cell_name(table, 1, column))
    assert isinstance(first.parent, Worksheet)
    return first.parent.cell(first.row + int(row) - 1, first.column)


def _named_cell(book: Workbook, name: str) -> Cell:
    [(sheet, place)] = book.defined_names[name].destinations
    return book[sheet][place]


def _type(cell: Cell, field: BaseField, value: str) -> None:
    """Type an answer as its cell takes it: a date and a number as such, the rest as text, even what looks like a formula."""
    if not isinstance(field, MultiChoiceField):
        value = written(field, value)
    plain, day = number(value), _french_day(value)
    if isinstance(field, NumberField | ScaleField) and plain is not None:
        cell.value = plain
    elif isinstance(field, DateField) and day is not None:
        cell.value = day
    else:
        cell.value = value
        cell.data_type = "s"


def _french_day(text: str) -> date | None:
    return readable_date("-".join(reversed(text.split("/"))))


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_range(text: str) -> bool:
    """Say whether a spreadsheet can hold a text: no number beyond its largest one."""
    return not (len(text) > 300 or "e+" in text) or abs(number(text) or _float(text)) < 9.9e307


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


FILLERS = (
    Filler("openpyxl", "xlsx", fill_with_openpyxl, takes=in_range),
    Filler("LibreOffice, XLSX", "xlsx", fill_with_openpyxl, saved_by_libreoffice, takes=in_range),
)

"""Workbooks: the cells that have a name, and every sheet as a table.

Read from the XML itself: a value is what the cell holds, formatted only where its format changes its nature (a date, a percentage).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from macros.readback.cell_formats import Formats
from macros.readback.container import Package, attribute, child, tag
from macros.readback.findings import EMPTY, Cell, Contents, Grid, Paragraph, Place
from macros.readback.refusal import oversized
from macros.written import lines

MAIN = "xl/workbook.xml"
MAX_COLUMNS = 300
MAX_CELLS = 300_000

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FOOTER_CODES = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-Fa-f]{6}|[A-Za-z])')

Position = tuple[int, int]


def read_xlsx(package: Package) -> Contents:
    """Return what a workbook holds. Raise Refusal when a part can't be read."""
    workbook = package.xml(MAIN)
    reader = _Reader(package, workbook)
    flow, said = [], []
    for name, part in _sheets(package, workbook):
        root = package.xml(part)
        flow.append(reader.grid(root, name))
        said += [_FOOTER_CODES.sub(" ", element.text or "") for element in root.iter() if tag(element).endswith("Footer")]
    properties = package.xml_or_none("docProps/core.xml")
    keywords = child(properties, "keywords") if properties is not None else None
    return Contents(said=((keywords.text or "") if keywords is not None else "", *said), flow=tuple(flow))


def _sheets(package: Package, workbook: Element) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of each sheet, in order."""
    relations = package.xml_or_none("xl/_rels/workbook.xml.rels")
    targets = {attribute(item, "Id"): attribute(item, "Target") or "" for item in relations} if relations is not None else {}
    sheets = child(workbook, "sheets")
    for sheet in sheets if sheets is not None else ():
        target = targets.get(attribute(sheet, "id"), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in package.names and "chartsheet" not in part:
            yield attribute(sheet, "name") or "", part


class _Reader:
    def __init__(self, package: Package, workbook: Element) -> None:
        shared = package.xml_or_none("xl/sharedStrings.xml")
        self.strings = [_rich(item) for item in shared] if shared is not None else []
        self.formats = Formats(package.xml_or_none("xl/styles.xml"))
        properties = child(workbook, "workbookPr")
        late = properties is not None and attribute(properties, "date1904") in ("1", "true")
        self.origin = date(1904, 1, 1) if late else date(1899, 12, 30)
        self.names = _names(workbook)
        self.count = 0

    def grid(self, root: Element, sheet: str) -> Grid:
        """Return a sheet as a table; a gap between two rows is one empty row."""
        names = self.names.get(sheet.casefold(), {})
        cells = {position: Cell((Paragraph(tuple(Place(name, "") for name in found)),)) for position, found in names.items()}
        cells |= dict(self.cells(root, names))
        by_row: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in cells.items():
            if column <= MAX_COLUMNS:
                by_row.setdefault(row, {})[column] = cell
        rows: list[tuple[Cell, ...]] = []
        previous = 0
        for row in sorted(by_row):
            if row > previous + 1:
                rows.append(())
            previous = row
            rows.append(tuple(by_row[row].get(column, EMPTY) for column in range(1, max(by_row[row]) + 1)))
        return Grid(tuple(rows))

    def cells(self, root: Element, names: Mapping[Position, list[str]]) -> Iterator[tuple[Position, Cell]]:
        """Yield the cells that hold something."""
        data = child(root, "sheetData")
        last = (0, 0)
        for row in data if data is not None else ():
            number = attribute(row, "r") or ""
            last = (int(number) if number.isdecimal() and len(number) < 8 else last[0] + 1, 0)
            for element in row:
                self.count += 1
                if self.count > MAX_CELLS:
                    raise oversized()
                position = _position(attribute(element, "r")) or (last[0], last[1] + 1)
                last = position
                text = self.text(element)
                if text or position in names:
                    pieces = [Place(name, text) for name in names.get(position, ())]
                    yield position, Cell((Paragraph(tuple(pieces) or (text,)),), child(element, "f") is not None)

    def text(self, cell: Element) -> str:
        """Return what a cell holds; of a formula, its result, or the formula itself when it was never worked out."""
        value, formula = child(cell, "v"), child(cell, "f")
        raw = (value.text or "") if value is not None else ""
        match attribute(cell, "t"):
            case "s":
                return self.strings[int(raw)] if raw.isdecimal() and int(raw) < len(self.strings) else ""
            case "inlineStr":
                inline = child(cell, "is")
                return _rich(inline) if inline is not None else ""
            case "b":
                return "Oui" if raw in ("1", "true") else "Non"
            case "str" | "e" | "d":
                return _unescaped(raw)
        if not raw:
            return f"={formula.text}" if formula is not None and formula.text else ""
        return self.number(raw, attribute(cell, "s"))

    def number(self, raw: str, style: str | None) -> str:
        """Return a number as people read it: a day when its format says so, a percentage times one hundred."""
        try:
            value = float(raw)
            if self.formats.is_date(style):
                return f"{self.origin + timedelta(days=int(value)):%d/%m/%Y}"
            exact = Decimal(repr(value)) * (100 if self.formats.is_percent(style) else 1)
            text = format(exact, "f")
        except (ValueError, ArithmeticError):
            return raw
        return text.rstrip("0").rstrip(".") if "." in text else text


def _names(workbook: Element) -> dict[str, dict[Position, list[str]]]:
    """Return the names of cells: sheet -> position -> names."""
    found: dict[str, dict[Position, list[str]]] = {}
    defined = child(workbook, "definedNames")
    for element in defined if defined is not None else ():
        name, place = attribute(element, "name") or "", _NAMED.fullmatch((element.text or "").strip())
        if place and not name.startswith("_xlnm"):
            sheet = (place[1] or place[2] or "").replace("''", "'").casefold()
            position = int(place[4]), _column(place[3])
            found.setdefault(sheet, {}).setdefault(position, []).append(name)
    return found


def _position(reference: str | None) -> Position | None:
    found = _REFERENCE.fullmatch(reference or "")
    return (int(found[2]), _column(found[1])) if found else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _rich(item: Element) -> str:
    """Return a text in one or several runs, pronunciation left out."""
    found: list[str] = []
    for element in item:
        if tag(element) == "t":
            found.append(element.text or "")
        elif tag(element) == "r":
            found += [part.text or "" for part in element if tag(part) == "t"]
    return _unescaped("".join(found))


def _unescaped(text: str) -> str:
    """Return a text with the signs that XML can't hold, which Excel writes « _x000D_ »."""
    return lines(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))

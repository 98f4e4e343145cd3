"""One workbook being made: what its sheets share, and how a sheet is added."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.answers import with_results
from macros.model import ComputedField
from macros.outline import Outline
from macros.render.xlsx.formulas import reads_ranges
from macros.render.xlsx.layout import LISTS, STEPS, Layout, layout, places
from macros.render.xlsx.looks import Looks, clean, cut
from macros.render.xlsx.places import NO, YES, Places
from macros.render.xlsx.validation import Lists

A4 = 9


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas are already as the file says them.

    XlsxWriter looks for thirty names of functions in each formula, labels included: it would change a label, and it is slow.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Making:
    """A workbook and the outline that it is made of; ``steps`` are the formulas kept on the hidden sheet."""

    def __init__(self, book: Workbook, sheet: Outline) -> None:
        self.book, self.sheet = book, sheet
        self.looks, self.lists = Looks(book), Lists(LISTS)
        self.layout: Layout = layout(sheet)
        self.steps: list[str] = []
        fields = {field.id: field for field in sheet.definition.fields()}
        found = places(self.layout, fields)
        self.places = Places(found.fields, found.tables, keep=self.keep)
        self.empty = with_results(sheet.definition, {})

    def keep(self, formula: str) -> str:
        """Give a formula a cell of the hidden sheet of steps and return its reference."""
        self.steps.append(formula)
        return f"{STEPS}!$A${len(self.steps)}"

    def properties(self) -> None:
        """Say what the document is; its date is that of the last review, never that of a clock."""
        title = f"{self.sheet.title} – {self.sheet.variant}" if self.sheet.variant else self.sheet.title
        self.book.set_properties({
            "title": clean(title), "subject": clean(self.sheet.purpose), "author": "Présence", "keywords": str(self.sheet.identity),
            "created": self.sheet.dated.replace(tzinfo=None),
        })  # fmt: skip
        self.book.set_size(24000, 14000)

    def add(self, name: str) -> Worksheet:
        """Add a sheet that prints on A4, with the identity of the document at its foot."""
        added = self.book.add_worksheet(name, Sheet)
        added.set_paper(A4)
        added.set_margins(left=0.5, right=0.5, top=0.55, bottom=0.75)
        identity, address = str(self.sheet.identity), clean(self.sheet.address)
        added.set_footer(f"&L&8 {_footed(identity, 100)}&C&8 {_footed(address, 90)}&R&8 Page &P sur &N")
        added.hide_gridlines(2)
        return added

    def hidden(self, name: str) -> Worksheet:
        """Add a sheet that only formulas and lists read."""
        added = self.book.add_worksheet(name, Sheet)
        added.hide()
        return added

    def cached(self, field: ComputedField) -> Any:
        """Return the result that stands in a workbook nobody has begun: empty, unless the formula reads nothing."""
        value = self.empty.get(field.id)
        if isinstance(value, bool):
            return YES if value else NO
        return "" if value is None else value


def write_formula(sheet: Worksheet, row: int, column: int, formula: str, look: Any = None, value: Any = "") -> None:
    """Write a formula with the result that it has in an empty workbook; over ranges, as an array formula."""
    if reads_ranges(formula):
        sheet.write_array_formula(row, column, row, column, formula, look, value)
    else:
        sheet.write_formula(row, column, formula, look, value)


def _footed(text: str, limit: int) -> str:
    return cut(text, limit).replace("&", "&&")

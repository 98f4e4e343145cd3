"""The sheet of a table: its header stays in sight, its rows wait for answers, well beyond those that a page prints."""

from collections.abc import Mapping

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from macros.model import (
    BaseField,
    CheckField,
    ComputedField,
    DateField,
    LongTextField,
    NumberField,
    PersonField,
    ScaleField,
    TextField,
    UrlField,
)
from macros.outline import Question, Row, choices
from macros.render.xlsx.answers_sheet import mark_answers
from macros.render.xlsx.formulas import column_formula
from macros.render.xlsx.layout import FIRST_ROW, HEADER_ROW, GridSheet, row_of
from macros.render.xlsx.lines import named
from macros.render.xlsx.looks import MAX_UNIT, alignment, clean, height, number_format
from macros.render.xlsx.making import Making, write_formula
from macros.render.xlsx.places import ROW, cell_kind
from macros.render.xlsx.validation import computed_help, validate

PORTRAIT, PAGE = 92, 190
"""Widths, in characters: the widest table that stands on an upright page, and the widest that one page takes."""

_WIDTHS: dict[type[BaseField], int] = {
    TextField: 20, LongTextField: 34, UrlField: 27, PersonField: 15, DateField: 12, NumberField: 11, ScaleField: 9, ComputedField: 12,
}  # fmt: skip


def write_grid(making: Making, sheet: Worksheet, grid: GridSheet) -> None:
    """Write the sheet of a table."""
    widths = _set_columns(making, sheet, grid)
    _write_head(making, sheet, grid, widths)
    for row, answers in enumerate(grid.grid.rows, FIRST_ROW):
        _write_row(making, sheet, row, answers)
    _write_results(making, sheet, grid)
    for rank, column in enumerate(grid.grid.columns, 1):
        _write_rules(making, sheet, grid, rank, column)
    if not grid.grid.fixed:
        _edge_further_rows(making, sheet, grid)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(grid.grid.columns))}{FIRST_ROW + grid.ruled}"})
    _set_page(sheet, grid, widths)


def width(column: Question) -> int:
    """Return the width of a column, in characters: what its answers and the longest word of its header need."""
    longest = max(len(word) for word in named(column).split()) + 2
    if offered := choices(column.field):
        return min(max(14, longest, *(len(option.label) + 2 for option in offered.values())), 22)
    figures = 10 + len(column.unit) if column.unit and len(column.unit) <= MAX_UNIT else 0
    return min(max(_WIDTHS.get(type(column.field), 24), longest, figures), 40)


def _set_columns(making: Making, sheet: Worksheet, grid: GridSheet) -> list[int]:
    """Set the width of each column and how the cells that nobody has prepared look."""
    table = grid.grid
    widths = [min(max([len(row.label) for row in table.rows] + [len(table.corner)]) + 3, 36) if table.fixed else 8, *map(width, table.columns)]
    siblings = {column.field.id: column.field for column in table.columns}
    for rank, characters in enumerate(widths):
        column = table.columns[rank - 1].field if rank else None
        style = None if column is None else making.looks.style("further", *_figures(column, siblings))
        sheet.set_column(rank, rank, characters, style)
    return widths


def _figures(column: BaseField, siblings: Mapping[str, BaseField]) -> tuple[str, str]:
    """Return the number format of a column and where its answers stand in their cells."""
    kind = cell_kind(column, siblings)
    return number_format(column, kind), alignment(column, kind)


def _write_head(making: Making, sheet: Worksheet, grid: GridSheet, widths: list[int]) -> None:
    question = grid.grid.question
    last = max(_reached(widths, PORTRAIT), 1)
    room = sum(widths[: last + 1])
    title = clean(f"{question.code} · {question.label}")
    said = clean(" ".join(filter(None, [question.condition, question.field.help])))
    for row, text, style, size in ((0, title, "table_title", 16), (1, said, "lead", 11)):
        sheet.merge_range(row, 0, row, last, "", making.looks.style(style))
        sheet.write_string(row, 0, text, making.looks.style(style))
        sheet.set_row(row, min(height(text, room, size) + 4, 120))
    sheet.write_string(HEADER_ROW, 0, grid.grid.corner, making.looks.style("head"))
    for rank, column in enumerate(grid.grid.columns, 1):
        sheet.write_string(HEADER_ROW, rank, clean(f"{column.code} · {named(column)}"), making.looks.style("head"))


def _reached(widths: list[int], limit: int) -> int:
    """Return the last column that begins before a width."""
    return max(rank for rank in range(len(widths)) if sum(widths[:rank]) < limit)


def _write_row(making: Making, sheet: Worksheet, row: int, answers: Row) -> None:
    style = making.looks.style
    if answers.help:
        parts = [style("row_label"), clean(answers.label), style("row_help"), f"\n{clean(answers.help)}", style("row")]
        sheet.write_rich_string(row, 0, *parts)
    elif isinstance(answers.id, int):
        sheet.write_number(row, 0, answers.id, style("row", "0", "center"))
    else:
        sheet.write_string(row, 0, clean(answers.label), style("row"))
    for rank, control in enumerate(answers.controls, 1):
        if not isinstance(control.field, ComputedField):
            sheet.write_blank(row, rank, None, style("answer", *_figures(control.field, {})))


def _write_results(making: Making, sheet: Worksheet, grid: GridSheet) -> None:
    """Write the computed columns, in every prepared row; what they keep aside stands in hidden columns after the table."""
    columns = grid.grid.field.columns
    siblings = {column.id: column for column in columns}
    aside: list[str] = []

    def keep(formula: str) -> str:
        aside.append(formula)
        return f"${xl_col_to_name(len(columns) + len(aside))}{ROW}"

    places = making.places.in_row(row_of(grid), keep)
    for rank, field in enumerate(columns, 1):
        if isinstance(field, ComputedField):
            formula = column_formula(field.value, places)
            figures = _figures(field, siblings)
            _write_down(sheet, grid, rank, formula, (making.looks.style("result", *figures), making.looks.style("further", *figures)))
    for rank, formula in enumerate(aside, len(columns) + 1):
        _write_down(sheet, grid, rank, formula, (None, None))
        sheet.set_column(rank, rank, None, None, {"hidden": True})


def _write_down(sheet: Worksheet, grid: GridSheet, column: int, formula: str, looks: tuple[object, object]) -> None:
    for row in range(FIRST_ROW, FIRST_ROW + grid.prepared):
        printed = row < FIRST_ROW + len(grid.grid.rows)
        write_formula(sheet, row, column, formula.replace(ROW, str(row + 1)), looks[0 if printed else 1])


def _write_rules(making: Making, sheet: Worksheet, grid: GridSheet, rank: int, column: Question) -> None:
    field = column.field
    area = (FIRST_ROW, rank, FIRST_ROW + grid.ruled - 1, rank)
    help_ = computed_help(field.help) if isinstance(field, ComputedField) else field.help
    validate(sheet, area, field, f"{column.code} · {column.label}", help_, making.lists)
    if isinstance(field, CheckField):
        mark_answers(making, sheet, area, field)


def _edge_further_rows(making: Making, sheet: Worksheet, grid: GridSheet) -> None:
    """Draw the edges of the rows added under those printed, as soon as they hold an answer."""
    first, last = FIRST_ROW + len(grid.grid.rows), FIRST_ROW + grid.ruled - 1
    end = xl_col_to_name(len(grid.grid.columns))
    filled = f'=SUMPRODUCT(--($B{first + 1}:${end}{first + 1}<>""))>0'
    sheet.conditional_format(first, 0, last, len(grid.grid.columns), {"type": "formula", "criteria": filled, "format": making.looks.style("edge")})


def _set_page(sheet: Worksheet, grid: GridSheet, widths: list[int]) -> None:
    table = grid.grid.field
    key_first = not grid.grid.fixed and table.key == table.columns[0].id
    sheet.freeze_panes(FIRST_ROW, 2 if key_first else 1)
    sheet.repeat_rows(HEADER_ROW)
    pages = -(-sum(widths) // PAGE)
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0, 1 if key_first else 0)
    if sum(widths) > PORTRAIT:
        sheet.set_landscape()

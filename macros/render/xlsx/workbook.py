"""The workbook: its sheets in order, then its names."""

import io

from xlsxwriter import Workbook

from macros.outline import Outline
from macros.render.xlsx.answers_sheet import write_answers
from macros.render.xlsx.grid_sheet import write_grid
from macros.render.xlsx.layout import ANSWERS, LISTS, STEPS
from macros.render.xlsx.making import Making, write_formula


def render_xlsx(sheet: Outline) -> bytes:
    """Return the blank workbook of a sheet, made of its outline alone: the same outline gives the same bytes."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        _write(Making(book, sheet))
    return file.getvalue()


def _write(making: Making) -> None:
    making.properties()
    write_answers(making, making.add(ANSWERS))
    for grid in making.layout.grids:
        write_grid(making, making.add(grid.name), grid)
    for name, ref in making.layout.names():
        making.book.define_name(name, f"={ref}")
    if making.lists.columns:
        making.lists.write(making.hidden(LISTS))
    if making.steps:
        hidden = making.hidden(STEPS)
        for row, formula in enumerate(making.steps):
            write_formula(hidden, row, 0, formula)

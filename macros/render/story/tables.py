"""A table: its question, a note on each column, the table itself."""

from collections.abc import Iterator

from macros.outline import Control, Grid, Question, Row
from macros.render.story.prompts import place
from macros.render.story.prose import lines
from macros.render.story.questions import asking, noted
from macros.render.story.shapes import DENSE, row_height, widths
from macros.render.story.tree import Block, Cell, Paragraph, Run, Shape, Table
from macros.wording import words


def table(grid: Grid, shape: Shape, filled: bool) -> Iterator[Block]:
    """Yield the question of a table, what to write in each column, then its rows."""
    yield from asking(grid.question)
    yield from noted(grid.columns)
    dense = "Dense" if len(grid.columns) >= DENSE else ""
    head = (Cell((Paragraph(f"CellHead{dense}", (Run(grid.corner),)),)), *(_head(column, dense) for column in grid.columns))
    rows = tuple((_row_head(row, dense), *(_cell(control, dense, filled) for control in row.controls)) for row in grid.rows)
    help_ = next((remark.text for remark in grid.question.remarks if remark.kind == "help"), "")
    title = f"{grid.question.code} · {grid.question.label}"
    yield Table(grid.field.id, title, help_, widths(grid, shape.room), row_height(grid), head, rows, not grid.fixed and not filled)


def _head(column: Question, dense: str) -> Cell:
    unit = f" ({column.unit})" if column.unit else ""
    return Cell((Paragraph(f"CellHead{dense}", (Run(column.code, "Code"), Run(f" {column.label}{unit}"))),))


def _row_head(row: Row, dense: str) -> Cell:
    help_ = (Paragraph("CellHelp", (Run(row.help),)),) if row.help else ()
    return Cell((Paragraph(f"CellRow{dense}", (Run(row.label),)), *help_), heads=True)


def _cell(control: Control, dense: str, filled: bool) -> Cell:
    inside = lines(words(control.field, control.value), "Response") if filled else (place(control, "cell"),)
    return Cell((Paragraph(f"Cell{dense}", inside),))

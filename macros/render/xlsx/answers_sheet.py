"""The first sheet, « Réponses »: what the sheet is for, then one line a question outside tables."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from macros.model import CheckField, ComputedField
from macros.render.xlsx.formulas import result_formula
from macros.render.xlsx.layout import ANSWER_COLUMN, FIRST_ROW, quoted
from macros.render.xlsx.lines import HEAD, Line
from macros.render.xlsx.looks import clean, height, number_format
from macros.render.xlsx.making import Making, write_formula
from macros.render.xlsx.places import cell_kind
from macros.render.xlsx.readings import constant, literal
from macros.render.xlsx.validation import computed_help, validate, validate_tick
from macros.wording import reading

WIDTHS = (7, 38, 36, 58)
_BOLD = 2
"""Characters of a column lost to the indent and to bold type, when the height of a text is worked out."""

_SIZES = {"facts": 9.0, "notice": 11.5}
_MARKS = {"oui": "yes", "partiellement": "partly", "non": "no", "ne_sait_pas": "unknown"}


def write_answers(making: Making, sheet: Worksheet) -> None:
    """Write the sheet of the questions outside tables."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    for row, line in enumerate(making.layout.lines):
        _WRITERS[line.look](making, sheet, row, line)
    sheet.ignore_errors({"number_stored_as_text": f"C1:C{len(making.layout.lines) + 1}"})


def mark_answers(making: Making, sheet: Worksheet, area: tuple[int, int, int, int], field: CheckField) -> None:
    """Colour the answers to a check; the word says the same, bold or italic, without the colour."""
    for option, style in _MARKS.items():
        label = field.options[option].label
        rule = {"type": "cell", "criteria": "==", "value": literal(label), "format": making.looks.style(style)}
        sheet.conditional_format(*area, rule)


def _title(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    sheet.set_row(row, 32)
    sheet.write_string(row, 0, clean(line.label), making.looks.style("title"))


def _head(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    sheet.set_row(row, 21)
    for column, title in enumerate(HEAD):
        sheet.write_string(row, column, title, making.looks.style("head"))


def _across(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    text, size = clean(line.label), _SIZES.get(line.look, 11)
    sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", making.looks.style(line.look))
    sheet.write_string(row, 0, text, making.looks.style(line.look))
    sheet.set_row(row, min(height(text, sum(WIDTHS), size), 409))


def _band(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, clean(line.label), making.looks.style("band"))
    for column in range(1, len(WIDTHS)):
        sheet.write_blank(row, column, None, making.looks.style("band"))


def _texts(making: Making, sheet: Worksheet, row: int, line: Line, look: str = "label", code: str = "code") -> None:
    sheet.write_string(row, 0, line.code, making.looks.style(code))
    sheet.write_string(row, 1, clean(line.label), making.looks.style(look))
    sheet.write_string(row, 3, clean(line.guidance), making.looks.style("guidance"))


def _question(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    _texts(making, sheet, row, line)
    assert line.question
    if line.control is None:
        sheet.write_string(row, ANSWER_COLUMN, "Écrivez «\u00a0oui\u202f» en face de chaque réponse choisie\u00a0:", making.looks.style("guidance"))
        return
    field = line.control.field
    kind = cell_kind(field, {field.id: field for field in making.sheet.definition.fields()})
    look = making.looks.style("result" if isinstance(field, ComputedField) else "answer", number_format(field, kind), "left")
    area = (row, ANSWER_COLUMN, row, ANSWER_COLUMN)
    if isinstance(field, ComputedField):
        write_formula(sheet, row, ANSWER_COLUMN, result_formula(field.value, making.places), look, making.cached(field))
        validate(sheet, area, field, line.control.title, computed_help(field.help), making.lists)
        return
    sheet.write_blank(row, ANSWER_COLUMN, None, look)
    validate(sheet, area, field, line.control.title, line.control.help, making.lists)
    if isinstance(field, CheckField):
        mark_answers(making, sheet, area, field)


def _option(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    _texts(making, sheet, row, line, "option", "faint")
    assert line.control
    sheet.write_blank(row, ANSWER_COLUMN, None, making.looks.style("answer", "@", "left"))
    validate_tick(sheet, row, ANSWER_COLUMN, line.control.title, line.control.help)


def _table(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    _texts(making, sheet, row, line)
    name = next(grid.name for grid in making.layout.grids if grid.grid is line.grid)
    first = f"internal:{quoted(name)}!B{FIRST_ROW + 1}"
    sheet.write_url(row, ANSWER_COLUMN, first, making.looks.style("link"), f"Onglet «\u00a0{name}\u202f»", "Aller à ce tableau")


def _column(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    _texts(making, sheet, row, line, "option", "faint")
    sheet.write_blank(row, ANSWER_COLUMN, None, making.looks.style("faint"))


def _reading(making: Making, sheet: Worksheet, row: int, line: Line) -> None:
    assert line.question and isinstance(line.question.field, ComputedField)
    field = line.question.field
    _texts(making, sheet, row, line, "option", "faint")
    sheet.set_row(row, min(max(height(clean(text), WIDTHS[ANSWER_COLUMN] - _BOLD) for text in (line.label, *_meanings(field))), 409))
    cached = reading(field, making.empty.get(field.id)) or ""
    write_formula(sheet, row, ANSWER_COLUMN, _reading_formula(field, f"$C${row}"), making.looks.style("result"), cached)


def _meanings(field: ComputedField) -> Iterator[str]:
    """Yield what a result may mean: its row is as high as the longest, since no spreadsheet fits a row when a result changes."""
    return (step.text for step in field.reading)


def _reading_formula(field: ComputedField, result: str) -> str:
    """Return the formula that picks what a result means: the first step whose bound it does not pass."""
    text = '""'
    for step in reversed(field.reading):
        words = literal(clean(step.text))
        text = words if step.up_to is None else f"IF({result}<={constant(step.up_to)},{words},{text})"
    return f'=IF(ISNUMBER({result}),{text},"")'


_WRITERS = {
    "title": _title, "head": _head, "lead": _across, "notice": _across, "facts": _across, "prose": _across, "condition": _across,
    "band": _band, "question": _question, "option": _option, "table": _table, "column": _column, "reading": _reading,
}  # fmt: skip

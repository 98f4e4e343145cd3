"""What a control name stands for in a definition, and what the text found there answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.answers import TICKED
from macros.model import BaseField, ComputedField, Definition, MultiChoiceField, TableField
from macros.names import cell_name, split_name
from macros.readback.findings import Place
from macros.written import same_label, understood

TICKS = frozenset({"oui", "x", "vrai", "true", "1", "on", "yes", "☒", "☑", "✓", "✔", "✗", "✘"})
"""What people write in a box, or across it, to tick it."""

_NO_TICKS = frozenset({"non", "faux", "false", "0", "off", "no", "☐", "□"})


class How(StrEnum):
    """How an answer was found, the surest first."""

    NAME = "name"
    POSITION = "position"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in the named form. ``readable`` is False for a date, a number or an option kept as it was typed."""

    name: str
    text: str
    how: How
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """What a control answers: a field, a column in a row of a table, or one option of a multichoice."""

    name: str
    field: BaseField
    table: TableField | None = None
    row: str = ""
    option: str = ""


class Targets:
    """The control names of a definition."""

    def __init__(self, definition: Definition) -> None:
        """Index the fields of a definition."""
        self.definition = definition
        self.fields: Mapping[str, BaseField] = {field.id: field for field in definition.fields()}

    def get(self, name: str) -> Target | None:
        """Return what a name stands for, or None when the definition has no such name."""
        field_id, *rest = split_name(name)
        field = self.fields.get(field_id)
        match field, rest:
            case TableField(), [row, column_id]:
                column = field.column(column_id)
                fixed = [line.id for line in field.fixed_rows]
                known = row in fixed if fixed else row.isascii() and row.isdecimal() and not row.startswith("0") and len(row) < 7
                return Target(name, column, field, row) if column is not None and known else None
            case MultiChoiceField(), [option] if option in field.options:
                return Target(name, field, option=option)
            case TableField() | MultiChoiceField() | None, _:
                return None
            case _, []:
                return Target(name, field)
        return None

    def cell(self, table: TableField, row: str | int, column_id: str) -> Target | None:
        """Return the cell of a table."""
        return self.get(cell_name(table.id, row, column_id))


def answer(target: Target, place: Place, how: How) -> Answer | None:
    """Return what a place answers; None when it is empty or when its field is worked out."""
    if isinstance(target.field, ComputedField):
        return None
    if target.option:
        return _tick(target, place, how)
    if not place.text.strip() or place.ticked is False:
        return None
    text, readable = understood(target.field, place.text)
    return Answer(target.name, text, how, readable)


def _tick(target: Target, place: Place, how: How) -> Answer | None:
    """Return the answer of one box; a sign that is neither a yes nor a no is kept as it is."""
    said = same_label(place.text)
    ticked = said in TICKS if place.ticked is None else place.ticked
    label = target.field.options[target.option].label if isinstance(target.field, MultiChoiceField) else ""
    if ticked or (place.ticked is None and said in (same_label(label), target.option)):
        return Answer(target.name, TICKED, how)
    if place.ticked is not None or not said or said in _NO_TICKS:
        return None
    return Answer(target.name, place.text, how, readable=False)

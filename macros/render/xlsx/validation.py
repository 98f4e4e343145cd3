"""What a cell says when someone stands on it, what it offers, what it warns of.

Lists are closed; numbers, dates and marks only warn, because « 5 environ » is an answer too.
"""

from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from macros.french import number
from macros.model import BaseField, DateField, NumberField, ScaleField
from macros.outline import choices
from macros.render.xlsx.looks import clean, cut, length
from macros.render.xlsx.places import TICK

MAX_TITLE, MAX_MESSAGE, MAX_LIST = 32, 255, 255
_SURE = "Garder quand même ce que vous avez écrit\u202f? Votre réponse restera telle quelle."
_TICK_ONLY = f"Écrivez «\u00a0{TICK}\u202f» pour la cocher, ou laissez-la vide."
_FAR = 1e307


class Lists:
    """The labels that drop-down lists offer; those that do not fit in a cell's own rule stand on a hidden sheet, a list a column."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.columns: list[tuple[str, ...]] = []

    def source(self, labels: tuple[str, ...]) -> list[str] | str:
        """Return where a rule finds its labels: the labels themselves, or a range of the hidden sheet."""
        if length(",".join(labels)) <= MAX_LIST and not any(set(label) & set(',"') or label.strip() != label for label in labels):
            return list(labels)
        if labels not in self.columns:
            self.columns.append(labels)
        letter = xl_col_to_name(self.columns.index(labels))
        return f"={self.sheet}!${letter}$1:${letter}${len(labels)}"

    def write(self, sheet: Worksheet) -> None:
        """Write the lists on their sheet."""
        for column, labels in enumerate(self.columns):
            for line, label in enumerate(labels):
                sheet.write_string(line, column, label)


def validate(sheet: Worksheet, area: tuple[int, int, int, int], field: BaseField, title: str, help_: str, lists: Lists) -> None:
    """Put the rule of a field on cells; ``title`` and ``help_`` are shown beside the cell where the reader stands."""
    rule = _rule(field, lists)
    rule |= {"input_title": cut(title, MAX_TITLE), "input_message": cut(help_, MAX_MESSAGE), "ignore_blank": True}
    sheet.data_validation(*area, rule)


def validate_tick(sheet: Worksheet, line: int, column: int, title: str, help_: str) -> None:
    """Put the rule of the box of a multichoice: « oui » or nothing."""
    rule = {"validate": "list", "source": [TICK], "input_title": cut(title, MAX_TITLE), "input_message": cut(help_, MAX_MESSAGE)}
    sheet.data_validation(line, column, line, column, rule | _stop("C’est une case à cocher", _TICK_ONLY))


def _rule(field: BaseField, lists: Lists) -> dict[str, Any]:
    if offered := choices(field):
        labels = tuple(clean(option.label) for option in offered.values())
        stop = _stop("Pas dans la liste", "Choisissez une réponse de la liste, ou laissez la case vide.")
        return {"validate": "list", "source": lists.source(labels), **stop}
    match field:
        case DateField():
            warning = _warning("Ce n’est pas une date", f"Une date s’écrit jour/mois/année, par exemple 23/11/2026. {_SURE}")
            return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1), **warning}
        case NumberField():
            return _number_rule(field)
        case ScaleField():
            warning = _warning("Note inattendue", f"La note va de {field.min} à {field.max}. {_SURE}")
            return {"validate": "list", "source": [str(mark) for mark in range(field.min, field.max + 1)], **warning}
    return {"validate": "any"}


def _number_rule(field: NumberField) -> dict[str, Any]:
    low, high = -_FAR if field.min is None else field.min, _FAR if field.max is None else field.max
    what = "un nombre entier" if field.integer else "un nombre"
    warning = _warning("Nombre inattendu", f"On attend ici {what}{_bounds(field)}, sans unité. {_SURE}")
    kind = "integer" if field.integer else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high, **warning}


def _bounds(field: NumberField) -> str:
    """Say which numbers are expected, after « un nombre »."""
    if field.min is not None and field.max is not None:
        return f" compris entre {number(field.min)} et {number(field.max)}"
    if field.min is not None:
        return f" supérieur ou égal à {number(field.min)}"
    return f" inférieur ou égal à {number(field.max)}" if field.max is not None else ""


def _stop(title: str, message: str) -> dict[str, Any]:
    return {"error_type": "stop", "error_title": title, "error_message": message}


def _warning(title: str, message: str) -> dict[str, Any]:
    return {"error_type": "warning", "error_title": title, "error_message": cut(message, MAX_MESSAGE)}


def computed_help(help_: str) -> str:
    """Return what stands beside a result: that nothing is to be typed there."""
    return f"Se calcule tout seul\u00a0: n’écrivez rien ici. {help_}"


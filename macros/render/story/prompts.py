"""What stands in a place until someone writes there, and what a list offers."""

from typing import Literal

from macros.model import BaseField, CheckField, ChoiceField, DateField, LongTextField, ScaleField
from macros.outline import Control, choices
from macros.render.story.tree import Place, PlaceKind

Where = Literal["line", "sentence", "cell"]

_DOTS = "………"
_LINE = {
    "text": "Écrivez ici", "longtext": "Écrivez ici", "url": "Écrivez ou collez l’adresse", "person": "Prénom et nom", "date": "jj/mm/aaaa",
    "number": "Écrivez un nombre", "check": "Choisissez", "choice": "Choisissez", "scale": "Choisissez", "computed": "Écrivez le résultat",
}  # fmt: skip
_SENTENCE = {**_LINE, "text": "écrivez ici", "longtext": "écrivez ici", "number": _DOTS, "check": "choisissez", "choice": "choisissez"}
_CELL = dict.fromkeys(_LINE, "…") | {"date": "jj/mm/aaaa", "check": "Choisir", "choice": "Choisir", "scale": "…"}
_PROMPTS: dict[Where, dict[str, str]] = {"line": _LINE, "sentence": _SENTENCE, "cell": _CELL}

PROMPTS = frozenset(text for texts in _PROMPTS.values() for text in texts.values()) | {_DOTS}
"""Every text that stands for no answer: what a reader of documents takes for nothing when it finds it alone in a place."""

MAX_TITLE = 64
UNTICKED, TICKED_BOX = "☐", "☒"


def place(control: Control, where: Where) -> Place:
    """Return the place of a control; in a cell or before a unit there is no room for more than a sign of where to write."""
    field = control.field
    if control.option is not None:
        return Place(control, "box", UNTICKED)
    prompt = _DOTS if where != "cell" and getattr(field, "unit", None) else _PROMPTS[where][field.kind]
    return Place(control, _kind(field), prompt, offers(field), inline=where == "sentence")


def offers(field: BaseField) -> tuple[str, ...]:
    """Return what may be chosen, as it is written once chosen: labels, or the marks of a scale."""
    if isinstance(field, ScaleField):
        return tuple(str(mark) for mark in range(field.min, field.max + 1))
    return tuple(option.label for option in choices(field).values())


def short_title(control: Control) -> str:
    """Return the title of a control in as many characters as Word takes: its beginning, and its end, which tells the row or the option."""
    title = control.title
    return title if len(title) <= MAX_TITLE else f"{title[:43].rstrip()}…{title[-20:].lstrip()}"


def _kind(field: BaseField) -> PlaceKind:
    match field:
        case DateField():
            return "date"
        case ScaleField() | ChoiceField() | CheckField():
            return "list"
        case LongTextField():
            return "lines"
    return "text"

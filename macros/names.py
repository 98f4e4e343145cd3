"""Identifiers and the control names built from them, the same in every medium.

A control name is what an HTML control, a PDF field, a Word tag and a spreadsheet name have in common:
``field``, ``field__option`` (one box of a multichoice) or ``table__row__column``. The limits come from the
strictest medium: 64 characters for a Word tag, no spreadsheet cell reference, no property of an HTML form.
"""

import re
import unicodedata

MAX_ID = 24
MAX_ROW_ID = 12
MAX_NAME = 64
MAX_ROWS = 999
SEPARATOR = "__"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# A1, or R1C1 and what a French Excel writes for it, L1C1.
_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|[rl][0-9]*c[0-9]*|[rlc][0-9]*")

# Properties of HTMLFormElement and of every JavaScript object: a control with such a name hides the property.
_RESERVED = frozenset(
    "accept action after animate append attributes autocapitalize autocomplete autocorrect autofocus before blur body "
    "children class classlist click closest constructor contains dataset dir draggable elements encoding enctype false "
    "focus hidden id inert innerhtml item lang length matches method name namespace nodename nonce normalize novalidate "
    "null part popover prefix prepend prototype rel remove reset role scroll slot spellcheck style submit tabindex "
    "target title tostring translate true valueof".split()
)


class NameProblem(ValueError):
    """An identifier that cannot be used; ``expected`` and ``hint`` are French, for the person who wrote it."""

    def __init__(self, received: str, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.received, self.expected, self.hint = received, expected, hint


def check_slug(text: str) -> str:
    """Return a kebab-case identifier of a definition unchanged, or raise NameProblem."""
    if not _SLUG.fullmatch(text) or len(text) > MAX_NAME:
        raise NameProblem(text, "des minuscules sans accent, des chiffres et des traits d’union", suggest_slug(text))
    return text


def check_id(text: str) -> str:
    """Return the identifier of a field, column or option unchanged, or raise NameProblem."""
    if not _ID.fullmatch(text) or len(text) > MAX_ID:
        expected = f"des minuscules sans accent, des chiffres et des soulignés, {MAX_ID} caractères au plus"
        raise NameProblem(text, expected, suggest_id(text))
    if _CELL.fullmatch(text):
        raise NameProblem(text, "un nom qu’un tableur ne prend pas pour une cellule", suggest_id(text))
    if text in _RESERVED:
        raise NameProblem(text, "un nom qui ne soit pas réservé par les formulaires des navigateurs", suggest_id(text))
    return text


def check_row_id(text: str) -> str:
    """Return the identifier of a fixed table row unchanged, or raise NameProblem."""
    if len(text) > MAX_ROW_ID:
        raise NameProblem(text, f"{MAX_ROW_ID} caractères au plus pour une ligne fixe", suggest_id(text, MAX_ROW_ID))
    return check_id(text)


def option_name(field: str, option: str) -> str:
    """Return the control name of one box of a multichoice."""
    return f"{field}{SEPARATOR}{option}"


def cell_name(table: str, row: str | int, column: str) -> str:
    """Return the control name of a cell; ``row`` is a number from 1 or the identifier of a fixed row."""
    return f"{table}{SEPARATOR}{row}{SEPARATOR}{column}"


def split_name(name: str) -> tuple[str, ...]:
    """Return the parts of a control name: (field,), (field, option) or (table, row, column)."""
    return tuple(name.split(SEPARATOR))


def suggest_id(text: str, limit: int = MAX_ID) -> str:
    """Return the nearest valid identifier of a field for any text, of ``limit`` characters at most; "" when there is none."""
    found = _ascii_words(text, "_").lstrip("0123456789_")[:limit].rstrip("_")
    return f"champ_{found}"[:limit].rstrip("_") if _CELL.fullmatch(found) or found in _RESERVED else found


def suggest_slug(text: str) -> str:
    """Return the nearest valid kebab-case identifier for any text; "" when there is none."""
    return _ascii_words(text, "-")[:MAX_NAME].rstrip("-")


def _ascii_words(text: str, joint: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return joint.join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))

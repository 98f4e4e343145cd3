"""Readings of a value: number, date; and rounding for display."""

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)

_BLANKS = re.compile("[ \u00a0\u202f]")
_NUMBER = re.compile(r"[+\-\u2212]?[0-9]+(?:[.,][0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHORT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


def number(value: object) -> float | None:
    """Read a number, given as such or typed the French way ("1 234,5"); None when it is not one."""
    if isinstance(value, str):
        typed = _BLANKS.sub("", value)
        value = float(typed.replace(",", ".").replace("\u2212", "-")) if _NUMBER.fullmatch(typed) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return finite(value)


def readable_date(value: object) -> date | None:
    """Read an ISO date of the years 1900 to 9999; None when it is not one."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None


def finite(value: float) -> float | None:
    """Give a plain finite double without minus zero, else None."""
    try:
        value = float(value)
    except OverflowError:
        return None
    return value + 0.0 if math.isfinite(value) else None


def round_half_up(value: float, decimals: int = 0) -> float:
    """Round a finite number for display, as spreadsheets do.

    Keeps 15 significant digits first, then rounds halves away from zero; `decimals` may be negative.
    """
    exact = _SHORT.create_decimal_from_float(value)
    return float(exact.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)) + 0.0

"""How an answer is written in a document that people fill in, and how what they wrote is read: labels, French dates and numbers.

Both directions stand here so that they stay each other's inverse: `understood(field, written(field, value))` gives ``value`` back.
Values are those of the named form (`macros.answers`): texts, options by their identifier, dates in ISO, numbers with a point.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from macros.expressions import number
from macros.french import NBSP, day
from macros.model import BaseField, DateField, NumberField, Option, ScaleField

_SPACES = re.compile(r"\s+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T[0-9:.]+Z?)?")
_MONTHS = {day(f"2000-{month:02d}-02").split(NBSP)[1]: month for month in range(1, 13)}
_IN_LETTERS = re.compile(r"(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?(1er|[0-9]{1,2})\s+([^\W\d]+)\s+([0-9]{4})")
_EXPONENT = re.compile(r"-?[0-9](?:\.[0-9]+)?e[+-]?[0-9]{1,3}")
_CLOCK = re.compile(r"(?:([0-9]{1,4}) ?h(?:eures?)? ?([0-5]?[0-9])(?: ?min(?:utes?)?)?|([0-9]{1,4}) ?min(?:utes?)?)")

_SAME_UNITS = {"h": ("heures",), "€": ("euros",), "%": ("pour cent",)}


def written(field: BaseField, value: str) -> str:
    """Return what stands in a document for an answer: a label, « 23/11/2026 », « 3,5 »; what can't be read stays as it is."""
    if option := _options(field).get(value):
        return option.label
    if isinstance(field, DateField) and (found := _iso(value)):
        return f"{found.day:02d}/{found.month:02d}/{found.year:04d}"
    return _decimal(value) if isinstance(field, NumberField) else value


def understood(field: BaseField, text: str) -> tuple[str, bool]:
    """Return the answer that a text stands for, and whether it could be read; what can't be read comes back as it was typed.

    An option is known by its label, whatever its capitals, spaces and accents' form, by a label it had before, by its identifier or
    by its rank (« 2 », « 2 = Une seule personne »), as printed beside a table. A number may have the unit of its field after it; where
    that is hours, « 1 h 30 » and « 45 min » are 1,5 and 0,75.

    More is read here than a workbook works out: a date in letters (« 3 mars 2026 ») comes back as a date, while in a workbook it
    stays a text, and the formulas that read it leave their result empty. A year of two figures (« 3/3/26 ») is not read: a birth and
    a deadline would not stand in the same century.
    """
    text = lines(text)
    if options := _options(field):
        found = _option(options, text)
        return (found, True) if found else (text, not text.strip())
    if isinstance(field, DateField):
        found_day = _day(text.strip())
        return (found_day.isoformat(), True) if found_day else (text, not text.strip())
    if isinstance(field, NumberField | ScaleField):
        value = _typed(text, getattr(field, "unit", None))
        return (plain_number(value), True) if value is not None else (text, not text.strip())
    return text, True


def lines(text: str) -> str:
    """Return a text with the line feed as its only line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain_number(value: float) -> str:
    """Return a number as the named form keeps it: « 3 », « 3.5 », « 1e-07 »."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if math.isfinite(value) and value == int(value) and abs(value) < 1e16 else repr(value)


def same_label(text: str) -> str:
    """Return what two labels have in common when a reader takes one for the other: no case, no doubled or odd space."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold().replace("'", "’")


def _decimal(value: str) -> str:
    """Return a number with a decimal comma and no exponent; any other text unchanged."""
    if _EXPONENT.fullmatch(value):
        value = format(Decimal(value), "f")
    return value.replace(".", ",") if number(value) is not None else value


def _typed(text: str, unit: str | None) -> float | None:
    """Return the number that a text is, alone or before its unit, plural or not; None for anything else."""
    if _EXPONENT.fullmatch(text):
        exact = float(text)
        return exact if math.isfinite(exact) else None
    value = number(text)
    if unit is None or value is not None:
        return value
    units = {_SPACES.sub(" ", form).lower() for form in (unit, *_SAME_UNITS.get(unit, ()))}
    units |= {form.removesuffix("s") for form in units if len(form) > 3}
    said = _SPACES.sub(" ", text).strip()
    values = (number(said[: -len(form)]) for form in units if said[-len(form) :].lower() == form)
    clock = _hours(said) if "heures" in units else None
    return next((value for value in values if value is not None), clock)


def _hours(said: str) -> float | None:
    """Return the hours that « 1 h 30 » or « 45 min » stands for, with two decimals; None for anything else."""
    found = _CLOCK.fullmatch(said.lower())
    return round((60 * int(found[1] or 0) + int(found[2] or found[3])) * 5 / 3) / 100 if found else None


def _options(field: BaseField) -> Mapping[str, Option]:
    return getattr(field, "options", {})


def _option(options: Mapping[str, Option], text: str) -> str | None:
    wanted = same_label(text)
    labels = {same_label(option.label): key for key, option in options.items()}
    former = {same_label(label): key for key, option in options.items() for label in option.was_labels}
    ranked = {str(rank): key for rank, key in enumerate(options, 1)}
    ranked |= {f"{rank} = {same_label(options[key].label)}": key for rank, key in ranked.items()}
    return ({key: key for key in options} | ranked | former | labels).get(wanted)


def _day(text: str) -> date | None:
    if found := _DAY_FIRST.fullmatch(text):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = _IN_LETTERS.fullmatch(text.lower())
    month = _MONTHS.get(found[2]) if found else None
    return _date(int(found[3]), month, int(found[1].removesuffix("er"))) if found and month else None


def _iso(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

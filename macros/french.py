"""Numbers, dates, durations and sizes as a French reader writes them."""

import re
from datetime import date

NBSP = "\u00a0"
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
TERRITORIES = {"FR": "France", "QC": "Québec", "BE": "Belgique", "CH": "Suisse"}
PROFILES = {"benevole": "bénévole seul", "petite_equipe": "petite équipe", "salarie": "personne salariée", "tpe": "très petite entreprise"}


def number(value: float, decimals: int | None = None) -> str:
    """Return a number with a decimal comma and thousands apart; as many decimals as it has when none is said."""
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,.10f}".rstrip("0").rstrip(".")
    sign = "−" if value < 0 and text.strip("-0.") else ""
    return sign + text.lstrip("-").replace(",", NBSP).replace(".", ",")


def day(iso: str) -> str:
    """Return « 1er juin 2019 » for 2019-06-01; any other text unchanged."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{'1er' if found.day == 1 else found.day}{NBSP}{_MONTHS[found.month - 1]}{NBSP}{found.year}"


def month(text: str) -> str:
    """Return « novembre 2026 » for 2026-11."""
    year, number_ = text.split("-")
    return f"{_MONTHS[int(number_) - 1]}{NBSP}{year}"


def rough_date(text: str) -> str:
    """Return a source's date as a reader says it: 2025-11 is « novembre 2025 », « 2016 (estimé) » is « vers 2016 ».

    What is said in words (« 2010 ou après ») tells by itself that it is estimated.
    """
    bare, estimated = text.removesuffix(" (estimé)"), text.endswith(" (estimé)")
    said = month(bare) if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", bare) else day(bare)
    return f"vers {said}" if estimated and said[-1].isdigit() else said


def duration(minutes: int) -> str:
    """Return « 45 min », « 1 h » or « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def size(octets: int) -> str:
    """Return a file's size: « 512 octets », « 3,4 ko », « 1,2 Mo »; a kilo-octet is 1,000 octets."""
    if octets < 1000:
        return f"{octets}{NBSP}octets"
    scaled, unit = (octets / 1000, "ko") if octets < 999_500 else (octets / 1_000_000, "Mo")
    return f"{number(scaled, 0 if scaled >= 9.95 else 1)}{NBSP}{unit}"


def listed(items: list[str]) -> str:
    """Return « a, b et c »."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " et " + items[-1] if items else ""

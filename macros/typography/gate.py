"""The gate: what is wrong in a published French text, whoever wrote it and by whatever way it came."""

import re

from macros.typography.rules import GROUPED
from macros.typography.spans import CLEAR, MASKS, WORD, mask, unmask
from macros.typography.words import CAPITAL, LIGATURES, PAGES, TITLES, UNITS

_WORD_END = rf"[\w)\]}}»”’%‰€…{WORD}{CLEAR}]"
_END = rf"(?=[\s)\]»”,.…{CLEAR}]|$)"
_CONTEXT = 20
"""How many characters an excerpt shows on either side."""

_FAULTS = tuple(
    (message, re.compile(pattern, re.MULTILINE))
    for message, pattern in (
        ("apostrophe droite", r"(?<=[^\W\d])'|(?<!\d)'(?=\w)"),
        ("guillemet droit", r"(?<!\d)\""),
        ("trois points au lieu de …", r"(?<!\.)\.{3}(?!\.)"),
        ("espaces qui se suivent", r"(?<=\S)[ \u00a0\u202f\u2009]{2,}(?=\S)"),
        ("il manque l’espace insécable avant ; ! ?", rf"{_WORD_END}(?=(?:;|[!?]+){_END})"),
        ("l’espace avant ; ! ? doit être fine et insécable", r"(?<!«)[ \u00a0\u2009](?=[;!?](?!=))"),
        ("il manque l’espace insécable avant :", rf"{_WORD_END}(?=:(?:\s|$))"),
        ("l’espace avant : doit être insécable", r"[ \u202f\u2009](?=:(?:\s|$))"),
        ("il manque l’espace insécable après «", r"«(?!\u00a0)"),
        ("il manque l’espace fine insécable avant »", r"(?<!\u202f)»"),
        ("oe au lieu de œ", LIGATURES.pattern),
        ("capitale sans accent", CAPITAL.pattern),
        ("trait d’union au lieu d’un tiret", r"(?<=[^\s|]) -{1,3} (?=[^\s|])"),
        ("il manque l’espace insécable avant % ou €", r"(?:[ \u202f\u2009]|(?<=\d))(?=[%‰€](?!\w))"),
        ("nombre séparé de son unité par une espace ordinaire", rf"(?<=\d)(?<![A-Z]\d)(?<![A-Z]\d\d)[ \u202f\u2009](?=(?!€){UNITS}(?![\w’]))"),
        ("heure à écrire « 14 h 30 »", r"(?<![\w:.,])\d{1,2}h(?:[0-5]\d)?(?![\w/-])"),
        ("il manque l’espace insécable après une abréviation", rf"(?<!\w)(?:[nN]°|{PAGES}|§)[ \u202f]?(?=\d)"),
        ("il manque l’espace insécable entre un titre et un nom", rf"(?<!\w){TITLES} (?=[A-ZÀ-Ý])"),
    )
)
_LIGATURE = "oe au lieu de œ"
_GROUPED = re.compile(GROUPED)


def problems(text: str) -> list[str]:
    """List the typographic faults of a published text, each with an excerpt; code, addresses and ids are left out.

    The text is that of a whole block, without markup: an inline border inside a sentence would hide faults beside it.
    """
    masked, spans = mask(text)
    found = []
    for message, pattern in _FAULTS:
        flagged = re.compile(pattern.pattern, pattern.flags | re.IGNORECASE) if message == _LIGATURE else pattern
        found += [f"{message} : {_excerpt(masked, spans, match)}" for match in flagged.finditer(masked)]
    for match in _GROUPED.finditer(masked):
        if set(match[0]) & set(" \u202f\u2009"):
            found.append(f"espace ordinaire dans un nombre : {_excerpt(masked, spans, match)}")
    return found


def _excerpt(masked: str, spans: list[str], match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _CONTEXT), match.end() + _CONTEXT
    before = len(re.findall(f"[{MASKS}]", masked[:start]))
    excerpt = unmask(masked[start:end], spans[before:])
    left, right = "…" if start else "", "…" if end < len(masked) else ""
    return f"[{left}{' '.join(excerpt.split(chr(10)))}{right}]"

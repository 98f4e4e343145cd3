"""How a formula reads one cell, or each cell of a range: its number, its day, whether it holds anything.

What can't be read gives an error, never a value: errors go through additions and divisions by themselves, so that no formula has to
say the same thing twice, and `IFERROR` turns them into an empty result at the end. Everything here works cell by cell in an array
formula, in Excel 2016 and later and in LibreOffice, whatever the language of the program.
"""

from datetime import date

NEVER = "NA()"
"""What is never a number, never a day."""

MAX_LITERAL = 255
"""Characters of a text that Excel takes inside a formula."""

_NUMBER_SHAPES = '{"| |","|+ |","|- |","| . |","|+ . |","|- . |"}'
"""A number once each run of digits is one space: sign, digits, decimals; bars show where it starts and ends."""

_TYPED = {" ": "", "\u00a0": "", "\u202f": "", "\u2212": "-", ",": "."}
_SEPARATORS = {" ": "", "/": "-", ".": "-"}


def literal(text: str) -> str:
    """Return a text as a formula writes it, in several pieces when it is long."""
    pieces = [text[start : start + MAX_LITERAL] for start in range(0, len(text), MAX_LITERAL)] or [""]
    quoted = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return quoted[0] if len(quoted) == 1 else f"({'&'.join(quoted)})"


def constant(value: float) -> str:
    """Return a number as a formula writes it."""
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value).upper()
    return f"({text})" if value < 0 else text


def day_constant(day: date) -> str:
    """Return a day as a formula writes it."""
    return f"DATE({day.year},{day.month},{day.day})"


def number(ref: str) -> str:
    """Return the number of a cell, typed as such or as a text the French way; an error for anything else."""
    typed = _replaced(ref, _TYPED)
    shaped = f"ISNUMBER(MATCH({_shape(typed)},{_NUMBER_SHAPES},0))"
    return f'IF(ISNUMBER({ref}),{ref},_xlfn.NUMBERVALUE({typed},".",",")/{shaped})'


def iso_day(ref: str) -> str:
    """Return the day that a text such as 2026-11-23 names; an error for anything else, a real date included."""
    digits = _replaced(ref, {str(digit): "0" for digit in range(1, 10)})
    return f'DATEVALUE({ref})/(({digits}="0000-00-00")*(LEFT({ref},4)>="1900")*ISTEXT({ref}))'


def typed_day(ref: str) -> str:
    """Return the day of a cell that asks for a date: a real date, « 23/11/2026 », « 1.2.2026 » or 2026-11-23."""
    text = _replaced(ref, _SEPARATORS)
    cut = f'FIND("-",{text})'
    day_first = f'DATEVALUE(RIGHT({text},4)&"-"&MID({text},{cut}+1,LEN({text})-5-{cut})&"-"&LEFT({text},{cut}-1))/(MID({text},LEN({text})-4,1)="-")'
    day = f'IF(MID({text},5,1)="-",DATEVALUE({text})*(1/(LEFT({text},4)>="1900")),{day_first}/(RIGHT({text},4)>="1900"))'
    return f'IF(ISNUMBER({ref}),INT({ref}),{day}/({_shape(text)}="| - - |"))'


def result(ref: str) -> str:
    """Return the number of a cell that holds a result, or an error when it is empty."""
    return f"({ref}/ISNUMBER({ref}))"


def filled(ref: str) -> str:
    """Tell whether a cell holds anything."""
    return f'({ref}<>"")'


def any_filled(area: str) -> str:
    """Tell whether one cell of a range holds anything."""
    return f'(SUMPRODUCT(--({area}<>""))>0)'


def _replaced(ref: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        ref = f'SUBSTITUTE({ref},"{old}","{new}")'
    return ref


def _shape(text: str) -> str:
    return f'TRIM("|"&{_replaced(text, {str(digit): " " for digit in range(10)})}&"|")'

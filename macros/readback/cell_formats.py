"""Number formats of a workbook: which cells show a date, which a percentage."""

import re
from xml.etree.ElementTree import Element

from macros.readback.container import attribute, child

_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENTS = frozenset([9, 10])
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[dyDYjJaA]")


class Formats:
    """What the style of each cell makes of a number."""

    def __init__(self, styles: Element | None) -> None:
        """Read the formats of ``xl/styles.xml``; none when the workbook has no such part."""
        custom, applied = (child(styles, name) if styles is not None else None for name in ("numFmts", "cellXfs"))
        codes = {attribute(item, "numFmtId") or "": attribute(item, "formatCode") or "" for item in custom} if custom is not None else {}
        formats = [attribute(item, "numFmtId") or "0" for item in applied] if applied is not None else []
        self._codes = [(number, _QUOTED.sub("", codes.get(number, ""))) for number in formats]

    def is_date(self, style: str | None) -> bool:
        """Tell whether a style shows a number as a day."""
        number, code = self._of(style)
        return bool(_DATE_LETTERS.search(code)) and "general" not in code.lower() if code else number.isdecimal() and int(number) in _DATES

    def is_percent(self, style: str | None) -> bool:
        """Tell whether a style shows a number as a percentage."""
        number, code = self._of(style)
        return "%" in code if code else number.isdecimal() and int(number) in _PERCENTS

    def _of(self, style: str | None) -> tuple[str, str]:
        position = int(style) if style and style.isdecimal() else 0
        return self._codes[position] if position < len(self._codes) else ("0", "")

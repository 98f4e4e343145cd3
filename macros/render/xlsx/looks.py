"""How the workbook looks: colours of the site, formats of cells, what a number or a date looks like to a French reader."""

import math
import re
from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from macros.model import BaseField, ComputedField, DateField, NumberField, ScaleField
from macros.render.xlsx.places import CellKind

INK, SOFT, ACCENT, RULE, BAND, ANSWER, RESULT = "#1B2340", "#41475E", "#204690", "#8A8DA0", "#DDE8FD", "#FFFDF3", "#EFEDE6"
DATE_FORMAT = "dd/mm/yyyy"
MAX_UNIT = 16
"""Characters of a unit shown in the cell itself; a longer one stands in the label only."""

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 20, "font_color": INK, "valign": "vcenter"},
    "table_title": {"bold": True, "font_size": 16, "font_color": INK, "valign": "vcenter", "text_wrap": True},
    "lead": {"font_size": 11, "text_wrap": True, "valign": "vcenter"},
    "notice": {"text_wrap": True, "valign": "vcenter", "bold": True, "left": 5, "left_color": ACCENT, "indent": 1},
    "facts": {"font_size": 9, "font_color": SOFT},
    "head": {"indent": 1, "bold": True, "font_color": "#FFFFFF", "bg_color": INK, "text_wrap": True, "valign": "vcenter"},
    "band": {"bold": True, "font_size": 13, "bg_color": BAND, "font_color": INK, "top": 2, "top_color": ACCENT},
    "prose": {"text_wrap": True, "valign": "top", "font_color": INK},
    "condition": {"italic": True, "bold": True, "font_color": SOFT, "text_wrap": True, "valign": "top"},
    "code": {"bold": True, "font_color": ACCENT, "valign": "top", "bottom": 1, "bottom_color": RULE},
    "faint": {"font_size": 9, "font_color": SOFT, "valign": "top", "bottom": 1, "bottom_color": RULE},
    "label": {"indent": 1, "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": RULE},
    "option": {"text_wrap": True, "valign": "top", "indent": 2, "bottom": 1, "bottom_color": RULE},
    "guidance": {"indent": 1, "text_wrap": True, "valign": "top", "font_size": 9, "font_color": SOFT, "bottom": 1, "bottom_color": RULE},
    "link": {"indent": 1, "font_color": ACCENT, "underline": 1, "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": RULE},
    "row": {"indent": 1, "text_wrap": True, "valign": "top", "border": 1, "border_color": RULE, "bg_color": BAND},
    "row_help": {"font_size": 9, "font_color": SOFT},
    "row_label": {"bold": True, "font_color": INK},
    "answer": {"indent": 1, "text_wrap": True, "valign": "top", "border": 1, "border_color": RULE, "bg_color": ANSWER},
    "result": {"indent": 1, "text_wrap": True, "valign": "top", "border": 1, "border_color": RULE, "bg_color": RESULT, "bold": True, "align": "left"},
    "further": {"indent": 1, "text_wrap": True, "valign": "top"},
    "edge": {"border": 1, "border_color": RULE},
    "yes": {"bg_color": "#DAEEDE", "font_color": "#17522C"},
    "partly": {"bg_color": "#F5E5D3", "font_color": "#694000", "italic": True},
    "no": {"bg_color": "#FBE1DB", "font_color": "#871E00", "bold": True},
    "unknown": {"bg_color": "#E7E7F0", "font_color": "#48485A", "italic": True},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.style = cache(self._style)

    def _style(self, name: str, number_format: str = "", align: str = "") -> Format:
        found = dict(_STYLES[name])
        found |= {"num_format": number_format} if number_format else {}
        found |= {"align": align} if align else {}
        found |= {"indent": 0} if align == "center" else {}
        return self.book.add_format(found)


def number_format(field: BaseField, kind: CellKind) -> str:
    """Return the number format of an answer: text where anything typed has to stay as it is."""
    unit = clean(getattr(field, "unit", None) or "")
    suffix = f'"\u00a0{unit.replace(chr(34), chr(8221))}"' if unit and len(unit) <= MAX_UNIT else ""
    match field:
        case DateField():
            return DATE_FORMAT
        case ScaleField():
            return "0"
        case NumberField():
            return f"{'#,##0' if field.integer else 'General'}{suffix}"
        case ComputedField() if kind in ("day", "date"):
            return DATE_FORMAT
        case ComputedField() if kind == "number":
            return f"#,##0{'.' if field.decimals else ''}{'0' * field.decimals}{suffix}"
        case ComputedField():
            return "General"
    return "@"


def alignment(field: BaseField, kind: CellKind) -> str:
    """Return where an answer stands in the cell of a table: figures to the right, dates and marks in the middle."""
    if isinstance(field, DateField | ScaleField) or kind in ("day", "boolean"):
        return "center"
    return "right" if isinstance(field, NumberField | ComputedField) else "left"


def clean(text: str) -> str:
    """Return a text that XML can hold."""
    return _ILLEGAL.sub("", text)


def length(text: str) -> int:
    """Return the length of a text as Excel counts it: what lies beyond the first 65,536 signs counts for two."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """Return a text no longer than ``limit``, cut between two words, with an ellipsis to say so."""
    text = clean(text)
    if length(text) <= limit:
        return text
    start = text.encode("utf-16-le")[: 2 * limit - 2].decode("utf-16-le", "ignore")
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.\u00a0\u202f") + "…"


def height(text: str, width: float, size: float = 11) -> float:
    """Return the height, in points, of a text wrapped in ``width`` characters of 11 points: merged cells do not grow by themselves."""
    per_line = max(width * 11 / size * 0.95, 1)
    lines = sum(max(math.ceil(len(line) / per_line), 1) for line in text.split("\n"))
    return lines * size * 1.3 + 4

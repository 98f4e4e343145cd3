"""Typst, started once: from the data of a sheet to a tagged PDF, or to a picture."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import typst

from macros.render.fonts import fonts_folder
from macros.render.pdf.layout import printable
from macros.render.pdf.sentences import Data

TEMPLATE = Path(__file__).with_name("sheet.typ")
_REFUSED = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_BLOCK = 128


def tagged_pdf(data: Data, timestamp: int) -> bytes:
    """Return the document as PDF/UA-1; ``timestamp`` is its date, in seconds."""
    return _compile(data, format="pdf", pdf_standards="ua-1", timestamp=timestamp)


def picture(data: Data, width: int) -> bytes:
    """Return the first page as a PNG about ``width`` pixels wide."""
    pages = _compile(data, format="png", ppi=width / (data["width"] / 25.4))
    return pages[0] if isinstance(pages, list) else pages


def _compile(data: Data, **options: Any) -> Any:
    """Compile; a character that no face has is refused by the standard, and makes way for a box with its neighbours of Unicode."""
    data = printable(data)
    while True:
        try:
            return _compiler().compile(sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, **options)
        except typst.TypstError as error:
            found = _REFUSED.search(error.message)
            if not found:
                raise
            data = printable(data, _neighbours(found["text"]))


def _neighbours(shown: str) -> re.Pattern[str]:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), shown)
    blocks = {ord(char) // _BLOCK for char in text if ord(char) >= _BLOCK and unicodedata.category(char) != "Zs"}
    ranges = "".join(f"{re.escape(chr(block * _BLOCK))}-{re.escape(chr(block * _BLOCK + _BLOCK - 1))}" for block in sorted(blocks))
    return re.compile(f"[{ranges}]" if ranges else re.escape(text))


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=[fonts_folder()], ignore_system_fonts=True)

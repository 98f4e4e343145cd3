"""XML written as text: what every part of a document escapes, and how a part kept in a file is read."""

import re
from functools import cache
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What neither XML nor HTML can hold: control characters, half of a character, non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def held(text: str) -> str:
    """Return a text without the characters that XML and HTML can't hold."""
    return _ILLEGAL.sub("", text)


def escaped(text: str) -> str:
    """Return a text that may stand in an element or, between double quotes, in an attribute."""
    return escape(held(text), {'"': "&quot;"})


@cache
def template(path: Path) -> Template:
    """Return a part kept in a file, its places written ``$name``."""
    return Template(path.read_text(encoding="utf-8"))

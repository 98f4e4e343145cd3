"""Text in OpenDocument, where runs of spaces and tabs have elements of their own."""

import re

from macros.render.odt.names import style_name
from macros.render.xml import escaped

_LOST = re.compile(r"^ +| +$| {2,}|\t")


def spaced(text: str) -> str:
    """Return a text escaped, whose spaces are all kept."""
    return _LOST.sub(lambda found: "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>', escaped(text))


def span(text: str, style: str = "") -> str:
    """Return a run of text, in a character style when there is one."""
    return f'<text:span text:style-name="{style_name(style)}">{spaced(text)}</text:span>' if style else spaced(text)

"""HTML built element by element: every text escaped, attributes in the order given, no blank line (Markdown would end the block)."""

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from macros.render.xml import held

# A line break after each of these keeps the words of neighbours apart for whoever reads the text alone, search included.
_APART = frozenset("caption dd div dl dt details fieldset h1 h2 h3 h4 h5 label legend li ol p section summary table td th tr ul".split())
_VOID = frozenset({"input", "br", "img", "hr"})
_BREAK = re.compile("\r\n?|\n")
Attributes = dict[str, Any]


def el(name: str, attributes: Attributes | None = None, *children: Any) -> Markup:
    """Return one element; an attribute that is True stands alone, None or False is left out."""
    opening = Markup("<{}{}>").format(Markup(name), _attributes(attributes or {}))
    after = "\n" if name in _APART else ""
    return opening if name in _VOID else opening + join(children) + Markup(f"</{name}>{after}")


def join(children: Iterable[Any]) -> Markup:
    """Return texts (escaped) and elements one after the other; None and False are left out."""
    return Markup("").join(_one_block(child) for child in children if child is not None and child is not False)


def table_scroll(label_id: str, grid: Markup, describedby: str | None = None) -> Markup:
    """Return a table in a named group that scrolls alone and that a keyboard reaches."""
    attributes = {"class": "table-scroll", "role": "group", "tabindex": 0, "aria-labelledby": label_id, "aria-describedby": describedby}
    return el("div", attributes, grid)


def _attributes(attributes: Attributes) -> Markup:
    found = []
    for key, value in attributes.items():
        if value is True:
            found.append(Markup(f" {key}"))
        elif value is not None and value is not False:
            found.append(Markup(' {}="{}"').format(Markup(key), _one_block(value)))
    return Markup("").join(found)


def _one_block(child: Any) -> Markup:
    """Escape a text; its line breaks become character references, as an empty line would end the HTML block in Markdown."""
    if isinstance(child, Markup):
        return child
    return Markup("&#10;").join(escape(line) for line in _BREAK.split(held(str(child))))

"""HTML built element by element: every text escaped, attributes in the order given, no blank line (Markdown would end the block)."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

_VOID = frozenset({"input", "br", "img", "hr"})
Attributes = dict[str, Any]


def el(name: str, attributes: Attributes | None = None, *children: Any) -> Markup:
    """Return one element; an attribute that is True stands alone, None or False is left out."""
    opening = Markup("<{}{}>").format(Markup(name), _attributes(attributes or {}))
    return opening if name in _VOID else opening + join(children) + Markup(f"</{name}>")


def join(children: Iterable[Any]) -> Markup:
    """Return texts (escaped) and elements one after the other; None and False are left out."""
    return Markup("").join(escape(_one_block(child)) for child in children if child is not None and child is not False)


def _attributes(attributes: Attributes) -> Markup:
    found = []
    for key, value in attributes.items():
        if value is True:
            found.append(Markup(f" {key}"))
        elif value is not None and value is not False:
            found.append(Markup(' {}="{}"').format(Markup(key), value))
    return Markup("").join(found)


def _one_block(child: Any) -> Any:
    """A text with empty lines would end the HTML block in Markdown: line breaks become character references."""
    if isinstance(child, Markup) or not isinstance(child, str) or "\n" not in child:
        return child
    return Markup("&#10;").join(escape(line) for line in child.split("\n"))

"""Rich text to HTML."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from macros import prose
from macros.render.markup import el, join

RenderBlank = Callable[[str], Any]


def render_prose(blocks: prose.Prose, blank: RenderBlank = str) -> Markup:
    """Return a rich text as HTML; ``blank`` renders a field in a sentence."""

    def block(node: prose.Block) -> Markup:
        if isinstance(node, prose.Paragraph):
            return el("p", None, *map(inline, node.children))
        items = (el("li", None, *_tight(item, block, inline)) for item in node.items)
        return el("ol" if node.ordered else "ul", None, *items)

    def inline(node: prose.Inline) -> Any:
        match node:
            case prose.Text(value):
                return value
            case prose.Break():
                return el("br")
            case prose.Blank(field):
                return blank(field)
            case prose.Strong(children):
                return el("strong", None, *map(inline, children))
            case prose.Emphasis(children):
                return el("em", None, *map(inline, children))
            case prose.Link(href, children):
                return el("a", {"href": href}, *map(inline, children))

    return join(map(block, blocks))


def _tight(item: prose.Prose, block: Callable[[Any], Markup], inline: Callable[[Any], Any]) -> list[Any]:
    """A list item of one paragraph needs no paragraph."""
    first, *rest = item or (prose.Paragraph(()),)
    opening = map(inline, first.children) if isinstance(first, prose.Paragraph) else [block(first)]
    return [*opening, *map(block, rest)]

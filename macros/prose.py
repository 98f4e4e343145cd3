"""Rich text of a definition: a small tree parsed once, so that no renderer ever reads Markdown.

Allowed: paragraphs, lists, **strong**, *emphasis*, links and, in clauses, blanks written ``[[field]]``. Anything else
(headings, tables, images, raw HTML, code) is refused: a worksheet has sections and fields for that.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token


class ProseProblem(ValueError):
    """Rich text that uses more than the allowed subset; the message is French, for the author, ``received`` what it stumbled on."""

    def __init__(self, message: str, received: str | None = None) -> None:
        super().__init__(message)
        self.received = received


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    value: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break kept inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place where the answer of ``field`` stands inside the sentence."""

    field: str


@dataclass(frozen=True, slots=True)
class Strong:
    """What is said strongly."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What is stressed."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``href`` is ``lien:<key>`` (registered external address) or an address from the site's root."""

    href: str
    children: tuple["Inline", ...]


Inline = Text | Break | Blank | Strong | Emphasis | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or what a list item says."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is a rich text, lists included."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]


Block = Paragraph | ListBlock
Prose = tuple[Block, ...]

_PARSER = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline", "escape"])
_BLANK = re.compile(r"\[\[([^\[\]]*)\]\]")
_REFUSED = {
    r"(?m)^\s{0,3}#{1,6}\s": "un titre (« # ») : faites-en une section",
    r"(?m)^\s*\|.*\|\s*$": "un tableau : faites-en un champ « table »",
    r"!\[": "une image",
    r"</?[a-zA-Z][^>]*>": "du HTML",
    r"`": "du code",
}


def parse(text: str) -> Prose:
    """Return the tree of a rich text, or raise ProseProblem naming what is not allowed."""
    for pattern, name in _REFUSED.items():
        if found := re.search(pattern, text):
            line = text[found.start() :].strip().split("\n")[0]
            raise ProseProblem(f"du texte simple, des listes, du gras, de l’italique et des liens ; ici, {name}", line)
    return _blocks(iter(_PARSER.parse(text)), "")


def inlines(prose: Prose) -> Iterator[Inline]:
    """Yield every inline node of a rich text, depth first, in reading order."""
    for block in prose:
        if isinstance(block, Paragraph):
            yield from _descend(block.children)
        else:
            for item in block.items:
                yield from inlines(item)


def plain(prose: Prose) -> str:
    """Return the text alone; paragraphs and items on lines of their own, blanks as an ellipsis."""
    if not prose:
        return ""
    lines = []
    for block in prose:
        if isinstance(block, Paragraph):
            lines.append(_plain_inline(block.children))
        else:
            lines.extend(plain(item) for item in block.items)
    return "\n".join(lines)


def blanks(prose: Prose) -> tuple[str, ...]:
    """Return the field ids of the blanks, in reading order."""
    return tuple(node.field for node in inlines(prose) if isinstance(node, Blank))


def hrefs(prose: Prose) -> tuple[str, ...]:
    """Return the addresses of the links, in reading order."""
    return tuple(node.href for node in inlines(prose) if isinstance(node, Link))


def with_hrefs(prose: Prose, resolve: Callable[[str], str]) -> Prose:
    """Return the rich text with every link's address replaced by what ``resolve`` makes of it."""
    return tuple(
        Paragraph(_with_hrefs(block.children, resolve)) if isinstance(block, Paragraph)
        else ListBlock(block.ordered, tuple(with_hrefs(item, resolve) for item in block.items))
        for block in prose
    )  # fmt: skip


def _with_hrefs(children: tuple[Inline, ...], resolve: Callable[[str], str]) -> tuple[Inline, ...]:
    def changed(node: Inline) -> Inline:
        match node:
            case Link(href, inside):
                return Link(resolve(href), _with_hrefs(inside, resolve))
            case Strong(inside):
                return Strong(_with_hrefs(inside, resolve))
            case Emphasis(inside):
                return Emphasis(_with_hrefs(inside, resolve))
        return node

    return tuple(map(changed, children))


def _descend(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in children:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from _descend(node.children)


def _plain_inline(children: tuple[Inline, ...]) -> str:
    parts = []
    for node in _descend(children):
        match node:
            case Text(value):
                parts.append(value)
            case Blank():
                parts.append("…")
            case Break():
                parts.append(" ")
    return "".join(parts)


def _blocks(tokens: Iterator[Token], end: str) -> Prose:
    found: list[Block] = []
    for token in tokens:
        match token.type:
            case t if t == end:
                break
            case "paragraph_open":
                found.append(Paragraph(_inline_tree(iter(next(tokens).children or ()), "")))
                next(tokens)
            case "bullet_list_open" | "ordered_list_open":
                found.append(_list(tokens, token.type))
            case other:
                raise ProseProblem(f"des paragraphes et des listes ; ici, « {other} »")
    return tuple(found)


def _list(tokens: Iterator[Token], opening: str) -> ListBlock:
    items = []
    for token in tokens:
        if token.type == opening.replace("_open", "_close"):
            break
        items.append(_blocks(tokens, "list_item_close"))
    return ListBlock(opening.startswith("ordered"), tuple(items))


def _inline_tree(tokens: Iterator[Token], end: str) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for token in tokens:
        match token.type:
            case t if t == end:
                break
            case "text" | "text_special":
                found.extend(_text_and_blanks(token.content))
            case "softbreak":
                found.append(Text(" "))
            case "hardbreak":
                found.append(Break())
            case "strong_open":
                found.append(Strong(_inline_tree(tokens, "strong_close")))
            case "em_open":
                found.append(Emphasis(_inline_tree(tokens, "em_close")))
            case "link_open":
                found.append(Link(str(token.attrs["href"]), _inline_tree(tokens, "link_close")))
            case other:
                raise ProseProblem(f"du texte, du gras, de l’italique et des liens ; ici, « {other} »")
    return tuple(found)


def _text_and_blanks(text: str) -> Iterator[Inline]:
    position = 0
    for match in _BLANK.finditer(text):
        if match.start() > position:
            yield Text(text[position : match.start()])
        yield Blank(match[1].strip())
        position = match.end()
    if position < len(text):
        yield Text(text[position:])

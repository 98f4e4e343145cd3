"""What a word processor lays out: paragraphs, lists, tables and the places to write in them, by named style and nothing more.

`macros.render.docx` and `macros.render.odt` each write this one tree in their own XML: they can't say different things.
"""

from dataclasses import dataclass
from typing import Literal

from macros.outline import Control

PlaceKind = Literal["text", "lines", "date", "list", "box"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some text; ``style`` is a character style, "" for none."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to an outside address."""

    href: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A control: what it takes, what stands in it until it is filled (``prompt``), what its list offers (``choices``).

    ``inline``: it is a blank in a sentence.
    """

    control: Control
    kind: PlaceKind
    prompt: str
    choices: tuple[str, ...] = ()
    inline: bool = False


Inline = Run | Break | Anchor | Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a named style (`styles.xml` of each format); ``target`` names it for the contents list."""

    style: str
    children: tuple[Inline, ...]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; an item holds paragraphs and lists."""

    ordered: bool
    items: tuple[tuple["Paragraph | Listing", ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``heads`` tells that it names its row."""

    paragraphs: tuple[Paragraph, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``widths`` of its columns and least ``height`` of its rows, in millimetres; ``extends``: the reader adds rows."""

    name: str
    title: str
    summary: str
    widths: tuple[float, ...]
    height: float
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    extends: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Room for a long answer: a frame of that many millimetres, which grows with what is written."""

    name: str
    width: float
    height: float
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list: the target and the words of each entry."""

    title: str
    entries: tuple[tuple[str, str], ...]


Block = Paragraph | Listing | Table | Box | Contents


@dataclass(frozen=True, slots=True)
class Shape:
    """A format of page, in millimetres; ``key`` names it in the files."""

    key: str
    width: float
    height: float
    margin: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def wide(self) -> bool:
        """Whether the page lies on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Spread:
    """What follows on pages of one shape."""

    shape: Shape
    blocks: tuple[Block, ...]

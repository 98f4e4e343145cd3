"""What stands in a document, whatever its format: places to write, paragraphs, tables. No reader knows what a sheet asks."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.answers import AnswersFile


@dataclass(frozen=True, slots=True)
class Place:
    """A control: its name ("" when a tool lost it) and what is written there, "" for nothing.

    ``ticked`` is None for a control that is not a box. ``prompt`` is what a screen shows in an empty one.
    """

    name: str
    text: str
    ticked: bool | None = None
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: texts and places, in order."""

    pieces: tuple[str | Place, ...]

    @property
    def text(self) -> str:
        """What a person reads in it, empty places left out."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def places(self) -> tuple[Place, ...]:
        """Its controls."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Place))

    @property
    def outside(self) -> str:
        """What is written in it beside its controls."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``works_out`` tells that a spreadsheet works it out: what it shows is nobody's answer."""

    paragraphs: tuple[Paragraph, ...]
    works_out: bool = False

    @property
    def text(self) -> str:
        """What a person reads in it."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def outside(self) -> str:
        """What is written in it beside its controls."""
        return "\n".join(paragraph.outside for paragraph in self.paragraphs)

    @property
    def places(self) -> tuple[Place, ...]:
        """Its controls."""
        return tuple(place for paragraph in self.paragraphs for place in paragraph.places)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row; a cell that spans several columns stands once, followed by empty ones."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds. ``said`` are the texts that may print its identity, the surest first; ``file`` is set for JSON alone.

    ``loose`` are controls that stand in no text, ``notes`` what was laid over the pages.
    """

    said: tuple[str, ...] = ()
    flow: tuple[Paragraph | Grid, ...] = ()
    loose: tuple[Place, ...] = ()
    file: AnswersFile | None = None
    notes: tuple[str, ...] = ()

    def places(self) -> Iterator[Place]:
        """Yield every control in order."""
        yield from self.loose
        for block in self.flow:
            if isinstance(block, Paragraph):
                yield from block.places
            else:
                yield from (place for row in block.rows for cell in row for place in cell.places)


EMPTY = Cell(())

"""Rich text, and the blanks of its sentences, as paragraphs and lists."""

from collections.abc import Iterator, Mapping

from macros import prose
from macros.outline import Question
from macros.render.story.prompts import place
from macros.render.story.tree import Anchor, Break, Inline, Listing, Paragraph, Run
from macros.wording import words

_NO_BLANKS: Mapping[str, Question] = {}


def body(
    text: prose.Prose, blanks: Mapping[str, Question] = _NO_BLANKS, filled: bool = False, style: str = "BodyText"
) -> tuple[Paragraph | Listing, ...]:
    """Return a rich text; each blank holds its code and its place, or its answer when the sheet is ``filled``."""
    return _Body(blanks, filled).blocks(text, style)


def lines(text: str, style: str = "") -> tuple[Inline, ...]:
    """Return a text of several lines."""
    first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return (Run(first, style), *(node for line in rest for node in (Break(), Run(line, style))))


class _Body:
    def __init__(self, blanks: Mapping[str, Question], filled: bool) -> None:
        self.blanks, self.filled = blanks, filled

    def blocks(self, text: prose.Prose, style: str) -> tuple[Paragraph | Listing, ...]:
        return tuple(
            Paragraph(style, tuple(self.inlines(block.children))) if isinstance(block, prose.Paragraph)
            else Listing(block.ordered, tuple(self.blocks(item, "ListText") for item in block.items))
            for block in text
        )  # fmt: skip

    def inlines(self, nodes: tuple[prose.Inline, ...], style: str = "") -> Iterator[Inline]:
        for node in nodes:
            match node:
                case prose.Text(value):
                    yield Run(value, style)
                case prose.Break():
                    yield Break()
                case prose.Strong(children):
                    yield from self.inlines(children, "Strong")
                case prose.Emphasis(children):
                    yield from self.inlines(children, "Emphasis")
                case prose.Link(href, children):
                    yield Anchor(href, tuple(self.inlines(children, style)))
                case prose.Blank(field):
                    yield from self.blank(self.blanks[field])

    def blank(self, question: Question) -> Iterator[Inline]:
        """A blank: its code, then its place and its unit."""
        yield Run(f"{question.code}\u00a0", "Code")
        (control,) = question.controls
        if self.filled:
            yield from lines(words(question.field, control.value), "Blank")
            return
        yield place(control, "sentence")
        if question.unit:
            yield Run(f"\u00a0{question.unit}")

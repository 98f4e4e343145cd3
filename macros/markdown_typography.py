"""Python-Markdown extension: French typography in the text of a page, as `macros.typography` does it elsewhere.

It runs on the tree, once inline syntax is parsed and before titles go to the table of contents. The text of a block is
corrected as a whole, so that `« **mot** »` and `**Attention** !` are right across their inline borders. Code, raw HTML
and text marked as another language are left alone. Load it from mkdocs.yml as `macros.markdown_typography`.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from macros.typography import typography, typography_across

_LEFT_ALONE = frozenset({"code", "pre", "kbd", "samp", "var", "script", "style", "svg", "math", "textarea"})
_ATTRIBUTES = ("title", "alt", "aria-label")
_AFTER_ATTR_LIST = 7.5
"""Priority: inline is 20, attr_list 8 (it gives `lang`), abbr 7, toc 5."""

_AFTER_TOC = 4.5


class _Slot(NamedTuple):
    """A place in the tree that holds text; without place, it stands for an element left alone."""

    element: Element | None
    place: Literal["text", "tail"]

    def read(self) -> str | None:
        text = None if self.element is None else getattr(self.element, self.place)
        return None if isinstance(text, AtomicString) else text


class TypographyTreeprocessor(Treeprocessor):
    """Corrects the text of every block, and the attributes that are read."""

    def run(self, root: Element) -> None:
        """Correct the tree in place."""
        for block in self.blocks(root):
            pieces = typography_across([slot.read() for slot in block])
            for slot, text in zip(block, pieces, strict=True):
                if text is not None and slot.element is not None:
                    setattr(slot.element, slot.place, text)
        for element in root.iter():
            if _french(element):
                _correct_attributes(element)

    def blocks(self, root: Element) -> Iterator[list[_Slot]]:
        """Yield the runs of text that read as one."""
        run: list[_Slot] = []
        for slot in self.slots(root):
            if slot is not None:
                run.append(slot)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def slots(self, element: Element) -> Iterator[_Slot | None]:
        """Yield the places of text in reading order, and None where a block starts or ends."""
        border = self.md.is_block_level(element.tag)
        if border:
            yield None
        if element.tag in _LEFT_ALONE or element.tag == "img" or not _french(element):
            yield _Slot(None, "text")
        else:
            if element.text:
                yield _Slot(element, "text")
            for child in element:
                yield from self.slots(child)
                if child.tail:
                    yield _Slot(child, "tail")
        if border:
            yield None


def _french(element: Element) -> bool:
    return element.get("lang", "fr").startswith("fr")


def _correct_attributes(element: Element) -> None:
    for name in _ATTRIBUTES:
        if value := element.get(name):
            element.set(name, typography(value))


class ContentsTreeprocessor(Treeprocessor):
    """Gives the table of contents back the no-break spaces that `toc` turns into plain ones."""

    def run(self, root: Element) -> None:
        """Correct the names of the titles, in the tokens and in a table of contents printed in the page."""
        waiting = list(getattr(self.md, "toc_tokens", ()))
        while waiting:
            token = waiting.pop()
            token["name"] = typography(token["name"])
            waiting += token["children"]
        for link in root.iterfind(".//div[@class='toc']//a"):
            link.text = typography(link.text or "")


class TypographyExtension(Extension):
    """Registers the tree processors."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (name given by Python-Markdown)
        """Add French typography to a Markdown converter."""
        md.treeprocessors.register(TypographyTreeprocessor(md), "french_typography", _AFTER_ATTR_LIST)
        md.treeprocessors.register(ContentsTreeprocessor(md), "french_contents", _AFTER_TOC)


def makeExtension(**options: object) -> TypographyExtension:  # noqa: N802 (name given by Python-Markdown)
    """Make the extension, for mkdocs.yml."""
    return TypographyExtension(**options)

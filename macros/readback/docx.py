"""Word documents: content controls by their tag, wherever they stand, and what surrounds them.

An insertion under revision counts, a deletion does not. A control that shows its prompt is empty, whether it says so itself
(`w:showingPlcHdr`), by the style of its text, or only by being one of the prompts that documents show.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from macros.readback.container import Package, attribute, child, tag
from macros.readback.findings import EMPTY, Cell, Contents, Grid, Paragraph, Place
from macros.render.story.prompts import PROMPTS

MAIN = "word/document.xml"
TICKED_SIGNS, UNTICKED_SIGNS = frozenset("☒☑✓✔✗✘■"), frozenset("☐□")

_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "sdtPr", "sdtEndPr", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delText"})
_PLACEHOLDER = "placeholder text"


def read_docx(package: Package) -> Contents:
    """Return what a Word document holds. Raise Refusal when a part can't be read."""
    body = child(package.xml(MAIN), "body")
    reader = _Reader(_placeholder_styles(package))
    flow = tuple(reader.blocks(body)) if body is not None else ()
    properties = package.xml_or_none("docProps/core.xml")
    keywords = child(properties, "keywords") if properties is not None else None
    footers = [" ".join(reader.loose_text(package.xml(name))) for name in sorted(package.names) if name.startswith("word/footer")]
    return Contents(said=((keywords.text or "") if keywords is not None else "", *footers), flow=flow)


def _placeholder_styles(package: Package) -> frozenset[str]:
    """Return the identifiers of the character style of prompts: each word processor names it its own way."""
    styles = package.xml_or_none("word/styles.xml")
    found = {"PlaceholderText", "Placeholder"}
    for style in styles if styles is not None else ():
        name = child(style, "name")
        if name is not None and (attribute(name, "val") or "").lower() == _PLACEHOLDER:
            found.add(attribute(style, "styleId") or "")
    return frozenset(found)


class _Reader:
    def __init__(self, prompt_styles: frozenset[str]) -> None:
        self.prompt_styles = prompt_styles

    def blocks(self, parent: Element) -> Iterator[Paragraph | Grid]:
        """Yield the paragraphs and tables of a body, of a cell or of what wraps some of them."""
        pending: list[str | Place] = []
        for element in parent:
            match tag(element):
                case "p":
                    pending += self.inlines(element)
                    if not _joined(element):
                        yield Paragraph(tuple(pending))
                        pending = []
                case "tbl":
                    yield Grid(tuple(self.rows(element)))
                case "sdt" if _is_index(element):
                    continue
                case "sdt" if not _wraps(element):
                    yield Paragraph((self.place(element),))
                case name if name not in _SKIPPED:
                    yield from self.blocks(element)
        if pending:
            yield Paragraph(tuple(pending))

    def rows(self, parent: Element) -> Iterator[tuple[Cell, ...]]:
        for element in parent:
            if tag(element) == "tr":
                if child(element, "trPr", "del") is None:
                    yield tuple(self.cells(element))
            elif tag(element) not in _SKIPPED:
                yield from self.rows(element)

    def cells(self, parent: Element) -> Iterator[Cell]:
        for element in parent:
            match tag(element):
                case "tc":
                    span = child(element, "tcPr", "gridSpan")
                    yield Cell(tuple(_paragraphs(self.blocks(element))))
                    yield from [EMPTY] * (_count(span) - 1)
                case "sdt" if not _wraps(element):
                    yield Cell((Paragraph((self.place(element),)),))
                case name if name not in _SKIPPED:
                    yield from self.cells(element)

    def inlines(self, parent: Element) -> Iterator[str | Place]:
        """Yield the texts and controls inside a paragraph."""
        for element in parent:
            match tag(element):
                case "sdt" if not _wraps(element):
                    yield self.place(element)
                case "t":
                    yield element.text or ""
                case "br" if attribute(element, "type") in ("page", "column"):
                    continue
                case "sym":
                    yield _symbol(element)
                case name if name in _TEXT:
                    yield _TEXT[name]
                case name if name not in _SKIPPED:
                    yield from self.inlines(element)

    def place(self, sdt: Element) -> Place:
        """Return a control: its tag and what is written there."""
        properties = child(sdt, "sdtPr")
        content = child(sdt, "sdtContent")
        name = _value(properties, "tag") or ""
        text = "" if content is None else self.content(content)
        box = child(properties, "checkbox") if properties is not None else None
        if box is not None or text in TICKED_SIGNS | UNTICKED_SIGNS:
            checked = child(box, "checked") if box is not None else None
            return Place(name, text, ticked=_is_on(checked) or text in TICKED_SIGNS)
        return Place(name, "", prompt=text) if self.is_empty(properties, content, text) else Place(name, text)

    def content(self, content: Element) -> str:
        """Return the text of a control, a line for each paragraph."""
        if any(tag(element) in ("p", "tbl", "tc") for element in content):
            blocks = self.cells(content) if any(tag(element) == "tc" for element in content) else self.blocks(content)
            return "\n".join(paragraph.text for block in blocks for paragraph in _paragraphs([block]))
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.inlines(content))

    def is_empty(self, properties: Element | None, content: Element | None, text: str) -> bool:
        """Tell whether a control shows its prompt only."""
        bare = text.strip()
        if not bare or bare in PROMPTS:
            return True
        runs = [run for run in _runs(content) if any(tag(item) == "t" and item.text and item.text.strip() for item in run)]
        styled = [_value(child(run, "rPr"), "rStyle") in self.prompt_styles for run in runs]
        showing = child(properties, "showingPlcHdr") if properties is not None else None
        return bool(styled) and all(styled) and (showing is None or _is_on(showing))

    def loose_text(self, root: Element) -> Iterator[str]:
        """Yield the paragraphs of a header or a footer."""
        yield from (paragraph.text for block in self.blocks(root) for paragraph in _paragraphs([block]))


def _paragraphs(blocks: Iterable[Paragraph | Grid | Cell]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks, those of nested tables included."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Cell():
                yield from block.paragraphs
            case Grid():
                yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)


def _runs(content: Element | None) -> Iterator[Element]:
    for element in content if content is not None else ():
        if tag(element) == "r":
            yield element
        elif tag(element) not in _SKIPPED:
            yield from _runs(element)


def _wraps(sdt: Element) -> bool:
    """Tell whether a control only groups others, as a repeating section does."""
    content = child(sdt, "sdtContent")
    return content is not None and any(tag(element) in ("sdt", "tr") for element in content.iter() if element is not content)


def _is_index(sdt: Element) -> bool:
    properties = child(sdt, "sdtPr")
    return properties is not None and child(properties, "docPartObj") is not None


def _joined(paragraph: Element) -> bool:
    """Tell whether the end of a paragraph is deleted under revision: what follows goes on in it."""
    return child(paragraph, "pPr", "rPr", "del") is not None


def _value(parent: Element | None, name: str) -> str | None:
    found = child(parent, name) if parent is not None else None
    return attribute(found, "val") if found is not None else None


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _count(span: Element | None) -> int:
    value = (attribute(span, "val") if span is not None else None) or "1"
    return min(int(value), 64) if value.isdecimal() else 1


def _symbol(element: Element) -> str:
    try:
        return chr(int(attribute(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""

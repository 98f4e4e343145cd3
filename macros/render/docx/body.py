"""``word/document.xml``: paragraphs, lists, tables and controls, element order as the transitional schema wants it."""

from collections.abc import Iterator

from macros.render.docx.controls import Controls
from macros.render.docx.names import ROOT, twips
from macros.render.docx.runs import edge, run
from macros.render.story.tree import (
    Anchor,
    Block,
    Box,
    Break,
    Cell,
    Contents,
    Inline,
    Listing,
    Paragraph,
    Place,
    Run,
    Shape,
    Spread,
    Table,
)
from macros.render.xml import DECLARATION, escaped

BULLETS = 1
"""The number of the one list with bullets; each numbered list has a number of its own, from the next."""

_FOOTER = 4
"""Millimetres added to the bottom margin, so that the footer stands apart from the text."""

_SEAM = '<w:p><w:pPr><w:pStyle w:val="Seam"/>{}</w:pPr></w:p>'
_LOOK = '<w:tblLook w:val="{}" w:firstRow="{}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'


class Body:
    """The writing of one document: its controls, its links (address -> relation) and how many numbered lists it has."""

    def __init__(self, language: str) -> None:
        self.controls, self.links, self.numbered, self.targets = Controls(language), dict[str, str](), 0, 0

    def write(self, spreads: tuple[Spread, ...]) -> str:
        """Return the part; the last spread's shape ends the body, the others' end their last paragraph."""
        *before, last = spreads
        inside = "".join(self._spread(spread) + _SEAM.format(section(spread.shape)) for spread in before)
        end = _SEAM.format("") if isinstance(last.blocks[-1], Table | Box) else ""
        return f"{DECLARATION}<w:document {ROOT}><w:body>{inside}{self._spread(last)}{end}{section(last.shape)}</w:body></w:document>"

    def _spread(self, spread: Spread) -> str:
        return "".join(self._block(block) for block in spread.blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Listing():
                return "".join(self._listing(block, 0))
            case Table():
                return self._table(block)
            case Box():
                return self._box(block)
            case Contents():
                return self._contents(block)

    def _paragraph(self, paragraph: Paragraph, more: str = "") -> str:
        runs = "".join(self._inline(node) for node in paragraph.children)
        if paragraph.target:
            self.targets += 1
            runs = f'<w:bookmarkStart w:id="{self.targets}" w:name="{paragraph.target}"/>{runs}<w:bookmarkEnd w:id="{self.targets}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{more}</w:pPr>{runs}</w:p>'

    def _inline(self, node: Inline) -> str:
        match node:
            case Run(text, style):
                return run(text, style)
            case Break():
                return "<w:r><w:br/></w:r>"
            case Place():
                return self.controls.write(node)
            case Anchor(href, children):
                relation = self.links.setdefault(href, f"rLink{len(self.links) + 1}")
                inside = "".join(run(child.text, "Hyperlink") if isinstance(child, Run) else self._inline(child) for child in children)
                return f'<w:hyperlink r:id="{relation}" w:history="1">{inside}</w:hyperlink>'

    def _listing(self, listing: Listing, level: int) -> Iterator[str]:
        if listing.ordered:
            self.numbered += 1
        number = BULLETS + self.numbered if listing.ordered else BULLETS
        for first, *rest in listing.items:
            yield self._item(first, level, f'<w:numPr><w:ilvl w:val="{min(level, 2)}"/><w:numId w:val="{number}"/></w:numPr>')
            for block in rest:
                yield self._item(block, level, f'<w:ind w:left="{twips(7 * (level + 1))}"/>')

    def _item(self, block: Paragraph | Listing, level: int, properties: str) -> str:
        return self._paragraph(block, properties) if isinstance(block, Paragraph) else "".join(self._listing(block, level + 1))

    def _table(self, table: Table) -> str:
        sizes = [twips(width) for width in table.widths]
        header = self._row(table.head, sizes, "<w:tblHeader/>")
        rows = [self._row(cells, sizes, _height(table.height)) for cells in table.rows]
        words = f'<w:tblCaption w:val="{escaped(table.title)}"/><w:tblDescription w:val="{escaped(table.summary)}"/>'
        opening = _opening("Grid", sizes, _LOOK.format("0620", 1), words)
        return f"<w:tbl>{opening}{header}{self._repeated(table, rows) if table.extends else ''.join(rows)}</w:tbl>"

    def _repeated(self, table: Table, rows: list[str]) -> str:
        """Rows that Word offers to add to, by a « + » at the end of the last one."""
        items = "".join(
            f'<w:sdt><w:sdtPr><w:id w:val="{self.controls.number()}"/><w15:repeatingSectionItem/></w:sdtPr>'
            f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
            for row in rows
        )
        title = '<w15:repeatingSection><w15:sectionTitle w15:val="ligne"/></w15:repeatingSection>'
        return f'<w:sdt><w:sdtPr><w:id w:val="{self.controls.number()}"/>{title}</w:sdtPr><w:sdtContent>{items}</w:sdtContent></w:sdt>'

    def _row(self, cells: tuple[Cell, ...], sizes: list[int], more: str = "") -> str:
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{"".join(map(self._paragraph, cell.paragraphs))}</w:tc>'
            for size, cell in zip(sizes, cells, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inside}</w:tr>"

    def _box(self, box: Box) -> str:
        size = twips(box.width)
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{self._paragraph(box.paragraph)}</w:tc>'
        return f"<w:tbl>{_opening('Room', [size], _LOOK.format('0600', 0))}<w:tr><w:trPr>{_height(box.height)}</w:trPr>{cell}</w:tr></w:tbl>"

    def _contents(self, contents: Contents) -> str:
        """A contents list whose entries are links; without page numbers, which nobody has worked out before Word opens it."""
        begin = f'{edge("begin")}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z </w:instrText></w:r>{edge("separate")}'
        entries = [f'<w:hyperlink w:anchor="{target}" w:history="1">{run(words)}</w:hyperlink>' for target, words in contents.entries]
        entries[0], entries[-1] = begin + entries[0], entries[-1] + edge("end")
        lines = "".join(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{entry}</w:p>' for entry in entries)
        return f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run(contents.title)}</w:p>{lines}'


def section(shape: Shape) -> str:
    """Return the shape of the pages that end here, and their footer."""
    side = ' w:orient="landscape"' if shape.wide else ""
    sides = {"top": 0, "right": 0, "bottom": _FOOTER, "left": 0}
    margins = " ".join(f'w:{name}="{twips(shape.margin + more)}"' for name, more in sides.items())
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rFooter{shape.key}"/>'
        f'<w:pgSz w:w="{twips(shape.width)}" w:h="{twips(shape.height)}"{side}/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _opening(style: str, sizes: list[int], look: str, words: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}{words}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _height(millimetres: float) -> str:
    return f'<w:trHeight w:val="{twips(millimetres)}" w:hRule="atLeast"/>'

"""``content.xml``: headings, paragraphs, lists, tables and controls."""

from dataclasses import replace

from macros.render.odt.automatic import Automatic
from macros.render.odt.controls import Controls
from macros.render.odt.names import ROOT, style_name
from macros.render.odt.text import spaced, span
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
    Spread,
    Table,
)
from macros.render.xml import DECLARATION, escaped

_LEVELS = {"Heading1": 1, "Heading2": 2}


class Body:
    """The writing of one document: its controls and its automatic styles."""

    def __init__(self, language: str) -> None:
        self.controls, self.automatic = Controls(language), Automatic()

    def write(self, spreads: tuple[Spread, ...], faces: str) -> str:
        """Return the part."""
        inside = "".join(self._spread(spread) for spread in spreads)
        styles = f"<office:automatic-styles>{self.automatic.write()}</office:automatic-styles>"
        body = f"<office:body><office:text>{inside}</office:text></office:body>"
        return f"{DECLARATION}<office:document-content {ROOT}>{faces}{styles}{body}</office:document-content>"

    def _spread(self, spread: Spread) -> str:
        """The first block of a spread, always a title, says on which pages it stands."""
        first, *rest = spread.blocks
        assert isinstance(first, Paragraph)
        opening = self._paragraph(first, self.automatic.opening(first.style, spread.shape.key))
        return opening + "".join(self._block(block) for block in rest)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Listing():
                return self._listing(block)
            case Table():
                return self._table(block)
            case Box():
                return self._box(block)
            case Contents():
                return self._contents(block)

    def _paragraph(self, paragraph: Paragraph, opening: str = "") -> str:
        inside = "".join(self._inline(node) for node in paragraph.children)
        if paragraph.target:
            inside = f'<text:bookmark-start text:name="{paragraph.target}"/>{inside}<text:bookmark-end text:name="{paragraph.target}"/>'
        style = opening or style_name(paragraph.style)
        if level := _LEVELS.get(paragraph.style):
            return f'<text:h text:style-name="{style}" text:outline-level="{level}">{inside}</text:h>'
        return f'<text:p text:style-name="{style}">{inside}</text:p>'

    def _inline(self, node: Inline) -> str:
        match node:
            case Run(text, style):
                return span(text, style)
            case Break():
                return "<text:line-break/>"
            case Place():
                return self.controls.write(node)
            case Anchor(href, children):
                inside = "".join(self._inline(replace(child, style="") if isinstance(child, Run) else child) for child in children)
                return f'<text:a xlink:type="simple" xlink:href="{escaped(href)}" text:style-name="Internet_20_link">{inside}</text:a>'

    def _listing(self, listing: Listing) -> str:
        items = "".join(f"<text:list-item>{''.join(map(self._block, item))}</text:list-item>" for item in listing.items)
        return f'<text:list text:style-name="{"Nombres" if listing.ordered else "Puces"}">{items}</text:list>'

    def _table(self, table: Table) -> str:
        style = self.automatic.table(table.widths)
        columns = "".join(f'<table:table-column table:style-name="{style}.{rank}"/>' for rank in range(1, len(table.widths) + 1))
        head = f"<table:table-header-rows>{self._row(table.head, 'Tete', table.height)}</table:table-header-rows>"
        rows = "".join(self._row(cells, "Case", table.height) for cells in table.rows)
        words = f"<table:title>{escaped(table.title)}</table:title><table:desc>{escaped(table.summary)}</table:desc>"
        return f'<table:table table:name="{table.name}" table:style-name="{style}">{words}{columns}{head}{rows}</table:table>'

    def _row(self, cells: tuple[Cell, ...], style: str, height: float) -> str:
        inside = "".join(_cell(style, "".join(map(self._paragraph, cell.paragraphs))) for cell in cells)
        return f'<table:table-row table:style-name="{self.automatic.row(height, whole=True)}">{inside}</table:table-row>'

    def _box(self, box: Box) -> str:
        style, row = self.automatic.table((box.width,)), self.automatic.row(box.height, whole=False)
        inside = f'<table:table-row table:style-name="{row}">{_cell("Cadre", self._paragraph(box.paragraph))}</table:table-row>'
        opening = f'<table:table table:name="{box.name}" table:style-name="{style}"><table:table-column table:style-name="{style}.1"/>'
        return f"{opening}{inside}</table:table>"

    def _contents(self, contents: Contents) -> str:
        """A contents list whose entries are links; written whole, as LibreOffice makes it only when asked."""
        title = f'<text:p text:style-name="Contents_20_Heading">{span(contents.title)}</text:p>'
        entries = "".join(
            f'<text:p text:style-name="Contents_20_1"><text:a xlink:type="simple" xlink:href="#{target}">{span(words)}</text:a></text:p>'
            for target, words in contents.entries
        )
        made = f'<text:index-title text:name="Sommaire_titre">{title}</text:index-title>{entries}'
        return (
            f'<text:table-of-content text:name="Sommaire" text:protected="false">{_contents_source(contents.title)}'
            f"<text:index-body>{made}</text:index-body></text:table-of-content>"
        )


def _cell(style: str, inside: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}</table:table-cell>'


def _contents_source(title: str) -> str:
    entry = "<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-link-end/>"
    return (
        '<text:table-of-content-source text:outline-level="1">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{spaced(title)}</text:index-title-template>'
        f'<text:table-of-content-entry-template text:outline-level="1" text:style-name="Contents_20_1">{entry}</text:table-of-content-entry-template>'
        "</text:table-of-content-source>"
    )

"""The styles that belong to one document: the widths of its tables, the height of their rows, where a new shape of page begins."""

from macros.render.odt.names import size, style_name
from macros.render.story.look import LOOK

_LINE = f"0.5pt solid #{LOOK['control']}"
_CELLS = {
    "Case": f'fo:padding="1.2mm" fo:border="{_LINE}"',
    "Tete": f'fo:padding="1.2mm" fo:border="{_LINE}" fo:border-bottom="1.5pt solid #{LOOK["accent"]}" fo:background-color="#{LOOK["tint"]}"'
    ' style:vertical-align="bottom"',
    "Cadre": f'fo:padding="1.8mm" fo:border="{_LINE}"',
}


class Automatic:
    """The automatic styles met so far, each made once."""

    def __init__(self) -> None:
        self._tables, self._rows, self._openings = dict[tuple[float, ...], str](), dict[tuple[float, bool], str](), dict[tuple[str, str], str]()

    def table(self, widths: tuple[float, ...]) -> str:
        """Return the style of a table with these columns; that of its column n is « <style>.<n> »."""
        return self._tables.setdefault(widths, f"Table{len(self._tables) + 1}")

    def row(self, height: float, *, whole: bool) -> str:
        """Return the style of a row of at least that height; ``whole``: never on two pages."""
        return self._rows.setdefault((height, whole), f"Ligne{len(self._rows) + 1}")

    def opening(self, style: str, page: str) -> str:
        """Return the style of a paragraph that begins pages of another shape."""
        return self._openings.setdefault((style, page), f"Page{len(self._openings) + 1}")

    def write(self) -> str:
        """Return them all."""
        cells = [_style(name, "table-cell", "", f"<style:table-cell-properties {cell}/>") for name, cell in _CELLS.items()]
        rows = [_style(name, "table-row", "", _row(*row)) for row, name in self._rows.items()]
        openings = [
            _style(name, "paragraph", f' style:parent-style-name="{style_name(style)}" style:master-page-name="{page}"', "")
            for (style, page), name in self._openings.items()
        ]
        return "".join([*cells, *rows, *openings, *(part for widths, name in self._tables.items() for part in _table(name, widths))])


def _table(name: str, widths: tuple[float, ...]) -> list[str]:
    whole = f'<style:table-properties style:width="{size(sum(widths))}" table:align="left" style:may-break-between-rows="true"/>'
    columns = [f'<style:table-column-properties style:column-width="{size(width)}"/>' for width in widths]
    return [_style(name, "table", "", whole), *(_style(f"{name}.{rank}", "table-column", "", column) for rank, column in enumerate(columns, 1))]


def _row(height: float, whole: bool) -> str:
    return f'<style:table-row-properties style:min-row-height="{size(height)}" fo:keep-together="{"always" if whole else "auto"}"/>'


def _style(name: str, family: str, more: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="{family}"{more}>{properties}</style:style>'

"""Tables that scroll alone, named, with scoped headings and no style attribute; those of sentences can be read as cards."""

import html as entities
import re

_ALIGNED = re.compile(r'<(t[hd])([^>]*?) style="text-align: (left|right|center);"')
_TABLE = re.compile(r"<table\b([^>]*)>(.*?)</table>", re.DOTALL)
_IN_REGION = re.compile(r'<(?:div|section) class="table-scroll"[^>]*>\s*$')
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>(?=\s*<td).*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td(?=[\s>])([^>]*)>(.*?)</td>", re.DOTALL)
_SENTENCE = 60
"""Characters from which a cell is a sentence."""


def improve_tables(html: str) -> str:
    """Return the page with each bare table in a region of its own that scrolls and takes the focus.

    A table that already stands in a ``table-scroll`` is left as it is.
    """
    html = _ALIGNED.sub(r'<\1\2 class="align-\3"', html)
    pieces, position, count = [], 0, 0
    for table in _TABLE.finditer(html):
        before = html[position : table.start()]
        if not _IN_REGION.search(before):
            count += 1
            name = f"Tableau {count}\u00a0: {_last_heading(html[: table.start()])}"
            pieces += [before, _wrapped(table[1], table[2], name)]
        else:
            pieces += [before, table[0]]
        position = table.end()
    return "".join([*pieces, html[position:]])


def _wrapped(attributes: str, rows: str, name: str) -> str:
    if " class=" not in attributes:
        attributes += f' class="table{" table--cards" if _is_of_sentences(rows) else ""}"'
        rows = _labelled(rows)
    rows = re.sub(r"<th(?![^>]*\bscope=)(?=[\s>])", '<th scope="col"', rows)
    label = entities.escape(name)
    return f'<div class="table-scroll" role="group" tabindex="0" aria-label="{label}"><table{attributes}>{rows}</table></div>'


def _is_of_sentences(rows: str) -> bool:
    """Tell whether a table has three columns at least, and a sentence in some cell: narrow columns make it unreadable."""
    return len(_HEAD.findall(rows)) > 2 and any(len(_words(cell)) >= _SENTENCE for _, cell in _CELL.findall(rows))


def _labelled(rows: str) -> str:
    """Return the rows with, on each cell, what heads its column."""
    heads = [entities.escape(entities.unescape(_words(head))) for head in _HEAD.findall(rows)]

    def row(found: re.Match[str]) -> str:
        labels = iter(heads)
        return _CELL.sub(lambda cell: f'<td data-label="{next(labels, "")}"{cell[1]}>{cell[2]}</td>', found[0])

    return _ROW.sub(row, rows)


def _words(html: str) -> str:
    return _TAG.sub("", html).strip()


def _last_heading(before: str) -> str:
    headings = _HEADING.findall(before)
    return entities.unescape(_words(_PERMALINK.sub("", headings[-1]))) if headings else "sans titre"

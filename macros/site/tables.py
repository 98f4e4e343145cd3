"""Tables that scroll alone, named, with scoped headings and no style attribute."""

import html as entities
import re

_ALIGNED = re.compile(r'<(t[hd])([^>]*?) style="text-align: (left|right|center);"')
_TABLE = re.compile(r"<table\b([^>]*)>(.*?)</table>", re.DOTALL)
_IN_REGION = re.compile(r'<(?:div|section) class="table-scroll"[^>]*>\s*$')
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


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
        attributes += ' class="table"'
    rows = re.sub(r"<th(?![^>]*\bscope=)(?=[\s>])", '<th scope="col"', rows)
    label = entities.escape(name)
    return f'<div class="table-scroll" role="group" tabindex="0" aria-label="{label}"><table{attributes}>{rows}</table></div>'


def _last_heading(before: str) -> str:
    headings = _HEADING.findall(before)
    return entities.unescape(_TAG.sub("", _PERMALINK.sub("", headings[-1]))).strip() if headings else "sans titre"

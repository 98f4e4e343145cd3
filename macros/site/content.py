"""What the text of a page may not hold once it is HTML: faults that a browser hides from its author."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from .errors import SiteError

_CALL = re.compile(r"\{\s*\w+\s*\([^{}]*\)?\s*\}?|\{\{|\{%|\}\}|%\}")
REFUSED = {
    "script": "Mettez ce programme dans docs/assets/js/ et nommez-le dans mkdocs.yml (extra_javascript).",
    "style": "Mettez ce style dans docs/assets/css/ et nommez-le par une classe.",
}
"""Tags that a page may not hold, and where what they say goes."""
_VERBATIM = frozenset({"code", "pre", "textarea"})


def refuse_unsound(page: str, html: str) -> None:
    """Raise SiteError, naming the page, for a program, a style, a second title, a picture without words or a macro left as text."""
    content = _Content()
    content.feed(html)
    content.close()
    faults = list(content.faults())
    if faults:
        raise SiteError("\n\n".join(f"{page}\n  {fault}" for fault in faults))


class _Content(HTMLParser):
    """The titles, the pictures and the text of a page, code apart."""

    def __init__(self) -> None:
        super().__init__()
        self.verbatim = 0
        self.titles: list[str] = []
        self.in_title = False
        self.pictures: list[str] = []
        self.refused: list[str] = []
        self.calls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag tells."""
        given = dict(attrs)
        if tag in REFUSED:
            self.refused.append(tag)
        elif tag in _VERBATIM:
            self.verbatim += 1
        elif tag == "h1":
            self.titles.append("")
            self.in_title = True
        elif tag == "img" and not (given.get("alt") or "").strip() and given.get("role") != "presentation":
            self.pictures.append(given.get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave code or a title."""
        if tag in _VERBATIM:
            self.verbatim = max(0, self.verbatim - 1)
        elif tag == "h1":
            self.in_title = False

    def handle_data(self, data: str) -> None:
        """Keep a title's words; look for a macro that was not called."""
        if self.in_title:
            self.titles[-1] += data.removesuffix("#")
        if not self.verbatim and (found := _CALL.search(data)):
            self.calls.append(" ".join(data[found.start() :].split())[:60])

    def faults(self) -> Iterator[str]:
        """Yield what is wrong, in French."""
        for tag in self.refused:
            yield f"reçu : <{tag}>\n  attendu : une page sans <{tag}>\n  {REFUSED[tag]}"
        if len(self.titles) > 1:
            titles = ", ".join(f"« {title.strip()} »" for title in self.titles)
            yield f"reçu : {len(self.titles)} titres de niveau 1, {titles}\n  attendu : un seul « # » par page\n  Les parties s’ouvrent par « ## »."
        for source in self.pictures:
            hint = "Pour une image qui n’apprend rien : ![](image.png){ role=presentation }."
            yield f"reçu : l’image « {source} » sans texte\n  attendu : ![ce que l’image montre]({source})\n  {hint}"
        for call in self.calls:
            yield f"reçu : « {call} », publié tel quel\n  attendu : {{{{ nom('identifiant') }}}}, deux accolades de chaque côté"

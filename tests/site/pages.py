"""The pages of a built site as the tests read them: parsed, and their French texts block by block."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd desc details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 head header hr html legend li main nav ol optgroup option p pre section summary table tbody td text tfoot th thead title tr ul".split()
)
_ASIDE = frozenset({"button", "label", "select", "textarea", "output"})
"""Elements that stand in a sentence without being part of it: their own text is read apart."""
_NOT_PROSE = frozenset({"code", "pre", "kbd", "samp", "var", "script", "style", "math", "template"})
_READ_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder")
_READ_METAS = ("description", "og:title", "og:description")
_STAND_IN = "x"
"""What a sentence shows in place of an element that is read apart or is no prose: a word, so that the spaces around it count."""


class Pages(Mapping[str, BeautifulSoup]):
    """The parsed pages of a built site, by address from its root (`fiches/x/index.html`); parsed once, never changed."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        self._parsed: dict[str, BeautifulSoup] = {}

    def __getitem__(self, name: str) -> BeautifulSoup:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._parsed:
            self._parsed[name] = parse((self.site / name).read_text(encoding="utf-8"))
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def parse(html: str) -> BeautifulSoup:
    """Parse a page or a fragment."""
    return BeautifulSoup(html, "lxml")


def url_of(name: str) -> str:
    """Return the address of a page as a reader knows it: `fiches/x/index.html` is `fiches/x/`."""
    return name.removesuffix("index.html")


def blocks(root: Tag) -> list[str]:
    """Return the French texts under an element, one for each block: inline markup is gone, white space is what a browser shows."""
    runs: list[list[str]] = [[]]
    apart: list[Tag] = []
    _collect(root, runs, apart)
    texts = [re.sub(r"[ \t\n\r\f]+", " ", "".join(run)).strip() for run in runs]
    return [text for text in texts if text.replace(_STAND_IN, "").strip()] + [text for element in apart for text in blocks(element)]


def read_attributes(root: Tag) -> Iterator[str]:
    """Yield the French texts that stand in attributes and in the metadata of a page."""
    for element in root.find_all(True):
        if _is_french(element):
            yield from (element[name] for name in _READ_ATTRIBUTES if element.get(name))
    for meta in root.find_all("meta"):
        if (meta.get("name") or meta.get("property")) in _READ_METAS:
            yield meta["content"]


def _collect(element: Tag, runs: list[list[str]], apart: list[Tag]) -> None:
    for child in element.children:
        if isinstance(child, Tag):
            _collect_element(child, runs, apart)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            runs[-1].append(str(child))


def _collect_element(child: Tag, runs: list[list[str]], apart: list[Tag]) -> None:
    if child.name in _NOT_PROSE or not _is_french(child) or child.name in ("input", "img"):
        runs[-1].append(_STAND_IN)
    elif child.name in _ASIDE or child.has_attr("popover"):
        runs[-1].append(_STAND_IN)
        apart.append(child)
    else:
        block = child.name in _BLOCKS
        runs += [[]] if block else []
        _collect(child, runs, apart)
        runs += [[]] if block else []


def _is_french(element: Tag) -> bool:
    return element.get("lang", "fr").startswith("fr")

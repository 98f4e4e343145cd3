"""Read from an HTML page what links need, in one pass: addresses, ids and references to ids, each with its place.

A page of the site repeats the same tags (navigation, search, icons): what a tag holds is worked out once and remembered
by its text, which makes reading a page a matter of finding its tags.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

_ATTRIBUTES = r"""[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*"""
_TOKEN = re.compile(
    rf"<!--.*?-->|<(?P<raw>script|style|textarea|title)\b(?P<head>{_ATTRIBUTES})>(?P<body>.*?)</(?P=raw)\s*>"
    rf"|<[a-z]{_ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_CSS_URL = re.compile(
    r"""/\*.*?\*/|url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s"']*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.DOTALL
)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)


class Role(Enum):
    """What an address or a reference is for."""

    LINK = auto()
    """The reader follows it."""
    RESOURCE = auto()
    """The browser loads it with the page."""
    ABOUT = auto()
    """It only tells something of the page (canonical address, next page, source of a quotation)."""
    IDREF = auto()
    """It names an id of the same page."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An address (or, for IDREF, an id) as written; `tag` is the text of the element's opening tag."""

    role: Role
    attribute: str
    value: str
    tag: str
    offset: int = 0


@dataclass(slots=True)
class Page:
    """What was read from one page; ids map to the offset of each element that bears them."""

    refs: list[Ref] = field(default_factory=list)
    ids: dict[str, list[int]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    @property
    def anchors(self) -> set[str]:
        """The fragments that lead somewhere in this page."""
        return self.names.union(self.ids)


_PLAIN: dict[str, Role] = {
    **dict.fromkeys(("action", "formaction", "ping"), Role.LINK),
    **dict.fromkeys(("src", "poster", "data", "background", "manifest"), Role.RESOURCE),
    **dict.fromkeys(("cite", "longdesc"), Role.ABOUT),
}
_SETS = ("srcset", "imagesrcset")
_IDREFS = frozenset(
    "for form list headers popovertarget commandfor aria-labelledby aria-describedby aria-controls aria-owns aria-flowto "
    "aria-details aria-errormessage aria-activedescendant".split()
)
_LISTS_OF_IDS = frozenset(
    "for headers aria-labelledby aria-describedby aria-controls aria-owns aria-flowto aria-details".split()
)
_ABOUT_RELS = frozenset("canonical alternate next prev author license help search".split())
_OWN_PREVIEW = frozenset("og:image og:url og:image:url og:image:secure_url og:audio og:video twitter:image".split())


def read_page(text: str) -> Page:
    """Read a whole HTML document or fragment."""
    page = Page()
    for match in _TOKEN.finditer(text):
        tag = match[0]
        if tag.startswith("<!"):
            continue
        if body := match["body"]:
            tag = tag[: match.start("body") - match.start()]
            page.refs += _raw_refs(match["raw"].lower(), tag, body, match.start())
        if "=" in tag or "href" in tag:
            _add_tag(page, tag, match.start())
    return page


def css_addresses(text: str) -> Iterator[tuple[str, int]]:
    """Yield each address of `url()` and `@import` in a style sheet, with its offset; comments are passed over."""
    for match in _CSS_URL.finditer(text):
        found = next((group for group in match.groups() if group is not None), None)
        if found is not None:
            yield found.strip(), match.start()


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of an opening tag, names in lower case, character references resolved."""
    inside = tag[1:-1].partition(" ")[2] if " " in tag else re.sub(r"^<\S+", "", tag[:-1])
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def _add_tag(page: Page, tag: str, offset: int) -> None:
    ids, names, refs = _read_tag(tag)
    if ids:
        page.ids.setdefault(ids, []).append(offset)
    if names:
        page.names.add(names)
    for role, attribute, value in refs:
        page.refs.append(Ref(role, attribute, value, tag, offset))


@cache
def _read_tag(tag: str) -> tuple[str, str, tuple[tuple[Role, str, str], ...]]:
    """Return the id, the anchor name and the references of a tag."""
    element = tag[1:].split(None, 1)[0].rstrip("/>").lower()
    held = attributes(tag)
    refs = [ref for name, value in held.items() for ref in _attribute_refs(element, name, value, held)]
    named = held.get("name", "") if element in ("a", "map") else ""
    return held.get("id", ""), named, tuple(refs)


def _attribute_refs(element: str, name: str, value: str, held: dict[str, str]) -> list[tuple[Role, str, str]]:
    if name in ("href", "xlink:href"):
        return [(_href_role(element, held), name, value)]
    if name in _PLAIN:
        return [(_PLAIN[name], name, value)]
    if name in _SETS:
        return [(Role.RESOURCE, name, candidate) for candidate in _candidates(value)]
    if name in _IDREFS and not (name == "form" and element == "form"):
        ids = value.split() if name in _LISTS_OF_IDS else [value.strip()]
        return [(Role.IDREF, name, one) for one in ids]
    if name == "usemap":
        return [(Role.LINK, name, value)]
    if name == "content" and element == "meta":
        return _meta_refs(value, held)
    if "url(" in value:
        return [(Role.RESOURCE, name, address) for address, _ in css_addresses(value)]
    return []


def _href_role(element: str, held: dict[str, str]) -> Role:
    if element in ("a", "area"):
        return Role.LINK
    rels = set(held.get("rel", "").lower().split())
    about = element == "link" and rels & _ABOUT_RELS and "stylesheet" not in rels
    return Role.ABOUT if about else Role.RESOURCE


def _meta_refs(value: str, held: dict[str, str]) -> list[tuple[Role, str, str]]:
    if held.get("http-equiv", "").lower() == "refresh":
        address = _REFRESH.match(value)
        return [(Role.LINK, "content", address[1])] if address and address[1] else []
    if (held.get("property") or held.get("name") or "").lower() in _OWN_PREVIEW:
        return [(Role.ABOUT, "content", value)]
    return []


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in re.split(r",\s+|,(?=\S+\s)", srcset) if part.strip()]


def _raw_refs(element: str, tag: str, body: str, offset: int) -> list[Ref]:
    """Return the addresses inside a style element, or inside the theme's settings (their script bears `__config`)."""
    if element == "style":
        return [
            Ref(Role.RESOURCE, "url()", address, tag, offset + len(tag) + at) for address, at in css_addresses(body)
        ]
    if element == "script" and attributes(tag).get("id") == "__config":
        settings = json.loads(body)
        return [Ref(Role.RESOURCE, key, settings[key], tag, offset) for key in ("base", "search") if settings.get(key)]
    return []

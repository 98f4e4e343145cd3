"""The addresses that a built site lists outside its pages: style sheets, site map, search index, catalogue, manifests.

Each is yielded as `Listed`: where it stands and, as `address`, what it is once counted from the site's root (or an
address with a scheme, left as it is).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from macros.links.page import Role, css_addresses
from macros.links.site import Site

_LOC = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")
CATALOGUE = "telechargements/catalogue.json"
SEARCH_INDEX = "search/search_index.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a file that is not a page; `base` is the folder it counts from (« » for the site's root)."""

    file: str
    offset: int
    element: str
    attribute: str
    address: str
    base: str
    role: Role


def listed_addresses(site: Site) -> Iterator[Listed]:
    """Yield the addresses of every such file of the site."""
    for path in sorted(site.files):
        if path.endswith(".css"):
            yield from _style_sheet(site, path)
        elif path == "sitemap.xml":
            yield from _site_map(site, path)
        elif path == SEARCH_INDEX:
            yield from _search_index(site, path)
        elif path == CATALOGUE:
            yield from _catalogue(site, path)
        elif path.endswith((".webmanifest", "manifest.json")):
            yield from _manifest(site, path)


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _style_sheet(site: Site, path: str) -> Iterator[Listed]:
    for address, offset in css_addresses(site.text(path)):
        yield Listed(path, offset, f"url({address})", "url()", address, _folder(path), Role.RESOURCE)


def _site_map(site: Site, path: str) -> Iterator[Listed]:
    for match in _LOC.finditer(site.text(path)):
        yield Listed(path, match.start(), match[0], "loc", unescape(match[1]), "", Role.ABOUT)


def _search_index(site: Site, path: str) -> Iterator[Listed]:
    text = site.text(path)
    for entry in json.loads(text)["docs"]:
        yield _quoted(path, text, "location", entry["location"] or "./", "")


def _catalogue(site: Site, path: str) -> Iterator[Listed]:
    text = site.text(path)
    for definition in json.loads(text):
        yield _quoted(path, text, "url", definition["url"], "")
        for file in definition.get("files", ()):
            yield _quoted(path, text, "path", file["path"], "")


def _manifest(site: Site, path: str) -> Iterator[Listed]:
    text = site.text(path)
    content = json.loads(text)
    icons = [("src", icon["src"]) for icon in content.get("icons", ())]
    own = [(key, content[key]) for key in ("start_url", "scope") if content.get(key)]
    for key, address in icons + own:
        yield _quoted(path, text, key, address, _folder(path))


def _quoted(path: str, text: str, key: str, address: str, base: str) -> Listed:
    """Describe an address of a JSON file, at the place where it is quoted."""
    role = Role.RESOURCE if key == "src" else Role.LINK
    return Listed(path, max(text.find(json.dumps(address)), 0), f'"{key}": "{address}"', key, address, base, role)

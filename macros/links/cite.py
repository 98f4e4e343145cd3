"""Turn `lien:<key>` addresses, as authors write them, into the registered ones, and find those left out."""

import html
import re
from collections.abc import Collection

from macros.links.findings import nearest
from macros.links.page import Role, read_page
from macros.links.registry import Registry

SCHEME = "lien:"
_CITED = re.compile(r"""(\shref=)(["'])(lien:.*?)\2""")


class UnregisteredAddress(LookupError):
    """An outside address written in full instead of being cited; the message says how to cite or to register it."""

    def __init__(self, address: str, registry: Registry) -> None:
        keys = {link.url: key for key, link in registry.links.items()}
        near = nearest(address, keys, 0.85)
        fix = (
            f"Vouliez-vous dire « [texte](lien:{keys[near]}) » ?"
            if near
            else "Enregistrez-la, puis citez-la par [texte](lien:cle)."
        )
        super().__init__(f"Adresse non enregistrée : {address} n’est pas dans templates/library/links.yml. {fix}")


def resolve_href(href: str, registry: Registry) -> str:
    """Return the address an author's `href` stands for.

    `lien:<key>` becomes the registered address; anything else comes back as it is. Raise UnknownLink, with the
    nearest key, when the registry does not hold the key.
    """
    if not href.startswith(SCHEME):
        return href
    return registry.resolve(href.removeprefix(SCHEME)).url


def resolve_html(text: str, registry: Registry) -> str:
    """Return HTML where every `href="lien:<key>"`, whatever its quotes, holds its registered address. Raise UnknownLink as above."""

    def address(match: re.Match[str]) -> str:
        url = resolve_href(html.unescape(match[3]), registry)
        return f'{match[1]}"{html.escape(url)}"'

    return _CITED.sub(address, text)


def resolve_page(text: str, registry: Registry, site_url: str = "") -> str:
    """Return a page's HTML with its cited addresses in place, and sure to hold no other outside address.

    Raise UnknownLink on a key that the registry does not hold, UnregisteredAddress on an address written in full.
    """
    resolved = resolve_html(text, registry)
    for address in unregistered(resolved, registry.addresses, site_url):
        raise UnregisteredAddress(address, registry)
    return resolved


def unregistered(text: str, registered: Collection[str], site_url: str = "") -> list[str]:
    """List the http(s) addresses of an HTML page that are neither registered nor the site's own, in page order."""
    addresses = [ref.value.strip() for ref in read_page(text).refs if ref.role is not Role.IDREF]
    outside = [a for a in addresses if a.lower().startswith(("http://", "https://"))]
    own = [a for a in outside if site_url and a.startswith(site_url)]
    return [a for a in dict.fromkeys(outside) if a not in registered and a not in own]

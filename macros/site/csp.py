"""A strict Content-Security-Policy, written in every page, that allows the theme's few inline scripts by their hash."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping

from .errors import SiteError

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_DATA_TYPE = re.compile(r"type=[\"']?application/(ld\+)?json")
_CHARSET = '<meta charset="utf-8">'
# What the policy would block in the reader's browser, where nobody would see it.
_FORBIDDEN = {
    "un attribut style": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "un bloc <style>": re.compile(r"<style\b", re.IGNORECASE),
    "un attribut d’événement": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "une adresse javascript:": re.compile(r"=[\"']?\s*javascript:", re.IGNORECASE),
}


def protect_pages(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the pages of a whole site with their security policy and « no referrer ».

    ``pages`` maps each page's address to its HTML. The policy is the same everywhere: it lists the hashes of all
    inline scripts. Raise SiteError, naming the page, for anything the policy would silently block.
    """
    for uri, html in pages.items():
        refuse_blocked(uri, html)
    policy = _policy(sorted({found for html in pages.values() for found in script_hashes(html)}))
    return {uri: _with_policy(uri, html, policy) for uri, html in pages.items()}


def script_hashes(html: str) -> Iterator[str]:
    """Yield the policy's source expression (``'sha256-…'``) of each inline script that runs."""
    for script in _SCRIPT.finditer(html):
        attributes, code = script["attributes"], script["code"]
        if code and " src=" not in attributes and not _DATA_TYPE.search(attributes):
            digest = hashlib.sha256(code.encode()).digest()
            yield f"'sha256-{base64.b64encode(digest).decode()}'"


def _policy(hashes: list[str]) -> str:
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _with_policy(uri: str, html: str, policy: str) -> str:
    if html.count(_CHARSET) != 1:
        raise SiteError(f"{uri} : la page n’a pas « {_CHARSET} » une fois, la politique de sécurité ne sait où s’écrire.")
    metas = (
        f'{_CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">'
    )
    return html.replace(_CHARSET, metas)


def refuse_blocked(uri: str, html: str) -> None:
    """Raise SiteError, naming the page, when its HTML holds what the policy blocks."""
    markup = _SCRIPT.sub("", html)
    for name, pattern in _FORBIDDEN.items():
        if found := pattern.search(markup):
            raise SiteError(
                f"{uri} : {name}, que la politique de sécurité du site bloque.\n"
                f"  reçu : {found[0][:120]}\n"
                "  attendu : une classe, et son style dans docs/assets/css/"
            )

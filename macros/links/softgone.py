"""Tell a page that answers « 200 » yet says it is not there."""

import html
import re

_TITLES = re.compile(rb"<(title|h1)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_SAYS_GONE = re.compile(
    r"\b404\b|\bpage (?:non trouvée|introuvable|inexistante)|\bn[’']existe (?:pas|plus)\b|\bintrouvable\b|\bn[’']est plus disponible\b"
    r"|\bnot found\b|\bcan(?:no|['’])t be found\b|\bno longer (?:available|exists)\b|\bpage doesn['’]t exist\b"
    r"|\bthis (?:domain|site) (?:is|may be) for sale\b|\bnicht gefunden\b",
    re.IGNORECASE,
)
_SHORT = 600
_ALIKE = 0.97
_WORD = re.compile(r"\w+")


def looks_gone(body: bytes) -> str:
    """Return the words by which a page says it is not there, in its title, first headings or whole text if short."""
    titles = " · ".join(_text(match[2]) for match in _TITLES.finditer(body))
    whole = _text(body)
    found = _SAYS_GONE.search(titles) or (_SAYS_GONE.search(whole) if len(whole) < _SHORT else None)
    return found[0] if found else ""


def same_page(page: tuple[str, bytes], other: tuple[str, bytes]) -> bool:
    """Tell whether two pages, each an address and a body, show the same words, their addresses and numbers aside."""
    words, other_words = _words(*page), _words(*other)
    if not words or not other_words:
        return words == other_words
    return len(words & other_words) / len(words | other_words) > _ALIKE


def _words(url: str, body: bytes) -> set[str]:
    words = set(_WORD.findall(_text(body).lower())) - set(_WORD.findall(url.lower()))
    return {word for word in words if not any(character.isdigit() for character in word)}


def _text(markup: bytes) -> str:
    return " ".join(html.unescape(_TAGS.sub(" ", markup.decode("utf-8", errors="replace"))).split())

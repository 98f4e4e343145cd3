"""What comes before and after a page: its neighbours in its part of the menu, in the menu's order.

A page is one of MkDocs': what is read of it is its title, its front matter and its place in the menu.
"""

from typing import Any, NamedTuple


class Neighbour(NamedTuple):
    """A page beside another: on which ``side``, what it is to a machine (``rel``) and to a reader (``words``)."""

    side: str
    rel: str
    words: str
    page: Any


def around(page: Any) -> list[Neighbour]:
    """Return the neighbours of a page, the one before first. A page that is alone in its part has none."""
    sides = [("before", "prev", "précédente", page.previous_page), ("after", "next", "suivante", page.next_page)]
    return [
        Neighbour(side, rel, f"{_kind(other)} {order}", other)
        for side, rel, order, other in sides
        if other and page.parent and other.parent == page.parent
    ]


def _kind(page: Any) -> str:
    """Name what a page is; the word is feminine, as what `around` adds to it."""
    return "Fiche" if page.meta.get("sheet") else "Étape" if page.meta.get("step") else "Page"

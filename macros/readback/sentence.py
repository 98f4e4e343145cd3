"""A sentence with blanks, found in a text whatever spaces and apostrophes an editor has made of its own."""

import re
from collections.abc import Callable, Iterable, Iterator

Atom = re.Pattern[str] | None
"""A run of words, some white space, or a blank (None)."""

MAX_LENGTH = 20_000
"""No sentence of a sheet, filled, is longer."""
SHARED = 8
"""White spaces that a blank beside others may leave to them."""

_SPACES = re.compile(r"\s+")
_ANY_SPACES = re.compile(r"\s*")


def sentence(parts: Iterable[str | None]) -> Callable[[str], list[str] | None]:
    """Return what finds a sentence: from a text, what stands in each blank, or None when the text is another one.

    ``parts`` are texts, and None for each blank. A blank takes as little as it can, as ``(.*?)`` would; the end of one that failed is
    not tried again, so that no text takes long.
    """
    atoms = list(_atoms(parts))
    return lambda text: _Match(atoms, text).blanks() if len(text) <= MAX_LENGTH else None


def _atoms(parts: Iterable[str | None]) -> Iterator[Atom]:
    for part in parts:
        if part is None:
            yield None
            continue
        words = r"\s+".join(re.escape(word).replace("’", "'").replace("'", "['’]") for word in part.split())
        found = [_SPACES if part[:1].isspace() else None, re.compile(words) if words else None, _SPACES if words and part[-1:].isspace() else None]
        yield from filter(None, found)


class _Match:
    """One text against a sentence."""

    def __init__(self, atoms: list[Atom], text: str) -> None:
        self.atoms, self.text = atoms, text
        self.tried: dict[int, int] = {}
        """The first end that was tried in vain for each blank: all those after it were too."""

    def blanks(self) -> list[str] | None:
        start = self.after_spaces(0)
        starts = (self.rest(0, at) for at in range(start, max(-1, start - SHARED), -1))
        return next((found for found in starts if found is not None), None)

    def rest(self, rank: int, at: int) -> list[str] | None:
        """Return what stands in the blanks from an atom on, or None."""
        if rank == len(self.atoms):
            return [] if self.after_spaces(at) == len(self.text) else None
        for end in self.ends(rank, at):
            found = self.rest(rank + 1, end)
            if found is not None:
                return found if self.atoms[rank] else [self.text[at:end], *found]
        if self.atoms[rank] is None:
            self.tried[rank] = min(at, self.tried.get(rank, at))
        return None

    def ends(self, rank: int, at: int) -> Iterable[int]:
        """Return where an atom may end, the likeliest first."""
        atom = self.atoms[rank]
        if atom is None:
            return range(at, self.tried.get(rank, len(self.text) + 1))
        found = atom.match(self.text, at)
        if found is None:
            return ()
        return range(found.end(), max(at, found.end() - SHARED), -1) if atom is _SPACES else (found.end(),)

    def after_spaces(self, at: int) -> int:
        found = _ANY_SPACES.match(self.text, at)
        assert found is not None
        return found.end()

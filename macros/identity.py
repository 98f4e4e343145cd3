"""What a document says of itself, in its footer and in its properties: which definition, which variant, which version."""

import re
from dataclasses import dataclass

_PRINTED = re.compile(r"(?<![a-z0-9-])([a-z0-9]+(?:-[a-z0-9]+)*)(?:\s·\s([a-z0-9]+(?:-[a-z0-9]+)*))?\s·\sversion\s(\d{1,6})(?!\d)")


@dataclass(frozen=True, slots=True)
class Identity:
    """The definition that a document was made from; ``str()`` gives the line that it prints: « contrat · detaille · version 2 »."""

    definition: str
    version: int
    variant: str | None = None

    def __str__(self) -> str:
        variant = f" · {self.variant}" if self.variant else ""
        return f"{self.definition}{variant} · version\u00a0{self.version}"


def find_identity(text: str) -> Identity | None:
    """Return the first identity that a text prints, whatever spaces an editor has made of its own; None when there is none."""
    found = _PRINTED.search(text)
    return Identity(found[1], int(found[3]), found[2]) if found else None

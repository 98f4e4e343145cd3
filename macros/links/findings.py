"""What the checker of a built site reports: one record a fault, in French, with its place and the likely fix."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_SHOWN = 140


class Fault(StrEnum):
    """The kinds of fault; the value is what reports and tests name."""

    MISSING_PAGE = "page-absente"
    MISSING_FILE = "fichier-absent"
    MISSING_ANCHOR = "ancre-absente"
    WRONG_CASE = "casse"
    NO_INDEX = "dossier-sans-index"
    NO_SLASH = "barre-finale"
    UNPUBLISHED_SOURCE = "source-non-publiee"
    CLIMB = "hors-racine"
    OUTSIDE_BASE = "hors-base"
    RELATIVE_404 = "relative-dans-404"
    EMPTY = "adresse-vide"
    MALFORMED = "adresse-malformee"
    BAD_MAIL = "courriel"
    BAD_PHONE = "telephone"
    SCRIPT = "javascript"
    DATA = "data"
    SCHEME = "protocole"
    NO_SCHEME = "sans-protocole"
    LOCAL_HOST = "machine-locale"
    LOCAL_FILE = "fichier-local"
    UNRESOLVED_KEY = "cle-non-resolue"
    UNREGISTERED = "adresse-non-enregistree"
    EXTERNAL_RESOURCE = "ressource-externe"
    DOUBLE_ID = "identifiant-double"
    DEAD_REFERENCE = "reference-morte"
    ORPHAN = "page-orpheline"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with an address, wherever it is written; `suggestion` is empty when nothing is near.

    A suggestion that is an address of the site counts from the site's root and `internal` is true: the checker
    rewrites it as the page at fault would write it.
    """

    fault: Fault
    message: str
    suggestion: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at its place: `page` is a path from the site's root, `element` the opening tag as written, shortened."""

    page: str
    line: int
    element: str
    attribute: str
    address: str
    fault: Fault
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        lines = [f"{self.page}, ligne {self.line} · {self.fault}", f"  élément : {self.element}"]
        if self.attribute:
            lines.append(f"  {self.attribute} : {shortened(self.address) or '(vide)'}")
        lines.append(f"  {self.message}")
        if self.suggestion:
            lines.append(f"  Vouliez-vous dire « {self.suggestion} » ?")
        return "\n".join(lines)


def shortened(text: str) -> str:
    """Return `text` on one line, cut to what a report can show."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the candidate most like `word`, or nothing when none comes near."""
    return next(iter(difflib.get_close_matches(word, list(candidates), 1, cutoff)), "")

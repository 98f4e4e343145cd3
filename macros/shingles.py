"""Borrowed words: runs of eight words that come from a founding text, found without shipping the texts.

`templates/library/shingles.txt` holds a short hash of every run of eight words of the founding texts. Words are
compared without case, accent or punctuation. To write it again: `python -m macros.shingles FOLDER` (S0.txt … S4.txt).
"""

import re
import sys
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

RUN = 8
"""How many words in a row count as borrowed."""

HASHES = Path(__file__).parent.parent / "templates" / "library" / "shingles.txt"
_HASH_BYTES = 6
_CITED = re.compile(r"«\s[^»]{0,120}\s»")
_HEADER = f"# Hashes of every run of {RUN} words of the founding texts; written by `python -m macros.shingles`. Count: "


def words(text: str) -> list[str]:
    """Split a text into lower-case words without accents; œ reads as oe."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))


def borrowed(text: str, hashes: frozenset[str]) -> list[str]:
    """Give the runs of words found among the hashes, overlapping ones merged; titles cited in « » are no borrowing."""
    found = words(_CITED.sub(" ", text))
    runs: list[list[int]] = []
    for start, mark in enumerate(_marks(found)):
        if mark not in hashes:
            continue
        if runs and start <= runs[-1][1]:
            runs[-1][1] = start + RUN
        else:
            runs.append([start, start + RUN])
    return [" ".join(found[start:end]) for start, end in runs]


def load_hashes(path: Path = HASHES) -> frozenset[str]:
    """Read the hashes committed.

    Raises:
        ValueError: when the file does not hold as many hashes as its first line says.
    """
    header, *hashes = path.read_text(encoding="utf-8").splitlines()
    if header != f"{_HEADER}{len(set(hashes))}":
        raise ValueError(f"{path.name} : {len(set(hashes))} empreintes, en-tête « {header} » ; régénérez le fichier.")
    return frozenset(hashes)


def write_hashes(sources: Iterable[str], path: Path) -> int:
    """Write the hashes of the texts, sorted, one a line, and give their number."""
    hashes = sorted({mark for text in sources for mark in _marks(words(text))})
    path.write_text("\n".join([f"{_HEADER}{len(hashes)}", *hashes, ""]), encoding="utf-8")
    return len(hashes)


def _marks(found: list[str]) -> Iterator[str]:
    """Hash every run of words, in order."""
    for start in range(len(found) - RUN + 1):
        run = " ".join(found[start : start + RUN]).encode()
        yield urlsafe_b64encode(blake2b(run, digest_size=_HASH_BYTES).digest()).decode()


def main(arguments: list[str]) -> int:
    """Write the hashes of the texts S*.txt of a folder."""
    texts = sorted(Path(arguments[0]).glob("S?.txt")) if len(arguments) == 1 else []
    if not texts:
        print("Usage : python -m macros.shingles DOSSIER (qui contient S0.txt … S4.txt)", file=sys.stderr)
        return 2
    count = write_hashes((path.read_text(encoding="utf-8") for path in texts), HASHES)
    print(f"{count} empreintes écrites dans {HASHES.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

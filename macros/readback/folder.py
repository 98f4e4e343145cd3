"""Many files: every one that folders hold, each read on its own so that a bad one never stops the others."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.model import Definition
from macros.readback.reading import Reading, merge, read_file
from macros.readback.refusal import Refusal

SUITE = "-suite"
_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini", "sha256sums"})

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: a reading, or the sentence that refuses it. ``files`` are more than one for a sheet and its `-suite`."""

    files: tuple[Path, ...]
    reading: Reading | None = None
    refusal: Refusal | None = None


def read_all(
    paths: Iterable[Path], definitions: Mapping[str, Definition], expected: str | None = None, progress: Progress | None = None
) -> list[Outcome]:
    """Read files and folders; the outcomes stand in the order given, files of a folder by name. `-suite` files join theirs."""
    files = list(_files(paths))
    outcomes = []
    for count, file in enumerate(files, 1):
        outcomes.append(_outcome(file, definitions, expected))
        if progress:
            progress(count, len(files))
    return _joined(outcomes)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file once; in folders, hidden files and those that an open editor leaves are passed over."""
    seen = set[Path]()
    for path in paths:
        for file in _inside(path) if path.is_dir() else [path]:
            if file not in seen:
                seen.add(file)
                yield file


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            file = Path(place, name)
            if not name.startswith((".", "~$")) and name.lower() not in _PASSED_OVER and file.is_file():
                yield file


def _outcome(file: Path, definitions: Mapping[str, Definition], expected: str | None) -> Outcome:
    try:
        return Outcome((file,), reading=read_file(file, definitions, expected))
    except Refusal as refusal:
        return Outcome((file,), refusal=refusal)
    except Exception:
        # A fault of ours must not cost the reader the other 299 files; the tests call read_file, which lets it through.
        sentence = "Le fichier n’a pas pu être lu, par un défaut de ce programme : envoyez-le-nous et lisez-le à la main en attendant."
        return Outcome((file,), refusal=Refusal("fault", sentence))


def _joined(outcomes: list[Outcome]) -> list[Outcome]:
    """Join each « x-suite.pdf » with the « x.pdf » of the same folder, when they are one sheet and answer nothing twice."""
    by_file = {outcome.files[0]: outcome for outcome in outcomes if outcome.reading}
    for file in list(by_file):
        main = file.with_name(file.stem.removesuffix(SUITE) + file.suffix)
        first, second = by_file.get(main), by_file.get(file)
        if main == file or not (first and second and first.reading and second.reading):
            continue
        try:
            whole = Outcome((*first.files, *second.files), reading=merge(first.reading, second.reading))
        except ValueError:
            continue
        by_file[main] = whole
        outcomes = [whole if outcome is first else outcome for outcome in outcomes if outcome is not second]
    return outcomes

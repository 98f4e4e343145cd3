"""Many files: every one that folders hold, each read on its own so that a bad one never stops the others."""

import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.model import Definition
from macros.readback.reading import Reading, content_of, merge, read_bytes, sheets_in
from macros.readback.refusal import Refusal

SUITE = "-suite"
EXAMPLE = "C’est l’exemple rempli que publie le recueil, pas une réponse : laissé de côté."
_PASSED_OVER = re.compile(r"thumbs\.db|desktop\.ini|sha256sums(\.txt)?|(lisezmoi|licence|license|readme)[^.]*(\.(txt|md))?|.*\.ya?ml", re.IGNORECASE)
"""Names of what stands beside sheets, in the kit for one. An archive is none of them: answers may be inside."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: a reading, the sentence that refuses it, or the remark with which it was ``passed`` over.

    ``files`` are more than one for a sheet and its `-suite`.
    """

    files: tuple[Path, ...]
    reading: Reading | None = None
    refusal: Refusal | None = None
    passed: str = ""


def read_all(
    paths: Iterable[Path], definitions: Mapping[str, Definition], expected: str | None = None, progress: Progress | None = None
) -> list[Outcome]:
    """Read files and folders; the outcomes stand in the order given, files of a folder by name. `-suite` files join theirs."""
    files = list(_files(paths))
    outcomes = []
    for count, (file, named) in enumerate(files, 1):
        found = _outcomes(file, definitions, expected)
        outcomes += [outcome if named or not _is_example(outcome) else Outcome((file,), passed=EXAMPLE) for outcome in found]
        if progress:
            progress(count, len(files))
    return _joined(outcomes)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield each file once, and whether it was named itself; in folders, what can't be a sheet by its name is passed over."""
    seen = set[Path]()
    for path in paths:
        named = not path.is_dir()
        for file in [path] if named else _inside(path):
            if file not in seen:
                seen.add(file)
                yield file, named


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            file = Path(place, name)
            if not name.startswith((".", "~$")) and not _PASSED_OVER.fullmatch(name) and file.is_file():
                yield file


def _outcomes(file: Path, definitions: Mapping[str, Definition], expected: str | None) -> list[Outcome]:
    """Return what came of a file: one outcome, or one for each sheet of a file of several."""
    try:
        sheets = sheets_in(content_of(file))
    except Refusal as refusal:
        return [Outcome((file,), refusal=refusal)]
    return [_outcome(file, sheet, definitions, expected) for sheet in sheets]


def _outcome(file: Path, sheet: bytes, definitions: Mapping[str, Definition], expected: str | None) -> Outcome:
    try:
        return Outcome((file,), reading=read_bytes(sheet, definitions, expected))
    except Refusal as refusal:
        return Outcome((file,), refusal=refusal)
    except Exception as error:
        # A fault of ours must not cost the reader the other 299 files; the tests call read_file, which lets it through.
        sentence = "Le fichier n’a pas pu être lu, par un défaut de ce programme : signalez-le sans joindre le fichier, et lisez-le à la main."
        return Outcome((file,), refusal=Refusal("fault", sentence, place=_place(error)))


def _place(error: Exception) -> str:
    """Return the type of a fault and the last line of ours that it went through; its message may quote the file and is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "macros" in Path(frame.filename).parts] or frames
    return f"{type(error).__name__}, {'/'.join(Path(ours[-1].filename).parts[-3:])}, ligne {ours[-1].lineno}"


def _is_example(outcome: Outcome) -> bool:
    """Tell whether a file is an example that we publish: a document of ours, without a field, under the name that we gave it."""
    identity = outcome.refusal.identity if outcome.refusal else None
    if identity is None:
        return False
    published = "-".join(filter(None, [identity.definition, identity.variant, "exemple"]))
    return bool(re.fullmatch(re.escape(published) + r"( ?\(\d+\))?\.pdf", outcome.files[0].name, re.IGNORECASE))


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

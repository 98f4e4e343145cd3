"""Documents made once: each is kept under a digest of all that it depends on, and made again only when that changes.

The store is `.cache/documents/` beside the code, shared by every site built with it. What no build has asked for in a month
is thrown away.
"""

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from macros.documents.editions import Edition
from macros.documents.recipe import ROOT, recipe
from macros.documents.source import Source

FOLDER = ROOT / ".cache" / "documents"
PROCESSES = 2
_FEW = 3
_MONTH = 30 * 24 * 3600
_PROGRESS = 2.0


class DocumentProblem(Exception):
    """A document that could not be made; the message is French and names the file."""


@dataclass(frozen=True, slots=True)
class Order:
    """One document wanted: an edition of a source; ``digest`` stands for the definition and is worked out once for all editions."""

    source: Source
    edition: Edition
    digest: str

    @property
    def key(self) -> str:
        """What the document is kept under."""
        wanted = (self.digest, self.edition.file(self.source), self.source.variant, recipe(self.edition.renderer))
        return hashlib.sha256(repr(wanted).encode()).hexdigest()


def orders(source: Source, editions: Sequence[Edition]) -> list[Order]:
    """Return the orders for the editions that a source has."""
    whole = repr((source.definition, sorted(source.links.items()), source.address))
    digest = hashlib.sha256(whole.encode("utf-8", "backslashreplace")).hexdigest()
    return [Order(source, edition, digest) for edition in editions if edition.exists(source)]


def documents(wanted: Sequence[Order], folder: Path = FOLDER) -> list[bytes]:
    """Return the content of each document wanted: the one that is kept, or a new one; progress shows when it takes long.

    Raise DocumentProblem when one can't be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / order.key for order in wanted]
    missing = [(order, file) for order, file in zip(wanted, files, strict=True) if not _found(file)]
    _make_all(missing)
    if missing:
        _throw_old_away(folder)
    return [file.read_bytes() for file in files]


def kept(wanted: object, make: Callable[[], bytes], folder: Path = FOLDER) -> bytes:
    """Return what was made of something once, or make it and keep it; ``wanted`` says all that it depends on, in its `repr`."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / hashlib.sha256(repr(wanted).encode()).hexdigest()
    if not _found(file):
        _keep(make(), file)
    return file.read_bytes()


def _found(file: Path) -> bool:
    """Tell whether a document is kept; it was asked for, so it stays for a month more."""
    try:
        os.utime(file)
    except FileNotFoundError:
        return False
    return True


def _make_all(missing: Sequence[tuple[Order, Path]]) -> None:
    """Make what is missing: a few here, many in two processes."""
    if len(missing) <= _FEW:
        for order, file in missing:
            _make(order, file)
        return
    start = shown = time.monotonic()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for done, _ in enumerate(pool.map(_make, *zip(*missing, strict=True), chunksize=1), 1):
            if time.monotonic() - shown > _PROGRESS or (done == len(missing) and shown != start):
                shown = time.monotonic()
                print(f"→ Documents : {done} sur {len(missing)}…", file=sys.stderr, flush=True)


def _make(order: Order, file: Path) -> None:
    """Make one document and keep it."""
    try:
        content = order.edition.make(order.source)
    except Exception as error:
        told = f"{order.edition.file(order.source)} n’a pas pu être fait.\n  {type(error).__name__} : {error}"
        raise DocumentProblem(told) from error
    _keep(content, file)


def _keep(content: bytes, file: Path) -> None:
    """Write a file whole: a process stopped halfway leaves nothing that could pass for it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)


def _throw_old_away(folder: Path) -> None:
    limit = time.time() - _MONTH
    for file in _kept(folder):
        with contextlib.suppress(FileNotFoundError):
            if file.stat().st_mtime < limit:
                file.unlink()


def _kept(folder: Path) -> Iterator[Path]:
    return (file for file in folder.iterdir() if file.is_file())

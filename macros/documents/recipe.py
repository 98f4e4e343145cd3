"""What a document depends on besides its definition: the code that makes it, found by following imports, and the locked packages."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
_IMPORT = re.compile(r"^[ \t]*(?:import[ \t]+(macros[\w.]*)|from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*))", re.MULTILINE)
_LOCKS = ("requirements.lock", "package-lock.json")


@cache
def recipe(renderer: str) -> str:
    """Return a digest of all that makes the documents of a renderer (« macros.render.pdf »): equal digests, equal bytes."""
    digest = hashlib.sha256()
    for file in [*code_of(renderer), *(ROOT / name for name in _LOCKS)]:
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def code_of(module: str) -> list[Path]:
    """Return the files of ``macros/`` that a module runs, in order: its own, those it imports, those they import."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        for file in _files(waiting.pop()):
            if file not in found:
                found.add(file)
                waiting += _imports(file) if file.suffix == ".py" else ()
    return sorted(found)


def _files(module: str) -> Iterator[Path]:
    """Yield the file of a module, or all those of a package: a renderer's template is no Python; then what opens its parents."""
    path = ROOT.joinpath(*module.split("."))
    yield from (file for parent in path.parents if PACKAGE in parent.parents and (file := parent / "__init__.py").is_file())
    if (file := path.with_suffix(".py")).is_file():
        yield file
    elif path.is_dir() and path != PACKAGE:
        yield from (file for file in sorted(path.iterdir()) if file.is_file())


@cache
def _imports(file: Path) -> tuple[str, ...]:
    """Return the modules of ``macros`` that a file names in its imports; what is imported from a package may be a module of it.

    Read by a pattern, twenty times faster than parsing: a line that only looks like an import adds a file at most.
    """
    found: list[str] = []
    for whole, base, names in _IMPORT.findall(file.read_text(encoding="utf-8")):
        module = whole or _absolute(base, file)
        if module == PACKAGE.name or module.startswith(f"{PACKAGE.name}."):
            found += [module, *(f"{module}.{name}" for name in re.findall(r"\w+", names))]
    return tuple(found)


def _absolute(base: str, file: Path) -> str:
    """Return the module that « from » names in a file, dots at its head counted from the file's own package."""
    name = base.lstrip(".")
    if name == base:
        return base
    parents = file.relative_to(ROOT).parts[: -(len(base) - len(name))]
    return ".".join([*parents, name]).rstrip(".")

"""The definitions that the tests run over: the real ones, and the specimens on the project's own library."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from macros.catalog import Catalog, load_catalog
from macros.model import Definition, Example

ROOT = Path(__file__).parents[2]
SPECIMENS = Path(__file__).parent / "templates"
HUGE = "tout-a-la-limite"
"""The specimen that holds everything, at every limit."""
TELLING = {"inventaire-des-comptes", "ce-qui-sert-deja", "faire-le-point-liste"}
"""Published sheets that differ in kind: rows added, rows given, a list of checks. The others ask in the same ways."""


@cache
def real_catalog() -> Catalog:
    """Return the project's own catalog."""
    return load_catalog(ROOT)


@cache
def specimen_catalog() -> Catalog:
    """Return the specimens' catalog."""
    folder = tempfile.TemporaryDirectory(prefix="specimens-")
    atexit.register(folder.cleanup)
    return load_catalog(with_specimens(Path(folder.name)))


def with_specimens(root: Path) -> Path:
    """Lay out a project that has the real library, the specimens' own shared answers and the specimens; return its root."""
    library = root / "templates" / "library"
    shutil.copytree(ROOT / "templates" / "library", library)
    for file in (SPECIMENS / "library").glob("*.yml"):
        with (library / file.name).open("a", encoding="utf-8") as shared:
            shared.write(file.read_text(encoding="utf-8"))
    shutil.copytree(SPECIMENS, root / "templates", dirs_exist_ok=True, ignore=shutil.ignore_patterns("library"))
    return root


def with_templates(root: Path) -> Path:
    """Lay out a project that has a copy of the real definitions; return its root."""
    shutil.copytree(ROOT / "templates", root / "templates")
    return root


def definitions() -> list[Definition]:
    """Return every real definition, then every specimen."""
    return [*real_catalog().definitions.values(), *specimen_catalog().definitions.values()]


def is_telling(definition: Definition) -> bool:
    """Say whether a definition goes through the costly tests at every run; the others do under `--tout`."""
    return definition.id != HUGE and (definition.id in TELLING or definition.id not in real_catalog().definitions)


def examples() -> list[tuple[Definition, Example]]:
    """Return every example, hidden ones included, of every real definition and of every specimen, each with its definition."""
    return [(definition, example) for definition in definitions() for example in definition.examples]

"""YAML to model: the only reader of `templates/`. What it returns is whole and right, or it raises with every fault.

`python -m macros.catalog` checks the definitions and prints what is wrong.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.checks import Fault, definition_faults, walk_fields
from macros.cross_checks import bind_faults, record_faults, sheet_faults
from macros.facts import Fact, Tool, load_facts, load_tools
from macros.library import Library, load_library
from macros.links.registry import Registry, load_registry
from macros.lock import Lock, load_lock, lock_faults, with_codes
from macros.model import KINDS, Definition
from macros.problems import CatalogError, Problem, did_you_mean, shown
from macros.records import RECORDS, SUFFIX, Process, Workshop, derive
from macros.resolve import with_options, with_typography
from macros.validation import build, place
from macros.yamlfile import Document, YamlProblem, read

FOLDERS = (*KINDS, *RECORDS)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that `templates/` says. ``files`` maps a definition's identifier to its file, from ``root``."""

    root: Path
    library: Library
    registry: Registry
    facts: Mapping[str, Fact]
    tools: Mapping[str, Tool]
    lock: Lock
    definitions: Mapping[str, Definition]
    processes: Mapping[str, Process]
    workshops: Mapping[str, Workshop]
    files: Mapping[str, Path]

    def definition(self, definition_id: str) -> Definition:
        """Return a definition. Raise LookupError, with the nearest identifier, when there is none."""
        try:
            return self.definitions[definition_id]
        except KeyError:
            raise LookupError(f"La fiche « {definition_id} » n’existe pas. {did_you_mean(definition_id, self.definitions)}".strip()) from None


def load_catalog(root: Path) -> Catalog:
    """Read everything under ``root``. Raise CatalogError with every fault that was found."""
    library = load_library(root)
    templates = root / "templates" / "library"
    registry = load_registry(templates / "links.yml", root)
    lock = load_lock(root)
    loading = _Loading(root, library, registry, lock)
    loading.problems += _strays(root)
    for folder in FOLDERS:
        for file in sorted((root / "templates" / folder).glob("*.yml")):
            loading.add(file, folder)
    loading.cross_check()
    if loading.problems:
        raise CatalogError(loading.problems)
    return Catalog(
        root, library, registry, load_facts(templates / "facts.yml", root, registry), load_tools(templates / "tools.yml", root, registry), lock,
        in_order(loading.definitions, library), loading.processes, loading.workshops, loading.files,
    )  # fmt: skip


@cache
def cached_catalog(root: Path) -> Catalog:
    """Read everything under ``root``, once a process: for a build, which reads it at several stages."""
    return load_catalog(root)


def in_order(definitions: Mapping[str, Definition], library: Library) -> dict[str, Definition]:
    """Return the definitions in the order of the playbook: by step, then by their rank in the step, then as files stand."""
    steps = list(library.steps)

    def rank(definition: Definition) -> tuple[int, int]:
        return steps.index(definition.step) if definition.step else len(steps), definition.order

    return {definition.id: definition for definition in sorted(definitions.values(), key=rank)}


class _Loading:
    """What has been read so far, and what was wrong with it."""

    def __init__(self, root: Path, library: Library, registry: Registry, lock: Lock) -> None:
        self.root, self.library, self.registry, self.lock = root, library, registry, lock
        self.definitions: dict[str, Definition] = {}
        self.processes: dict[str, Process] = {}
        self.workshops: dict[str, Workshop] = {}
        self.files: dict[str, Path] = {}
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []

    def add(self, file: Path, folder: str) -> None:
        """Read one file into the catalog, or note its faults."""
        try:
            document = read(file, self.root)
        except YamlProblem as fault:
            self.problems.append(fault.problem)
            return
        model: type[Definition | Process | Workshop] = RECORDS.get(folder, Definition)
        built = build(model, _with_kind(document, folder))
        if isinstance(built, list):
            self.problems += built
            return
        known = len(self.problems)
        self._check_id(file, document, built)
        definition = self._definition(document, built)
        if len(self.problems) == known:
            self._note(document, lock_faults(definition, self.lock))
        self.definitions[definition.id] = definition
        self.files[definition.id] = document.file
        self.documents[definition.id] = document

    def _definition(self, document: Document, built: Definition | Process | Workshop) -> Definition:
        """Return a definition, or what a record derives, with all that the catalog fills in; note its faults."""
        derived = built if isinstance(built, Definition) else derive(built)
        definition = with_codes(with_typography(with_options(derived, self.library)), self.lock)
        match built:
            case Definition():
                self._note(document, definition_faults(definition, self.library, self.registry))
            case Process():
                self.processes[built.id] = built
                self._note(document, record_faults(built, self.library))
            case Workshop():
                self.workshops[built.id] = built
                self._note(document, record_faults(built, self.library))
        return definition

    def cross_check(self) -> None:
        """Note the faults that show between definitions only: shared answers of two natures, sheets that do not exist."""
        shared: dict[str, tuple[str, Any]] = {}
        for definition in self.definitions.values():
            for path, field in walk_fields(definition):
                if field.bind is None:
                    continue
                first, other = shared.setdefault(field.bind, (definition.id, field))
                self._note(self.documents[definition.id], bind_faults(path, field, first, other))
        for workshop in self.workshops.values():
            document = self.documents[derive(workshop).id]
            for position, activity in enumerate(workshop.activities):
                self._note(document, sheet_faults(("activities", position), activity, self.definitions))

    def _check_id(self, file: Path, document: Document, built: Definition | Process | Workshop) -> None:
        """Note an identifier which is not the file's name, or which another definition has, itself or through what it derives."""
        found = built.id if isinstance(built, Definition) else built.id + SUFFIX
        if built.id != file.stem:
            self._note(document, [(("id",), shown(built.id), f"« {file.stem} », comme le nom du fichier", "Renommez l’un des deux.")])
        if found in self.files:
            derived = f", qui donne la liste « {found} »" if found != built.id else ""
            self._note(document, [(("id",), shown(built.id) + derived, f"un identifiant libre (pris par {self.files[found].as_posix()})", "")])
        if isinstance(built, Definition) and built.kind != KINDS[file.parent.name]:
            self._note(document, [(("kind",), shown(built.kind), f"« {KINDS[file.parent.name]} », ou rien : le dossier le dit", "")])

    def _note(self, document: Document, faults: "Iterator[Fault] | list[Fault]") -> None:
        for path, received, expected, hint in faults:
            self.problems.append(Problem(document.file, document.line(path), place(document.data, path), received, expected, hint))


def _strays(root: Path) -> list[Problem]:
    """Return what stands in `templates/` and would be passed over in silence: an unknown folder, another file ending."""
    known = [*FOLDERS, "library", "schema"]
    found = []
    for folder in sorted(path for path in (root / "templates").iterdir() if path.is_dir()):
        name = folder.relative_to(root)
        if folder.name not in known and any(folder.iterdir()):
            hint = did_you_mean(folder.name, known)
            found.append(Problem(name, 1, "", f"le dossier « {folder.name} »", "l’un de : " + ", ".join(known), hint))
        for file in sorted(folder.glob("*.yaml")):
            found.append(Problem(name / file.name, 1, "", "un fichier .yaml", f"« {file.stem}.yml »", "Renommez-le."))
    return found


def _with_kind(document: Document, folder: str) -> Document:
    """Return the document with the kind that its folder gives; a kind written by hand stays, and is refused if it differs."""
    if folder in RECORDS or not isinstance(document.data, dict):
        return document
    return Document(document.file, {"kind": KINDS[folder], **document.data}, document.lines)


def main(root: Path) -> int:
    """Print what is wrong with the definitions, or how many there are."""
    try:
        catalog = load_catalog(root)
    except CatalogError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{len(catalog.definitions)} fiches, aucune erreur\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))

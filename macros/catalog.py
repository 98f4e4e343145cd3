"""YAML to model: the only reader of `templates/`. What it returns is whole and right, or it raises with every fault.

`python -m macros.catalog` checks the definitions and prints what is wrong.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.checks import Fault, definition_faults, sources_faults, walk_fields
from macros.facts import Fact, Tool, load_facts, load_tools
from macros.library import Library, load_library
from macros.links.registry import Registry, load_registry
from macros.lock import Lock, load_lock, with_codes
from macros.model import KINDS, ChoiceField, Definition, Example, LongTextField, MultiChoiceField, PersonField, TableField, TextField
from macros.problems import CatalogError, Problem, did_you_mean, shown
from macros.records import RECORDS, RESULT, SUFFIX, Activity, Process, Workshop, derive
from macros.typography import typography
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
    for folder in FOLDERS:
        for file in sorted((root / "templates" / folder).glob("*.yml")):
            loading.add(file, folder)
    loading.cross_check()
    if loading.problems:
        raise CatalogError(loading.problems)
    return Catalog(
        root, library, registry, load_facts(templates / "facts.yml", root, registry), load_tools(templates / "tools.yml", root, registry), lock,
        loading.definitions, loading.processes, loading.workshops, loading.files,
    )  # fmt: skip


@cache
def cached_catalog(root: Path) -> Catalog:
    """Read everything under ``root``, once a process: for a build, which reads it at several stages."""
    return load_catalog(root)


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
        built = build(RECORDS.get(folder, Definition), _with_kind(document, folder))
        if isinstance(built, list):
            self.problems += built
            return
        self._check_id(file, document, built)
        if isinstance(built, Process | Workshop):
            self._note(document, _record_faults(built, self.library))
            (self.processes if isinstance(built, Process) else self.workshops)[built.id] = built  # type: ignore[index]
            built = derive(built)
        definition = with_codes(_with_typography(_with_options(built, self.library)), self.lock)
        if folder not in RECORDS:
            self._note(document, definition_faults(definition, self.library, self.registry))
        self.definitions[definition.id] = definition
        self.files[definition.id] = document.file
        self.documents[definition.id] = document

    def cross_check(self) -> None:
        """Note the faults that show between definitions only: shared answers of two natures, sheets that do not exist."""
        shared: dict[str, tuple[str, Any]] = {}
        for definition in self.definitions.values():
            for path, field in walk_fields(definition):
                if field.bind is None:
                    continue
                first, other = shared.setdefault(field.bind, (definition.id, field))
                self._note(self.documents[definition.id], _bind_faults(path, field, first, other))
        for workshop in self.workshops.values():
            document = self.documents[derive(workshop).id]
            for position, activity in enumerate(workshop.activities):
                self._note(document, _sheet_faults(("activities", position), activity, self.definitions))

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


def _with_kind(document: Document, folder: str) -> Document:
    """Return the document with the kind that its folder gives; a kind written by hand stays, and is refused if it differs."""
    if folder in RECORDS or not isinstance(document.data, dict):
        return document
    return Document(document.file, {"kind": KINDS[folder], **document.data}, document.lines)


def _with_options(definition: Definition, library: Library) -> Definition:
    """Return the definition with the shared lists of options in place of their names."""

    def filled(field: Any) -> Any:
        if isinstance(field, TableField):
            return field.model_copy(update={"columns": tuple(map(filled, field.columns))})
        if isinstance(field, ChoiceField | MultiChoiceField) and field.options_from in library.options:
            return field.model_copy(update={"options": library.options[field.options_from]})
        return field

    sections = []
    for section in definition.sections:
        clauses = tuple(clause.model_copy(update={"fields": tuple(map(filled, clause.fields))}) for clause in section.clauses)
        sections.append(section.model_copy(update={"fields": tuple(map(filled, section.fields)), "clauses": clauses}))
    return definition.model_copy(update={"sections": tuple(sections)})


def _with_typography(definition: Definition) -> Definition:
    """Return the definition with the shown examples' texts made typographically right; hidden ones are left as typed."""
    prose_fields = {field.id: field for field in definition.fields()}

    def right(field: Any, value: Any) -> Any:
        if isinstance(value, str):
            return typography(value) if isinstance(field, TextField | LongTextField | PersonField) else value
        if not isinstance(field, TableField):
            return value
        if isinstance(value, Mapping):
            return {key: right_row(field, row) for key, row in value.items()}
        return [right_row(field, row) for row in value] if isinstance(value, list) else value

    def right_row(table: TableField, row: Any) -> Any:
        return {key: right(table.column(key), cell) for key, cell in row.items()} if isinstance(row, Mapping) else row

    def shown_example(example: Example) -> Example:
        if example.hidden:
            return example
        answers = {key: right(prose_fields.get(key), value) for key, value in example.answers.items()}
        return example.model_copy(update={"answers": answers})

    return definition.model_copy(update={"examples": tuple(map(shown_example, definition.examples))})


def _record_faults(record: Process | Workshop, library: Library) -> Iterator[Fault]:
    if record.step and record.step not in library.steps:
        yield ("step",), shown(record.step), "une étape de templates/library/steps.yml", did_you_mean(record.step, library.steps)
    steps = record.steps if isinstance(record, Process) else ()
    yield from sources_faults((), record.sources, library)
    for position, step in enumerate(steps):
        yield from sources_faults(("steps", position), step.sources, library)
    parts = ("steps", record.steps) if isinstance(record, Process) else ("material", record.material)
    ids = [part.id for part in parts[1]]
    for position, part in enumerate(parts[1]):
        if ids.count(part.id) > 1:
            yield (parts[0], position, "id"), f"« {part.id} » {ids.count(part.id)} fois", "un identifiant par élément", ""
        if part.id == RESULT:
            yield (parts[0], position, "id"), shown(part.id), "un autre identifiant : celui-ci est celui du bilan", ""
        who = getattr(part, "who", None)
        if who and who not in library.roles:
            yield ("steps", position, "who"), shown(who), "un rôle de templates/library/roles.yml", did_you_mean(who, library.roles)
    if isinstance(record, Workshop) and record.size[0] > record.size[1]:
        yield ("size",), f"{record.size[0]} à {record.size[1]}", "du plus petit au plus grand", ""


def _bind_faults(path: tuple[str | int, ...], field: Any, first: str, other: Any) -> Iterator[Fault]:
    """Compare a field with the first one met under the same bind: same options, and for tables same key and columns."""
    where = (*path, "bind")
    if list(getattr(field, "options", ())) != list(getattr(other, "options", ())):
        yield where, "d’autres options", f"les mêmes options que « {other.id} » dans « {first} »", "Servez-vous de « options_from »."
    if isinstance(field, TableField) and isinstance(other, TableField):
        if field.key != other.key or [row.id for row in field.fixed_rows] != [row.id for row in other.fixed_rows]:
            yield where, f"key: {field.key}", f"la même clé et les mêmes lignes que « {first} » (key: {other.key})", ""
        for column in field.columns:
            twin = other.column(column.id)
            if twin is not None and twin.kind != column.kind:
                yield where, f"colonne « {column.id} » : {column.kind}", f"« {twin.kind} », comme dans « {first} »", ""
            elif twin is not None and list(getattr(twin, "options", ())) != list(getattr(column, "options", ())):
                hint = "Servez-vous de « options_from »."
                yield where, f"colonne « {column.id} » : d’autres options", f"les mêmes options que dans « {first} »", hint


def _sheet_faults(path: tuple[str | int, ...], activity: Activity, definitions: Mapping[str, Definition]) -> Iterator[Fault]:
    for sheet in activity.sheets:
        if sheet not in definitions:
            yield (*path, "sheets"), shown(sheet), "l’identifiant d’une fiche", did_you_mean(sheet, definitions)


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

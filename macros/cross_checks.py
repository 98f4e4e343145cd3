"""What is wrong with a process or a workshop, and what shows between definitions only."""

from collections.abc import Iterator, Mapping
from typing import Any

from macros.checks import Fault, Path, sources_faults
from macros.library import Library
from macros.model import Definition, TableField
from macros.problems import did_you_mean, shown
from macros.records import RESULT, Activity, Material, Process, Step, Workshop


def record_faults(record: Process | Workshop, library: Library) -> Iterator[Fault]:
    """Yield every fault of one record, as `macros.checks` does for a definition."""
    if record.step and record.step not in library.steps:
        yield ("step",), shown(record.step), "une étape de templates/library/steps.yml", did_you_mean(record.step, library.steps)
    yield from sources_faults((), record.sources, library)
    key, parts = _parts(record)
    ids = [part.id for part in parts]
    for position, part in enumerate(parts):
        path = (key, position)
        if ids.count(part.id) > 1:
            yield (*path, "id"), f"« {part.id} » {ids.count(part.id)} fois", "un identifiant par élément", ""
        if part.id == RESULT:
            yield (*path, "id"), shown(part.id), "un autre identifiant : celui-ci est celui du bilan", ""
        if isinstance(part, Step):
            yield from sources_faults(path, part.sources, library)
            if part.who not in library.roles:
                yield (*path, "who"), shown(part.who), "un rôle de templates/library/roles.yml", did_you_mean(part.who, library.roles)
    if isinstance(record, Workshop) and record.size[0] > record.size[1]:
        yield ("size",), f"{record.size[0]} à {record.size[1]}", "du plus petit au plus grand", ""


def _parts(record: Process | Workshop) -> tuple[str, tuple[Step | Material, ...]]:
    """Return what becomes the points of the derived list, and its key in the YAML."""
    return ("steps", record.steps) if isinstance(record, Process) else ("material", record.material)


def bind_faults(path: Path, field: Any, first: str, other: Any) -> Iterator[Fault]:
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


def sheet_faults(path: Path, activity: Activity, definitions: Mapping[str, Definition]) -> Iterator[Fault]:
    """Yield the sheets that an activity uses and that do not exist."""
    for position, sheet in enumerate(activity.sheets):
        if sheet not in definitions:
            yield (*path, "sheets", position), shown(sheet), "l’identifiant d’une fiche", did_you_mean(sheet, definitions)

"""The lock: every identifier, code, kind and option ever published, so that answers stay readable for ever.

`templates/verrou.json` gives each section a letter and each field its visible code (B3), once; a column's code is its table's
with a letter (B3a). Codes of what was retired are never given again. `./kit lock` writes it; the tests fail when a published
thing disappears or changes without a new version.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from macros.model import AnyField, Definition, TableField
from macros.problems import CatalogError, Problem
from macros.resolve import map_fields

FILE = Path("templates/verrou.json")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL = _LETTERS.lower()


@dataclass(frozen=True, slots=True)
class Lock:
    """What was published: definition id -> version, letters of sections, codes, kinds and options by control path."""

    definitions: Mapping[str, Mapping[str, Any]]

    def of(self, definition_id: str) -> Mapping[str, Any]:
        """Return what was published of a definition; empty lists when it is new."""
        return self.definitions.get(definition_id, {"version": 0, "sections": {}, "fields": {}})


def load_lock(root: Path) -> Lock:
    """Read the lock under the project's root; no file means that nothing was published. Raise CatalogError when it is damaged."""
    file = root / FILE
    try:
        return Lock(json.loads(file.read_text(encoding="utf-8")) if file.exists() else {})
    except json.JSONDecodeError as error:
        hint = "Ce fichier ne se modifie pas à la main : reprenez la version publiée."
        raise CatalogError([Problem(FILE, error.lineno, "", "un fichier abîmé", "ce que « ./kit lock » a écrit", hint)]) from None


def with_codes(definition: Definition, lock: Lock) -> Definition:
    """Return the definition with its letters and codes: those of the lock, then the next free ones in reading order."""
    published = lock.of(definition.id)
    letters = _letters([section.id for section in definition.sections], published["sections"])
    codes = {path: entry["code"] for path, entry in published["fields"].items()}
    lettered = tuple(section.model_copy(update={"letter": letters[section.id]}) for section in definition.sections)
    numbered = definition.model_copy(update={"sections": lettered})
    return map_fields(numbered, lambda field, section: _coded(field, section.letter, codes))


def entry(definition: Definition) -> dict[str, Any]:
    """Return what the lock keeps of a definition."""
    fields: dict[str, Any] = {}
    for field in definition.fields():
        fields[field.id] = _kept(field)
        if isinstance(field, TableField):
            fields |= {f"{field.id}.{column.id}": _kept(column) for column in field.columns}
    return {"version": definition.version, "sections": {s.id: s.letter for s in definition.sections}, "fields": fields}


def breaks(definition: Definition, lock: Lock) -> list[str]:
    """Return, in French, what was published and is gone or changed under the same version; empty when the version rose."""
    published, now = lock.of(definition.id), entry(definition)
    if definition.version > published["version"]:
        return []
    found = []
    if definition.version < published["version"]:
        found.append(f"la version {published['version']} est publiée, la définition dit {definition.version}")
    for path, before in published["fields"].items():
        after = now["fields"].get(path)
        if before.get("retired"):
            if after:
                found.append(f"« {path} » a été retiré : prenez un autre identifiant")
        elif after is None:
            found.append(f"« {path} » ({before['code']}) a disparu")
        else:
            found += [f"« {path} » : {what}" for what in _changes(before, after)]
    return found


def renew(definitions: Mapping[str, Definition], lock: Lock) -> dict[str, Any]:
    """Return the lock brought up to date: new things added, what is gone kept as retired. Never loses a code."""
    renewed = {key: {**value, "retired": True} for key, value in lock.definitions.items()}
    for key, definition in definitions.items():
        before, now = lock.of(key), entry(definition)
        gone = {path: {**old, "retired": True} for path, old in before["fields"].items() if path not in now["fields"]}
        sections = {**before["sections"], **now["sections"]}
        renewed[key] = {"version": now["version"], "sections": sections, "fields": {**now["fields"], **gone}}
    return dict(sorted(renewed.items()))


def _letters(ids: list[str], published: Mapping[str, str]) -> dict[str, str]:
    free = (letter for letter in _names(_LETTERS) if letter not in published.values())
    return {section_id: published.get(section_id) or next(free) for section_id in ids}


def _names(letters: str) -> Iterator[str]:
    """Yield A to Z, then AA to ZZ: sections and columns come and go over the years, and no letter serves twice."""
    yield from letters
    yield from map("".join, product(letters, repeat=2))


def _coded(field: AnyField, letter: str, codes: dict[str, str]) -> AnyField:
    """Give a field its code, and note it in ``codes`` so that the next field gets another."""
    if field.id not in codes:
        numbers = [code.removeprefix(letter) for path, code in codes.items() if "." not in path and code.startswith(letter)]
        used = [int(number) for number in numbers if number.isdigit()]
        codes[field.id] = f"{letter}{max(used, default=0) + 1}"
    code = codes[field.id]
    if not isinstance(field, TableField):
        return field.model_copy(update={"code": code})
    columns = []
    for column in field.columns:
        path = f"{field.id}.{column.id}"
        if path not in codes:
            taken = {codes[other] for other in codes if other.startswith(f"{field.id}.")}
            codes[path] = next(code + small for small in _names(_SMALL) if code + small not in taken)
        columns.append(column.model_copy(update={"code": codes[path]}))
    return field.model_copy(update={"code": code, "columns": tuple(columns)})


def _kept(field: Any) -> dict[str, Any]:
    kept = {"code": field.code, "kind": field.kind}
    if field.kind in ("choice", "multichoice"):
        kept["options"] = list(field.options)
    if isinstance(field, TableField) and field.fixed_rows:
        kept["rows"] = [row.id for row in field.fixed_rows]
    return kept


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    found = []
    if before["kind"] != after["kind"]:
        found.append(f"était « {before['kind']} », est « {after['kind']} »")
    for key, name in (("options", "l’option"), ("rows", "la ligne")):
        gone = [item for item in before.get(key, []) if item not in after.get(key, [])]
        found += [f"{name} « {item} » a disparu" for item in gone]
    return found


def lock_faults(definition: Definition, lock: Lock) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Yield what `breaks` finds as faults of the definition: (path, received, expected, hint)."""
    published = lock.of(definition.id)["version"]
    for what in breaks(definition, lock):
        hint = f"Remettez ce qui manque ; ou, si le retrait est voulu, écrivez « version: {published + 1} »."
        yield ("version",), what, f"tout ce que la version {published} a publié, sous le même identifiant", hint


def main(root: Path) -> int:
    """Bring the lock up to date. What was published and is gone without a new version is a fault of the catalog."""
    from macros.catalog import load_catalog

    try:
        catalog = load_catalog(root)
    except CatalogError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    renewed = renew(catalog.definitions, catalog.lock)
    (root / FILE).write_text(json.dumps(renewed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{FILE.as_posix()} : {len(renewed)} définitions\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))

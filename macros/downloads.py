"""The files that each definition gives, and the catalogue that lists them for machines.

A format is added once, in ``FORMATS``. A file's address is ``telechargements/<id>.<extension>``.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.catalog import Catalog
from macros.model import AnyField, Definition, TableField
from macros.places import places

FOLDER = "telechargements"
CATALOGUE = f"{FOLDER}/catalogue.json"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its extension, its name, what it is good for, and what makes its bytes."""

    extension: str
    name: str
    purpose: str
    make: Callable[[Catalog, Definition], bytes]


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a definition; ``path`` is from the site's root."""

    definition: str
    format: Format
    path: str
    content: bytes


def source_yaml(catalog: Catalog, definition: Definition) -> bytes:
    """Return the YAML file that the definition comes from."""
    return (catalog.root / catalog.files[definition.id]).read_bytes()


FORMATS = (
    Format("yml", "Définition (YAML)", "la fiche elle-même, pour l’adapter à votre organisation", source_yaml),
)


def downloads(catalog: Catalog, definition: Definition) -> Iterator[Download]:
    """Yield every file of a definition."""
    for kind in FORMATS:
        yield Download(definition.id, kind, f"{FOLDER}/{definition.id}.{kind.extension}", kind.make(catalog, definition))


def site_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of every generated file, the catalogue last."""
    listed = []
    for definition in catalog.definitions.values():
        files = list(downloads(catalog, definition))
        yield from ((file.path, file.content) for file in files)
        listed.append(_listed(definition, files))
    yield CATALOGUE, _json(listed)


def page_url(definition_id: str) -> str:
    """Return the address of a definition's page, from the site's root."""
    return f"fiches/{definition_id}/"


def _listed(definition: Definition, files: list[Download]) -> dict[str, Any]:
    return {
        "id": definition.id, "kind": definition.kind, "title": definition.title, "version": definition.version,
        "url": page_url(definition.id), "minutes": definition.minutes,
        "fields": [entry for field in definition.fields() for entry in _fields(field)],
        "sources": sorted({source for place in places(definition) for source in place.sources}),
        "files": [
            {"format": file.format.extension, "path": file.path, "bytes": len(file.content), "sha256": hashlib.sha256(file.content).hexdigest()}
            for file in files
        ],
    }  # fmt: skip


def _fields(field: AnyField) -> Iterator[dict[str, Any]]:
    entry: dict[str, Any] = {"id": field.id, "code": field.code, "kind": field.kind, "label": field.label, "help": field.help}
    if isinstance(field, TableField):
        entry["columns"] = [next(_fields(column)) for column in field.columns]
        entry["rows"] = [row.id for row in field.fixed_rows] or field.rows
    elif options := getattr(field, "options", None):
        entry["options"] = {key: option.label for key, option in options.items()}
    yield entry


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

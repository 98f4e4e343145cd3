"""The files that the site offers: those of each definition, the kit that gathers them, the catalogue that lists them for machines.

The address of a definition's file is ``telechargements/<id>[-<variante>][-<édition>].<extension>``.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.catalog import Catalog, cached_catalog
from macros.documents.bundle import bundle
from macros.documents.editions import EDITIONS, THUMBNAIL
from macros.documents.source import sources
from macros.documents.store import documents, orders
from macros.model import AnyField, Definition, TableField
from macros.places import places

FOLDER = "telechargements"
CATALOGUE = f"{FOLDER}/catalogue.json"
KIT = f"{FOLDER}/presence-kit.zip"
THUMBNAILS = f"{FOLDER}/apercus"
WITHOUT_DOCUMENTS = "PRESENCE_SANS_DOCUMENTS"
"""When this variable is set, the site is built with the definitions alone: faster, for who writes pages."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a definition: its address from the site's root, what it is called, what it is good for, its variant if it has one.

    ``form`` tells a form in one of the formats that people choose from, not another edition of it.
    """

    path: str
    name: str
    purpose: str
    variant: str | None
    content: bytes
    form: bool = False

    @property
    def extension(self) -> str:
        """How its name ends, without the dot."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every file of a site's definitions, by definition; ``thumbnails`` are pictures of first pages, ``kit`` the address of all of them."""

    files: Mapping[str, Sequence[Download]]
    thumbnails: Mapping[str, Download]
    kit: Download | None


@cache
def cached_shelf(root: Path, site: str) -> Shelf:
    """Return the files of the definitions under ``root``, made once a build; ``site`` is the public address of the site."""
    return load_shelf(cached_catalog(root), site, whole=WITHOUT_DOCUMENTS not in os.environ)


def load_shelf(catalog: Catalog, site: str, *, whole: bool = True) -> Shelf:
    """Return the files of every definition of a catalog; ``whole`` adds to the YAML the documents, which take time."""
    definitions = catalog.definitions.values()
    found = [source for definition in definitions for source in sources(definition, catalog.registry, site)] if whole else []
    wanted = [order for source in found for order in orders(source, [*EDITIONS, THUMBNAIL])]
    files: dict[str, list[Download]] = {definition.id: [] for definition in definitions}
    thumbnails: dict[str, Download] = {}
    for order, content in zip(wanted, documents(wanted), strict=True):
        edition, definition, variant = order.edition, order.source.definition, order.source.variant
        folder = THUMBNAILS if edition is THUMBNAIL else FOLDER
        label = definition.variants[variant] if variant else None
        file = Download(f"{folder}/{edition.file(order.source)}", edition.name, edition.purpose, label, content, not edition.suffix)
        if edition is THUMBNAIL:
            thumbnails.setdefault(definition.id, file)
        else:
            files[definition.id].append(file)
    for definition in definitions:
        files[definition.id].append(_yaml(catalog, definition))
    kit = Download(KIT, "Tout le kit", "toutes les fiches dans tous les formats", None, bundle(catalog, files, site)) if whole else None
    return Shelf(files, thumbnails, kit)


def site_files(catalog: Catalog, shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of every generated file, the catalogue last."""
    for files in shelf.files.values():
        yield from ((file.path, file.content) for file in files)
    yield from ((file.path, file.content) for file in shelf.thumbnails.values())
    if shelf.kit:
        yield shelf.kit.path, shelf.kit.content
    yield CATALOGUE, _json([_listed(definition, shelf.files[definition.id]) for definition in catalog.definitions.values()])


def page_url(definition_id: str) -> str:
    """Return the address of a definition's page, from the site's root."""
    return f"fiches/{definition_id}/"


def _yaml(catalog: Catalog, definition: Definition) -> Download:
    content = (catalog.root / catalog.files[definition.id]).read_bytes()
    purpose = "la définition de la fiche, pour fabriquer la vôtre"
    return Download(f"{FOLDER}/{definition.id}.yml", "Définition", purpose, None, content)


def _listed(definition: Definition, files: Sequence[Download]) -> dict[str, Any]:
    return {
        "id": definition.id, "kind": definition.kind, "title": definition.title, "version": definition.version,
        "url": page_url(definition.id), "minutes": definition.minutes,
        "fields": [entry for field in definition.fields() for entry in _fields(field)],
        "sources": sorted({source for place in places(definition) for source in place.sources}),
        "files": [
            {"format": file.extension, "path": file.path, "bytes": len(file.content), "sha256": hashlib.sha256(file.content).hexdigest()}
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

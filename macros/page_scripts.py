"""What the page's programs read, each as a classic script that fills a global: the catalog, the model of each definition, its documents.

A script loads from file:// as from a server, where a request would be refused. All stand in ``assets/fiches/``.
"""

import json
from collections import defaultdict
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.downloads import Shelf, page_url
from macros.model import Definition
from macros.sheet_model import model_script, sheet_model

FOLDER = "assets/fiches"


def page_scripts(catalog: Catalog, shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of each script."""
    yield f"{FOLDER}/index.js", _index(catalog)
    for definition in catalog.definitions.values():
        model = sheet_model(definition, page_url(definition.id), _formats(definition, shelf))
        yield f"{FOLDER}/{definition.id}.js", model_script(model)


def _index(catalog: Catalog) -> bytes:
    """Return the list of the site's sheets, in its order."""
    listed = [
        {"id": key, "title": definition.title, "url": page_url(key), "version": definition.version, "kind": definition.kind}
        for key, definition in catalog.definitions.items()
    ]
    return f"(globalThis.presence??={{}}).catalog={json.dumps(listed, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _formats(definition: Definition, shelf: Shelf) -> dict[str, list[str]]:
    """Return the formats that a definition can be filled in, by variant."""
    labels = {label: variant for variant, label in definition.variants.items()}
    found: dict[str, list[str]] = defaultdict(list)
    for file in shelf.files[definition.id]:
        if file.form:
            found[labels[file.variant] if file.variant else ""].append(file.extension)
    return dict(found)

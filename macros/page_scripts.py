"""What the page's programs read, each as a classic script that fills a global: the catalog, the sheets' models, texts and documents.

A script loads from file:// as from a server, where a request would be refused. All stand in ``assets/fiches/``.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.documents.page_script import CONTINUATION, page_script
from macros.documents.recipe import recipe
from macros.documents.store import kept
from macros.downloads import Download, Shelf, page_url
from macros.model import Definition
from macros.readback.printed import printed_script
from macros.script_data import script
from macros.sheet_model import model_script, sheet_model

FOLDER = "assets/fiches"


def page_scripts(catalog: Catalog, shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of each script."""
    yield f"{FOLDER}/index.js", _index(catalog)
    for definition in catalog.definitions.values():
        model = sheet_model(definition, page_url(definition.id), _formats(definition, shelf))
        yield f"{FOLDER}/{definition.id}.js", model_script(model)
        yield f"{FOLDER}/{definition.id}.lecture.js", printed_script(definition)
        for file in shelf.files[definition.id]:
            if file.form or file.path.endswith(CONTINUATION):
                yield f"{FOLDER}/{file.path.rpartition('/')[2]}.js", _document(file)


def _index(catalog: Catalog) -> bytes:
    """Return the list of the site's sheets, in its order."""
    return script("catalog", [
        {"id": key, "title": definition.title, "url": page_url(key), "version": definition.version, "kind": definition.kind}
        for key, definition in catalog.definitions.items()
    ])  # fmt: skip


def _formats(definition: Definition, shelf: Shelf) -> dict[str, list[str]]:
    """Return the formats that a definition can be filled in, by variant."""
    labels = {label: variant for variant, label in definition.variants.items()}
    found: dict[str, list[str]] = defaultdict(list)
    for file in shelf.files[definition.id]:
        if file.form:
            found[labels[file.variant] if file.variant else ""].append(file.extension)
    return dict(found)


def _document(file: Download) -> bytes:
    """Return the script of a blank document; its plan takes time to read, so it is kept."""
    name, made_by = file.path.rpartition("/")[2], recipe("macros.documents.page_script")
    return kept((name, hashlib.sha256(file.content).hexdigest(), made_by), lambda: page_script(name, file.extension, file.content))

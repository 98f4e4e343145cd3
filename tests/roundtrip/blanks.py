"""The blank files that the round trip fills: those of every definition, real and specimen, in each of its variants."""

from functools import cache

from macros.documents.editions import EDITIONS
from macros.documents.source import Source, sources
from macros.documents.store import documents, orders
from tests.specimens.load import real_catalog, specimen_catalog


@cache
def forms() -> list[Source]:
    """Return every definition, real and specimen, in each of its variants."""
    catalogs = (real_catalog(), specimen_catalog())
    found = [(definition, catalog) for catalog in catalogs for definition in catalog.definitions.values()]
    return [source for definition, catalog in found for source in sources(definition, catalog.registry, "https://presence.example/")]


@cache
def blanks(name: str) -> dict[str, bytes]:
    """Return the blank files of a sheet by extension, made once for all tests; « suite » is the PDF that goes on."""
    source = next(source for source in forms() if source.name == name)
    wanted = orders(source, [edition for edition in EDITIONS if edition.suffix in ("", "-suite")])
    keys = [order.edition.suffix.lstrip("-") or order.edition.extension for order in wanted]
    return dict(zip(keys, documents(wanted), strict=True))

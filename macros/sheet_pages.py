"""The page of each definition, written from the definition itself: the form, its files, a filled example, where it comes from."""

import json
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.french import duration
from macros.model import Definition


def sheet_pages(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the address (`fiches/<id>.md`) and the Markdown of the page of every definition."""
    for definition in catalog.definitions.values():
        yield f"fiches/{definition.id}.md", _page(catalog, definition)


def _page(catalog: Catalog, definition: Definition) -> str:
    meta = {
        "title": definition.title, "description": definition.purpose, "sheet": definition.id, "kind": definition.kind,
        "duration": duration(definition.minutes), "people": definition.people, "level": definition.level, "outcome": definition.purpose,
        "review": definition.review, "version": definition.version, "tags": list(definition.tags), "hide": ["toc"],
    }  # fmt: skip
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return f"---\n{front}\n---\n\n" + "\n\n".join(_parts(catalog, definition)) + "\n"


def _parts(catalog: Catalog, definition: Definition) -> Iterator[str]:
    step = definition.step and f"Cette fiche sert à l’étape [{catalog.library.steps[definition.step]}](../playbook/{definition.step}.md)."
    if step and (catalog.root / "docs" / "playbook" / f"{definition.step}.md").exists():
        yield step
    yield f"{{{{ take_away('{definition.id}') }}}}"
    yield f"{{{{ worksheet('{definition.id}') }}}}" if definition.kind != "checklist" else f"{{{{ checklist('{definition.id}', level=2) }}}}"
    if definition.first_example():
        yield f"## Exemple rempli\n\n{{{{ example('{definition.id}') }}}}"
    yield f"## Fichiers\n\n{_which(catalog)}{{{{ downloads('{definition.id}') }}}}"
    yield f"{{{{ sources('{definition.id}') }}}}"


def _which(catalog: Catalog) -> str:
    """Lead to what tells the formats apart, on a site that says it."""
    index = catalog.root / "docs" / "fiches" / "index.md"
    told = index.exists() and "{ #quel-format }" in index.read_text(encoding="utf-8")
    return "Vous hésitez ? Voyez [quel format choisir](index.md#quel-format).\n\n" if told else ""

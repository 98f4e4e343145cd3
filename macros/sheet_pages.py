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
        "review": definition.review, "version": definition.version, "hide": ["toc"],
    }  # fmt: skip
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return f"---\n{front}\n---\n\n" + "\n\n".join(_parts(catalog, definition)) + "\n"


def _parts(catalog: Catalog, definition: Definition) -> Iterator[str]:
    step = definition.step and f"Cette fiche sert à l’étape [{catalog.library.steps[definition.step]}](../playbook/{definition.step}.md)."
    if step and (catalog.root / "docs" / "playbook" / f"{definition.step}.md").exists():
        yield step
    yield f"{{{{ worksheet('{definition.id}') }}}}" if definition.kind != "checklist" else f"{{{{ checklist('{definition.id}', level=2) }}}}"
    if definition.first_example():
        yield f"## Exemple rempli\n\n{{{{ example('{definition.id}') }}}}"
    paper = "Pour le papier, imprimez cette page : les champs deviennent des lignes à remplir."
    yield f"## Fichiers\n\n{paper}\n\n{{{{ downloads('{definition.id}') }}}}"
    yield f"{{{{ sources('{definition.id}') }}}}"

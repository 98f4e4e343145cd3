"""Where each of the 530 founding items stands in what is published: in a definition (`sources:`) or in a page (`source(…)`).

`./kit coverage` prints, for each text, how many items are placed, and lists the others; `--lire` prints each item's gist beside
the published text that serves it, so that a person can judge.
"""

import argparse
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.catalog import Catalog, load_catalog
from macros.places import places
from macros.problems import CatalogError

_MARK = re.compile(r"\{\{\s*source\(([^)]*)\)\s*\}\}")
_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# A mark that a page shows as an example serves nothing: code and raw blocks are left out.
_SHOWN = re.compile(r"^(`{3,}|~{3,}).*?^\1|\{%-?\s*raw.*?endraw\s*-?%\}|<!--.*?-->", re.DOTALL | re.MULTILINE)
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Served:
    """One place that serves an item: where it is, and what a reader reads there."""

    where: str
    text: str


def served(catalog: Catalog) -> dict[str, list[Served]]:
    """Return, for each item that is placed, every place that serves it."""
    found: dict[str, list[Served]] = {}
    for definition in catalog.definitions.values():
        for place in places(definition):
            for item in place.sources:
                found.setdefault(item, []).append(Served(f"fiche {definition.id}, {place.name}", place.text))
    for where, text, items in _marks(catalog.root / "docs"):
        for item in items:
            found.setdefault(item, []).append(Served(where, text))
    return found


def table(catalog: Catalog, found: Mapping[str, Sequence[Served]]) -> Iterator[str]:
    """Yield the lines of the summary: placed and total per text and in all."""
    items = catalog.library.sources.items
    for text_id, text in catalog.library.sources.texts.items():
        own = [item for item in items if item.startswith(text_id)]
        yield f"{text_id}  {sum(item in found for item in own):>3} / {len(own):<3}  {text.title}"
    yield f"     {sum(item in found for item in items):>3} / {len(items)}"


def _marks(docs: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each mark of the pages: where it is, the block of text it ends, its items."""
    for page in sorted(docs.rglob("*.md")):
        content = _SHOWN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), page.read_text(encoding="utf-8"))
        for mark in _MARK.finditer(content):
            line = content.count("\n", 0, mark.start()) + 1
            where = f"docs/{page.relative_to(docs).as_posix()}, ligne {line}"
            yield where, _block(content, mark.start()), re.findall(r"S\d-[A-Z]{3}-\d\d", mark[1])


def _block(content: str, position: int) -> str:
    """Return the paragraph, list item or table row that a mark stands in, and the marks' own text away."""
    start = max((match.end() for match in re.finditer(r"\n\s*\n|\n\s*(?:[-*|]|\d+\.)\s|\A", content[:position])), default=0)
    ending = re.compile(r"\n\s*\n|\n\s*(?:[-*|]|\d+\.)\s|\Z").search(content, position)
    end = ending.start() if ending else len(content)
    return " ".join(_MACRO.sub("", content[start:end]).split())


def _read_aloud(catalog: Catalog, found: Mapping[str, Sequence[Served]], wanted: Sequence[str]) -> Iterator[str]:
    for item_id, item in catalog.library.sources.items.items():
        if item_id in found and (not wanted or item_id.startswith(tuple(wanted))):
            yield f"\n{item_id}  {item.gist}"
            for place in found[item_id]:
                yield textwrap.fill(f"{place.where} — {place.text}", _WIDTH, initial_indent="  → ", subsequent_indent="    ")


def main(root: Path, arguments: Sequence[str]) -> int:
    """Print the coverage; the items still without a place are listed, section by section."""
    parser = argparse.ArgumentParser(prog="./kit coverage", description="Où chaque élément des textes fondateurs est placé.")
    parser.add_argument("--lire", action="store_true", help="montre chaque élément à côté du texte publié qui le sert")
    parser.add_argument("prefixes", nargs="*", metavar="S4-PWE", help="seulement ces éléments (avec --lire)")
    options = parser.parse_args(arguments)
    try:
        catalog = load_catalog(root)
    except CatalogError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = served(catalog)
    lines = list(table(catalog, found))
    if options.lire:
        lines = [*_read_aloud(catalog, found, options.prefixes), "", *lines]
    else:
        missing = [item for item in catalog.library.sources.items if item not in found]
        sections = dict.fromkeys(item.rsplit("-", 1)[0] for item in missing)
        lines += ["", "Sans place :"] if missing else []
        for section in sections:
            numbers = " ".join(item[-2:] for item in missing if item.startswith(f"{section}-"))
            lines.append(textwrap.fill(f"{section}  {numbers}", _WIDTH, initial_indent="  ", subsequent_indent="          "))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd(), sys.argv[1:]))

"""What the head of a page says (its front matter), and what its text may not hold: every fault is told with its line, before MkDocs reads it."""

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from macros.model import MAX_SOURCES, Level, Month, Plain, Record, Slug
from macros.problems import Problem, did_you_mean, shown
from macros.site.content import REFUSED
from macros.validation import build
from macros.yamlfile import Document, YamlProblem, parse, text_of


class Search(Record):
    """How the search treats a page."""

    boost: float = Field(1, gt=0, description="Poids de la page dans les résultats.")
    exclude: bool = Field(False, description="Vrai : la page n’est pas cherchée.")


class PageMeta(Record):
    """The front matter of a page. ``sheet``, ``kind`` and ``version`` are those of the pages made from definitions."""

    title: Plain = Field(description="Titre de la page.")
    description: Plain | None = Field(None, description="Ce qu’un moteur de recherche en montre : 155 caractères au plus.")
    step: Slug | None = Field(None, description="Étape du guide (templates/library/steps.yml).")
    duration: Plain | None = Field(None, description="Temps à prévoir.")
    people: Plain | None = Field(None, description="Qui doit être là.")
    level: Level | None = Field(None, description="débutant, intermédiaire ou avancé.")
    outcome: Plain | None = Field(None, description="Ce qu’on tient à la fin.")
    review: Month | None = Field(None, description="Mois de la dernière relecture, 2026-11.")
    hide: tuple[Literal["navigation", "toc"], ...] = Field((), description="Ce que la page ne montre pas : navigation, toc.")
    search: Search | None = Field(None, description="Place dans la recherche.")
    tags: tuple[Plain, ...] = Field((), description="Mots que l’on tape pour trouver la page et que ses titres n’ont pas.")
    sheet: Slug | None = Field(None, description="Fiche dont la page est faite.")
    kind: Literal["worksheet", "checklist", "rfp"] | None = Field(None, description="Nature de cette fiche.")
    version: int | None = Field(None, description="Version de cette fiche.")


_HEAD = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)


def page_problems(file: Path, root: Path, steps: Collection[str]) -> list[Problem]:
    """Return what is wrong with a Markdown file, named from ``root``; ``steps`` are the known steps of the guide."""
    name = file.relative_to(root)
    try:
        head, body = _parted(text_of(file, name), name)
        document = parse(head, name)
    except YamlProblem as error:
        return [error.problem]
    return [*_meta_problems(document, steps), *_body_problems(body, name)]


def _parted(text: str, name: Path) -> tuple[str, str]:
    """Return the front matter and the rest, each after as many empty lines as it takes for lines to count as in the file."""
    if found := _HEAD.match(text):
        return f"\n{found[1]}", "\n" * found[0].count("\n") + text[found.end() :]
    first = text.split("\n", 1)[0]
    if first.rstrip() == "---":
        received, hint = "un en-tête ouvert par « --- » et jamais fermé", "Fermez-le par une ligne « --- », seule."
    else:
        received, hint = shown(first), "La toute première ligne est « --- », sans rien avant."
    raise YamlProblem(Problem(name, 1, "", received, "un en-tête entre deux lignes « --- », avec au moins « title: Le titre »", hint))


def _meta_problems(document: Document, steps: Collection[str]) -> list[Problem]:
    written: dict[Any, Any] = document.data if isinstance(document.data, dict) else {}
    problems = [
        Problem(document.file, document.line((key,)), str(key), "rien", "une valeur", f"Écrivez-la, ou effacez la ligne « {key}: ».")
        for key, value in written.items() if value is None and key in PageMeta.model_fields
    ]  # fmt: skip
    meta = build(PageMeta, document)
    told = {problem.place for problem in problems}
    problems += [problem for problem in meta if problem.place not in told] if isinstance(meta, list) else []
    step = written.get("step")
    if isinstance(step, str) and step not in steps:
        expected = "une étape de templates/library/steps.yml"
        problems.append(Problem(document.file, document.line(("step",)), "step", shown(step), expected, did_you_mean(step, steps)))
    return problems


_CODE = re.compile(
    r"^ *(`{3,}|~{3,}).*?^ *\1[`~]* *$|(?<!`)(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\2(?!`)|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_SIDE_BY_SIDE = re.compile(r"\{\{\s*source\([^)]*\)\s*\}\}[\s,;:.]*(?=\{\{\s*source\()")
_BALANCED = frozenset({"div", "figure", "section", "details", "aside", "table", "blockquote"})


def _body_problems(body: str, name: Path) -> Iterator[Problem]:
    """Yield the faults of the raw HTML of a page, where code, macros and comments do not count, and of its marks of provenance."""
    tags = _Tags()
    tags.feed(_CODE.sub(lambda found: _blank(found[0]), body))
    tags.close()
    for line, received, expected, hint in tags.end():
        yield Problem(name, line, "", received, expected, hint)
    marked = _CODE.sub(lambda found: found[0] if found[0].startswith("{{") else _blank(found[0]), body)
    for found in _SIDE_BY_SIDE.finditer(marked):
        hint = "Réunissez leurs items, ou coupez la phrase en deux : un repère après chaque affirmation."
        yield Problem(name, marked.count("\n", 0, found.end()) + 1, "", "deux « source » de suite", f"un seul, d’un à {MAX_SOURCES} items", hint)


def _blank(text: str) -> str:
    """Return as many spaces, on the same lines."""
    return re.sub(r"[^\n]", " ", text)


class _Tags(HTMLParser):
    """Reads raw HTML for tags left open, closed twice, or refused; ``faults`` are (line, received, expected, hint)."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.faults: list[tuple[int, str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that has to be closed; refuse a program and a style."""
        line = self.getpos()[0]
        if tag in REFUSED:
            self.faults.append((line, f"<{tag}>", f"une page sans <{tag}>", REFUSED[tag]))
        elif tag in _BALANCED:
            self.open.append((tag, line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read `<div/>` as browsers do: as a tag left open."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest tag of that name; those opened since then were left open."""
        if tag not in _BALANCED:
            return
        if tag not in [name for name, _ in self.open]:
            self.faults.append((self.getpos()[0], f"</{tag}>", f"un <{tag}> ouvert plus haut", "Effacez cette balise, ou ouvrez-la."))
            return
        while (last := self.open.pop())[0] != tag:
            self._left_open(*last)

    def end(self) -> list[tuple[int, str, str, str]]:
        """Return all faults, once the whole page is read."""
        for tag, line in self.open:
            self._left_open(tag, line)
        return self.faults

    def _left_open(self, tag: str, line: int) -> None:
        self.faults.append((line, f"<{tag}> jamais fermé", f"</{tag}> à la fin de ce bloc", "Du code à montrer se met entre ``` et ```."))

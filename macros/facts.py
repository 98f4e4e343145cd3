"""Dated, sourced facts and what became of the tools of the founding texts, each with a registered address.

Their text is plain in the files; its typography is made right on load, as in any record of the model.
"""

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from macros.links.registry import Registry, UnknownLink, date_of, load_records, word_of
from macros.model import Plain, Record
from macros.problems import Problem, shown
from macros.yamlfile import Document


class Confidence(StrEnum):
    """How far a statement is trusted."""

    HIGH = "haute"
    MEDIUM = "moyenne"


def _year_as_text(date: object) -> object:
    return str(date) if isinstance(date, int) else date


class Fact(Record):
    """A statement and its source; `source_date` is what is known of it (« 2025-03 », « 2014 (estimé) », or None).

    `link` is a key of the registry; once loaded, `source` is never None (the link's title, when the file says no more).
    """

    topic: str
    statement: Plain
    link: str
    source: Plain | None = None
    source_date: Annotated[Plain, BeforeValidator(_year_as_text)] | None = None
    confidence: Annotated[Confidence, word_of(Confidence)]


class Tool(Record):
    """A tool named by founding texts (`named_in`: S0 to S4), what became of it and what serves today."""

    name: Plain
    kind: Plain
    named_in: tuple[str, ...] = ()
    status: Plain
    closed_on: Annotated[datetime.date, BeforeValidator(date_of)] | None = None
    successor: Plain
    note: Plain
    link: str
    confidence: Annotated[Confidence, word_of(Confidence)]


def load_facts(path: Path, root: Path, registry: Registry) -> dict[str, Fact]:
    """Read the facts, by id, in file order; problems name the file from `root`. Raise CatalogError with all of them."""

    def check(key: str, fact: Fact, document: Document) -> list[Problem]:
        return _link_problems(key, fact.link, registry, document)

    facts, _ = load_records(path, root, Fact, check)
    return {
        key: fact.model_copy(update={"source": fact.source or registry.resolve(fact.link).title})
        for key, fact in facts.items()
    }


def load_tools(path: Path, root: Path, registry: Registry) -> dict[str, Tool]:
    """Read the tools, by id, in file order; problems name the file from `root`. Raise CatalogError with all of them."""

    def check(key: str, tool: Tool, document: Document) -> list[Problem]:
        return _link_problems(key, tool.link, registry, document)

    return load_records(path, root, Tool, check)[0]


def _link_problems(key: str, link: str, registry: Registry, document: Document) -> list[Problem]:
    try:
        registry.resolve(link)
    except UnknownLink as unknown:
        expected = "une clé de templates/library/links.yml"
        return [
            Problem(document.file, document.line((key, "link")), f"{key}, link", shown(link), expected, unknown.hint)
        ]
    return []

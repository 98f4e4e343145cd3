"""The shared lists of `templates/library/`: founding items, steps, roles, shared answers, option lists, organisations."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, create_model

from macros.model import BindKey, FieldId, Options, Plain, Profile, Record, Slug, SourceId, Territory
from macros.problems import CatalogError
from macros.validation import build
from macros.yamlfile import Document, YamlProblem, read

Kind = Literal["text", "longtext", "check", "choice", "multichoice", "scale", "date", "number", "url", "person", "table"]


class FoundingText(Record):
    """One of the five texts of 2008-2012."""

    title: Plain
    author: Plain
    published: Plain
    items: int


class FoundingItem(Record):
    """One numbered item of a founding text, in the project's own words."""

    section: Plain
    kind: str
    gist: Plain
    serves: tuple[str, ...] = ()
    same_as: tuple[SourceId, ...] = ()


class Sources(Record):
    """The five texts and their items."""

    texts: Mapping[str, FoundingText]
    items: Mapping[SourceId, FoundingItem]

    def text_of(self, item_id: str) -> FoundingText:
        """Return the text that an item comes from."""
        return self.texts[item_id[:2]]


class SharedAnswer(Record):
    """An answer that several sheets share under one ``bind`` key."""

    kind: Kind
    label: Plain


class Someone(Record):
    """A fictional person of an example organisation: a first name and what they do."""

    name: Plain
    role: Plain


class Organisation(Record):
    """A fictional organisation whose answers serve as examples, demonstration and test data."""

    name: Plain
    kind: Plain
    place: Plain
    territory: Territory
    profile: tuple[Profile, ...]
    website: str
    weekly_hours: float
    summary: Plain
    people: tuple[Someone, ...]


class Library(Record):
    """Every shared list, by identifier, in file order."""

    sources: Sources
    steps: Mapping[Slug, Plain]
    roles: Mapping[FieldId, Plain]
    binds: Mapping[BindKey, SharedAnswer]
    options: Mapping[FieldId, Options]
    organisations: Mapping[Slug, Organisation]


def load_library(root: Path) -> Library:
    """Read `templates/library/` under the project's root. Raise CatalogError with every fault of every list."""
    values: dict[str, Any] = {}
    problems = []
    for name, field in Library.model_fields.items():
        file = root / "templates" / "library" / f"{name}.yml"
        try:
            document = read(file, root) if file.exists() else Document(file.relative_to(root), {}, {})
        except YamlProblem as fault:
            problems.append(fault.problem)
            continue
        built = build(_whole_file(name, field.annotation), _under(document, name))
        if isinstance(built, list):
            problems.extend(built)
        else:
            values[name] = getattr(built, name)
    if problems:
        raise CatalogError(problems)
    return Library.model_construct(**values)


def _whole_file(name: str, annotation: Any) -> type[BaseModel]:
    """Return a record with one key, so that a file which is a plain mapping is validated like any other."""
    fields: dict[str, Any] = {name: (annotation, ...)}
    return create_model(f"{name.title()}File", __base__=Record, **fields)


def _under(document: Document, name: str) -> Document:
    lines = {(name, *path): line for path, line in document.lines.items()}
    return Document(document.file, {name: document.data or {}}, lines)

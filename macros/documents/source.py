"""What a document is made from: a definition in one of its variants, and what its links and its address become on paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros import prose
from macros.links.cite import SCHEME, resolve_href
from macros.links.registry import Registry
from macros.model import Definition, TableField
from macros.outline import Outline, outline


@dataclass(frozen=True)
class Source:
    """One definition, one variant; ``links`` gives the full address of every link of its texts, ``address`` that of its page."""

    definition: Definition
    variant: str | None
    links: Mapping[str, str]
    address: str

    @property
    def name(self) -> str:
        """What the names of its files begin with."""
        return f"{self.definition.id}-{self.variant}" if self.variant else self.definition.id

    @property
    def extends(self) -> bool:
        """Tell whether a table takes more rows than are printed."""
        return any(isinstance(field, TableField) and not field.fixed_rows for field in self.definition.fields())

    @property
    def tabular(self) -> bool:
        """Tell whether it has a table, and so a spreadsheet."""
        return any(isinstance(field, TableField) for field in self.definition.fields())

    def outline(self, **options: Any) -> Outline:
        """Return its outline, with the options of `macros.outline.outline`."""
        return outline(self.definition, resolve=self.links.__getitem__, address=self.address, variant=self.variant, **options)

    def example(self) -> Outline:
        """Return the outline of its first example. Raise ValueError when it shows none."""
        example = self.definition.first_example()
        if example is None:
            raise ValueError(f"« {self.definition.id} » n’a pas d’exemple à montrer")
        return self.outline(answers=example.answers)


def sources(definition: Definition, registry: Registry, site: str) -> Iterator[Source]:
    """Yield the definition in each of its variants; ``site`` is the public address of the site."""
    links = {href: full_address(href, registry, site) for href in _hrefs(definition)}
    address = full_address(f"fiches/{definition.id}.md", registry, site)
    for variant in definition.variants or [None]:
        yield Source(definition, variant, links, address)


def full_address(href: str, registry: Registry, site: str) -> str:
    """Return the address that a document shows for a link: registered, or of a page of the site (« playbook/x.md »)."""
    if href.startswith((SCHEME, "https://", "http://", "mailto:")):
        return resolve_href(href, registry)
    page, mark, anchor = href.lstrip("/").partition("#")
    page = page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/" if page.endswith(".md") else page
    return f"{site.rstrip('/')}/{page}{mark}{anchor}"


def _hrefs(definition: Definition) -> Iterator[str]:
    for section in definition.sections:
        yield from prose.hrefs(section.body)
        for clause in section.clauses:
            for text in clause.text.values():
                yield from prose.hrefs(text)

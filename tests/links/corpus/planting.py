"""How a fault is planted in the built site: a mutation finds its target in the real pages, changes it, and says what must be found."""

from collections.abc import Callable
from dataclasses import dataclass

from macros.links.findings import Fault
from tests.links.corpus.copies import SiteCopy

TEXT_LINK = r'<a href="((?:\.\./)+fiches/([a-z-]+)/)"'
DOWNLOAD = r'<a href="((?:\.\./)+telechargements/([a-z-]+\.yml))"'
REGISTERED = r'<a href="(https://www\.cnil\.fr/)"'
FACT = r'<a class="fact__source" href="([^"]+)"'
HEADING = r'<h2 id="([a-z-]{6,})"'
FIELD = r'<label class="field__label" for="([^"]+)"'
SHEET = r'<form class="sheet'


@dataclass(frozen=True)
class Expected:
    """Where the planted fault must be found, on which address (or id), with which suggestion."""

    page: str
    address: str
    suggestion: str = ""


@dataclass(frozen=True)
class Mutation:
    """A named fault; `plant` puts it in a copy of the site. `base` limits it to a site served under that path."""

    name: str
    fault: Fault
    plant: Callable[[SiteCopy], Expected]
    base: str | None = None


Plant = Callable[[SiteCopy], Expected]


def collection() -> tuple[list[Mutation], Callable[..., Callable[[Plant], Plant]]]:
    """Return an empty list of mutations and the decorator that puts a function among them, under a name."""
    mutations: list[Mutation] = []

    def mutation(name: str, fault: Fault, base: str | None = None) -> Callable[[Plant], Plant]:
        def enter(plant: Plant) -> Plant:
            mutations.append(Mutation(name, fault, plant, base))
            return plant

        return enter

    return mutations, mutation


def swap(site: SiteCopy, pattern: str, change: Callable[[str], str], suggestion: str | None = None) -> Expected:
    """Change the address that the first group of `pattern` holds, in the first page that has one.

    Unless said otherwise, the address that stood there is what must be suggested.
    """
    page = site.page_with(pattern)
    return swap_in(site, page, pattern, change, suggestion)


def swap_in(
    site: SiteCopy, page: str, pattern: str, change: Callable[[str], str], suggestion: str | None = None
) -> Expected:
    """Change as `swap` does, in a given file."""
    match = site.edit(page, pattern, lambda m: m[0].replace(m[1], change(m[1]), 1))
    return Expected(page, change(match[1]), match[1] if suggestion is None else suggestion)


def add(site: SiteCopy, html: str, address: str, suggestion: str = "", where: str = TEXT_LINK) -> Expected:
    """Add HTML, as an author or a macro would, to the first page whose article matches `where`."""
    page = site.page_with(where)
    site.append(page, html)
    return Expected(page, address, suggestion)


def typo(address: str) -> str:
    """Add a letter before the final slash or the extension, or at the end of an anchor or an identifier."""
    if "#" in address or (not address.endswith("/") and "." not in address):
        return f"{address}x"
    stem, end, suffix = (address[:-1], "/", "") if address.endswith("/") else address.rpartition(".")
    return f"{stem}x{end}{suffix}"


def capital(address: str) -> str:
    """Give a capital to the last name of an address."""
    head, slash, name = address.rstrip("/").rpartition("/")
    return head + slash + name.capitalize() + ("/" if address.endswith("/") else "")


def target(site: SiteCopy) -> tuple[str, str]:
    """Return the address that a page writes for another, and an id of that other page."""
    page = site.page_with(TEXT_LINK)
    match = site._match(site.text(page), TEXT_LINK)
    heading = site._match(site.text(f"fiches/{match[2]}/index.html"), r'<h2 id="([a-z][a-z0-9_-]+)"')
    assert heading, "rien à muter : pas de titre avec identifiant dans la page visée"
    return match[1], heading[1]

"""The files of a built site, and what an address inside it leads to.

Addresses are resolved as a browser does, from the site's root, whatever path the site is served under. File names are
compared letter for letter, also where the file system of the machine does not care for case.
"""

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from macros.links.findings import Fault, Verdict, nearest
from macros.links.page import Page, read_page

_PAGE_SUFFIXES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an address leads: a file of the site (None when nowhere) and what is wrong, if anything."""

    target: str | None
    verdict: Verdict | None


@dataclass
class Site:
    """A built site read from disk; paths count from `root` and are written with slashes."""

    root: Path
    files: frozenset[str]
    pages: dict[str, Page]
    _outcomes: dict[str, Outcome] = field(default_factory=dict)

    def outcome(self, address: str) -> Outcome:
        """Return where an address counted from the site's root leads; the query is of no account, the fragment is."""
        found = self._outcomes.get(address)
        if found is None:
            found = self._outcomes[address] = self._resolve(address)
        return found

    def text(self, path: str) -> str:
        """Return the text of a file of the site."""
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def anchors(self, path: str) -> set[str] | None:
        """Return the fragments that lead somewhere in a file; None for a kind of file that has others than ids."""
        if path in self.pages:
            return self.pages[path].anchors
        return read_page(self.text(path)).anchors if path.endswith(".svg") else None

    def _resolve(self, address: str) -> Outcome:
        rest, _, fragment = address.partition("#")
        path = normal_path(unquote(rest.partition("?")[0]))
        if path is None:
            return Outcome(None, Verdict(Fault.CLIMB, "L’adresse remonte plus haut que la racine du site."))
        target = f"{path}index.html" if path.endswith("/") or not path else path
        if target in self.files:
            return Outcome(target, self._fragment_verdict(target, path, fragment))
        return Outcome(None, self._absent(path, fragment))

    def _fragment_verdict(self, target: str, path: str, fragment: str) -> Verdict | None:
        fragment = fragment.partition(":~:")[0]
        if not fragment or fragment.lower() == "top":
            return None
        anchors = self.anchors(target)
        if anchors is None or fragment in anchors or unquote(fragment) in anchors:
            return None
        near = _by_case(unquote(fragment), anchors) or nearest(unquote(fragment), anchors)
        message = f"La page « {path or '/'} » n’a pas d’élément « {unquote(fragment)} »."
        return Verdict(Fault.MISSING_ANCHOR, message, f"{path}#{near}" if near else "", internal=bool(near))

    def _absent(self, path: str, fragment: str) -> Verdict:
        end = f"#{fragment}" if fragment else ""
        if path.rstrip("/") in self._folders:
            if f"{path}/index.html" in self.files:
                message = "Il manque la barre oblique finale : la page ne s’ouvre que si le serveur redirige."
                return Verdict(Fault.NO_SLASH, message, f"{path}/{end}", internal=True)
            near = self._near(f"{path.rstrip('/')}/", is_page=True)
            return Verdict(
                Fault.NO_INDEX,
                f"Le dossier « {path} » n’a pas de page d’accueil.",
                near and near + end,
                internal=bool(near),
            )
        if right := self._urls_by_case.get(path.lower()):
            message = f"Majuscules et minuscules diffèrent de « {right} »."
            return Verdict(Fault.WRONG_CASE, message, right + end, internal=True)
        if path.endswith(".md"):
            return self._source(path, end)
        is_page = path.endswith(("/", *_PAGE_SUFFIXES)) or "." not in path.rpartition("/")[2]
        near = self._near(path, is_page)
        fault, noun = (Fault.MISSING_PAGE, "La page") if is_page else (Fault.MISSING_FILE, "Le fichier")
        return Verdict(fault, f"{noun} « {path} » n’existe pas dans le site.", near and near + end, internal=bool(near))

    def _source(self, path: str, end: str) -> Verdict:
        stem = path.removesuffix(".md").removesuffix("index")
        page = stem if not stem or stem.endswith("/") else f"{stem}/"
        near = page if f"{page}index.html" in self.files else self._near(page, is_page=True)
        message = "L’adresse est celle du texte source, qui n’est pas publié."
        return Verdict(Fault.UNPUBLISHED_SOURCE, message, near and near + end, internal=bool(near))

    def _near(self, path: str, is_page: bool) -> str:
        """Return the page (or the file of the same kind) most likely meant: same name elsewhere, else much alike."""
        suffix = "" if is_page else path[path.rfind(".") :].lower()
        kin = [url for url in self._urls if (_is_page_url(url) if is_page else url.lower().endswith(suffix))]
        namesakes = [url for url in kin if _last(url) == _last(path)]
        if len(namesakes) == 1:
            return namesakes[0]
        likely = nearest(path, kin)
        return likely if nearest(_last(path), [_last(likely)]) else ""

    @cached_property
    def _folders(self) -> frozenset[str]:
        parts = (path.split("/")[:-1] for path in self.files)
        return frozenset("/".join(part[:depth]) for part in parts for depth in range(1, len(part) + 1))

    @cached_property
    def _urls(self) -> tuple[str, ...]:
        """The addresses an author would write: pages by their folder, other files by their name."""
        return tuple(
            sorted(path.removesuffix("index.html") if path.endswith("/index.html") else path for path in self.files)
        )

    @cached_property
    def _urls_by_case(self) -> dict[str, str]:
        return {form.lower(): form for url in self._urls for form in (url, url.rstrip("/"))}


def read_site(root: Path) -> Site:
    """List a built site's files and read its pages. Raise FileNotFoundError, in French, when there is no site."""
    if not (root / "index.html").is_file():
        raise FileNotFoundError(f"{root} ne contient pas de site construit : lancez d’abord « ./kit build ».")
    files = frozenset(_walk(root, ""))
    site = Site(root, files, {})
    for path in sorted(files):
        if path.endswith(_PAGE_SUFFIXES):
            site.pages[path] = read_page(site.text(path))
    return site


def normal_path(path: str) -> str | None:
    """Remove the `.` and `..` segments of a path, keeping its final slash; None when it climbs above its start."""
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if not kept:
                return None
            kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept) + ("/" if segments[-1] in (".", "..") and kept else "")


def _walk(folder: Path, prefix: str) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found += _walk(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                found.append(prefix + entry.name)
    return found


def _is_page_url(url: str) -> bool:
    return url.endswith(("/", *_PAGE_SUFFIXES))


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _by_case(word: str, candidates: set[str]) -> str:
    return next((one for one in sorted(candidates) if one.lower() == word.lower()), "")

"""Check every address of a built site, without any network: `python -m macros.links.internal site/`.

What counts as a fault, where it was not obvious:
- a link to `page/index.html` is fine (the offline edition writes it); a link to `page` without its final slash is not:
  it opens only where the server redirects;
- a relative address in `404.html` is a fault: that page is served at any depth;
- what a page loads must come from the site, registered or not;
- a page that no other page links to is an orphan, `404.html` excepted;
- the query part of an address chooses nothing on a static site: it is left aside.
"""

import argparse
import posixpath
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from macros.links.findings import Fault, Finding, Verdict, nearest, shortened
from macros.links.listings import Listed, listed_addresses
from macros.links.outside import SCHEME, judge
from macros.links.page import Page, Ref, Role
from macros.links.site import Site, read_site

# Pages that nothing has to link to, and why.
UNLINKED = {"404.html": "the server shows it in place of a page that does not exist"}


def check_site(
    root: Path, registered: Collection[str], *, site_url: str | None = None, base: str | None = None
) -> list[Finding]:
    """Return every fault of the built site in `root`, by page and line; none for a sound site.

    `registered` holds the outside addresses that pages may show. `site_url` is the site's public address, under which
    its own full addresses (canonical, site map) count as internal; when None it is read from the home page's canonical
    link. `base` is the path the site is served under; when None it is the path of `site_url`.
    """
    site = read_site(root)
    own = canonical(site.pages["index.html"]) if site_url is None else site_url
    check = _Check(site, registered, own, base or urlsplit(own).path or "/")
    return sorted(check.findings(), key=lambda f: (f.page, f.line, f.attribute, f.address))


def canonical(home: Page) -> str:
    """Return the address of the site as its home page states it; nothing when it states none."""
    stated = (ref.value for ref in home.refs if ref.role is Role.ABOUT and 'rel="canonical"' in ref.tag)
    return next(stated, "")


@dataclass
class _Check:
    """One check of one site; `linked` gathers the pages that another page links to."""

    site: Site
    registered: Collection[str]
    site_url: str
    base: str
    linked: set[str] = field(default_factory=set)

    def findings(self) -> Iterator[Finding]:
        for path, page in self.site.pages.items():
            yield from self._page(path, page)
        for listed in listed_addresses(self.site):
            if verdict := self._listed(listed):
                yield self._listed_finding(listed, verdict)
        for path in self.site.pages.keys() - self.linked - UNLINKED.keys() - {"index.html"}:
            message = "Aucune autre page ne mène à celle-ci : un lecteur ne la trouvera pas."
            yield Finding(
                path, 1, "<html>", "", "", Fault.ORPHAN, message, "un lien depuis une page voisine ou la navigation"
            )

    def _page(self, path: str, page: Page) -> Iterator[Finding]:
        folders = _ancestors(path)
        for ref in page.refs:
            if verdict := self._ref(ref, path, page, folders):
                yield self._ref_finding(path, ref, verdict)
        for name, offsets in page.ids.items():
            for offset in offsets[1:]:
                yield self._double_id(path, name, offsets[0], offset)

    def _ref(self, ref: Ref, path: str, page: Page, folders: list[str]) -> Verdict | None:
        if ref.role is Role.IDREF:
            return None if ref.value in page.ids else _dead_reference(ref, page)
        address = ref.value.strip()
        if not address:
            return Verdict(Fault.EMPTY, "L’adresse est vide.")
        if address[0] == "#":
            return self.site.outcome(path + address).verdict
        if path == "404.html" and address[0] != "/" and not SCHEME.match(address):
            return Verdict(
                Fault.RELATIVE_404, "La page 404 s’affiche à toute profondeur : ses adresses partent de la racine."
            )
        rooted = self._rooted(address, folders)
        if isinstance(rooted, Verdict):
            return rooted
        if rooted is None:
            return judge(address, ref.role, self.registered)
        outcome = self.site.outcome(rooted)
        if ref.role is Role.LINK and outcome.target and outcome.target != path:
            self.linked.add(outcome.target)
        return outcome.verdict

    def _rooted(self, address: str, folders: list[str]) -> str | Verdict | None:
        """Count an address from the site's root: None when it leads out of the site, a verdict when it can't be."""
        if "\\" in address and not SCHEME.match(address):
            return Verdict(
                Fault.MALFORMED, "L’adresse contient une barre oblique inversée.", address.replace("\\", "/")
            )
        climbs = 0
        while address.startswith("../", 3 * climbs):
            climbs += 1
        if climbs:
            if climbs >= len(folders):
                return Verdict(Fault.CLIMB, "L’adresse remonte plus haut que la racine du site.")
            return folders[-1 - climbs] + address[3 * climbs :]
        if address[0] == "/":
            return None if address.startswith("//") else self._absolute(address)
        if SCHEME.match(address):
            return self._own(address)
        return folders[-1] + address

    def _absolute(self, address: str) -> str | Verdict:
        if address.startswith(self.base):
            return address[len(self.base) :]
        if f"{address}/" == self.base:
            return ""
        message = f"Le site est servi sous « {self.base} » : cette adresse mène hors du site."
        return Verdict(Fault.OUTSIDE_BASE, message, self.base + address.lstrip("/"))

    def _own(self, address: str) -> str | None:
        """Return what follows the site's public address; None for any other address."""
        if self.site_url and address.startswith(self.site_url):
            return address[len(self.site_url) :]
        return None

    def _listed(self, listed: Listed) -> Verdict | None:
        if not listed.address:
            return Verdict(Fault.EMPTY, "L’adresse est vide.")
        if listed.address[0] == "#":
            return None
        rooted = self._rooted(listed.address, _ancestors(listed.base))
        if isinstance(rooted, Verdict):
            return rooted
        return (
            judge(listed.address, listed.role, self.registered) if rooted is None else self.site.outcome(rooted).verdict
        )

    def _ref_finding(self, path: str, ref: Ref, verdict: Verdict) -> Finding:
        suggestion = self._written(verdict, path, absolute=ref.value.strip().startswith("/"))
        return Finding(
            path,
            self._line(path, ref.offset),
            shortened(ref.tag),
            ref.attribute,
            ref.value,
            verdict.fault,
            verdict.message,
            suggestion,
        )

    def _listed_finding(self, listed: Listed, verdict: Verdict) -> Finding:
        suggestion = self._written(verdict, listed.base, absolute=False)
        line = self._line(listed.file, listed.offset)
        return Finding(
            listed.file,
            line,
            shortened(listed.element),
            listed.attribute,
            listed.address,
            verdict.fault,
            verdict.message,
            suggestion,
        )

    def _double_id(self, path: str, name: str, first: int, again: int) -> Finding:
        text = self.site.text(path)
        message = f"Cet identifiant est déjà celui d’un élément de la ligne {_line(text, first)} : un lien n’atteint que le premier."
        taken = self.site.pages[path].ids
        free = next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)
        element = shortened(text[again : text.index(">", again) + 1])
        return Finding(path, _line(text, again), element, "id", name, Fault.DOUBLE_ID, message, free)

    def _written(self, verdict: Verdict, path: str, *, absolute: bool) -> str:
        """Return a suggestion as the page at `path` would write it."""
        if not verdict.internal:
            return verdict.suggestion
        if absolute or path == "404.html":
            return self.base + verdict.suggestion
        target, mark, fragment = verdict.suggestion.partition("#")
        if mark and target in (path, path.removesuffix("index.html")):
            return f"#{fragment}"
        relative = posixpath.relpath(target or ".", _ancestors(path)[-1] or ".")
        slash = "/" if target.endswith("/") or not target else ""
        return relative + slash + mark + fragment

    def _line(self, path: str, offset: int) -> int:
        return _line(self.site.text(path), offset)


def _dead_reference(ref: Ref, page: Page) -> Verdict:
    message = f"Aucun élément de la page ne porte l’identifiant « {ref.value} »."
    return Verdict(Fault.DEAD_REFERENCE, message, nearest(ref.value, page.ids))


def _ancestors(path: str) -> list[str]:
    """Return the folders of a file from the site's root (« ») down to its own, each with its final slash."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) + "/" if depth else "" for depth in range(len(parts) + 1)]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def registered_addresses(registry: Path) -> frozenset[str]:
    """Read the addresses of a registry that the build has validated: all that this check needs of it."""
    import yaml  # only the command line reads YAML

    entries = yaml.load(registry.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    return frozenset(entry[name] for entry in entries.values() for name in ("url", "archive") if entry.get(name))


def main(arguments: list[str] | None = None) -> int:
    """Check the site named on the command line, print the report; return 0 when sound, 1 on faults, 2 when unusable."""
    parser = argparse.ArgumentParser(
        prog="python -m macros.links.internal", description="Vérifie tous les liens d’un site construit, sans réseau."
    )
    parser.add_argument("site", type=Path, help="dossier du site construit")
    parser.add_argument(
        "--registre", type=Path, default=Path("templates/library/links.yml"), help="registre des adresses externes"
    )
    parser.add_argument("--adresse", help="adresse publique du site (par défaut, celle qu’énonce sa page d’accueil)")
    options = parser.parse_args(arguments)
    try:
        findings = check_site(options.site, registered_addresses(options.registre), site_url=options.adresse)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    print(report(options.site, findings))
    return 1 if findings else 0


def report(site: Path, findings: Collection[Finding]) -> str:
    """Return the French report of a check."""
    if not findings:
        return f"{site} : aucun lien en défaut."
    faults = "1 défaut" if len(findings) == 1 else f"{len(findings)} défauts"
    return "\n\n".join([*map(str, findings), f"{site} : {faults}."])


if __name__ == "__main__":
    sys.exit(main())

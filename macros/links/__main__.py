"""`./kit links`: visit the registered addresses on the live web, report, and write what was found into the registry.

Exit codes: 0 every address visited answers well; 1 some need attention; 2 the command or the registry is unusable;
3 the web can't be reached (nothing is written then).
"""

import argparse
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from macros.links.live import Visit, Visitor, visit_all
from macros.links.registry import Link, Registry, State, UnknownLink, load_registry
from macros.links.report import report
from macros.links.update import Change, rewrite
from macros.links.wayback import API
from macros.problems import CatalogError

REGISTRY = Path("templates/library/links.yml")
_ANSWERED = frozenset(State) - {State.UNCHECKED, State.UNKNOWN_HOST, State.TIMED_OUT, State.UNREACHABLE}
_SOUND = frozenset({State.OK, State.MOVED})


def main(arguments: list[str] | None = None, visitor: Visitor | None = None) -> int:
    """Run the command; see the module for what it returns. `visitor` and its clock stand for the web and the date."""
    options = _parser().parse_args(arguments)
    visitor = visitor or Visitor()
    today = visitor.clock.now().astimezone().date()
    try:
        registry = load_registry(options.registre, options.registre.parent)
        links = _chosen(registry, options.cles, options.depuis, today)
    except (CatalogError, UnknownLink, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    visits = visit_all({key: link.url for key, link in links.items()}, visitor, _progress)
    try:
        archives = _archives(links, visits, visitor, options.archives)
    except ConnectionError:
        print("Aucune adresse n’a répondu, l’archive non plus : le réseau manque. Rien n’est écrit.", file=sys.stderr)
        return 3
    print(report(links, visits, archives))
    if not options.sec:
        changes = {key: Change(visit.state, today, archives.get(key)) for key, visit in visits.items()}
        _write(options.registre, rewrite(options.registre, options.registre.parent, changes))
    return 0 if all(visit.state is State.OK for visit in visits.values()) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./kit links", description="Vérifie sur le web les adresses du registre, puis y écrit leur état."
    )
    parser.add_argument("cles", nargs="*", metavar="CLE", help="clés à vérifier (toutes par défaut)")
    parser.add_argument("--sec", action="store_true", help="vérifier sans rien écrire")
    parser.add_argument(
        "--depuis", type=int, metavar="JOURS", help="passer les adresses vérifiées depuis moins de JOURS jours"
    )
    parser.add_argument(
        "--registre", type=Path, default=REGISTRY, help=f"registre à lire et à mettre à jour ({REGISTRY})"
    )
    parser.add_argument("--archives", default=API, metavar="ADRESSE", help="service de disponibilité des archives")
    return parser


def _chosen(registry: Registry, keys: list[str], days: int | None, today: date) -> dict[str, Link]:
    """Return the links to visit. Raise UnknownLink on a key that the registry does not hold."""
    links = {key: registry.resolve(key) for key in keys} if keys else dict(registry.links)
    if days is None:
        return links
    limit = today - timedelta(days=days)
    return {key: link for key, link in links.items() if link.checked is None or link.checked <= limit}


def _archives(links: Mapping[str, Link], visits: Mapping[str, Visit], visitor: Visitor, api: str) -> dict[str, str]:
    """Return the archived copies of the addresses that no longer answer well.

    Raise ConnectionError when no address answered and the archive does not answer either: there is no network.
    """
    any_answer = any(visit.state in _ANSWERED for visit in visits.values())
    found: dict[str, str] = {}
    for key in (key for key, visit in visits.items() if visit.state not in _SOUND):
        try:
            copy = visitor.archive(links[key].url, api)
        except ConnectionError:
            if any_answer:
                break
            raise
        any_answer = True
        if copy:
            found[key] = copy
    return found


def _write(path: Path, text: str) -> None:
    """Replace the registry at once, so that an interruption never leaves half of it."""
    draft = path.with_suffix(".yml.tmp")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    if sys.stderr.isatty():
        print(f"\r{done} / {total} adresses", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""The bench as a command: links, documents, then sheets in a browser; the exit status tells whether every ratio is as expected."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.browser.compare import compare_sheets
from tests.bench.documents import cold_documents, compare_builds
from tests.bench.links import compare_links
from tests.bench.timing import timed

PARTS = ("liens", "documents", "navigateur")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and return the exit status."""
    told = "Mesure la vérification des liens, les documents, la construction et les fiches dans le navigateur."
    parser = argparse.ArgumentParser(prog="./kit bench", description=told)
    parser.add_argument("--seulement", choices=PARTS, help="une partie de la mesure ; toutes par défaut")
    parser.add_argument("--site", type=Path, help="site déjà construit, pour les liens ; construit pour l’occasion par défaut")
    parser.add_argument("--passages", type=int, default=3, help="nombre de passages de chaque mesure (3)")
    options = parser.parse_args(arguments)
    wanted = [options.seulement] if options.seulement else PARTS
    good = []
    if "liens" in wanted:
        good.append(_links(options.site, options.passages))
    if "documents" in wanted:
        good += [compare_builds(options.passages), cold_documents()]
    if "navigateur" in wanted:
        good.append(compare_sheets(options.passages))
    return 0 if all(good) else 1


def _links(site: Path | None, runs: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        if not site:
            site = Path(folder) / "site"
            timed([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)])
        return compare_links(site.resolve(), runs)


if __name__ == "__main__":
    sys.exit(main())

"""The bench as a command: links, then documents; the exit status tells whether every ratio is as expected."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.documents import cold_documents, compare_builds
from tests.bench.links import compare_links
from tests.bench.timing import timed


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and return the exit status."""
    parser = argparse.ArgumentParser(prog="./kit bench", description="Mesure la vérification des liens, les documents et la construction.")
    parser.add_argument("--site", type=Path, help="site déjà construit, pour les liens ; construit pour l’occasion par défaut")
    parser.add_argument("--passages", type=int, default=3, help="nombre de passages de chaque mesure (3)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = options.site.resolve() if options.site else Path(folder) / "site"
        if not options.site:
            timed([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)])
        good = [compare_links(site, options.passages), compare_builds(options.passages), cold_documents()]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())

"""What the documents cost: a build that finds them ready beside one that has none to give, and a document made from nothing."""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from macros.downloads import WITHOUT_DOCUMENTS
from tests.bench.timing import ROOT, line, timed

RATIO = 1.2
COLD = 0.3
_MAKE_ALL = """
import sys
from pathlib import Path
from macros.catalog import load_catalog
from macros.documents.editions import EDITIONS, THUMBNAIL
from macros.documents.source import sources
from macros.documents.store import documents, orders

if __name__ == "__main__":
    catalog = load_catalog(Path("."))
    found = [source for one in catalog.definitions.values() for source in sources(one, catalog.registry, "https://presence.example/")]
    print(len(documents([order for source in found for order in orders(source, [*EDITIONS, THUMBNAIL])], Path(sys.argv[1]))))
"""


def compare_builds(runs: int) -> bool:
    """Print what a build with nothing changed costs with documents and without; tell whether the ratio is small enough."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(Path(folder) / "site")]
        bare = {**os.environ, WITHOUT_DOCUMENTS: "1"}
        timed(build)
        pairs = [(timed(build), timed(build, bare)) for _ in range(runs)]
    whole, without = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = statistics.median(run.cpu for run in whole) / statistics.median(run.cpu for run in without)
    print(f"\n{'':<28}{'processeur':>10}{'durée':>28}")
    print(line("construction", whole))
    print(line("  sans les documents", without))
    print(f"\nDocuments déjà faits, la construction coûte {ratio:.2f} fois celle qui n’en a pas (attendu : au plus {RATIO})".replace(".", ",") + ".")
    return ratio <= RATIO


def cold_documents() -> bool:
    """Print the processor time of a document, all of them made from nothing by a process of its own; tell whether it is small enough."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "all.py"
        script.write_text(_MAKE_ALL, encoding="utf-8")
        run = timed([sys.executable, str(script), str(Path(folder) / "documents")], {**os.environ, "PYTHONPATH": str(ROOT)})
    count = int(run.output)
    mean = run.cpu / count
    said = f"{count} documents faits de rien : {run.cpu:.1f} s de processeur, {mean:.2f} s par document (attendu : au plus {COLD})"
    print(f"\n{said.replace('.', ',')}.")
    return mean <= COLD

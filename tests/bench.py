"""`./kit bench`: the check of the whole site beside LinkChecker 10, on the same files.

LinkChecker needs a server: this process serves the site on the loopback, and its own time is counted for neither. LinkChecker
runs without its throttle, on internal links only, and with its anchor check, since ours checks fragments; what it costs
without that check is shown for the curious. Times are those of the whole child process, start-up included: the median of several runs.
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]
RATIO = 20
SETTINGS = "[checking]\nthreads=8\nmaxrequestspersecond=100000\n"
WITH_ANCHORS = SETTINGS + "[AnchorCheck]\n"


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds of processor (user and system) and of wall clock, and what it printed."""

    cpu: float
    wall: float
    output: str


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing: the bench prints its results only."""

    def end_headers(self) -> None:
        """Add the header by which a site lets LinkChecker go faster than ten requests a second."""
        self.send_header("LinkChecker", "no throttle")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class Server(ThreadingHTTPServer):
    """A server whose client may leave before the end of a file."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Print nothing: LinkChecker closes a connection as soon as it has seen enough."""


def timed(command: Sequence[str]) -> Run:
    """Run a command and measure its process. Raise RuntimeError, with its output, when it finds a fault or fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace")
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"« {' '.join(command)} » a rendu {done.returncode} :\n{done.stdout}{done.stderr}")
    return Run(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, done.stdout)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback and give its address."""
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def our_command(site: Path) -> list[str]:
    """Return the command of our check of a built site."""
    return [sys.executable, "-m", "macros.links.internal", str(site)]


def their_command(settings: Path, address: str) -> list[str]:
    """Return LinkChecker's command for a served site."""
    python = os.environ.get("BENCH_PYTHON", sys.executable)
    return [python, "-m", "linkcheck", "--config", str(settings), "--no-status", "--output", "text", address]


def line(name: str, runs: Sequence[Run]) -> str:
    """Return a line of the table: the medians, and the range of the processor times."""
    cpu = [run.cpu for run in runs]
    wall = statistics.median(run.wall for run in runs)
    return f"{name:<28}{statistics.median(cpu):>8.2f} s  ({min(cpu):.2f} à {max(cpu):.2f}){wall:>10.2f} s"


def checked(run: Run) -> str:
    """Return what LinkChecker says it has checked."""
    found = re.search(r"(\d+) links? in (\d+) URLs? checked", run.output)
    return (
        f"LinkChecker a suivi {found[1]} liens vers {found[2]} adresses."
        if found
        else "LinkChecker n’a pas dit ce qu’il a suivi."
    )


def compare(site: Path, runs: int) -> int:
    """Print the checks of a site side by side; return 0 when ours costs at most one twentieth of the processor time."""
    with tempfile.TemporaryDirectory() as folder, served(site) as address:
        plain, anchors = Path(folder) / "sans-ancres", Path(folder) / "avec-ancres"
        plain.write_text(SETTINGS, encoding="utf-8")
        anchors.write_text(WITH_ANCHORS, encoding="utf-8")
        ours = [timed(our_command(site)) for _ in range(runs)]
        theirs = [timed(their_command(anchors, address)) for _ in range(runs)]
        theirs_plain = [timed(their_command(plain, address)) for _ in range(runs)]
    ratio = statistics.median(run.cpu for run in theirs) / statistics.median(run.cpu for run in ours)
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    print(f"{len(files)} fichiers dont {pages} pages, médiane de {runs} passages. {checked(theirs[-1])}\n")
    print(f"{'':<28}{'processeur':>10}{'durée':>28}")
    print(line("Présence", ours))
    print(line("LinkChecker 10", theirs))
    print(line("  le même, sans les ancres", theirs_plain))
    print(f"\nLinkChecker demande {ratio:.0f} fois plus de processeur (attendu : au moins {RATIO}).")
    return 0 if ratio >= RATIO else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site (or take the one named), compare, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="./kit bench", description="Compare la vérification des liens à LinkChecker 10, sur les mêmes fichiers."
    )
    parser.add_argument("--site", type=Path, help="site déjà construit ; construit pour l’occasion par défaut")
    parser.add_argument("--passages", type=int, default=3, help="nombre de passages de chaque outil (3)")
    options = parser.parse_args(arguments)
    if options.site:
        return compare(options.site.resolve(), options.passages)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        timed([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)])
        return compare(site, options.passages)


if __name__ == "__main__":
    sys.exit(main())

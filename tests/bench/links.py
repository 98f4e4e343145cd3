"""The check of the whole site beside LinkChecker 10, on the same files.

LinkChecker needs a server: this process serves the site on the loopback, and its own time is counted for neither. LinkChecker
runs without its throttle, on internal links only, and with its anchor check, since ours checks fragments; what it costs
without that check is shown for the curious. Times are those of the whole child process, start-up included: the median of several runs.
"""

import os
import re
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.bench.timing import Run, line, timed

RATIO = 20
SETTINGS = "[checking]\nthreads=8\nmaxrequestspersecond=100000\n"
WITH_ANCHORS = SETTINGS + "[AnchorCheck]\n"


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


def checked(run: Run) -> str:
    """Return what LinkChecker says it has checked."""
    found = re.search(r"(\d+) links? in (\d+) URLs? checked", run.output)
    return (
        f"LinkChecker a suivi {found[1]} liens vers {found[2]} adresses."
        if found
        else "LinkChecker n’a pas dit ce qu’il a suivi."
    )


def compare_links(site: Path, runs: int) -> bool:
    """Print the checks of a site side by side; tell whether ours costs at most one twentieth of the processor time."""
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
    return ratio >= RATIO

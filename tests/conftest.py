"""What the tests share: the site built once for all of them, and mini sites that ask the engine one question each."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.downloads import WITHOUT_DOCUMENTS
from tests.chromium import chromium as chromium
from tests.site.pages import Pages
from tests.site.project import ROOT, build_site, write_mini_project

MiniSite = Callable[..., Pages]
RESULTS = ROOT / "tests" / "roundtrip" / "resultats.md"
_START = time.time()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of the round trip when this run has written it."""
    if RESULTS.exists() and RESULTS.stat().st_mtime >= _START:
        terminalreporter.write_sep("=", "tests/roundtrip/resultats.md")
        terminalreporter.write_line(RESULTS.read_text(encoding="utf-8"))


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process at a time through, among those that name the same file."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all the workers of pytest-xdist have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built_site(shared_folder: Path) -> Path:
    """The real site, strict and silent, built by the first worker that asks for it. Do not change it: copy it."""
    site = shared_folder / "built-site"
    with one_at_a_time(shared_folder / "built-site.lock"):
        if not site.exists():
            build_site(ROOT, shared_folder / "building")
            (shared_folder / "building").rename(site)
    return site


@pytest.fixture(scope="session")
def site_pages(built_site: Path) -> Pages:
    """The parsed pages of the real site; loop over them with `subtests`, since they are not known before the build."""
    pages = Pages(built_site)
    assert len(pages) > 5, f"La construction n’a donné que {list(pages)}."
    return pages


@pytest.fixture(scope="session")
def mini_site(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """Build a mini site: `mini_site({"a.md": "…"}, {"worksheets/b.yml": "…"})` returns its parsed pages."""

    def build(pages: Mapping[str, str], definitions: Mapping[str, str] | None = None) -> Pages:
        root = write_mini_project(tmp_path_factory.mktemp("mini"), pages, definitions or {})
        build_site(root, root / "site", **{WITHOUT_DOCUMENTS: "1"})
        return Pages(root / "site")

    return build

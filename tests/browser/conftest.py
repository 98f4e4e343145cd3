"""A real browser on the real site, served by a little server on the loopback, at its root and under a sub-path."""

import http.server
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.fill import OpenSheet, open_sheet, serve
from tests.chromium import PATIENCE
from tests.chromium import until as until
from tests.site.pages import Pages, url_of

BASE = "/presence/"
"""The sub-path under which the server shows the site a second time."""
HOME = "./"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1400, "height": 900}

OpenPage = Callable[..., Page]


FEW = 2
"""How many pages are opened by a test that looks at pages all alike, in each of its settings; under `--tout`, every page is."""


class Turn(NamedTuple):
    """Which pages a test opens: `few` of them, far from each other, the first one of rank `rank`; all of them without `few`."""

    rank: int = 0
    few: int = 0

    def __call__(self, pages: Sequence[str]) -> Sequence[str]:
        step = max(1, len(pages) // self.few) if self.few else 1
        return pages[self.rank :: step][: self.few or None]


some_pages = pytest.mark.parametrize(
    "turn", [pytest.param(Turn(0, FEW), id="quelques-unes"), pytest.param(Turn(), id="toutes", marks=pytest.mark.long)]
)


def in_turn(names: str | tuple[str, ...], settings: Mapping[str, Any]) -> pytest.MarkDecorator:
    """Give a test settings: a page meets one of them at most, in turn; under `--tout`, every page meets them all."""
    several = isinstance(names, tuple)
    given = {key: value if several else (value,) for key, value in settings.items()}
    turns = [pytest.param(*value, Turn(rank, FEW), id=key) for rank, (key, value) in enumerate(given.items())]
    whole = [pytest.param(*value, Turn(), id=f"{key}, toutes", marks=pytest.mark.long) for key, value in given.items()]
    return pytest.mark.parametrize((*(names if several else (names,)), "turn"), [*turns, *whole])


def type_in_search(page: Page, words: str) -> None:
    """Give words to the search of the page, all at once: the theme reads them when a key is released. A narrow screen has a button before it."""
    button = page.get_by_role("button", name="Recherche", exact=True)
    if button.is_visible():
        button.click()
    field = page.get_by_role("textbox", name="Rechercher")
    field.fill(words)
    field.press("End")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Shows a folder as a plain host does: `404.html` for what is not there, no word on the terminal."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.replace(BASE, "/", 1) if path.startswith(BASE) else path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Does not take for a fault a browser that leaves before the end of an answer."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """The address of the site's home page, without its final slash."""
    with Server(("127.0.0.1", 0), lambda *given: Handler(*given, directory=str(built_site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[OpenPage]:
    """Open a page of the site in a context of its own: `open_page("fiches/", viewport=PHONE, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def open_(url: str | None = None, **options: object) -> Page:
        contexts.append(chromium.new_context(**{"viewport": DESKTOP, "base_url": f"{address}/", "locale": "fr-FR", **options}))
        page = contexts[-1].new_page()
        page.set_default_timeout(1000 * PATIENCE)
        if url is not None:
            page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def urls(site_pages: Pages) -> list[str]:
    """The address of every page from the site's root; for the page of errors, an address that leads nowhere."""
    return ["nulle/part/" if name == "404.html" else url_of(name) or HOME for name in site_pages]


@pytest.fixture(scope="session")
def sheets(site_pages: Pages) -> list[str]:
    """The address of the page of every sheet."""
    found = [url_of(name) for name, page in site_pages.items() if name.startswith("fiches/") and page.select_one("form[data-worksheet]")]
    assert found
    return found


@pytest.fixture
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser profile of its own, where the pages of definitions are found; a fault of a program is one of the test."""
    faults: list[str] = []
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport=DESKTOP, reduced_motion="reduce")
    context.on("weberror", lambda error: faults.append(str(error.error)))
    serve(context)
    yield context
    context.close()
    assert faults == []


@pytest.fixture
def sheet(profile: BrowserContext) -> OpenSheet:
    """Open the page of a definition, alive: `sheet(definition, variant)`."""
    return lambda definition, variant=None: open_sheet(profile, definition, variant)

"""One visit of a side's page, as a reader's first: what it weighs, when it can be filled, what keys and a filled PDF cost."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.bench.browser.keystrokes import Cost, typed
from tests.bench.browser.sides import OURS, Side, filled
from tests.browser.conftest import DESKTOP, until

PATIENCE = 120
PDFS = 3
"""Filled PDFs made in a visit: the first loads what makes it."""
SETTLED = 1.5
"""Seconds after which a page at rest has kept what it had to."""
_THEME = re.compile(r"/assets/(javascripts|stylesheets)/")
_LOADED = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.startTime < globalThis.bench.usable)
  .filter(({ name, renderBlockingStatus }) => name.endsWith(".js") || (name.endsWith(".css") && renderBlockingStatus === "blocking"))
  .map((entry) => entry.name)"""
"""Scripts, and the styles that the page waits for: that of the print does not count."""


@dataclass
class Visit:
    """What a visit tells: bytes, milliseconds."""

    own: int = 0
    """Scripts and styles fetched before the first field is usable, under gzip, those of the theme excepted."""
    theme: int = 0
    usable: float = 0
    """From the start of the navigation until a letter typed in the first text control is taken, its keeping begun."""
    keys: list[Cost] = field(default_factory=list)
    pdfs: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """Where visits take place: a browser, the address of the server and the folder that it serves."""

    browser: Browser
    address: str
    served: Path

    @contextmanager
    def page(self, side: Side, size: int, *, scripts: bool = True) -> Iterator[Page]:
        """Open a sheet with an empty cache and nothing kept; with its scripts, wait until its first field is usable."""
        context = self.browser.new_context(viewport=DESKTOP, locale="fr-FR", java_script_enabled=scripts)
        page = context.new_page()
        if scripts:
            page.add_init_script(side.probe())
        page.goto(self.address + side.address.format(size=size), timeout=1000 * PATIENCE)
        if scripts:
            until(page, "globalThis.bench.usable", PATIENCE)
            until(page, "globalThis.bench.kept >= globalThis.bench.typed", PATIENCE)
        yield page
        context.close()


def visit(stage: Stage, side: Side, size: int, *, pdf: bool) -> Visit:
    """Open a sheet, fill it, type in it, and make filled PDFs of it when asked."""
    with stage.page(side, size) as page:
        weights = {path: weight(stage.served, path) for path in map(_path, page.evaluate(_LOADED))}
        theme = sum(found for path, found in weights.items() if side is OURS and _THEME.search(path))
        found = Visit(own=sum(weights.values()) - theme, theme=theme, usable=page.evaluate("globalThis.bench.usable"))
        page.evaluate(side.fill, filled(side, size))
        page.wait_for_timeout(1000 * SETTLED)
        found.keys = typed(page, side, size)
        found.pdfs = [_pdf(page, side) for _ in range(PDFS if pdf else 0)]
    return found


def bare_keys(stage: Stage, side: Side, size: int) -> list[Cost]:
    """Return what the same keys cost when the page has no scripts: Chromium's own share."""
    with stage.page(side, size, scripts=False) as page:
        return typed(page, side, size)


def weight(served: Path, path: str) -> int:
    """Return the bytes of a served file under gzip."""
    return len(gzip.compress((served / path.lstrip("/")).read_bytes()))


def _path(address: str) -> str:
    return urlsplit(address).path


def _pdf(page: Page, side: Side) -> float:
    """Return the milliseconds from the click until the file is handed over."""
    page.evaluate("globalThis.bench.clicked = globalThis.bench.made = 0")
    page.locator(side.pdf).dispatch_event("click")
    until(page, "globalThis.bench.made", PATIENCE)
    return page.evaluate("globalThis.bench.made - globalThis.bench.clicked")

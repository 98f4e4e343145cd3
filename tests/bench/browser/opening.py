"""How long the page stands still at worst while it opens a file: big ones, then hurtful ones.

Chromium tells every task of the main thread that lasts more than fifty milliseconds; the longest of those that begin after the
file is given to the page, until the page shows what it would change or says why it refuses it, is the stall.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.bench.browser.questions import SIZES
from tests.bench.browser.sides import OURS, filled
from tests.bench.browser.visit import PATIENCE, SETTLED, Stage
from tests.browser.conftest import until
from tests.fuzz.mutations import files

HURTFUL, SEED = 60, 4
_BUTTONS = {
    "json": "Enregistrer dans un fichier", "pdf": "PDF rempli", "docx": "Word rempli", "odt": "OpenDocument rempli", "xlsx": "Tableur rempli",
}  # fmt: skip
_GIVE = """([name, content]) => {
  globalThis.bench.file = new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name)
}"""
_TAKE = """async () => {
  let text = ""
  for (const byte of new Uint8Array(await globalThis.bench.blob.arrayBuffer())) text += String.fromCharCode(byte)
  return btoa(text)
}"""
_OPEN = """async () => {
  const pause = (time) => new Promise((done) => setTimeout(done, time))
  await pause(100)
  globalThis.bench.stall = 0
  globalThis.bench.since = performance.now()
  let done = false
  globalThis.presence.files.open(globalThis.presence.sheets[0], globalThis.bench.file).finally(() => { done = true })
  while (!done && !document.querySelector("dialog[open]")) await pause(20)
  await pause(100)
  return globalThis.bench.stall
}"""


@dataclass(frozen=True)
class Stall:
    """The longest task while a file was opened, in milliseconds; 0 when none lasted fifty."""

    name: str
    milliseconds: float


def stalls(stage: Stage) -> Iterator[Stall]:
    """Yield the stall of each file: the longest sheet filled in every format, then files made of those by mutation."""
    with stage.page(OURS, SIZES[-1]) as page:
        page.evaluate(OURS.fill, filled(OURS, SIZES[-1]))
        page.wait_for_timeout(1000 * SETTLED)
        sources = {extension: _made(page, label) for extension, label in _BUTTONS.items()}
    with stage.page(OURS, SIZES[-1]) as page:
        _made(page, _BUTTONS["json"])
        for extension, content in sources.items():
            yield Stall(f"{extension} de {SIZES[-1]} champs", _opened(page, f"fiche.{extension}", content))
        for rank, content in enumerate(files(list(sources.values()), HURTFUL, SEED), 1):
            yield Stall(f"fichier abîmé n° {rank}", _opened(page, "fiche", content))


def _made(page: Page, label: str) -> bytes:
    """Return the file that a button of the sheet makes."""
    page.evaluate("globalThis.bench.made = 0")
    page.locator(f'.sheet-bar--head button:has-text("{label}")').dispatch_event("click")
    until(page, "globalThis.bench.made", PATIENCE)
    return base64.b64decode(page.evaluate(_TAKE))


def _opened(page: Page, name: str, content: bytes) -> float:
    """Open a file, leave what the page shows of it, and return the stall."""
    page.evaluate(_GIVE, [name, base64.b64encode(content).decode()])
    stall = page.evaluate(_OPEN)
    if page.locator("dialog[open]").count():
        page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog[open], form[aria-busy=true]')", PATIENCE)
    return stall

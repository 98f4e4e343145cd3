"""A live sheet in a browser, used as a reader does: filled, taken away, brought back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, until
from tests.specimens.load import is_telling, real_catalog

LABELS = {
    "pdf": "PDF rempli", "docx": "Word rempli (DOCX)", "odt": "OpenDocument rempli (ODT)", "xlsx": "Tableur rempli (XLSX)",
    "print": "Imprimer", "send": "Envoyer", "calendar": "Ajouter à l’agenda (.ics)",
}  # fmt: skip
NARROW = {"width": 320, "height": 568}
SCREENS = [
    pytest.param(PHONE, "light", id="phone-light"),
    pytest.param(NARROW, "dark", id="narrow-dark"),
    pytest.param(PHONE, "dark", id="phone-dark", marks=pytest.mark.long),
    pytest.param(NARROW, "light", id="narrow-light", marks=pytest.mark.long),
    pytest.param(DESKTOP, "light", id="desktop-light", marks=pytest.mark.long),
    pytest.param(DESKTOP, "dark", id="desktop-dark", marks=pytest.mark.long),
]
SHEET = "globalThis.presence?.sheets?.[0]"
each_published = pytest.mark.parametrize(
    "definition",
    [pytest.param(each, id=each.id, marks=() if is_telling(each) else pytest.mark.long) for each in real_catalog().definitions.values()],
)
"""Give a test each published definition; all but the telling ones under `--tout`."""


def open_live(open_page: OpenPage, url: str, **options: Any) -> Page:
    """Open the page of a sheet in a context of its own and wait for its form to be live."""
    return ready(open_page(url, **options))


def ready(page: Page) -> Page:
    """Wait until the form of a page is live."""
    until(page, 'document.querySelector("form[data-worksheet]")?.dataset.live === "ready"')
    return page


def answers(page: Page) -> dict[str, str]:
    """Return the answers of the sheet, those without a place included."""
    return page.evaluate(f"({{ ...{SHEET}.leftovers(), ...{SHEET}.answers() }})")


def write(page: Page, named: Mapping[str, str]) -> None:
    """Put answers in the sheet, as the page's own programs do."""
    page.evaluate(f"(named) => {SHEET}.change(named, 'Réponses mises.')", dict(named))


def clear(page: Page) -> None:
    """Empty the sheet."""
    page.evaluate(f"(none) => {SHEET}.change(none, 'Effacé.')", dict.fromkeys(answers(page)))
    assert answers(page) == {}


def press(page: Page, action: str) -> None:
    """Choose what to do in the bar of the sheet."""
    bar = page.locator(".sheet-bar--head")
    if action == "save":
        bar.get_by_role("button", name="Enregistrer dans un fichier").click()
        return
    bar.get_by_role("button", name="Emporter", exact=True).click()
    bar.get_by_role("button", name=LABELS[action], exact=True).click()


def take(page: Page, action: str, folder: Path) -> Path:
    """Take the answers away; return the file, under the name that the page gave it."""
    with page.expect_download() as waiting:
        press(page, action)
    return saved(waiting.value, folder)


def saved(download: Download, folder: Path) -> Path:
    """Keep a download under its name."""
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def bring(page: Page, *files: Path | dict[str, Any]) -> None:
    """Choose a file in « Ouvrir un fichier »."""
    with page.expect_file_chooser() as waiting:
        page.locator(".sheet-bar--head").get_by_role("button", name="Ouvrir un fichier").click()
    waiting.value.set_files(list(files))


def payload(name: str, content: bytes | str) -> dict[str, Any]:
    """Return a file that was never on a disk."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content.encode() if isinstance(content, str) else content}


def question(page: Page) -> Locator:
    """Return the question asked over the page, once it is there."""
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    return dialog


def answer(page: Page, label: str) -> None:
    """Press a button of the question asked over the page."""
    dialog = question(page)
    dialog.get_by_role("button", name=label, exact=True).click()
    expect(dialog).to_have_count(0)


def told(page: Page, words: str) -> None:
    """Wait until the sheet says something."""
    expect(page.locator("form[data-worksheet] [role=status]").first).to_contain_text(words)


def idle(page: Page) -> None:
    """Wait until no work is going on."""
    until(page, 'document.querySelector("form[data-worksheet]").ariaBusy !== "true"')

"""Find a Chromium for the tests, or install one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from macros.kit.apt import apt_install
from macros.kit.packages import PYTHON, python_of
from macros.kit.process import SetupError, output_of, run_step, say
from macros.kit.steps import Step, ensure

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

WHERE_PLAYWRIGHT_PUTS_IT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)

MISSING = (
    "Il manque Chromium aux tests et je ne peux pas l’installer ici : installez le paquet « chromium » (ou Google "
    "Chrome) de votre système, ou indiquez son chemin dans la variable CHROMIUM, puis relancez « ./kit test »."
)


def works(path: str | None) -> bool:
    """Tell whether a browser really starts; a stub or a missing library shows here."""
    return bool(path) and "Chrom" in output_of([str(path), "--version"])


def on_path() -> Iterator[str | None]:
    """Look for a browser by its usual names."""
    yield from (shutil.which(name) for name in NAMES)


def by_playwright() -> Iterator[str | None]:
    """Look where Playwright keeps its own browser, then have it downloaded there."""
    python = python_of(PYTHON.record.parent)
    yield output_of([python, "-c", WHERE_PLAYWRIGHT_PUTS_IT])
    try:
        run_step("Chromium, par Playwright", "une minute environ", [python, "-m", "playwright", "install", "chromium"])
    except SetupError:
        say("  Playwright n’a pas pu le télécharger")
    else:
        yield output_of([python, "-c", WHERE_PLAYWRIGHT_PUTS_IT])


def by_apt() -> Iterator[str | None]:
    """Install the package of a Debian-like system, when we may."""
    if apt_install("Chromium, par apt-get", "une minute", ["chromium"]):
        yield from on_path()


def install_chromium() -> dict[str, Path]:
    """Return the first browser that works, by the least effort first."""
    for way in (on_path, by_playwright, by_apt):
        for path in way():
            if path and works(path):
                return {"CHROMIUM": Path(path)}
    raise SetupError(MISSING)


CHROMIUM = Step(PYTHON.record.with_name(".kit-chromium.json"), PYTHON.inputs, install_chromium)


def chromium() -> dict[str, str]:
    """Return the browser of the tests as a variable: the one the environment names, else one found or installed."""
    named = os.environ.get("CHROMIUM")
    if not named:
        return ensure(CHROMIUM)
    if not Path(named).is_file():
        raise SetupError(f"La variable CHROMIUM désigne « {named} », qui n’existe pas : corrigez-la ou effacez-la.")
    return {"CHROMIUM": named}

"""Find a LibreOffice recent enough for the long suites, or install one."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from macros.kit.apt import apt_install
from macros.kit.packages import PYTHON
from macros.kit.process import SetupError, output_of
from macros.kit.steps import Step, ensure

NAMES = ("soffice", "libreoffice")
OLDEST = (25, 2)
"""Older ones lose the tags of Word's controls when they save."""

PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-crosextra-carlito", "fonts-crosextra-caladea")

MISSING = (
    "Il manque LibreOffice 25.2 ou plus récent aux suites longues et je ne peux pas l’installer ici : installez-le depuis "
    "libreoffice.org ou votre système, ou indiquez le chemin de « soffice » dans la variable OFFICE, puis relancez la commande."
)


def version(path: str) -> tuple[int, ...]:
    """Return the version of a LibreOffice, (0,) when it does not start."""
    found = re.search(r"LibreOffice (\d+)\.(\d+)", output_of([path, "--version"]))
    return tuple(map(int, found.groups())) if found else (0,)


def on_path() -> Iterator[str]:
    """Look for it by its usual names."""
    yield from filter(None, map(shutil.which, NAMES))


def by_apt() -> Iterator[str]:
    """Install the packages of a Debian-like system, backports included, when we may; no source of packages is added for good."""
    lists, release = Path("/etc/apt/sources.list.d"), Path("/etc/os-release")
    if not (lists.is_dir() and release.is_file()):
        return
    told = release.read_text(encoding="utf-8")
    codename = re.search(r"^VERSION_CODENAME=(\w+)", told, re.MULTILINE)
    with tempfile.TemporaryDirectory(prefix="sources-") as folder:
        shutil.copytree(lists, folder, dirs_exist_ok=True)
        sources = ["-o", f"Dir::Etc::sourceparts={folder}"]
        if codename and re.search(r"^ID=debian$", told, re.MULTILINE):
            backports = f"{codename[1]}-backports"
            Path(folder, "backports.list").write_text(f"deb http://deb.debian.org/debian {backports} main\n", encoding="utf-8")
            sources += ["-o", f"APT::Default-Release={backports}"]
        if apt_install("LibreOffice, par apt-get", "une à trois minutes", PACKAGES, sources):
            yield from on_path()


def install_office() -> dict[str, Path]:
    """Return the first LibreOffice that is recent enough."""
    for way in (on_path, by_apt):
        for path in way():
            if version(path) >= OLDEST:
                return {"OFFICE": Path(path)}
    raise SetupError(MISSING)


OFFICE = Step(PYTHON.record.with_name(".kit-office.json"), PYTHON.inputs, install_office)


def office() -> dict[str, str]:
    """Return LibreOffice as a variable: the one the environment names, else one found or installed."""
    named = os.environ.get("OFFICE")
    if not named:
        return ensure(OFFICE)
    if version(named) < OLDEST:
        raise SetupError(f"La variable OFFICE désigne « {named} », qui n’est pas un LibreOffice 25.2 ou plus récent : corrigez-la ou effacez-la.")
    return {"OFFICE": named}

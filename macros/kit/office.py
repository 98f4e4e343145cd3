"""Find a LibreOffice recent enough for the long suites, or install one."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from macros.kit.packages import PYTHON
from macros.kit.process import SetupError, output_of, run_step, say
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
    apt = shutil.which("apt-get")
    if not apt or os.name == "nt" or os.geteuid() != 0:
        return
    release = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(encoding="utf-8"), re.MULTILINE)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryDirectory(prefix="sources-") as folder:
        shutil.copytree("/etc/apt/sources.list.d", folder, dirs_exist_ok=True)
        where = ["-o", f"Dir::Etc::sourceparts={folder}"]
        chosen = []
        if release and "Debian" in Path("/etc/os-release").read_text(encoding="utf-8"):
            backports = f"{release[1]}-backports"
            Path(folder, "backports.list").write_text(f"deb http://deb.debian.org/debian {backports} main\n", encoding="utf-8")
            chosen = ["-t", backports]
        try:
            run_step("Liste des paquets du système", "quelques secondes", [apt, *where, "update"], env)
            run_step("LibreOffice, par apt-get", "une à trois minutes", [apt, *where, "install", "-y", *chosen, *PACKAGES], env)
        except SetupError as error:
            say(str(error))
            return
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

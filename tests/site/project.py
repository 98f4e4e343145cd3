"""The site built for the tests: the project itself, a copy of it, or a mini project of a few lines that asks the engine one question."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from macros.kit.build import PROGRESS
from macros.kit.commands import job_environment

ROOT = Path(__file__).resolve().parents[2]
BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict")
_HOME = "---\ntitle: Accueil\ndescription: Une page d’accueil.\n---\n\nBonjour.\n"


def environment(root: Path, **variables: str) -> dict[str, str]:
    """Return the environment that `./kit build` gives to its job, for the project that stands in `root`."""
    return {**job_environment({}), "PYTHONPATH": str(root), **variables}


def build_site(root: Path, site: Path, **variables: str) -> None:
    """Build the project of `root` into `site`; fail on any word printed, warnings of Python included."""
    done = subprocess.run(
        [*BUILD, "--quiet", "--site-dir", str(site)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=root, env=environment(root, **variables),
    )  # fmt: skip
    said = without_progress(done.stdout)
    assert (done.returncode, said) == (0, ""), f"La construction de {root} n’est pas silencieuse :\n{said}"


def without_progress(output: str) -> str:
    """Return what a build said, the lines that tell where it stands excepted."""
    return "".join(line for line in output.splitlines(keepends=True) if not line.startswith(PROGRESS))


def copy_project(destination: Path) -> Path:
    """Copy what git would commit, new files included, beside the npm packages installed here; return the copy."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (destination / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, destination / name)
    (destination / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return destination


def write_mini_project(destination: Path, pages: Mapping[str, str], definitions: Mapping[str, str]) -> Path:
    """Write a project with the engine, the look and the library of the real one, and nothing else than what is given.

    `pages` maps addresses in `docs/` to Markdown, `definitions` addresses in `templates/` to YAML. Nothing is locked.
    """
    for name in ("macros", "overrides", "node_modules", "templates/library", "docs/assets"):
        (destination / name).parent.mkdir(parents=True, exist_ok=True)
        (destination / name).symlink_to(ROOT / name, target_is_directory=True)
    shutil.copyfile(ROOT / "mkdocs.yml", destination / "real.yml")
    (destination / "mkdocs.yml").write_text("INHERIT: real.yml\nnav:\n", encoding="utf-8")
    files = {"docs/index.md": _HOME, **_under("docs", pages), **_under("templates", definitions)}
    for name, text in files.items():
        (destination / name).parent.mkdir(parents=True, exist_ok=True)
        (destination / name).write_text(text, encoding="utf-8")
    return destination


def _under(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}": text for name, text in files.items()}

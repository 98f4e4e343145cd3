"""The lock files agree with what asks for them, carry hashes, name no server."""

import json
import re
import tomllib

import pytest

from macros.kit import packages
from macros.kit.commands import COMMANDS, bench
from macros.kit.process import ROOT

LOCKS = {
    "requirements.lock": ("project", "test", "lint"),
    "requirements-bench.lock": ("bench",),
    "requirements-node.lock": ("node",),
}

NPM_FOLDERS = (".", "tests/bench/browser")


def npm_lock(folder: str) -> dict:
    return json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(group: str) -> list[str]:
    data = pyproject()
    return data["project"]["dependencies"] if group == "project" else data["dependency-groups"][group]


def pinned(lock: str) -> dict[str, str]:
    """Return each package of a lock file with its version; every one of them carries hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.findall(r"^(?=\w).*(?:\n .*)*", text, re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks)
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)}


def satisfies(version: str, bounds: str) -> bool:
    """Compare numbers only: the bounds used here are `>=` and `<`."""
    found = packages.version(version)
    checks = {">=": lambda bound: found >= bound, "<": lambda bound: found < bound}
    parts = [re.fullmatch(r"(>=|<)([\d.]+)", bound) for bound in bounds.split(",")]
    return all(part is not None and checks[part[1]](packages.version(part[2])) for part in parts)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_what_pyproject_asks_for(lock: str) -> None:
    found = pinned(lock)
    for group in LOCKS[lock]:
        for requirement in requirements(group):
            name, bounds = re.fullmatch(r"([\w-]+)(.*)", requirement).groups()
            assert satisfies(found.get(normal(name), "0"), bounds), requirement


def test_every_group_has_its_lock() -> None:
    groups = {"project", *pyproject()["dependency-groups"]}
    assert groups == {group for locked in LOCKS.values() for group in locked}


@pytest.mark.parametrize("lock", LOCKS)
def test_python_lock_names_no_server_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|@ file|(?<![\w.])/", text)
    assert f"-o {lock}\n" in text


@pytest.mark.parametrize("folder", NPM_FOLDERS)
def test_npm_lock_pins_what_package_json_asks_for(folder: str) -> None:
    manifest = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    lock = npm_lock(folder)
    for kind in ("dependencies", "devDependencies"):
        assert lock[""].get(kind) == manifest.get(kind)
        for name, version in manifest.get(kind, {}).items():
            assert lock[f"node_modules/{name}"]["version"] == version, name


@pytest.mark.parametrize("folder", NPM_FOLDERS)
def test_npm_lock_has_hashes_and_names_no_server(folder: str) -> None:
    for name, package in npm_lock(folder).items():
        assert name == "" or package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, "npm install --package-lock-only --omit-lockfile-registry-resolved"


def test_only_the_bench_installs_what_it_compares_with() -> None:
    assert [name for name, command in COMMANDS.items() if bench in command.needs] == ["bench"]
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert not [name for kind in ("dependencies", "devDependencies") for name in asked[kind] if name.startswith("survey")]

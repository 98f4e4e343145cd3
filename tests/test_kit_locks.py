"""The lock files agree with what asks for them, carry hashes, name no server."""

import json
import re
import tomllib

import pytest

from macros.kit import packages
from macros.kit.process import ROOT

LOCKS = {
    "requirements.lock": ("project", "test", "lint"),
    "requirements-bench.lock": ("bench",),
    "requirements-node.lock": ("node",),
}


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


def test_npm_lock_pins_what_package_json_asks_for() -> None:
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert lock[""][kind] == manifest[kind]
        for name, version in manifest[kind].items():
            assert lock[f"node_modules/{name}"]["version"] == version, name


def test_npm_lock_has_hashes_and_names_no_server() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, package in lock.items():
        assert name == "" or package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, "npm install --package-lock-only --omit-lockfile-registry-resolved"

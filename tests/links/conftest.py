"""The real site, built once for the tests of the links, at the root of its host and under a sub-path."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.links.corpus.copies import ProjectCopy

BASES = ("/", "/presence/")


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> ProjectCopy:
    """A sound copy of the project; a test that changes it copies it again."""
    return ProjectCopy.into(tmp_path_factory.mktemp("projet"))


@pytest.fixture(scope="session")
def site_under(project, tmp_path_factory) -> Callable[[str], Path]:
    """Return the function that gives the built site, as served under a path; each is built once."""

    @cache
    def built(base: str) -> Path:
        folder = tmp_path_factory.mktemp("site")
        copy = project.copy(folder / "projet")
        copy.edit("mkdocs.yml", r"^site_url: .*$", f"site_url: https://presence.example{base}")
        done = copy.build(folder / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        return folder / "site"

    return built

"""The real site, built once for the tests of the links, at the root of its host and under a sub-path."""

import shutil
from pathlib import Path

import pytest

from tests.links.corpus.copies import ProjectCopy

BASES = ("/", "/presence/")


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> ProjectCopy:
    """A sound copy of the project; a test that changes it copies it again."""
    return ProjectCopy.into(tmp_path_factory.mktemp("projet"))


@pytest.fixture(scope="session", params=BASES)
def served_site(request, project, tmp_path_factory) -> tuple[Path, str]:
    """The built site and the path it is served under."""
    base = request.param
    folder = tmp_path_factory.mktemp("site")
    copy = ProjectCopy(folder / "projet")
    shutil.copytree(project.root, copy.root, symlinks=True)
    copy.edit("mkdocs.yml", r"^site_url: .*$", f"site_url: https://presence.example{base}")
    built = copy.build(folder / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site", base

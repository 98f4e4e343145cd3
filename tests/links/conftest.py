"""What the tests of the links share: the real site, also under a sub-path, and a little web on the loopback."""

import socket
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from macros.links.fetch import Fetcher
from macros.links.live import Manners, Visitor
from tests.links.corpus.copies import ProjectCopy
from tests.links.webserver import DOMAIN, FakeTime, Server

BASES = ("/", "/presence/")


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> ProjectCopy:
    """A sound copy of the project; a test that changes it copies it again."""
    return ProjectCopy.into(tmp_path_factory.mktemp("projet"))


@pytest.fixture(scope="session")
def site_under(built_site, project, tmp_path_factory) -> Callable[[str], Path]:
    """Return the function that gives the built site, as served under a path; each is built once."""

    @cache
    def built(base: str) -> Path:
        if base == "/":
            return built_site
        folder = tmp_path_factory.mktemp("site")
        copy = project.copy(folder / "projet")
        copy.edit("mkdocs.yml", r"^site_url: .*$", f"site_url: https://presence.example{base}")
        done = copy.build(folder / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        return folder / "site"

    return built


@pytest.fixture
def loopback(monkeypatch):
    """Make every host under `exemple.test` lead to the loopback, `inconnu…` and any other host to nothing at all."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    real = socket.getaddrinfo

    def lookup(host, *arguments, **options):
        if not str(host).endswith(DOMAIN) or str(host).startswith("inconnu"):
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return real("127.0.0.1", *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.fixture
def server(loopback):
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def time():
    return FakeTime()


@pytest.fixture
def visitor(time):
    return Visitor(Fetcher(timeout=10), Manners(), time.clock())


@pytest.fixture
def web(server):
    """Return the address of a page of the server, under a host's name."""

    def address(path: str, host: str = "site") -> str:
        return f"http://{host}{DOMAIN}:{server.server_port}{path}"

    return address

"""The live checker against a local server that behaves in each way a web site can; nothing leaves the loopback."""

import socket
import ssl
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from macros.links.__main__ import main
from macros.links.fetch import Fetcher
from macros.links.live import Clock, Manners, Visit, Visitor, visit_all
from macros.links.registry import State, load_registry
from tests.links.webserver import NOW, Server

DOMAIN = ".exemple.test"


class FakeTime:
    """A clock that moves when asked to sleep, and remembers for how long it was."""

    def __init__(self):
        self.elapsed, self.naps, self.lock = 0.0, [], threading.Lock()

    def sleep(self, seconds: float):
        with self.lock:
            self.elapsed += seconds
            self.naps.append(round(seconds, 3))

    def clock(self) -> Clock:
        return Clock(lambda: self.elapsed, lambda: NOW + timedelta(seconds=self.elapsed), self.sleep, lambda: 0.5)


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
    return Visitor(Fetcher(timeout=0.3), Manners(), time.clock())


@pytest.fixture
def web(server):
    """Return the address of a page of the server, under a host's name."""

    def address(path: str, host: str = "site") -> str:
        return f"http://{host}{DOMAIN}:{server.server_port}{path}"

    return address


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/ok", State.OK, ""),
        ("/", State.OK, ""),
        ("/pdf", State.OK, ""),
        ("/ailleurs-un-temps", State.OK, ""),
        ("/tete-refusee", State.OK, ""),
        ("/panne-passagere", State.OK, ""),
        ("/enorme", State.OK, ""),
        ("/disparu", State.GONE, "réponse 410"),
        ("/jamais-vu", State.GONE, "réponse 404"),
        ("/tete-menteuse", State.GONE, "réponse 404"),
        ("/renvoi-mort", State.GONE, "après redirection vers"),
        ("/interdit", State.REFUSED, "réponse 403, à vérifier à la main"),
        ("/compte", State.REFUSED, "réponse 401"),
        ("/loi", State.REFUSED, "réponse 451"),
        ("/trop-longtemps", State.REFUSED, "réponse 429"),
        ("/trop-sans-dire", State.REFUSED, "réponse 429"),
        ("/panne", State.SERVER_ERROR, "réponse 500"),
        ("/fausse", State.SOFT_GONE, "Page introuvable"),
        ("/fausse-breve", State.SOFT_GONE, "n’existe plus"),
        ("/renvoi-a-l-accueil", State.SOFT_GONE, "accueil"),
        ("/tourne", State.REDIRECT_LOOP, "2 redirections"),
        ("/sans-fin/0", State.REDIRECT_LOOP, "redirections"),
        ("/lent", State.TIMED_OUT, ""),
        ("/goutte-a-goutte", State.TIMED_OUT, ""),
        ("/coupe", State.UNREACHABLE, ""),
        ("/renvoi-absurde", State.UNREACHABLE, ""),
        ("/renvoi-local", State.UNREACHABLE, "après redirection vers file:"),
    ],
)
def test_each_behaviour_of_a_page_is_told_apart(web, visitor, path, state, detail):
    visit = visitor.visit(web(path))
    assert visit.state is state
    assert detail in visit.detail


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [("/deplace", "/ok"), ("/deplace-deux-fois", "/ok"), ("/deplace-puis-un-temps", "/ailleurs-un-temps")],
)
def test_a_moved_page_gives_the_address_that_permanent_redirects_lead_to(web, visitor, path, moved_to):
    assert visitor.visit(web(path)) == Visit(State.MOVED, "redirigée pour de bon", web(moved_to))


def test_a_page_that_its_host_shows_at_any_address_is_not_there(web, visitor):
    visit = visitor.visit(web("/article-12", "coquille"))
    assert visit.state is State.SOFT_GONE
    assert "qui n’existe pas" in visit.detail


def test_the_home_page_of_such_a_host_is_there(web, visitor):
    assert visitor.visit(web("/", "coquille")).state is State.OK


def test_a_host_is_asked_only_once_what_it_shows_for_nothing(web, visitor, server):
    assert {visitor.visit(web(path)).state for path in ("/ok", "/tete-refusee", "/ok")} == {State.OK}
    assert sum("ne-peut-pas-exister" in path for path in server.record.paths()) == 1


def test_an_unknown_host_is_told_apart(web, visitor):
    assert visitor.visit(web("/ok", "inconnu")).state is State.UNKNOWN_HOST


def test_a_closed_port_is_unreachable(loopback, visitor):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert visitor.visit(f"http://site{DOMAIN}:{closed.getsockname()[1]}/").state is State.UNREACHABLE


@pytest.fixture
def authority():
    return trustme.CA()


@pytest.fixture
def tls(loopback, authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(f"sur{DOMAIN}").configure_cert(context)
    server = Server(context)
    yield server
    server.stop()


def test_a_certificate_from_nobody_known_is_bad(tls, visitor):
    assert visitor.visit(f"https://sur{DOMAIN}:{tls.server_port}/ok").state is State.BAD_CERTIFICATE


@pytest.mark.parametrize(("host", "state"), [("sur", State.OK), ("autre", State.BAD_CERTIFICATE)])
def test_a_trusted_certificate_is_good_for_its_own_host_only(tls, authority, time, host, state):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    visitor = Visitor(Fetcher(timeout=2, context=context), Manners(), time.clock())
    assert visitor.visit(f"https://{host}{DOMAIN}:{tls.server_port}/ok").state is state


def test_the_body_of_an_endless_page_is_cut(web, visitor, server):
    fetcher = Fetcher(timeout=5, limit=50_000)
    assert len(fetcher.fetch("GET", web("/enorme")).body) == 50_000


def test_accents_in_an_address_travel_encoded(web, visitor, server):
    visitor.visit(web("/équipe?nom=Zoé#bas"))
    assert server.record.paths()[0] == "HEAD /%C3%A9quipe?nom=Zo%C3%A9"


def test_the_checker_says_who_it_is(web, visitor, server):
    visitor.visit(web("/ok"))
    assert server.record.agents == {next(iter(server.record.agents))}
    assert "Presence-link-check" in next(iter(server.record.agents))


def test_another_try_comes_later_and_later(web, visitor, time):
    assert visitor.visit(web("/panne-passagere")).state is State.OK
    assert time.naps[:2] == [2.0, 4.0]


def test_a_page_that_only_refuses_is_asked_once(web, visitor, server):
    visitor.visit(web("/compte"))
    assert server.record.paths() == ["HEAD /compte", "GET /compte"]


def test_no_more_tries_than_manners_allow(web, visitor, server):
    visitor.visit(web("/trop-sans-dire"))
    assert server.record.paths() == ["HEAD /trop-sans-dire"] * 3


@pytest.mark.parametrize(("path", "seconds"), [("/trop", 7.0), ("/trop-date", 40.0)])
def test_a_server_that_says_when_to_come_back_is_obeyed(web, visitor, time, path, seconds):
    assert visitor.visit(web(path)).state is State.OK
    assert time.naps[0] == seconds


def test_a_server_that_asks_for_an_hour_is_left_alone(web, visitor, time, server):
    visitor.visit(web("/trop-longtemps"))
    assert server.record.paths() == ["HEAD /trop-longtemps"]
    assert time.naps == []


def test_a_host_is_left_a_pause_between_two_requests(web, visitor, time):
    visit_all({str(n): web(f"/pdf?{n}") for n in range(4)}, visitor, lambda *_: None)
    assert time.naps == [1.0, 1.0, 1.0]


def test_a_host_gets_one_request_at_a_time(web, visitor, server):
    urls = {f"{host}-{n}": web(f"/pdf?{n}", host) for host in ("un", "deux", "trois") for n in range(4)}
    seen: list[tuple[int, int]] = []
    visits = visit_all(urls, visitor, lambda done, total: seen.append((done, total)))
    assert [visit.state for visit in visits.values()] == [State.OK] * 12
    assert list(visits) == list(urls)
    assert set(server.record.most_at_once.values()) == {1}
    assert seen == [(4, 12), (8, 12), (12, 12)]


def test_several_hosts_are_visited_at_the_same_time(web, server, time):
    visitor = Visitor(Fetcher(timeout=5), Manners(attempts=1), time.clock())
    visits = visit_all({host: web("/rendez-vous", host) for host in ("un", "deux")}, visitor, lambda *_: None)
    assert [visit.state for visit in visits.values()] == [State.OK, State.OK]


REGISTRY = """\
# L’en-tête reste.

bon:
  url: {bon}   # ce commentaire aussi
  title: "Un titre : entre guillemets"
  language: fr
  kind: officiel
  state: jamais-verifie
  checked: null

parti:
  url: {parti}
  title: Parti
  language: fr
  kind: article
  state: ok   # dernière fois
  checked: 2026-11-01

perdu:
  url: {perdu}
  kind: article   # sans état ni date
  title: Perdu
  language: fr
"""
UPDATED = """\
# L’en-tête reste.

bon:
  url: {bon}   # ce commentaire aussi
  title: "Un titre : entre guillemets"
  language: fr
  kind: officiel
  state: ok
  checked: 2026-11-20

parti:
  url: {parti}
  title: Parti
  language: fr
  kind: article
  archive: https://web.archive.org/web/2020/{parti}
  state: disparu   # dernière fois
  checked: 2026-11-20

perdu:
  url: {perdu}
  kind: article   # sans état ni date
  state: domaine-introuvable
  checked: 2026-11-20
  title: Perdu
  language: fr
"""


@pytest.fixture
def urls(web):
    return {"bon": web("/ok"), "parti": web("/disparu"), "perdu": web("/inconnue", "inconnu")}


@pytest.fixture
def registry(tmp_path, urls) -> Path:
    path = tmp_path / "links.yml"
    path.write_text(REGISTRY.format(**urls), encoding="utf-8")
    return path


@pytest.fixture
def links(registry, web, visitor):
    """Return the command, run on the registry with the local archive service."""
    return lambda *arguments: main(
        [*arguments, "--registre", str(registry), "--archives", web("/archives", "archives")], visitor
    )


def test_a_run_writes_what_it_found_and_nothing_else(links, registry, urls):
    assert links() == 1
    assert registry.read_text(encoding="utf-8") == UPDATED.format(**urls)


def test_what_a_run_wrote_is_a_valid_registry(links, registry, urls):
    links()
    link = load_registry(registry, registry.parent).resolve("parti")
    assert (link.state, link.checked) == (State.GONE, date(2026, 11, 20))
    assert link.archive == f"https://web.archive.org/web/2020/{urls['parti']}"


def test_a_second_run_the_same_day_changes_nothing(links, registry):
    links()
    once = registry.read_text(encoding="utf-8")
    links()
    assert registry.read_text(encoding="utf-8") == once


def test_the_report_groups_counts_and_advises(links, urls, capsys):
    links()
    said = capsys.readouterr().out
    assert "Disparues (1) : cherchez la nouvelle adresse" in said
    assert f"parti · {urls['parti']}\n    réponse 410\n    archive : https://web.archive.org" in said
    assert "Domaines introuvables (1)" in said
    assert "3 adresses visitées : 1 en bon état, 2 à voir." in said


def test_a_dry_run_writes_nothing(links, registry, urls, capsys):
    assert links("--sec") == 1
    assert registry.read_text(encoding="utf-8") == REGISTRY.format(**urls)
    assert "Disparues (1)" in capsys.readouterr().out


def test_only_the_keys_named_are_visited(links, registry, server):
    assert links("bon") == 0
    assert {path for path in server.record.paths() if "exister" not in path} == {"HEAD /ok", "GET /ok"}
    assert registry.read_text(encoding="utf-8").count("2026-11-20") == 1


def test_addresses_checked_lately_are_passed_over(links, server):
    links("--depuis", "30")
    assert not any("/disparu" in path for path in server.record.paths() if "archives" not in path)
    links("--depuis", "19")
    assert "HEAD /disparu" in server.record.paths()


def test_an_unknown_key_is_refused_before_any_visit(links, server, capsys):
    assert links("bonn") == 2
    assert "Vouliez-vous dire « bon »" in capsys.readouterr().err
    assert server.record.requests == []


def test_an_unreadable_registry_is_refused(tmp_path, capsys, visitor):
    path = tmp_path / "links.yml"
    path.write_text("bon:\n  url: nulle-part\n", encoding="utf-8")
    assert main(["--registre", str(path)], visitor) == 2
    assert "links.yml, ligne 2" in capsys.readouterr().err


def test_without_any_network_nothing_is_written(registry, visitor, monkeypatch, urls, capsys):
    def no_network(*_, **__):
        raise socket.gaierror(socket.EAI_AGAIN, "temporary failure")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    assert main(["--registre", str(registry)], visitor) == 3
    assert registry.read_text(encoding="utf-8") == REGISTRY.format(**urls)
    assert "le réseau manque. Rien n’est écrit." in capsys.readouterr().err


def test_one_dead_domain_on_a_working_network_is_written(links, registry):
    assert links("perdu") == 1
    assert "state: domaine-introuvable" in registry.read_text(encoding="utf-8")


def test_the_date_written_is_that_of_the_run(links, registry, time):
    time.elapsed = 86_400.0 * 3
    links("bon")
    assert "checked: 2026-11-23" in registry.read_text(encoding="utf-8")


def test_a_clock_left_alone_is_the_real_one():
    assert abs((Clock().now() - datetime.now(NOW.tzinfo)).total_seconds()) < 5

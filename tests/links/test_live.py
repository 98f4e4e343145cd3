"""The live checker against a local server that behaves in each way a web site can; nothing leaves the loopback."""

import socket
import ssl
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import pytest
import trustme

from macros.links.fetch import Fetcher
from macros.links.live import Clock, Manners, Visit, Visitor, visit_all
from macros.links.registry import State
from tests.links.webserver import DOMAIN, NOW, Server


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
        ("/coupe", State.UNREACHABLE, ""),
        ("/renvoi-absurde", State.UNREACHABLE, ""),
        ("/renvoi-local", State.UNREACHABLE, "après redirection vers file:"),
    ],
)
def test_each_behaviour_of_a_page_is_told_apart(web, visitor, path, state, detail):
    visit = visitor.visit(web(path))
    assert visit.state is state
    assert detail in visit.detail


@pytest.mark.parametrize("path", ["/lent", "/goutte-a-goutte"])
def test_a_page_that_takes_too_long_is_told_apart(web, time, path):
    visitor = Visitor(Fetcher(timeout=0.3), Manners(attempts=1), time.clock())
    assert visitor.visit(web(path)).state is State.TIMED_OUT


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
    visitor = Visitor(Fetcher(timeout=10, context=context), Manners(), time.clock())
    assert visitor.visit(f"https://{host}{DOMAIN}:{tls.server_port}/ok").state is state


def test_the_body_of_an_endless_page_is_cut(web, visitor, server):
    fetcher = Fetcher(timeout=10, limit=50_000)
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


@dataclass(frozen=True)
class CountingFetcher(Fetcher):
    """Remembers how many requests of each host were ever under way together."""

    under_way: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, method: str, url: str):
        host = urlsplit(url).netloc
        with self.lock:
            self.under_way[host] += 1
            self.most[host] = max(self.most[host], self.under_way[host])
        try:
            return super().fetch(method, url)
        finally:
            with self.lock:
                self.under_way[host] -= 1


def test_a_host_gets_one_request_at_a_time(web, time):
    visitor = Visitor(CountingFetcher(timeout=10), Manners(), time.clock())
    urls = {f"{host}-{n}": web(f"/pdf?{n}", host) for host in ("un", "deux", "trois") for n in range(4)}
    seen: list[tuple[int, int]] = []
    visits = visit_all(urls, visitor, lambda done, total: seen.append((done, total)))
    assert [visit.state for visit in visits.values()] == [State.OK] * 12
    assert list(visits) == list(urls)
    assert list(visitor.fetcher.most.values()) == [1, 1, 1]
    assert seen == [(4, 12), (8, 12), (12, 12)]


def test_several_hosts_are_visited_at_the_same_time(web, server, time):
    visitor = Visitor(Fetcher(timeout=10), Manners(attempts=1), time.clock())
    visits = visit_all({host: web("/rendez-vous", host) for host in ("un", "deux")}, visitor, lambda *_: None)
    assert [visit.state for visit in visits.values()] == [State.OK, State.OK]


def test_a_clock_left_alone_is_the_real_one():
    assert abs((Clock().now() - datetime.now(NOW.tzinfo)).total_seconds()) < 5

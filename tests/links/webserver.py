"""A little web on the loopback, with a page for each way a web site can behave, and made-up host names that lead to it."""

import json
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from macros.links.live import Clock

DOMAIN = ".exemple.test"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
REDIRECTS = {
    "/deplace": (301, "/ok"),
    "/deplace-deux-fois": (308, "/deplace"),
    "/ailleurs-un-temps": (302, "/ok"),
    "/deplace-puis-un-temps": (301, "/ailleurs-un-temps"),
    "/renvoi-a-l-accueil": (301, "/"),
    "/renvoi-mort": (301, "/disparu"),
    "/renvoi-absurde": (302, "http://[/"),
    "/renvoi-local": (302, "file:///etc/hosts"),
    "/tourne": (302, "/en-rond"),
    "/en-rond": (302, "/tourne"),
}
STATUSES = {"/disparu": 410, "/interdit": 403, "/compte": 401, "/loi": 451, "/panne": 500}
PAGES = {
    "/": "<title>Accueil</title><p>Bienvenue chez nous.",
    "/ok": "<title>Le guide</title><h1>Le guide</h1><p>Un texte qui parle de la page 404 que tout site devrait soigner."
    + " Longuement." * 60,
    "/fausse": "<title>Page introuvable - Mon site</title><p>Voici notre menu." + " Un plat." * 100,
    "/fausse-breve": "<title>Mon site</title><p>Cette page n’existe plus.",
    "/tete-refusee": "<title>Un article</title>",
    "/retour": "<title>Un article</title>",
}


@dataclass
class Record:
    """What the server was asked, in order, and by whom."""

    requests: list[tuple[str, str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    agents: set[str] = field(default_factory=set)

    def paths(self) -> list[str]:
        return [f"{method} {path}" for method, _, path in self.requests]


class Handler(BaseHTTPRequestHandler):
    """Answers as the tables above say; hosts called `coquille…` show one page at every address."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        host, record = self.headers["Host"].partition(":")[0], self.server.record
        with record.lock:
            record.requests.append((self.command, host, self.path))
            record.agents.add(self.headers["User-Agent"])
        with suppress(BrokenPipeError, ConnectionResetError):  # a client may leave in the middle of an answer
            self.dispatch(host, urlsplit(self.path).path)

    def dispatch(self, host: str, path: str):
        special = getattr(self, "at_" + path.strip("/").replace("-", "_").replace("/", "_"), None)
        if host.startswith("coquille"):
            self.send(200, "<title>Application</title><p>Chargement de " + path)
        elif special:
            special()
        elif path in REDIRECTS:
            self.send(REDIRECTS[path][0], location=REDIRECTS[path][1])
        elif path.startswith("/sans-fin/"):
            self.send(302, location=f"/sans-fin/{int(path.rpartition('/')[2]) + 1}")
        elif path in PAGES:
            self.send(200, PAGES[path])
        else:
            self.send(STATUSES.get(path, 404), "<title>Erreur</title>")

    def send(self, status: int, body: str = "", kind: str = "text/html", **headers: str):
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-").title(), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def times(self) -> int:
        """Return how often this address was asked, this time included."""
        return self.server.record.paths().count(f"{self.command} {self.path}")

    def at_pdf(self):
        self.send(200, "%PDF", "application/pdf")

    def at_tete_refusee(self):
        self.send(405) if self.command == "HEAD" else self.send(200, PAGES["/tete-refusee"])

    def at_tete_menteuse(self):
        self.send(200 if self.command == "HEAD" else 404)

    def at_panne_passagere(self):
        self.send(503) if self.times() < 3 and self.command == "HEAD" else self.send(200, PAGES["/retour"])

    def at_trop(self):
        self.send(429, retry_after="7") if self.times() == 1 and self.command == "HEAD" else self.send(
            200, PAGES["/retour"]
        )

    def at_trop_date(self):
        date = format_datetime(NOW + timedelta(seconds=40), usegmt=True)
        self.send(429, retry_after=date) if self.times() == 1 and self.command == "HEAD" else self.send(
            200, PAGES["/retour"]
        )

    def at_trop_longtemps(self):
        self.send(429, retry_after="3600")

    def at_trop_sans_dire(self):
        self.send(429)

    def at_rendez_vous(self):
        """Answer only once two requests are here together."""
        self.server.meeting.wait(timeout=9)
        self.send(200, "%PDF", "application/pdf")

    def at_lent(self):
        self.server.over.wait()

    def at_goutte_a_goutte(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while self.command == "GET" and not self.server.over.wait(0.02):
            self.wfile.write(b".")

    def at_enorme(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while self.command == "GET" and not self.server.over.is_set():
            self.wfile.write(b"<p>Un texte sans fin.</p>" * 400)

    def at_coupe(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def at_archives(self):
        url = parse_qs(urlsplit(self.path).query)["url"][0]
        known = (
            {"closest": {"available": True, "url": f"http://web.archive.org/web/2020/{url}"}}
            if "inconnue" not in url
            else {}
        )
        self.send(200, json.dumps({"archived_snapshots": known}), "application/json")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """The server; `over` is set when the tests are done with it, so that slow pages let go."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None = None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.record, self.over, self.meeting = Record(), threading.Event(), threading.Barrier(2)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def handle_error(self, *_):
        """A client that leaves in mid-handshake is what some tests are about."""

    def stop(self):
        self.over.set()
        self.shutdown()
        self.server_close()
        self.thread.join()


class FakeTime:
    """A clock that moves when asked to sleep, and remembers for how long it was."""

    def __init__(self):
        self.elapsed, self.naps, self.lock = 0.0, [], threading.Lock()

    def nap(self, seconds: float):
        with self.lock:
            self.elapsed += seconds
            self.naps.append(round(seconds, 3))

    def clock(self) -> Clock:
        return Clock(lambda: self.elapsed, lambda: NOW + timedelta(seconds=self.elapsed), self.nap, lambda: 0.5)

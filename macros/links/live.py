"""Visit the registered addresses on the live web, politely, and say what became of each.

Hosts are visited in parallel, each by one request at a time with a pause between two. A HEAD request comes first; a
GET follows when HEAD is refused, or to look at a page that may only pretend to be there. What is worth another try is
tried again, later and later; a server that says when to come back is obeyed.
"""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from urllib.parse import urljoin, urlsplit

from macros.links.fetch import Answer, Fetcher, Trouble
from macros.links.registry import State
from macros.links.softgone import looks_gone, same_page
from macros.links.wayback import query, snapshot

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
_HEAD_REFUSED = frozenset({400, 401, 403, 404, 405, 406, 410, 500, 501})
_STATES = {
    Trouble.UNKNOWN_HOST: State.UNKNOWN_HOST,
    Trouble.TIMED_OUT: State.TIMED_OUT,
    Trouble.BAD_CERTIFICATE: State.BAD_CERTIFICATE,
    Trouble.UNREACHABLE: State.UNREACHABLE,
}


@dataclass(frozen=True)
class Clock:
    """Time and chance, so that tests need neither. `jitter` gives a number from 0 to 1."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True)
class Manners:
    """How the web is asked. Times are in seconds; a server that asks for more than `longest_wait` is left alone."""

    pause: float = 1.0
    attempts: int = 3
    back_off: float = 2.0
    longest_wait: float = 120.0
    redirects: int = 10
    hosts_at_once: int = 16


@dataclass(frozen=True)
class Visit:
    """What was found at an address: `moved_to` is the address to write instead, `detail` a French precision."""

    state: State
    detail: str = ""
    moved_to: str | None = None


@dataclass
class Visitor:
    """Visits addresses; one visitor remembers, for all of them, when each host was last asked."""

    fetcher: Fetcher = field(default_factory=Fetcher)
    manners: Manners = field(default_factory=Manners)
    clock: Clock = field(default_factory=Clock)
    _turns: dict[str, "_Turn"] = field(default_factory=dict)
    _turns_lock: Lock = field(default_factory=Lock)
    _missing_pages: dict[str, tuple[str, bytes] | None] = field(default_factory=dict)

    def visit(self, url: str) -> Visit:
        """Visit one address and return what is there."""
        current, stable, seen = url, True, [url]
        moved_to: str | None = None
        while True:
            answer = self._look(current)
            if isinstance(answer, Trouble):
                return Visit(_STATES[answer], _via(url, current))
            if answer.status not in REDIRECTS or not (location := answer.headers.get("location")):
                return self._arrived(url, current, answer, moved_to)
            current = urljoin(current, location)
            if current in seen or len(seen) > self.manners.redirects:
                return Visit(State.REDIRECT_LOOP, f"{len(seen)} redirections, sans arriver")
            seen.append(current)
            stable = stable and answer.status in PERMANENT
            moved_to = current if stable else moved_to

    def archive(self, url: str, api: str) -> str | None:
        """Return the newest archived copy that the Wayback availability service at `api` knows of an address.

        Return None when it knows none; raise ConnectionError when the service can't be reached.
        """
        answer = self._ask("GET", query(api, url))
        if isinstance(answer, Trouble):
            raise ConnectionError(answer.name)
        return snapshot(answer.body) if answer.status == 200 else None

    def _look(self, url: str) -> Answer | Trouble:
        """Ask for the head of an address, and for its content when the head says too little."""
        head = self._ask("HEAD", url)
        if isinstance(head, Answer) and (head.status in _HEAD_REFUSED or (head.status == 200 and _is_page(head))):
            return self._ask("GET", url)
        return head

    def _arrived(self, url: str, current: str, answer: Answer, moved_to: str | None) -> Visit:
        status = answer.status
        if status in (404, 410):
            return Visit(State.GONE, f"réponse {status}{_via(url, current)}")
        if status >= 500:
            return Visit(State.SERVER_ERROR, f"réponse {status}")
        if status >= 400 or status in REDIRECTS:
            return Visit(State.REFUSED, f"réponse {status}, à vérifier à la main")
        if detail := self._pretence(url, current, answer):
            return Visit(State.SOFT_GONE, detail)
        return Visit(State.MOVED, "redirigée pour de bon", moved_to) if moved_to else Visit(State.OK)

    def _pretence(self, url: str, current: str, answer: Answer) -> str:
        """Say why a page that answers well is not the one that was asked for; nothing when it may be."""
        if _is_home(current):
            return "" if _is_home(url) else "l’adresse mène à l’accueil du site"
        if not _is_page(answer):
            return ""
        if words := looks_gone(answer.body):
            return f"la page dit « {words} »"
        missing = self._missing_page(current)
        if missing is not None and same_page((current, answer.body), missing):
            return "le site répond la même page à une adresse qui n’existe pas"
        return ""

    def _missing_page(self, url: str) -> tuple[str, bytes] | None:
        """Return an address that can't exist on the host of `url` and what it shows there; None when it shows an error."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._missing_pages:
            nowhere = f"{host}/cette-page-ne-peut-pas-exister-{random.getrandbits(64):x}"
            answer = self._ask("GET", nowhere)
            self._missing_pages[host] = None
            if isinstance(answer, Answer) and answer.status == 200:
                self._missing_pages[host] = (nowhere, answer.body)
        return self._missing_pages[host]

    def _ask(self, method: str, url: str) -> Answer | Trouble:
        """Send a request in its host's turn, again when it is worth it, and return the last outcome."""
        if urlsplit(url).scheme not in ("http", "https"):
            return Trouble.UNREACHABLE
        turn = self._turn(urlsplit(url).netloc)
        for attempt in range(1, self.manners.attempts + 1):
            with turn.lock:
                self._wait_until(turn.free_at)
                outcome = self.fetcher.fetch(method, url)
                wait = self._wait_before_next(outcome, attempt)
                turn.free_at = self.clock.monotonic() + max(self.manners.pause, wait or 0.0)
            if wait is None:
                break
        return outcome

    def _wait_before_next(self, outcome: Answer | Trouble, attempt: int) -> float | None:
        """Return the seconds to wait before another try; None when there is no point in one, or no try left."""
        if attempt == self.manners.attempts:
            return None
        if isinstance(outcome, Trouble):
            if outcome not in (Trouble.TIMED_OUT, Trouble.UNREACHABLE):
                return None
        elif outcome.status != 429 and outcome.status < 500:
            return None
        elif (asked := self._retry_after(outcome)) is not None:
            return asked if asked <= self.manners.longest_wait else None
        return self.manners.back_off * 2 ** (attempt - 1) * (0.5 + self.clock.jitter())

    def _retry_after(self, answer: Answer) -> float | None:
        """Return the wait that a server asks for, given in seconds or as a date."""
        text = answer.headers.get("retry-after", "").strip()
        if text.isdecimal():
            return float(text)
        try:
            return max(0.0, (parsedate_to_datetime(text) - self.clock.now()).total_seconds())
        except (TypeError, ValueError):
            return None

    def _wait_until(self, moment: float) -> None:
        wait = moment - self.clock.monotonic()
        if wait > 0:
            self.clock.sleep(wait)

    def _turn(self, host: str) -> "_Turn":
        with self._turns_lock:
            return self._turns.setdefault(host.lower(), _Turn())


@dataclass
class _Turn:
    """Whose turn it is at a host, and when it may be asked again."""

    lock: Lock = field(default_factory=Lock)
    free_at: float = 0.0


def visit_all(urls: Mapping[str, str], visitor: Visitor, progress: Callable[[int, int], None]) -> dict[str, Visit]:
    """Visit every address, several hosts at once, and return the visits by key, in the order of `urls`.

    `progress` is called with the number of addresses visited and to visit, after each host.
    """
    visits: dict[str, Visit] = {}
    with ThreadPoolExecutor(visitor.manners.hosts_at_once) as pool:
        futures = [pool.submit(_visit_host, keys, urls, visitor) for keys in _by_host(urls)]
        for future in as_completed(futures):
            visits |= future.result()
            progress(len(visits), len(urls))
    return {key: visits[key] for key in urls}


def _visit_host(keys: Iterable[str], urls: Mapping[str, str], visitor: Visitor) -> dict[str, Visit]:
    return {key: visitor.visit(urls[key]) for key in keys}


def _by_host(urls: Mapping[str, str]) -> list[list[str]]:
    hosts: dict[str, list[str]] = {}
    for key, url in urls.items():
        hosts.setdefault(urlsplit(url).netloc.lower(), []).append(key)
    return sorted(hosts.values(), key=len, reverse=True)


def _is_page(answer: Answer) -> bool:
    return "html" in answer.headers.get("content-type", "html")


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _via(url: str, current: str) -> str:
    return f" (après redirection vers {current})" if current != url else ""

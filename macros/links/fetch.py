"""One HTTP request, without redirects or retries, and every way it can end, told apart."""

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

USER_AGENT = (
    "Presence-link-check/1.0 (checks the outside links of a documentation site; one request at a time per host)"
)
_CHUNK = 16_384


class Trouble(Enum):
    """Why a request got no HTTP answer."""

    UNKNOWN_HOST = auto()
    TIMED_OUT = auto()
    BAD_CERTIFICATE = auto()
    UNREACHABLE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; header names are in lower case, `body` is cut at the size asked for."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Fetcher:
    """Sends requests one by one. `timeout` is in seconds, for each wait and for the whole body; `limit` is in bytes."""

    timeout: float = 20.0
    limit: int = 200_000
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, method: str, url: str) -> Answer | Trouble:
        """Send a request and return its answer, whatever its status, or the trouble that prevented one."""
        opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=self.context))
        try:
            request = urllib.request.Request(ascii_url(url), method=method, headers=_HEADERS)
            with opener.open(request, timeout=self.timeout) as response:
                return self._answer(response)
        except urllib.error.HTTPError as error:
            with error:
                return self._answer(error)
        except urllib.error.URLError as error:
            return _trouble(error.reason)
        except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: a redirect to nonsense
            return _trouble(error)

    def _answer(self, response: Any) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        deadline = time.monotonic() + self.timeout
        body = bytearray()
        while len(body) < self.limit and (chunk := response.read1(min(_CHUNK, self.limit - len(body)))):
            body += chunk
            if time.monotonic() > deadline:
                raise TimeoutError
        return Answer(response.status, headers, bytes(body))


def ascii_url(url: str) -> str:
    """Return an address as it travels: host in punycode, other characters percent-encoded, no fragment."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode("ascii")
    path = quote(parts.path, safe="%/:=&~+!$,;'@()*")
    query = quote(parts.query, safe="%/:=&~+!$,;'@()*?[]")
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,*/*;q=0.8",
    "Accept-Language": "fr,en;q=0.5",
    "Accept-Encoding": "identity",
}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Leave redirects to the caller: which kind they are matters."""


def _trouble(error: object) -> Trouble:
    if isinstance(error, socket.gaierror):
        return Trouble.UNKNOWN_HOST
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.BAD_CERTIFICATE
    if isinstance(error, TimeoutError):
        return Trouble.TIMED_OUT
    return Trouble.UNREACHABLE

"""The Wayback Machine's availability service: what to ask, and what its answer says."""

import json
from urllib.parse import urlencode

API = "https://archive.org/wayback/available"


def query(api: str, url: str) -> str:
    """Return the address that asks the service at `api` for the copy of `url` nearest to now."""
    return f"{api}?{urlencode({'url': url})}"


def snapshot(body: bytes) -> str | None:
    """Return the https address of the copy that an answer of the service names; None when it names none."""
    try:
        closest = json.loads(body)["archived_snapshots"]["closest"]
        found = closest["url"] if closest["available"] else None
    except (ValueError, KeyError, TypeError):
        return None
    return found.replace("http://", "https://", 1) if found else None

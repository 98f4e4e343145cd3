"""Data handed to the page's programs by a classic script that fills `globalThis.presence`."""

import json
from typing import Any


def script(place: str, data: Any, key: str | None = None) -> bytes:
    """Return a script that sets ``presence.<place>``, or ``presence.<place>[key]``, to some data."""
    holder = "(globalThis.presence??={})"
    target = f"{holder}.{place}" if key is None else f"({holder}.{place}??={{}})[{_json(key)}]"
    return f"{target}={_json(data)};\n".encode()


def _json(data: Any) -> str:
    """Return JSON that may stand in a script of any page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

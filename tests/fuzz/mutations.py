"""Files that hurt: filled sheets changed at random, packages whose parts were rewritten, JSON made up from nothing. Same seed, same files."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

PAYLOADS = (
    "<script>globalThis.pris=1</script>", "<img src=x onerror='globalThis.pris=1'>", '"><svg onload=globalThis.pris=1>',
    "javascript:globalThis.pris=1", '=HYPERLINK("http://127.0.0.1:9/","clic")', "+1+1", "-2+3", "@SUM(1)", "{{7*7}}",
    "${globalThis.pris=1}", "]]><script>globalThis.pris=1</script>", "\u202e\u0000\ufffe", "é" * 5000, "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
)  # fmt: skip
"""Texts that would do something if a page, a workbook or a parser took them for anything but text."""

NAMES = (
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__", "valueOf", "length", "then", "../../x", "", "\u0000",
)  # fmt: skip
"""Names that would change every object of a careless page."""


def files(sources: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield ``count`` hurtful files, all different, made of ``sources`` (filled sheets, of any format) and of nothing."""
    random, seen = Random(seed), set[bytes]()
    while len(seen) < count:
        file = random.choice(_KINDS)(random, random.choice(sources))
        if file not in seen:
            seen.add(file)
            yield file


def _bytes(random: Random, data: bytes) -> bytes:
    """Change, drop, double or insert some bytes."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        place, length = random.randrange(len(changed) + 1), random.choice((1, 4, 64, 1024))
        match random.randrange(4):
            case 0:
                changed[place : place + length] = random.randbytes(min(length, len(changed) - place))
            case 1:
                del changed[place : place + length]
            case 2:
                changed[place:place] = changed[place : place + length]
            case _:
                changed[place:place] = random.choice(PAYLOADS).encode()
    return bytes(changed)


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _part(random: Random, data: bytes) -> bytes:
    """Rewrite one part of a package, well formed or not; another file is changed byte by byte."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return _bytes(random, data)
    name = random.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    parts[name] = random.choice(_REWRITINGS)(random, parts[name])
    return _packed(parts, random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _liar(random: Random, data: bytes) -> bytes:
    """Return a package that announces other sizes than its own."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 20), (b"PK\x03\x04", 18)):
        place = changed.find(mark)
        while place >= 0:
            if random.random() < 0.4:
                struct.pack_into("<I", changed, place + offset + random.choice((0, 4)), random.choice((0, 1, 10**9, 2**32 - 1)))
            place = changed.find(mark, place + 4)
    return bytes(changed)


def _bomb(random: Random, _: bytes) -> bytes:
    """Return a package one part of which unfolds into a thousand times its size."""
    part = random.choice(("word/document.xml", "content.xml", "xl/workbook.xml"))
    return _packed({"[Content_Types].xml": b"<Types/>", part: b" " * random.randrange(10**6, 10**7)}, zipfile.ZIP_DEFLATED)


def _packed(parts: Mapping[str, bytes], compression: int) -> bytes:
    """Return a package that says no time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name), content, compression)
    return out.getvalue()


def _deep(random: Random, text: bytes) -> bytes:
    depth = random.choice((200, 5000))
    return text.replace(b">", b">" + b"<a>" * depth + b"</a>" * depth, 2)


def _wide(random: Random, text: bytes) -> bytes:
    """Repeat a piece of a part many times."""
    start = random.randrange(len(text) or 1)
    piece = text[start : start + random.choice((40, 400))]
    return text[:start] + piece * random.choice((10, 1000)) + text[start:]


def _renamed(random: Random, text: bytes) -> bytes:
    """Give tags and names others."""
    words = [word for word in text.split(b'"') if 2 < len(word) < 40 and b"<" not in word]
    for _ in range(3):
        if words:
            text = text.replace(random.choice(words), random.choice((*NAMES, *PAYLOADS[:8])).encode(), 2)
    return text


def _planted(random: Random, text: bytes) -> bytes:
    """Put a hurtful text where a text stands, escaped as a program would."""
    payload = random.choice(PAYLOADS).replace("&", "&amp;").replace("<", "&lt;").replace("\u0000", "").replace("\ufffe", "")
    pieces = text.split(b"</")
    pieces[random.randrange(len(pieces))] += payload.encode()
    return b"</".join(pieces)


def _doctype(random: Random, text: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    start = text.find(b"?>") + 2 if text.startswith(b"<?xml") else 0
    return text[:start] + bomb + text[start:].replace(b"</", b"&b;&c;</", 1)


def _json(random: Random, _: bytes) -> bytes:
    """Return a file of answers, or of nothing, made up."""
    data: Any = {
        "format": random.choice(("presence-reponses", "presence-dossier", "autre", None, 3)),
        "definition": random.choice(("audit-d-image", "inventaire-des-comptes", "inconnue", *NAMES[:3], [], 7)),
        "version": random.choice((1, 1, 0, -1, 10**30, 1.5, "1", True, None)),
        "answers": _value(random, 4),
        "sheets": _value(random, 3),
    }
    kept = {key: value for key, value in data.items() if random.random() < 0.9}
    text = json.dumps(kept, ensure_ascii=random.random() < 0.5)
    return text.encode("utf-8", "surrogatepass") if random.random() < 0.95 else text.encode("utf-16")


def _value(random: Random, depth: int) -> Any:
    match random.randrange(8 if depth else 5):
        case 0:
            return random.choice(PAYLOADS)
        case 1:
            return random.choice((True, False, None, 0, -1, 1e308, 10**18))
        case 2:
            return random.choice(("oui", "2026-11-23", "3,5", "Instagram"))
        case 3 | 4:
            return random.choice(NAMES)
        case 5:
            return [_value(random, depth - 1) for _ in range(random.randrange(6))]
    keys = (*NAMES, "organisation", "date", "comptes", "comptes__1__adresse", "lieux__presse", "x" * 300)
    return {random.choice(keys): _value(random, depth - 1) for _ in range(random.randrange(12))}


def _nested_json(random: Random, _: bytes) -> bytes:
    depth = random.choice((100, 20_000))
    return b'{"definition":"audit-d-image","version":1,"answers":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"


def _answered(random: Random, _: bytes) -> bytes:
    """Return a sound file of answers that says hurtful things."""
    names = ("organisation", "date_releve", "mots", "lieux__presse__precis", "propos__1__adresse", "propos__2__lieu", "propos__99__adresse", *NAMES)
    told = {random.choice(names): random.choice((*PAYLOADS, "2026-11-23", "oui")) for _ in range(random.randrange(1, 9))}
    return json.dumps({"definition": "audit-d-image", "version": random.choice((1, 1, 2)), "answers": told}).encode()


def _sown(random: Random, data: bytes) -> bytes:
    """Plant hurtful texts in the parts of a package that are read, and keep it sound; another file says them in JSON."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return _answered(random, data)
    for name in parts:
        if name in ("word/document.xml", "content.xml") or name.startswith("xl/worksheets/sheet"):
            parts[name] = _between(random, parts[name])
    return _packed(parts, zipfile.ZIP_DEFLATED)


def _between(random: Random, text: bytes) -> bytes:
    """Put a hurtful text, escaped as a program would, in place of some of the texts of a part."""
    closing = random.choice((b"</w:t>", b"</text:p>", b"</t>", b"</loext:content-control>"))
    payload = random.choice(PAYLOADS[:11]).replace("&", "&amp;").replace("<", "&lt;").encode()
    pieces = text.split(closing)
    for rank in range(len(pieces) - 1):
        if random.random() < 0.1:
            pieces[rank] += payload
    return closing.join(pieces)


def _others(random: Random, _: bytes) -> bytes:
    """Return what is no sheet at all."""
    page = f"<html>{PAYLOADS[0]}".encode()
    heads = (b"", b"\x89PNG\r\n", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", page, b"[")
    return random.choice(heads) + random.randbytes(random.choice((0, 1, 100, 50_000)))


_REWRITINGS: tuple[Callable[[Random, bytes], bytes], ...] = (_bytes, _deep, _wide, _renamed, _planted, _planted, _doctype)
_KINDS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _bytes, _bytes, _cut, _part, _part, _part, _liar, _bomb, _json, _json, _nested_json, _others, _answered, _answered, _sown, _sown, _sown,
)  # fmt: skip

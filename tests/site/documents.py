"""The words of the files that the site gives: those of each Word document, which hold what the other formats hold, and of the kit's leaflet."""

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_WORDS = re.compile(r"jj/mm/aaaa|sha256sum|SHA256SUMS")
_ROOM = re.compile(" {2,}")
"""Spaces that set words apart on a line."""


@cache
def documents(site: Path) -> dict[str, list[str]]:
    """Return the paragraphs of each document of a built site, by its name."""
    found = {path.name: list(_paragraphs(path)) for path in sorted((site / "telechargements").glob("*.docx"))}
    with zipfile.ZipFile(site / "telechargements" / "presence-kit.zip") as kit:
        [leaflet] = [name for name in kit.namelist() if "LISEZMOI" in name]
        found[leaflet] = list(map(_said, kit.read(leaflet).decode("utf-8").splitlines()))
    return found


def sentences(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs that are read from end to end: not the formulas, nor the lists of choices."""
    return [text for text in paragraphs if not text.startswith("Calcul\u00a0:") and "\u00a0=\u00a0" not in text]


def _paragraphs(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in body.iter(f"{_WORD}p"):
        text = "".join(run.text or "" if run.tag == f"{_WORD}t" else " " for run in paragraph.iter(f"{_WORD}t", f"{_WORD}br"))
        yield _said(text)


def _said(text: str) -> str:
    return _ROOM.sub(" ", _NOT_WORDS.sub("", text)).strip(" ")

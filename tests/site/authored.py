"""What authors wrote, as they wrote it: the prose of pages and of sheets, before the build weaves facts, notes and sheets into it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.site.project import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))
SHEETS = sorted(path for folder in ("worksheets", "checklists") for path in (ROOT / "templates" / folder).glob("*.yml"))
_NOT_PROSE = {"sources", "bind", "id", "options_from", "value", "when", "unit", "roles", "step", "kind", "key", "only", "where"}
_READ_IN_HEAD = ("title", "description", "duration", "people", "outcome")
_UNREAD = re.compile(r"\A---.*?\n---\n|^```.*?^```|\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|<[^>]+>", re.DOTALL | re.MULTILINE)
_HEAD = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|>!#]|\d+\.))")


def prose(path: Path, *, examples: bool = True) -> Iterator[str]:
    """Yield the texts of a page or of a sheet, one for each paragraph, cell, question or answer."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yml":
        definition = yaml.safe_load(text)
        shown = [example for example in definition.get("examples", []) if examples and not example.get("hidden")]
        for part in _texts({**definition, "examples": shown}):
            yield from _BREAK.split(part)
        return
    head = _HEAD.match(text)
    meta = yaml.safe_load(head[1]) if head else {}
    yield from (meta[key] for key in _READ_IN_HEAD if key in meta)
    bare = re.sub(r"\]\([^)]*\)", "]", _UNREAD.sub("", text))
    for block in _BREAK.split(bare):
        yield from block.split("|") if block.lstrip().startswith("|") else [block]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in _NOT_PROSE:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)

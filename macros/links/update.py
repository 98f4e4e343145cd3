"""Write what a live run found into the registry, line by line: comments, order and layout stay as their author left them."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.links.registry import State
from macros.yamlfile import read

_FIELD = re.compile(r"(\s+[a-z]+:\s+)(\S+)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Change:
    """What a run writes of one link; `archive` None leaves the archive as it stands."""

    state: State
    checked: datetime.date
    archive: str | None = None


def rewrite(path: Path, root: Path, changes: Mapping[str, Change]) -> str:
    """Return the text of the registry with the changed fields of each key in place; the file itself is not touched."""
    places = read(path, root).lines
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    added: dict[int, list[str]] = {}
    for key, change in changes.items():
        kind_line = places[key, "kind"] - 1
        for name, value in _fields(change):
            if (place := places.get((key, name))) is not None:
                lines[place - 1] = _FIELD.sub(rf"\g<1>{value}\g<3>", lines[place - 1], count=1)
            else:
                indent = lines[kind_line][: len(lines[kind_line]) - len(lines[kind_line].lstrip())]
                added.setdefault(kind_line, []).append(f"{indent}{name}: {value}\n")
    return "".join(line + "".join(added.get(number, ())) for number, line in enumerate(lines))


def _fields(change: Change) -> list[tuple[str, str]]:
    fields = [("state", str(change.state)), ("checked", change.checked.isoformat())]
    return [*fields, ("archive", change.archive)] if change.archive else fields

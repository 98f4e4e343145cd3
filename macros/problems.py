"""What an adapter reads when a definition is wrong: where, what was received, what was expected, the likely fix."""

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

_SHOWN = 110


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. ``file`` is relative to the project, ``line`` counts from 1, ``place`` is French (« champ « comptes » »)."""

    file: Path
    line: int
    place: str
    received: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file.as_posix()}, ligne {self.line}" + (f" · {self.place}" if self.place else "")
        lines = [where, f"  reçu : {self.received}", f"  attendu : {self.expected}"]
        return "\n".join(lines + ([f"  {self.hint}"] if self.hint else []))


class CatalogError(Exception):
    """The definitions cannot be used; ``problems`` are all that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file.as_posix(), p.line, p.place)))
        count = "1 erreur" if len(problems) == 1 else f"{len(problems)} erreurs"
        super().__init__(f"{count} dans les définitions\n\n" + "\n\n".join(map(str, self.problems)))


def reject(expected: str, *, received: str | None = None, hint: str = "", path: Sequence[str | int] = ()) -> PydanticCustomError:
    """Return the error a validator of the model raises; ``path`` leads from the validated value to the fault."""
    context: dict[str, Any] = {"expected": expected, "received": received, "hint": hint, "path": list(path)}
    return PydanticCustomError("presence", "{expected}", context)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return « Vouliez-vous dire « x » ? » for the nearest known word, or nothing."""
    nearest = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""


def suggestion(hint: str) -> str:
    """Return a hint as a sentence; one bare word becomes a question."""
    return f"Vouliez-vous dire « {hint} » ?" if hint and " " not in hint else hint


def shown(value: object) -> str:
    """Return a received value as the author would recognise it, shortened."""
    if isinstance(value, str):
        text = f"« {' '.join(value.split())} »" if value.strip() else "un texte vide"
    elif value is None:
        text = "rien"
    elif isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"

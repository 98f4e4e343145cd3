"""Faults planted in the definitions, one at a time, and what the author must read about each: `faults.yml`."""

from dataclasses import dataclass
from pathlib import Path

import yaml

COMPTES = "templates/worksheets/inventaire-des-comptes.yml"
LISTE = "templates/checklists/faire-le-point-liste.yml"
CLES = "templates/worksheets/comptes-et-cles.yml"


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: ``pattern`` (its first match in ``file``) becomes ``by``; ``line`` is a pattern that one line alone then matches.

    ``told`` is what the author reads: place, received, expected and hint; ``others`` counts what else the fault entails.
    """

    name: str
    file: str
    pattern: str
    by: str
    line: str
    told: tuple[str, str, str, str]
    others: int = 0


def _faults() -> tuple[Planted, ...]:
    text = Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    return tuple(Planted(**{**entry, "told": tuple(entry["told"])}) for entry in yaml.safe_load(text))


FAULTS = _faults()

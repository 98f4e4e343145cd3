"""The file of answers, `<anything>.json`: what `./kit answers` reads back, and any program may write.

    {
     "format": "presence-reponses",
     "definition": "audit-d-image",      identifier of the sheet
     "version": 1,                       version of the sheet when it was filled
     "variant": "detaille",              only when the sheet has variants
     "date": "2026-11-23",               day of the last change; may be left out
     "author": "Nadia, accueil",         label that the person chose; may be left out
     "territory": "QC",                  FR, QC, BE or CH; may be left out
     "answers": {"organisation": "…", "comptes__1__reseau": "youtube", "lieux__presse": "oui"}
    }

UTF-8, one object. ``answers`` is the named form, names of former versions included: nothing that was ever answered is dropped.
A file written by hand may give answers in the nested form too. What else it holds is not read.

The page « Mes fiches » puts several in one file: ``{"format": "presence-dossier", "date": "2026-11-23", "sheets": [such objects]}``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from macros.answers.forms import TICKED, Named
from macros.french import TERRITORIES
from macros.identity import Identity, find_identity
from macros.names import cell_name, option_name
from macros.written import plain_number

FORMAT = "presence-reponses"
DOSSIER = "presence-dossier"
MAX_ANSWERS = 100_000


class AnswersFileError(ValueError):
    """A text that is not a file of answers; the message is a French sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What a file of answers says. ``date`` is ISO; ``date``, ``author`` and ``territory`` are empty when the file does not say them."""

    identity: Identity
    answers: Named = field(default_factory=dict)
    date: str = ""
    author: str = ""
    territory: str = ""


def dump(file: AnswersFile) -> str:
    """Return the text of a file of answers, the same for the same answers."""
    said = {
        "format": FORMAT, "definition": file.identity.definition, "version": file.identity.version, "variant": file.identity.variant,
        "date": file.date, "author": file.author, "territory": file.territory,
    }  # fmt: skip
    kept = {key: value for key, value in said.items() if value}
    return json.dumps({**kept, "answers": file.answers}, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> AnswersFile:
    """Return what the text of a file of answers says. Raise AnswersFileError when it is something else."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=str)
    except (ValueError, RecursionError):
        raise AnswersFileError("Ce fichier JSON est abîmé ou incomplet : demandez qu’on vous l’envoie de nouveau.") from None
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        raise AnswersFileError("Ce fichier JSON ne contient pas de réponses : il lui faut « answers », avec une réponse par nom de champ.")
    return AnswersFile(
        identity=_identity(data),
        answers=dict(_flat(data["answers"])),
        date=_label(data, "date"),
        author=_label(data, "author"),
        territory=data["territory"] if data.get("territory") in list(TERRITORIES) else "",
    )


def sheets_of(text: str) -> list[str]:
    """Return the texts of the files of answers that the file of several sheets holds; none for any other text."""
    try:
        data = json.loads(text.removeprefix("\ufeff")) if DOSSIER in text[:1000] else None
    except (ValueError, RecursionError):
        return []
    sheets = data.get("sheets") if isinstance(data, dict) and data.get("format") == DOSSIER else None
    return [json.dumps(sheet, ensure_ascii=False) for sheet in sheets] if isinstance(sheets, list) else []


def _identity(data: Mapping[str, Any]) -> Identity:
    definition, version, variant = data.get("definition"), data.get("version"), data.get("variant")
    counted = version if isinstance(version, int) and not isinstance(version, bool) else 0
    sheet = Identity(definition if isinstance(definition, str) else "", counted)
    if counted < 1 or find_identity(str(sheet)) != sheet:
        expected = "« definition » (un identifiant) et « version » (un entier, 1 ou plus)"
        raise AnswersFileError(f"Ce fichier JSON ne dit pas de quelle fiche il vient : il lui faut {expected}.")
    whole = replace(sheet, variant=variant) if isinstance(variant, str) else sheet
    return whole if find_identity(str(whole)) == whole else sheet


def _label(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _flat(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield answers by name, whatever form each is in."""
    cells = ((name, text) for key, value in answers.items() for name, text in _named(key, value))
    for count, (name, text) in enumerate(cells):
        if count >= MAX_ANSWERS:
            raise AnswersFileError(f"Ce fichier JSON contient plus de {MAX_ANSWERS} réponses : ce n’est pas une fiche remplie.")
        if text:
            yield name, text


def _named(key: str, value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            yield from ((cell_name(key, row, column), _text(cell)) for row, cells in value.items() for column, cell in _items(cells))
        case list() if any(isinstance(item, dict) for item in value):
            rows = enumerate(value, 1)
            yield from ((cell_name(key, row, column), _text(cell)) for row, cells in rows for column, cell in _items(cells))
        case list():
            yield from ((option_name(key, _text(item)), TICKED) for item in value)
        case _:
            yield key, _text(value)


def _items(cells: Any) -> Iterator[tuple[str, Any]]:
    yield from cells.items() if isinstance(cells, dict) else {"": cells}.items()


def _text(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return TICKED
        case str():
            return value
        case int() | float():
            return plain_number(value)
    return json.dumps(value, ensure_ascii=False)

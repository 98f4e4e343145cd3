"""Which sheet a document is: what it says of itself, else the names that it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.identity import Identity, find_identity
from macros.model import Definition
from macros.problems import did_you_mean
from macros.readback.findings import Contents, Grid
from macros.readback.refusal import Refusal
from macros.readback.targets import Targets

_LONGEST = 300
"""Characters of a paragraph that may be the line of an identity, pasted in the text by an editor without footers."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The definition that a document answers, and what the document says of itself; ``said`` is False when its names told it."""

    definition: Definition
    identity: Identity
    said: bool = True


def which(contents: Contents, definitions: Mapping[str, Definition], expected: str | None = None) -> Sheet:
    """Return the sheet of a document. Raise Refusal when it is none, another than expected, or one that the catalog does not have."""
    found = next((identity for text in _said(contents) if (identity := find_identity(text)) and identity.definition in definitions), None)
    stranger = next((identity for text in contents.said if (identity := find_identity(text))), None)
    sheet = Sheet(definitions[found.definition], found) if found else None if stranger else _by_names(contents, definitions)
    if sheet is None:
        raise _unknown(stranger, definitions)
    if expected is not None and sheet.definition.id != expected:
        raise Refusal(
            "other_sheet",
            f"Le fichier est la fiche « {sheet.definition.id} », pas « {expected} » : donnez l’autre fichier, ou retirez « --fiche ».",
        )
    return sheet


def _said(contents: Contents) -> Iterator[str]:
    yield from contents.said
    for block in contents.flow:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Grid) else [block]
        yield from (cell.text for cell in cells if len(cell.text) < _LONGEST and "version" in cell.text)


def _by_names(contents: Contents, definitions: Mapping[str, Definition]) -> Sheet | None:
    """Return the sheet that has most of the names of a document, when no other comes near."""
    names = {place.name for place in contents.places() if place.name}
    scores = {key: sum(1 for name in names if targets.get(name)) for key, targets in ((key, Targets(found)) for key, found in definitions.items())}
    ranked = sorted(scores, key=lambda key: -scores[key])
    first, second = (scores[ranked[0]] if ranked else 0), (scores[ranked[1]] if len(ranked) > 1 else 0)
    if not first or first * 2 < len(names) or second * 2 > first:
        return None
    definition = definitions[ranked[0]]
    return Sheet(definition, Identity(definition.id, definition.version), said=False)


def _unknown(stranger: Identity | None, definitions: Mapping[str, Definition]) -> Refusal:
    if stranger is None:
        return Refusal(
            "no_sheet", "Le fichier s’ouvre, mais rien n’y dit de quelle fiche il vient : recopiez les réponses dans la fiche téléchargée."
        )
    near = did_you_mean(stranger.definition, definitions)
    remedy = near or "Il vient d’un autre recueil, ou la fiche a été retirée : demandez les réponses à qui l’a publiée."
    return Refusal("unknown_sheet", f"Le fichier est la fiche « {stranger.definition} », que ce recueil n’a pas. {remedy}")

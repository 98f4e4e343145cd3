"""From plain YAML data to a record of the model, every fault told in French with its line."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from macros.problems import Problem, did_you_mean, shown, suggestion
from macros.yamlfile import Document, Path_

R = TypeVar("R", bound=BaseModel)

# Keys of the model that the catalog fills in: an author never writes them.
GIVEN = frozenset({"code", "letter"})

_PLACES = {
    "sections": "partie", "fields": "champ", "columns": "colonne", "options": "option", "clauses": "clause", "rows": "ligne fixe",
    "examples": "exemple", "steps": "étape", "activities": "activité", "reading": "palier", "material": "matériel",
    "answers": "réponse",
}  # fmt: skip

_EXPECTED = {
    "missing": "la clé « {key} », qui manque",
    "string_type": "du texte",
    "string_too_short": "un texte qui ne soit pas vide",
    "string_too_long": "{max_length} caractères au plus",
    "int_type": "un nombre entier",
    "int_parsing": "un nombre entier",
    "int_from_float": "un nombre entier",
    "float_type": "un nombre",
    "float_parsing": "un nombre",
    "bool_type": "true ou false",
    "bool_parsing": "true ou false",
    "tuple_type": "une liste (un tiret par élément, ou [a, b])",
    "list_type": "une liste (un tiret par élément, ou [a, b])",
    "mapping_type": "des couples « identifiant: texte »",
    "dict_type": "des couples « identifiant: texte »",
    "model_type": "des clés et leurs valeurs",
    "model_attributes_type": "des clés et leurs valeurs",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
    "too_short": "au moins {min_length} élément",
    "too_long": "au plus {max_length} éléments",
    "invalid_key": "une clé en lettres",
    "finite_number": "un nombre ordinaire",
    "int_parsing_size": "un nombre entier moins grand",
    "is_instance_of": "une valeur d’une autre forme",
    "literal_error": "{expected_fr}",
    "union_tag_not_found": "la clé « kind », qui manque",
    "union_tag_invalid": "{expected_fr}",
    "extra_forbidden": "une clé connue à cet endroit : {known}",
}
_PATTERNS = {
    r"^20\d\d-(0[1-9]|1[0-2])$": "un mois, par exemple 2026-11",
    r"^[a-z]+(\.[a-z_]+)+$": "une clé partagée comme organisation.nom",
    r"^S[0-4]-[A-Z]{3}-\d\d$": "un item d’origine comme S4-PWE-02",
}


def build(model: type[R], document: Document, path: Path_ = ()) -> R | list[Problem]:
    """Return the record that a document (or the part of it at ``path``) describes, or everything that is wrong with it."""
    try:
        return model.model_validate(at(document.data, path))
    except ValidationError as error:
        return [_problem(document, path, detail, model) for detail in _own(error.errors())]


def _own(details: list[Any]) -> list[Any]:
    """Leave out what only follows from another fault: a key missing because it is misspelt, a list short of an item that is wrong."""
    return [detail for detail in details if not any(_follows(detail, other) for other in details if other is not detail)]


def _follows(detail: Any, other: Any) -> bool:
    place, cause = detail["loc"], other["loc"]
    if detail["type"] == "missing" and other["type"] == "extra_forbidden":
        return place[:-1] == cause[:-1] and bool(did_you_mean(str(cause[-1]), [str(place[-1])]))
    return detail["type"] == "too_short" and len(cause) > len(place) and cause[: len(place)] == place


def at(data: Any, path: Path_) -> Any:
    """Return what stands at a path; None where the path leads nowhere."""
    for key in path:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def place(data: Any, path: Path_) -> str:
    """Name a path in French by the identifiers met on the way: « champ « comptes », colonne « cles », label »."""
    words: list[str] = []
    for depth, key in enumerate(path):
        parent = path[depth - 1] if depth else None
        if isinstance(parent, str) and parent in _PLACES and not (parent == "rows" and key == "nombre"):
            item = at(data, path[: depth + 1]) if parent not in ("answers", "options") else None
            words.append(f"{_PLACES[parent]} « {_identity(item, key)} »")
        elif isinstance(key, str) and not (key in _PLACES and depth + 1 < len(path)):
            words.append(key)
        elif isinstance(key, int):
            words.append(f"n° {key + 1}")
    return ", ".join(words)


def _identity(item: Any, key: str | int) -> str:
    if isinstance(item, Mapping) and (name := item.get("id") or item.get("organisation")):
        return str(name)
    return key if isinstance(key, str) else f"n° {key + 1}"


def _problem(document: Document, base: Path_, detail: Any, model: type[BaseModel]) -> Problem:
    context = detail.get("ctx") or {}
    path = (*base, *_in_file(at(document.data, base), detail["loc"], detail["type"] == "missing"), *context.get("path", ()))
    kind, received = detail["type"], shown(detail["input"])
    if kind == "presence":
        expected, hint = context["expected"], suggestion(context["hint"])
        received = shown(context["received"]) if context["received"] else received
    else:
        path = (*path, "kind") if kind == "union_tag_invalid" else path
        expected, hint = _expected(kind, context, path, document, model)
        received = _received(kind, path, at(document.data, path), received)
    return Problem(document.file, document.line(path), place(document.data, path), received, expected, hint)


def _received(kind: str, path: Path_, value: Any, given: str) -> str:
    """Name what was received when the value itself would say little."""
    match kind:
        case "missing" | "union_tag_not_found":
            return "rien"
        case "extra_forbidden":
            return f"la clé « {path[-1]} »"
        case "union_tag_invalid":
            return shown(value)
        case "too_long" | "too_short" if isinstance(value, list | Mapping):
            return f"{len(value)} élément{'s' if len(value) > 1 else ''}"
    return given


def _in_file(data: Any, location: tuple[str | int, ...], missing: bool) -> Path_:
    """Drop from an error's location the tags of unions, which the file does not say; the last key may be ``missing`` from it."""
    path: list[str | int] = []
    for position, key in enumerate(location):
        if isinstance(data, Mapping) and key in data:
            data = data[key]
        elif isinstance(data, Mapping) and key == "[key]":
            continue
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        elif not missing or position < len(location) - 1:
            continue
        path.append(key)
    return tuple(path)


def _expected(kind: str, context: Mapping[str, Any], path: Path_, document: Document, model: type[BaseModel]) -> tuple[str, str]:
    key = str(path[-1]) if path else ""
    if kind == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]], ""
    known = _siblings(path, document, model) if kind == "extra_forbidden" else ()
    choices = re.findall(r"'([^']+)'", str(context.get("expected", context.get("expected_tags", ""))))
    values = {**context, "key": key, "known": ", ".join(known), "expected_fr": _one_of(choices)}
    received = str(at(document.data, path) if kind == "literal_error" else context.get("tag", key))
    hint = did_you_mean(received, choices or known) or _way_out(kind, key, at(document.data, path))
    if kind == "missing" and isinstance(path[-1], int):
        return f"{path[-1] + 1} éléments", ""
    if context.get("field_type") == "Value":
        kind = f"string_{kind}"
    return _EXPECTED.get(kind, "une valeur d’une autre forme").format_map(values), hint


def _way_out(kind: str, key: str, value: Any) -> str:
    """Say what to write instead, for faults that a word of the schema cannot mend."""
    if kind == "string_type" and isinstance(value, int | float):
        return f"Mettez-le entre guillemets : \"{shown(value)}\"."
    if kind == "tuple_type" and isinstance(value, str):
        return f"Écrivez [{value}]."
    if kind == "extra_forbidden" and (value is None or " " in key):
        return "Si c’est la suite d’un texte, mettez-le entre guillemets \"…\" : une virgule le coupe entre accolades."
    return ""


def _one_of(choices: list[str]) -> str:
    return f"« {choices[0]} »" if len(choices) == 1 else "l’un de : " + ", ".join(choices)


def _siblings(path: Path_, document: Document, model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that the model knows where an unknown key stands."""
    current: type[BaseModel] | None = model
    candidates: list[type[BaseModel]] = []
    for depth, key in enumerate(path[:-1], 1):
        if current is None:
            return ()
        if isinstance(key, str) and key in current.model_fields:
            candidates = models_in(current.model_fields[key].annotation)
        current = _fitting(candidates, at(document.data, path[:depth])) or current
    return tuple(key for key in current.model_fields if key not in GIVEN) if current else ()


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the records that an annotation mentions, through tuples, mappings, unions and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def _fitting(candidates: list[type[BaseModel]], data: Any) -> type[BaseModel] | None:
    if not isinstance(data, Mapping):
        return None
    for model in candidates:
        kind = model.model_fields.get("kind")
        if len(candidates) == 1 or (kind and data.get("kind") in get_args(kind.annotation)):
            return model
    return None

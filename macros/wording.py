"""What every medium says in the same words: notices, names in formulas, answers and results as a French reader says them."""

from collections.abc import Callable
from typing import Any

from macros.expressions import quoted, round_half_up
from macros.expressions.nodes import FieldsCount, TableCount
from macros.french import day, listed, number
from macros.model import (
    AnyField,
    BaseField,
    CheckField,
    ChoiceField,
    ComputedField,
    DateField,
    Definition,
    MultiChoiceField,
    NumberField,
    ReadingStep,
    ScaleField,
    TableField,
)  # fmt: skip

EMPTY = "—"
PERSONAL_DATA = (
    "Cette fiche contiendra des noms\u00a0: c’est un fichier de données personnelles. N’écrivez que le nécessaire, "
    "gardez-la là où seules les personnes concernées peuvent l’ouvrir, effacez-la quand elle ne sert plus."
)
NOT_KEPT = "Cette page ne garde rien\u00a0: imprimez-la, ou enregistrez-la en PDF, avant de la fermer."
SECRET = "N’écrivez jamais de mot de passe ici."


def labels(definition: Definition, name: Callable[[BaseField], str]) -> dict[str, str]:
    """Return what to call everything an expression may refer to, by the keys of `macros.expressions.label_key`.

    ``name`` calls a field by its label or by its visible code; options always go by their label.
    """
    found: dict[str, str] = {}
    for field in definition.fields():
        found |= {field.id: name(field), **_option_labels(field.id, field)}
        for column in field.columns if isinstance(field, TableField) else ():
            for prefix in (f"{field.id}.{column.id}", f".{column.id}"):
                found |= {prefix: name(column), **_option_labels(prefix, column)}
    return found


def _option_labels(prefix: str, field: BaseField) -> dict[str, str]:
    return {f"{prefix}.{key}": quoted(option.label) for key, option in getattr(field, "options", {}).items()}


def reading_ranges(field: ComputedField) -> list[tuple[str, ReadingStep]]:
    """Return each step of a reading with its range in French: « 1 ou 2 », « 3 et plus » of a count, « Plus de 50 et jusqu’à 85 % »."""
    below = [None, *(step.up_to for step in field.reading)]
    bounds = [(low, step) for low, step in zip(below, field.reading, strict=False)]
    if isinstance(field.value, TableCount | FieldsCount):
        return [(_whole(low, step.up_to), step) for low, step in bounds]
    return [(_with_unit(_between(low, step.up_to), field.unit), step) for low, step in bounds]


def _between(low: float | None, high: float | None) -> str:
    """Say which results of any kind lie above ``low`` and up to ``high``."""
    if high is None:
        return "Dans tous les cas" if low is None else f"Plus de {number(low)}"
    return f"Jusqu’à {number(high)}" if low is None else f"Plus de {number(low)} et jusqu’à {number(high)}"


def _whole(low: float | None, high: float | None) -> str:
    """Say which whole numbers lie above ``low`` and up to ``high``."""
    first = 0 if low is None else int(low) + 1
    if high is None:
        return f"{first} et plus"
    last = int(high)
    return str(first) if last <= first else f"{first} ou {last}" if last == first + 1 else f"De {first} à {last}"


def words(field: AnyField, value: Any) -> str:
    """Return an answer as a French reader says it: labels for identifiers, a comma in numbers, a month in letters."""
    if value is None or value == "" or value == []:
        return EMPTY
    match field:
        case MultiChoiceField():
            return listed([field.options[key].label for key in value])
        case ChoiceField() | CheckField():
            return field.options[value].label
        case ScaleField():
            anchor = field.anchors.get(value)
            return f"{value} sur {field.max}" + (f" ({anchor})" if anchor else "")
        case DateField():
            return day(str(value))
        case NumberField():
            return _with_unit(number(value), field.unit)
        case ComputedField():
            return _result(field, value)
    return str(value)


def reading(field: ComputedField, value: Any) -> str | None:
    """Return what a result means; None when there is no result or no reading."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return next((step.text for step in field.reading if step.up_to is None or value <= step.up_to), None)


def _result(field: ComputedField, value: Any) -> str:
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, int | float):
        return _with_unit(number(round_half_up(value, field.decimals), field.decimals), field.unit)
    return day(str(value))


def _with_unit(text: str, unit: str | None) -> str:
    return f"{text}\u00a0{unit}" if unit else text

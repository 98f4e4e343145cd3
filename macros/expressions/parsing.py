"""From the YAML of an expression to its nodes, with errors that say where and what to write instead."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from macros.expressions.nodes import (
    And,
    ColumnValue,
    Compare,
    Constant,
    DateAdd,
    Expr,
    ExpressionError,
    FieldsCount,
    FieldsSum,
    FieldValue,
    Marks,
    Not,
    Or,
    Path,
    Ratio,
    Scalar,
    Sum,
    TableCount,
    TableSum,
    WeightedMean,
    Where,
)
from macros.expressions.references import result_kind
from macros.expressions.values import number, readable_date

Keyed = Mapping[object, object]
Parsed = TypeVar("Parsed")

MAX_DEPTH = 20
"""Expressions inside expressions, at most."""

MAX_NODES = 500
"""Expressions in all, at most: YAML aliases can make a small file huge."""

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_OTHER_COMPARISONS = {"==": "=", "<>": "!=", "≠": "!=", "=<": "<=", "≤": "<=", "=>": ">=", "≥": ">="}
_SPLIT = "Passez par un champ calculé intermédiaire."


@dataclass(frozen=True)
class _Parser:
    """Where the parser stands: place in the YAML, depth, and the count of nodes shared by all."""

    path: Path
    depth: int
    seen: list[None]

    def at(self, *place: str | int) -> "_Parser":
        return _Parser((*self.path, *place), self.depth, self.seen)

    def error(self, received: object, expected: str, hint: str = "") -> ExpressionError:
        return ExpressionError(self.path, shown(received), expected, hint)

    def expression(self, data: object) -> Expr:
        """Parse what stands here, one level deeper."""
        inner = _Parser(self.path, self.depth + 1, self.seen)
        self.seen.append(None)
        if inner.depth > MAX_DEPTH:
            raise self.error(data, f"au plus {MAX_DEPTH} expressions l’une dans l’autre", _SPLIT)
        if len(self.seen) > MAX_NODES:
            raise self.error(data, f"au plus {MAX_NODES} expressions en tout", _SPLIT)
        if not isinstance(data, Mapping):
            return Constant(inner.constant(data))
        return inner.operation(data)

    def operation(self, data: Keyed) -> Expr:
        names = [key for key in data if key != "times"]
        known = [*OPERATORS, "ratio"]
        if len(names) != 1 or ("times" in data and names != ["ratio"]):
            unknown = [key for key in names if key not in known]
            raise self.error(data, f"un seul opérateur : {_either(known)}", _suggestion(unknown, [*known, "times"]))
        name = str(names[0])
        if name == "ratio":
            return self.at(name).ratio(data[name], self.at("times").finite(data.get("times", 1)))
        if name not in OPERATORS:
            raise self.error(name, f"un opérateur : {_either(known)}", _suggestion(names, known))
        return OPERATORS[name](self.at(name), data[name])

    def constant(self, data: object) -> Scalar:
        if isinstance(data, date):
            raise self.error(data, "une date entre guillemets", f'Écrivez "{data.isoformat()[:10]}".')
        if data is None or isinstance(data, bool | str):
            return data if data != "" else None
        if isinstance(data, int | float):
            return self.finite(data)
        hint = "Une liste se met dans un opérateur, par exemple {sum: […]}." if isinstance(data, list | tuple) else ""
        raise self.error(data, "une expression, un nombre, un texte, vrai ou faux (true, false), ou rien (null)", hint)

    def finite(self, data: object) -> float:
        value = number(data) if isinstance(data, int | float) else None
        if value is None:
            raise self.error(data, "un nombre")
        return value

    def numeric(self, data: object) -> Expr:
        return self.of_kind(data, {"number"}, "une expression qui donne un nombre")

    def condition(self, data: object) -> Expr:
        return self.of_kind(data, {"boolean"}, "une condition (compare, and, or, not)")

    def of_kind(self, data: object, kinds: set[str], expected: str) -> Expr:
        expr = self.expression(data)
        if result_kind(expr) not in kinds | {"any"}:
            raise self.error(data, expected, _field_hint(data))
        return expr

    def items(self, data: object, expected: str, least: int = 1, most: int | None = None) -> list[object]:
        items = list(data) if isinstance(data, list | tuple) else []
        if not least <= len(items) <= (most or len(items)):
            raise self.error(data, expected)
        return items

    def id(self, data: object, expected: str) -> str:
        if not isinstance(data, str) or not data:
            hint = "Ici, l’identifiant suffit, sans {field: …}." if isinstance(data, Mapping) else ""
            raise self.error(data, expected, hint)
        return data

    def keys(self, data: Keyed, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        """Refuse a missing or unknown key."""
        known = (*needed, *optional)
        for key in data:
            if key not in known:
                raise self.at(str(key)).error(key, f"une clé parmi {_either(known)}", _suggestion([key], known))
        for key in needed:
            if key not in data:
                raise self.error(data, f"aussi la clé « {key} »")

    def fields(self, data: object) -> tuple[str, ...]:
        expected = "une liste d’identifiants de champs"
        items = enumerate(self.items(data, expected))
        return tuple(self.at(i).id(item, "l’identifiant d’un champ") for i, item in items)

    def marks(self, data: object) -> Marks:
        if not isinstance(data, Mapping) or not data:
            raise self.error(data, "des options et leur valeur, par exemple {oui: 1, partiellement: 0.5}")
        expected = "l’identifiant d’une option, entre guillemets"
        pairs = ((self.at(str(key)), key, mark) for key, mark in data.items())
        return tuple((at.id(key, expected), at.finite(mark)) for at, key, mark in pairs)

    def values(self, data: object) -> tuple[Scalar, ...]:
        """Parse the accepted values of `where`: one, or a list."""
        if isinstance(data, list | tuple):
            return tuple(self.at(i).constant(item) for i, item in enumerate(self.items(data, "une valeur au moins")))
        return (self.constant(data),)

    def where(self, data: object) -> Where:
        if not isinstance(data, Mapping) or not data:
            raise self.error(data, "des colonnes et leurs valeurs, par exemple {cles: [une, personne]}")
        pairs = ((self.at(str(key)), key, value) for key, value in data.items())
        return tuple((at.id(key, "l’identifiant d’une colonne"), at.values(value)) for at, key, value in pairs)

    def optional(self, data: Keyed, key: str, parse_value: Callable[["_Parser", object], Parsed]) -> Parsed | None:
        return parse_value(self.at(key), data[key]) if key in data else None

    def field_value(self, data: object) -> Expr:
        return FieldValue(self.id(data, "l’identifiant d’un champ"))

    def column_value(self, data: object) -> Expr:
        return ColumnValue(self.id(data, "l’identifiant d’une colonne de la même ligne"))

    def sum(self, data: object) -> Expr:
        if not isinstance(data, Mapping):
            terms = self.items(data, "une liste d’expressions, ou {table: …, column: …}, ou {fields: […]}")
            return Sum(tuple(self.at(i).numeric(term) for i, term in enumerate(terms)))
        if "fields" in data:
            self.keys(data, ("fields",), ("marks",))
            return FieldsSum(self.at("fields").fields(data["fields"]), self.optional(data, "marks", _Parser.marks))
        self.keys(data, ("table", "column"), ("where", "weight", "marks"))
        return TableSum(
            self.table(data),
            self.at("column").table_column(data["column"]),
            self.optional(data, "where", _Parser.where) or (),
            self.optional(data, "weight", _Parser.table_column),
            self.optional(data, "marks", _Parser.marks),
        )

    def table(self, data: Keyed) -> str:
        return self.at("table").id(data["table"], "l’identifiant d’un tableau")

    def table_column(self, data: object) -> str:
        return self.id(data, "l’identifiant d’une colonne")

    def count(self, data: object) -> Expr:
        if not isinstance(data, Mapping):
            raise self.error(data, "{table: …, where: {…}} ou {fields: […]}")
        if "fields" in data:
            self.keys(data, ("fields",), ("where",))
            return FieldsCount(self.at("fields").fields(data["fields"]), self.optional(data, "where", _Parser.values))
        self.keys(data, ("table",), ("where",))
        return TableCount(self.table(data), self.optional(data, "where", _Parser.where) or ())

    def weighted_mean(self, data: object) -> Expr:
        if not isinstance(data, Mapping):
            raise self.error(data, "{table: …, value: …, weight: …}")
        self.keys(data, ("table", "value", "weight"))
        value, weight = (self.at(key).table_column(data[key]) for key in ("value", "weight"))
        return WeightedMean(self.table(data), value, weight)

    def ratio(self, data: object, times: float) -> Expr:
        numerator, denominator = self.items(data, "deux expressions : [numérateur, dénominateur]", 2, 2)
        return Ratio(self.at(0).numeric(numerator), self.at(1).numeric(denominator), times)

    def compare(self, data: object) -> Expr:
        left, operator, right = self.items(data, 'trois éléments : [expression, "<=", expression]', 3, 3)
        if operator not in COMPARISONS:
            guess = _OTHER_COMPARISONS.get(str(operator))
            hint = f'Vouliez-vous dire « "{guess}" » ?' if guess else "Mettez l’opérateur entre guillemets."
            raise self.at(1).error(operator, f"une comparaison : {_either(COMPARISONS)}", hint)
        sides = self.at(0).expression(left), self.at(2).expression(right)
        if operator not in ("=", "!="):
            for place, side, data in ((0, sides[0], left), (2, sides[1], right)):
                self.at(place).check_order(side, data)
        return Compare(sides[0], str(operator), sides[1])

    def check_order(self, side: Expr, data: object) -> None:
        """Refuse what has no order, such as a field id written as a plain text."""
        value = side.value if isinstance(side, Constant) else None
        readable = number(value) is not None or readable_date(value) is not None
        if not readable and result_kind(side) not in ("number", "date", "any"):
            raise self.error(data, "un nombre ou une date, de part et d’autre", _field_hint(value))

    def all_of(self, data: object) -> Expr:
        return And(self.conditions(data))

    def any_of(self, data: object) -> Expr:
        return Or(self.conditions(data))

    def conditions(self, data: object) -> tuple[Expr, ...]:
        return tuple(self.at(i).condition(term) for i, term in enumerate(self.items(data, "une liste de conditions")))

    def negation(self, data: object) -> Expr:
        return Not(self.condition(data))

    def date_add(self, data: object) -> Expr:
        start, days = self.items(data, "deux expressions : [date, nombre de jours]", 2, 2)
        expected = 'une expression qui donne une date, ou une date "2026-11-23"'
        return DateAdd(self.at(0).of_date(start, expected), self.at(1).numeric(days))

    def of_date(self, data: object, expected: str) -> Expr:
        expr = Constant(data) if isinstance(data, str) and readable_date(data) else None
        return expr or self.of_kind(data, {"date"}, expected)


OPERATORS: dict[str, Callable[[_Parser, object], Expr]] = {
    "field": _Parser.field_value,
    "column": _Parser.column_value,
    "sum": _Parser.sum,
    "count": _Parser.count,
    "weighted_mean": _Parser.weighted_mean,
    "compare": _Parser.compare,
    "and": _Parser.all_of,
    "or": _Parser.any_of,
    "not": _Parser.negation,
    "date_add": _Parser.date_add,
}
"""Name of each operator and what parses it; `ratio`, which has a second key, is apart."""


def parse(data: object) -> Expr:
    """Read an expression as YAML gives it (mappings, lists, scalars).

    Raises:
        ExpressionError: with the place, what was received, what was expected and a hint, in French.
    """
    return _Parser((), 0, []).expression(data)


def shown(data: object) -> str:
    """Write a piece of YAML on one short line, for a message."""
    text = _flow(data, 4)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _flow(data: object, depth: int) -> str:
    if isinstance(data, Mapping):
        pairs = [f"{key}: {_flow(value, depth - 1)}" for key, value in list(data.items())[:6]] if depth else ["…"]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(data, list | tuple):
        return f"[{', '.join(_flow(item, depth - 1) for item in data[:6]) if depth else '…'}]"
    if data is None or isinstance(data, bool):
        return {None: "rien", True: "true", False: "false"}[data]
    if isinstance(data, float) and not math.isfinite(data):
        return ".nan" if math.isnan(data) else ".inf"
    return str(data) or '""'


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} ou {names[-1]}"


def _field_hint(data: object) -> str:
    return f"Vouliez-vous dire « {{field: {data}}} » ?" if isinstance(data, str) and data else ""


def _suggestion(names: Sequence[object], known: Sequence[str]) -> str:
    close = get_close_matches(str(names[0]), known, 1, 0.5) if names else []
    return f"Vouliez-vous dire « {close[0]} » ?" if close else ""

"""The expression language: the vectors shared with the other ports, and the errors."""

import datetime
import math
from pathlib import Path

import pytest
import yaml

from macros.expressions import (
    MAX_DEPTH,
    MAX_NODES,
    ExpressionError,
    answered_rows,
    evaluate,
    number,
    parse,
    round_half_up,
)

VECTORS = yaml.safe_load(Path(__file__).with_name("vectors").joinpath("expressions.yml").read_text(encoding="utf-8"))


def nested(levels):
    expression = {"field": "a"}
    for _ in range(levels - 1):
        expression = {"not": expression}
    return expression


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_vector_gives_its_value(case):
    value = evaluate(parse(case["expression"]), case.get("answers", {}), case.get("row"))
    expected = case["expected"]
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        assert isinstance(value, float)
        assert value == pytest.approx(expected, rel=1e-12, abs=0)
    else:
        assert value == expected
        assert type(value) is type(expected)


def test_vectors_are_many_and_each_has_its_own_name():
    names = [case["name"] for case in VECTORS]
    assert len(names) == len(set(names)) >= 70


def test_vectors_use_every_operator():
    used = {key for case in VECTORS for key in _keys(case["expression"])}
    assert used >= {
        *("field", "column", "sum", "count", "weighted_mean", "ratio", "times", "compare", "and", "or", "not"),
        *("date_add", "table", "fields", "where", "weight", "marks"),
    }


def _keys(data):
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from _keys(value)
    if isinstance(data, list):
        for item in data:
            yield from _keys(item)


def test_minus_zero_never_comes_out():
    value = evaluate(parse({"ratio": [{"field": "a"}, 1], "times": -1}), {"a": 0})
    assert math.copysign(1, value) == 1


@pytest.mark.parametrize(
    "typed", ["9" * 400, 10**400, math.nan, math.inf, "٣", "1_000", "0x10", "", "-", b"3", {}, object()]
)
def test_what_is_not_a_finite_number_reads_as_empty(typed):
    assert number(typed) is None


def test_rows_without_answer_do_not_exist():
    rows = [{"a": None, "b": ""}, {"a": "x"}, {}, {"b": 0}]
    assert list(answered_rows(rows)) == [{"a": "x"}, {"b": 0}]
    assert list(answered_rows({"lundi": rows[0], "mardi": rows[1]})) == [{"a": "x"}]


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (2.5, 0, 3), (-2.5, 0, -3), (0.5, 0, 1), (1.005, 2, 1.01), (2.675, 2, 2.68), (1.45, 1, 1.5),
        (2.4999999999999996, 0, 3), (2.49, 0, 2), (1e300, 2, 1e300), (1e-300, 2, 0), (-0.4, 0, 0), (1250, -2, 1300),
        (0.1 + 0.2, 1, 0.3), (33.333333, 1, 33.3),
    ],
)  # fmt: skip
def test_display_rounds_halves_away_from_zero_on_fifteen_digits(value, decimals, rounded):
    assert round_half_up(value, decimals) == rounded
    assert math.copysign(1, round_half_up(value, decimals)) == (-1 if rounded < 0 else 1)


# --- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "path", "received", "expected", "hint"),
    [
        ({"summ": [1]}, (), "summ", "un opérateur", "« sum »"),
        ({"moyenne": [1]}, (), "moyenne", "weighted_mean", ""),
        ({1: 2}, (), "1", "un opérateur", ""),
        ({}, (), "{}", "un seul opérateur", ""),
        ({"sum": [1], "count": {}}, (), "{sum: [1], count: {}}", "un seul opérateur", ""),
        ({"ratio": [1, 2], "time": 100}, (), "time: 100", "un seul opérateur", "« times »"),
        ({"sum": [1], "times": 2}, (), "times: 2", "un seul opérateur", ""),
        ({"ratio": [1, 2], "times": "cent"}, ("times",), "cent", "un nombre", ""),
        ({"ratio": [1]}, ("ratio",), "[1]", "[numérateur, dénominateur]", ""),
        ({"ratio": ["a", 2]}, ("ratio", 0), "a", "un nombre", "« {field: a} »"),
        ([1, 2], (), "[1, 2]", "une expression", "{sum: […]}"),
        (math.nan, (), ".nan", "un nombre", ""),
        (-math.inf, (), ".inf", "un nombre", ""),
        (10**400, (), "1000", "un nombre", ""),
        (datetime.date(2026, 11, 23), (), "2026-11-23", "entre guillemets", '"2026-11-23"'),
        (object(), (), "object", "une expression", ""),
        ({"field": {"field": "a"}}, ("field",), "{field: a}", "l’identifiant d’un champ", "l’identifiant suffit"),
        ({"field": 3}, ("field",), "3", "l’identifiant d’un champ", ""),
        ({"column": ""}, ("column",), '""', "l’identifiant d’une colonne", ""),
        ({"sum": []}, ("sum",), "[]", "une liste d’expressions", ""),
        ({"sum": "a"}, ("sum",), "a", "une liste d’expressions", ""),
        ({"sum": [1, "b"]}, ("sum", 1), "b", "un nombre", "« {field: b} »"),
        ({"sum": [{"compare": [1, "=", 1]}]}, ("sum", 0), "{compare: [1, =, 1]}", "un nombre", ""),
        ({"sum": {"fields": ["a", 2]}}, ("sum", "fields", 1), "2", "l’identifiant d’un champ", ""),
        ({"sum": {"fields": ["a"], "mark": {}}}, ("sum", "mark"), "mark", "fields ou marks", "« marks »"),
        ({"sum": {"fields": ["a"], "marks": {"oui": "un"}}}, ("sum", "marks", "oui"), "un", "un nombre", ""),
        ({"sum": {"fields": ["a"], "marks": {1: 1}}}, ("sum", "marks", "1"), "1", "entre guillemets", ""),
        ({"sum": {"fields": ["a"], "marks": {}}}, ("sum", "marks"), "{}", "{oui: 1", ""),
        ({"sum": {"table": "t"}}, ("sum",), "{table: t}", "« column »", ""),
        ({"sum": {"table": "t", "colum": "c"}}, ("sum", "colum"), "colum", "une clé parmi", "« column »"),
        ({"sum": {"table": "t", "column": "c", "weight": 2}}, ("sum", "weight"), "2", "une colonne", ""),
        ({"count": ["t"]}, ("count",), "[t]", "{table: …", ""),
        ({"count": {"table": "t", "where": ["une"]}}, ("count", "where"), "[une]", "{cles: [une, personne]}", ""),
        ({"count": {"table": "t", "where": {"c": []}}}, ("count", "where", "c"), "[]", "une valeur", ""),
        ({"count": {"table": "t", "where": {"c": [{}]}}}, ("count", "where", "c", 0), "{}", "un texte", ""),
        ({"count": {}}, ("count",), "{}", "« table »", ""),
        ({"weighted_mean": {"fields": ["a"]}}, ("weighted_mean", "fields"), "fields", "table, value ou weight", ""),
        ({"weighted_mean": 3}, ("weighted_mean",), "3", "{table: …", ""),
        ({"compare": [1, 2]}, ("compare",), "[1, 2]", "trois éléments", ""),
        ({"compare": [1, "==", 2]}, ("compare", 1), "==", "une comparaison", '« "=" »'),
        ({"compare": [1, "≥", 2]}, ("compare", 1), "≥", "une comparaison", '« ">=" »'),
        ({"compare": [1, ["<"], 2]}, ("compare", 1), "[<]", "une comparaison", "guillemets"),
        ({"compare": ["heures", "<", 2]}, ("compare", 0), "heures", "un nombre ou une date", "« {field: heures} »"),
        ({"compare": [1, "<", True]}, ("compare", 2), "true", "un nombre ou une date", ""),
        ({"compare": [1, "<", None]}, ("compare", 2), "rien", "un nombre ou une date", ""),
        ({"and": []}, ("and",), "[]", "une liste de conditions", ""),
        ({"and": [{"count": {"table": "t"}}]}, ("and", 0), "{count: {table: t}}", "une condition", ""),
        ({"or": {"field": "a"}}, ("or",), "{field: a}", "une liste de conditions", ""),
        ({"not": "pret"}, ("not",), "pret", "une condition", "« {field: pret} »"),
        ({"date_add": ["demain", 3]}, ("date_add", 0), "demain", "une date", "« {field: demain} »"),
        ({"date_add": ["2026-11-23", "3"]}, ("date_add", 1), "3", "un nombre", ""),
        ({"sum": [1, {"ratio": [{"filed": "a"}, 2]}]}, ("sum", 1, "ratio", 0), "filed", "un opérateur", "« field »"),
    ],
)  # fmt: skip
def test_error_says_where_what_and_what_instead(data, path, received, expected, hint):
    with pytest.raises(ExpressionError) as caught:
        parse(data)
    error = caught.value
    assert error.path == path
    assert received in error.received
    assert expected in error.expected
    assert hint in error.hint
    assert bool(hint) == bool(error.hint) or error.hint.startswith(("Mettez", "Vouliez"))


def test_error_reads_as_a_message():
    with pytest.raises(ExpressionError) as caught:
        parse({"compare": ["heures", "<=", 2]})
    assert str(caught.value).splitlines() == [
        "compare › 0",
        "  reçu : heures",
        "  attendu : un nombre ou une date, de part et d’autre",
        "  Vouliez-vous dire « {field: heures} » ?",
    ]


def test_depth_is_limited():
    assert parse(nested(MAX_DEPTH))
    with pytest.raises(ExpressionError, match=str(MAX_DEPTH)):
        parse(nested(MAX_DEPTH + 1))


def test_expression_that_contains_itself_is_refused():
    endless = yaml.safe_load("&x {not: *x}")
    with pytest.raises(ExpressionError, match=str(MAX_DEPTH)):
        parse(endless)


def test_aliases_cannot_make_an_expression_huge():
    expression = {"field": "a"}
    for _ in range(15):
        expression = {"sum": [expression] * 10}
    with pytest.raises(ExpressionError, match=str(MAX_NODES)):
        parse(expression)


def test_received_text_stays_short():
    with pytest.raises(ExpressionError) as caught:
        parse({"sum": "x" * 5000})
    assert len(caught.value.received) == 80

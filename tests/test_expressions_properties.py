"""What holds for every expression and any answers."""

import datetime
import math

from hypothesis import given
from hypothesis import strategies as st

from macros.expressions import (
    evaluate,
    parse,
    references,
    result_kind,
    round_half_up,
    to_words,
)

IDS = st.sampled_from(["a", "b", "c", "t", "u"])
OPTIONS = st.sampled_from(["oui", "non", "x"])
CONSTANTS = st.none() | st.booleans() | OPTIONS | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False)
WHERE = st.dictionaries(IDS, st.lists(CONSTANTS, min_size=1, max_size=3), min_size=1, max_size=2)
MARKS = st.dictionaries(OPTIONS, st.integers(-3, 3), min_size=1)
READ = st.builds(lambda id: {"field": id}, IDS) | st.builds(lambda id: {"column": id}, IDS)


def keyed(name, needed, optional=None):
    return st.builds(lambda data: {name: data}, st.fixed_dictionaries(needed, optional=optional or {}))


NUMBERS_OF_TABLES = (
    keyed("sum", {"table": IDS, "column": IDS}, {"where": WHERE, "weight": IDS, "marks": MARKS})
    | keyed("sum", {"fields": st.lists(IDS, min_size=1, max_size=3)}, {"marks": MARKS})
    | keyed("count", {"table": IDS}, {"where": WHERE})
    | keyed("count", {"fields": st.lists(IDS, min_size=1, max_size=3)}, {"where": CONSTANTS})
    | keyed("weighted_mean", {"table": IDS, "value": IDS, "weight": IDS})
)


def numbers(deeper):
    sums = st.builds(lambda terms: {"sum": terms}, st.lists(deeper, min_size=1, max_size=3))
    ratios = st.builds(lambda n, d, k: {"ratio": [n, d], "times": k}, deeper, deeper, st.sampled_from([1, 100, -1]))
    return sums | ratios


NUMBERS = st.recursive(READ | NUMBERS_OF_TABLES | st.integers(-9, 9), numbers, max_leaves=5)
DATES = st.builds(lambda day, days: {"date_add": [day, days]}, READ | st.just("2026-11-23"), NUMBERS)
COMPARISONS = st.builds(
    lambda left, operator, right: {"compare": [left, operator, right]},
    READ | NUMBERS | DATES,
    st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
    READ | NUMBERS | DATES,
) | st.builds(lambda left, right: {"compare": [left, "=", right]}, READ, CONSTANTS)
CONDITIONS = st.recursive(
    COMPARISONS | READ,
    lambda deeper: (
        st.builds(
            lambda word, terms: {word: terms}, st.sampled_from(["and", "or"]), st.lists(deeper, min_size=1, max_size=3)
        )
        | st.builds(lambda term: {"not": term}, deeper)
    ),
    max_leaves=5,
)
EXPRESSIONS = NUMBERS | DATES | CONDITIONS

CELLS = (
    CONSTANTS
    | st.floats()
    | st.text("0159,.- \u00a0éa∞", max_size=6)
    | st.sampled_from(["1 234,5", "2026-11-23", "1900-01-01", "9999-12-31", "-3", "1e400"])
    | st.sampled_from([10**400, -(10**400), 2**63])
    | st.dates().map(str)
    | st.binary(max_size=2)
)
ROWS = st.dictionaries(IDS, CELLS, max_size=4)
ANSWERS = st.dictionaries(
    IDS, CELLS | st.lists(CELLS | ROWS, max_size=4) | st.dictionaries(IDS, ROWS | CELLS, max_size=3), max_size=5
)


@given(EXPRESSIONS, ANSWERS, ROWS)
def test_any_answers_give_a_plain_value(expression, answers, row):
    expr = parse(expression)
    value = evaluate(expr, answers, row)
    assert value is None or isinstance(value, bool | str) or (isinstance(value, float) and math.isfinite(value))
    if result_kind(expr) != "any":
        assert value is None or isinstance(value, {"number": float, "boolean": bool, "date": str}[result_kind(expr)])


@given(EXPRESSIONS)
def test_every_expression_has_references_that_lead_somewhere_and_a_sentence(expression):
    expr = parse(expression)
    for ref in references(expr):
        place = expression
        for step in ref.path:
            place = place[step]
    assert to_words(expr, {}) == to_words(expr, {}).strip() != ""


@given(CONDITIONS, CONDITIONS, ANSWERS, ROWS)
def test_de_morgan(first, second, answers, row):
    negated = parse({"not": {"and": [first, second]}})
    spread = parse({"or": [{"not": first}, {"not": second}]})
    assert evaluate(negated, answers, row) is evaluate(spread, answers, row)


@given(READ | NUMBERS, READ | NUMBERS, ANSWERS, ROWS)
def test_equal_and_different_are_contrary_and_symmetric(left, right, answers, row):
    equal = evaluate(parse({"compare": [left, "=", right]}), answers, row)
    assert evaluate(parse({"compare": [left, "!=", right]}), answers, row) is not equal
    assert evaluate(parse({"compare": [right, "=", left]}), answers, row) is equal


@given(READ | NUMBERS, READ | NUMBERS, ANSWERS, ROWS)
def test_an_order_and_its_contrary_are_never_both_true(left, right, answers, row):
    less = evaluate(parse({"compare": [left, "<", right]}), answers, row)
    assert not (less and evaluate(parse({"compare": [left, ">=", right]}), answers, row))
    assert evaluate(parse({"compare": [right, ">", left]}), answers, row) is less


AMOUNTS = st.lists(st.integers(-(10**6), 10**6), max_size=8)
SUM_N = parse({"sum": {"table": "t", "column": "n"}})


@given(AMOUNTS, AMOUNTS)
def test_sum_is_additive(first, second):
    def total(amounts):
        return evaluate(SUM_N, {"t": [{"n": amount} for amount in amounts]})

    assert total(first + second) == total(first) + total(second)


@given(st.lists(st.tuples(st.integers(-100, 100), st.integers(1, 50)), min_size=1, max_size=8))
def test_weighted_mean_lies_between_the_extremes(pairs):
    rows = [{"v": value, "w": weight} for value, weight in pairs]
    mean = evaluate(parse({"weighted_mean": {"table": "t", "value": "v", "weight": "w"}}), {"t": rows})
    values = [value for value, _ in pairs]
    assert min(values) - 1e-9 <= mean <= max(values) + 1e-9


@given(st.lists(st.sampled_from(["oui", "non", "", "x"]), max_size=8))
def test_counts_by_value_add_up_to_the_rows_answered(cells):
    answers = {"t": [{"c": cell} for cell in cells]}

    def count(*values):
        return evaluate(parse({"count": {"table": "t", "where": {"c": list(values)}}}), answers)

    assert count("oui") + count("non") + count("x") == evaluate(parse({"count": {"table": "t"}}), answers)
    assert count("oui", "non") == count("oui") + count("non")


@given(st.dates(datetime.date(1900, 1, 1)), st.integers(-20_000, 20_000))
def test_moving_a_date_there_and_back_gives_it_again(day, days):
    there = evaluate(parse({"date_add": [{"field": "d"}, days]}), {"d": str(day)})
    if there is None:
        assert not datetime.date(1900, 1, 1).toordinal() <= day.toordinal() + days <= datetime.date.max.toordinal()
    else:
        assert evaluate(parse({"date_add": [{"field": "d"}, -days]}), {"d": there}) == str(day)


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 4))
def test_rounding_is_stable_and_close(value, decimals):
    rounded = round_half_up(value, decimals)
    assert round_half_up(rounded, decimals) == rounded
    assert abs(rounded - value) <= 0.5 * 10**-decimals + 1e-5

"""The expression language in JavaScript: the vectors shared with Python, and what holds for any expression and any answers."""

import math

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from macros.expressions import evaluate, number, parse, readable_date, round_half_up
from macros.expressions.references import dependencies, references, row_dependencies
from macros.sheet_model import expression_model
from tests.js.batch import batch, told
from tests.test_expressions import VECTORS
from tests.test_expressions_properties import ANSWERS, CELLS, EXPRESSIONS, ROWS

EVALUATE = "expressions/evaluate.js"
MANY = settings(
    max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def read_by_javascript(value):
    """Return a value as JavaScript can hold it: a number as a double, bytes as a list."""
    match value:
        case dict():
            return {key: read_by_javascript(item) for key, item in value.items()}
        case list():
            return [read_by_javascript(item) for item in value]
        case bytes():
            return list(value)
        case int() if not isinstance(value, bool):
            return float(value) if abs(value) < 10**308 else math.inf
    return value


def test_vectors_give_their_value(js, subtests):
    cases = [
        [expression_model(parse(case["expression"])), case.get("answers", {}), case.get("row", {})] for case in VECTORS
    ]
    for case, value in zip(VECTORS, batch(js, EVALUATE, "evaluate", cases), strict=True):
        with subtests.test(case["name"]):
            expected = case["expected"]
            if isinstance(expected, int | float) and not isinstance(expected, bool):
                assert isinstance(value, int | float)
                assert not isinstance(value, bool)
                assert value == pytest.approx(expected, rel=1e-12, abs=0)
            else:
                assert value == expected
                assert type(value) is type(expected)


def test_vectors_are_many():
    names = [case["name"] for case in VECTORS]
    assert len(names) == len(set(names)) >= 70


@MANY
@given(st.lists(st.tuples(EXPRESSIONS, ANSWERS, ROWS), min_size=5, max_size=30))
def test_any_expression_gives_what_python_gives(js, drawn):
    cases = [
        (parse(expression), read_by_javascript(answers), read_by_javascript(row)) for expression, answers, row in drawn
    ]
    values = batch(js, EVALUATE, "evaluate", [(expression_model(expr), answers, row) for expr, answers, row in cases])
    for (expr, answers, row), value in zip(cases, values, strict=True):
        assert told(value) == told(evaluate(expr, answers, row)), (expr, answers, row)


@MANY
@given(st.lists(EXPRESSIONS, min_size=5, max_size=30))
def test_an_expression_reads_what_python_says(js, expressions):
    parsed = [parse(expression) for expression in expressions]
    found = js.page.evaluate(
        """(nodes) => nodes.map((node) => {
          const { fields, columns, rowColumns } = modules["expressions/references.js"].references(node)
          return [[...fields], [...columns.keys()], [...columns].flatMap(([table, named]) => [...named].map((id) => [table, id])), [...rowColumns]]
        })""",
        [expression_model(expr) for expr in parsed],
    )
    for expr, (fields, tables, columns, row_columns) in zip(parsed, found, strict=True):
        assert {*fields, *tables} == dependencies(expr)
        assert set(row_columns) == row_dependencies(expr)
        assert {tuple(pair) for pair in columns} == {
            (ref.table, ref.id) for ref in references(expr) if ref.role == "column"
        }


@MANY
@given(st.lists(CELLS | st.text("0123456789+-−., \u00a0\u202feE", max_size=9), min_size=30, max_size=100))
def test_numbers_and_dates_are_read_alike(js, drawn):
    cells = [read_by_javascript(cell) for cell in drawn]
    for cell, value in zip(
        cells, batch(js, "expressions/values.js", "number", [[cell] for cell in cells]), strict=True
    ):
        assert told(value) == told(number(cell)), cell
    for cell, rank in zip(
        cells, batch(js, "expressions/dates.js", "dayNumber", [[cell] for cell in cells]), strict=True
    ):
        day = readable_date(cell)
        assert rank == (day and day.toordinal() - 719163), cell


@MANY
@given(st.lists(st.tuples(
    st.floats(-1.7e308, 1.7e308) | st.integers(-(10**7), 10**7).map(lambda value: value / 2000), st.integers(-3, 4),
), min_size=30, max_size=100))  # fmt: skip
def test_display_rounds_alike(js, cases):
    for (value, decimals), rounded in zip(cases, batch(js, "expressions/values.js", "roundHalfUp", cases), strict=True):
        assert told(rounded) == told(round_half_up(value, decimals)), (value, decimals)


def test_rounding_keeps_a_finite_number_finite(js):
    assert js("expressions/values.js", "roundHalfUp", 1.7976931348623157e308, 2) == 1.7976931348623157e308


def test_every_day_of_the_calendar_exists_in_both(js):
    years = [1, 4, 99, 100, 400, 1582, 1899, 1900, 1970, 2000, 2024, 2026, 2100, 9999]
    cases = [(year, month, day) for year in years for month in range(14) for day in range(33)]
    texts = [f"{year:04d}-{month:02d}-{day:02d}" for year, month, day in cases]
    found = batch(js, "expressions/dates.js", "isoDay", cases)
    read = batch(js, "expressions/dates.js", "isDay", [[text] for text in texts])
    for case, text, iso, is_day in zip(cases, texts, found, read, strict=True):
        expected = text if exists(*case) else None
        assert iso == expected
        assert is_day == (expected is not None)
    assert batch(js, "expressions/dates.js", "isoDay", [(0, 1, 1)]) == [None]


def exists(year, month, day):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= day <= lengths[month - 1]


def test_minus_zero_never_comes_out(js):
    assert js.page.evaluate(
        """() => [
          modules["expressions/values.js"].number("-0"), modules["expressions/values.js"].number(-0),
          modules["expressions/values.js"].roundHalfUp(-0.4, 0),
          modules["expressions/evaluate.js"].evaluate(
            { op: "Ratio", numerator: { op: "FieldValue", id: "a" }, denominator: { op: "Constant", value: 1 }, times: -1 }, { a: 0 }),
        ].every((value) => Object.is(value, 0))"""
    )


def test_what_is_no_expression_is_refused(js):
    message = js.page.evaluate(
        """() => { try { modules["expressions/evaluate.js"].evaluate({ op: "Autre" }, {}) } catch (error) { return error.name } }"""
    )
    assert message == "TypeError"

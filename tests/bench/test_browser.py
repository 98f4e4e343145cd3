"""The comparison in the browser compares like with like, and charges each key with its own cost."""

import json

import pytest

from macros.answers.forms import to_nested
from macros.model import ComputedField, Definition, TableField
from tests.bench.browser.keystrokes import Cost, Event, costs
from tests.bench.browser.questions import SIZES, answers, definition, named_answers, survey

MAIN = {"pid": 1, "tid": 2}


def read(size: int) -> Definition:
    return Definition.model_validate(json.loads(definition(size)))


@pytest.mark.parametrize("size", SIZES)
def test_both_sides_ask_the_same_questions(size: int) -> None:
    panels = survey(size)["pages"][0]["elements"]
    theirs = [question["name"] for panel in panels for question in panel["elements"]]
    assert theirs == [field.id for field in read(size).fields()]
    assert len(theirs) == size


@pytest.mark.parametrize("size", SIZES)
def test_both_sides_get_the_same_answers(size: int) -> None:
    nested, rest = to_nested(read(size), named_answers(size))
    assert not rest
    assert set(nested) == set(answers(size)) == {field.id for field in read(size).fields() if not isinstance(field, ComputedField)}
    tables = [field for field in read(size).fields() if isinstance(field, TableField)]
    assert tables
    assert all(len(nested[table.id]) == len(answers(size)[table.id]) for table in tables)


def task(start: float, milliseconds: float, name: str = "RunTask", **more: object) -> Event:
    return {**MAIN, "name": name, "ts": start, "dur": 1000 * milliseconds, "tdur": 1000 * milliseconds, "args": {}} | more


def key(start: float) -> Event:
    return task(start, 0.5, "EventDispatch", args={"data": {"type": "keydown"}})


def mark(start: float) -> Event:
    return {**MAIN, "tid": 9, "name": "deplacement", "ts": start, "args": {}}


def test_key_pays_for_what_ends_before_the_next_one() -> None:
    events = [
        task(0, 9), task(10_000, 3), key(11_000), task(11_100, 0.3, "FunctionCall"), task(12_000, 0.25, "Paint"),
        task(20_000, 2), task(20_500, 1, "TimerFire"), task(20_600, 0.5, "FunctionCall"),
        task(30_000, 4), key(31_000),
    ]  # fmt: skip
    assert costs(events) == [Cost(programs=1.5, whole=5), Cost(programs=0.5, whole=4)]


def test_no_key_pays_for_the_move_to_another_field() -> None:
    events = [task(0, 1), key(500), mark(5_000), task(5_000, 50), task(60_000, 2), key(61_000)]
    assert [cost.whole for cost in costs(events)] == [1, 2]


def test_other_threads_cost_nothing() -> None:
    events = [task(0, 1), key(500), task(2_000, 7, tid=3), task(2_000, 7, pid=8)]
    assert costs(events) == [Cost(programs=0.5, whole=1)]

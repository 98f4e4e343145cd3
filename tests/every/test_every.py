"""One test over everything: each real definition and each specimen, each of its examples, each renderer.

A new worksheet is tried here without a line of test; a new medium is added in `tests/every/renderers.py`.
"""

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from macros.answers import answer_problems, to_named, with_results
from macros.model import ComputedField, TableField
from tests import strategies
from tests.every import expectations as expected
from tests.every.fragment import Fragment
from tests.every.renderers import RENDERERS
from tests.specimens.load import definitions, examples

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*(__([1-9][0-9]{0,2}|[a-z][a-z0-9]*(_[a-z0-9]+)*)){0,2}")
DEFINITIONS = definitions()
EXAMPLES = examples()
MEDIA_TO_FILL = [renderer for renderer in RENDERERS if renderer.controls]
MEDIA_WITH_ANSWERS = [renderer for renderer in RENDERERS if renderer.answers]
FORMS = [
    pytest.param(renderer, definition, variant, id="-".join(filter(None, [renderer.name, definition.id, variant])))
    for renderer in MEDIA_TO_FILL for definition in DEFINITIONS for variant in expected.variants(definition)
]  # fmt: skip
NUMBERED = [
    (f"{definition.id}-{position}", definition, example) for position, (definition, example) in enumerate(EXAMPLES)
]
FILLED = [
    pytest.param(renderer, definition, example, id=f"{renderer.name}-{name}")
    for renderer in MEDIA_WITH_ANSWERS for name, definition, example in NUMBERED
]  # fmt: skip
ALL = [pytest.param(*form.values, {}, id=form.id) for form in FORMS] + [
    pytest.param(one.values[0], one.values[1], None, one.values[2].answers, id=one.id) for one in FILLED
]
# Without shrinking: these answers are large, and minutes of it would hide the failure.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
OFTEN = settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))


forms = pytest.mark.parametrize(("renderer", "definition", "variant"), FORMS)
filled = pytest.mark.parametrize(("renderer", "definition", "example"), FILLED)
everything = pytest.mark.parametrize(("renderer", "definition", "variant", "answers"), ALL)
each_example = pytest.mark.parametrize(
    ("definition", "example"), [pytest.param(d, e, id=name) for name, d, e in NUMBERED]
)
each_definition = pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.id)


def sound(html: str) -> Fragment:
    """Read a rendering and fail unless it can stand in a Markdown page and is well formed."""
    fragment = Fragment(html)
    assert fragment.faults == []
    assert html.startswith("<"), "Markdown would make a paragraph or code of it"
    assert not re.search(r"[\n\r][ \t]*[\n\r]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", html)
    assert not any(line.startswith((" ", "\t")) for line in html.split("\n"))
    return fragment


@cache
def form(renderer, definition_id: str, variant: str | None) -> Fragment:
    """Return a form as it is read, once for all tests."""
    definition = next(definition for definition in DEFINITIONS if definition.id == definition_id)
    return Fragment(renderer.render(definition, variant, {}))


def test_specimens_and_real_definitions_are_all_there():
    assert len(DEFINITIONS) >= 12
    assert {field.kind for definition in DEFINITIONS for field in definition.fields()} == {
        "text", "longtext", "check", "choice", "multichoice", "scale", "date", "number", "url", "person", "table", "computed",
    }  # fmt: skip
    assert max(len(name) for definition in DEFINITIONS for name in expected.all_names(definition)) == 64


def test_every_definition_has_a_shown_example_or_comes_from_a_record():
    without = {definition.id for definition in DEFINITIONS if definition.first_example() is None}
    assert without == {"repondre-a-un-avis-liste", "premier-inventaire-liste"}


@everything
def test_renders_whole_and_sound(renderer, definition, variant, answers):
    html = renderer.render(definition, variant, answers)
    sound(html)
    assert renderer.render(definition, variant, answers) == html


@forms
def test_each_control_has_its_name_and_no_other_has(renderer, definition, variant):
    controls = list(form(renderer, definition.id, variant).controls())
    found = [name for _, name, kind, _ in controls if kind != "radio"]
    groups = {name for _, name, kind, _ in controls if kind == "radio"}
    assert sorted([*found, *groups]) == sorted(expected.names(definition, variant))
    for name in {*found, *groups}:
        assert NAME.fullmatch(name), name
        assert len(name) <= 64


@forms
def test_each_radio_button_of_a_group_has_its_own_value(renderer, definition, variant):
    buttons = Counter(
        (name, value) for _, name, kind, value in form(renderer, definition.id, variant).controls() if kind == "radio"
    )
    fields = {field.id: field for field in expected.kept_fields(definition, variant)}
    assert all(count == 1 for count in buttons.values())
    for name in {name for name, _ in buttons}:
        field = fields[name]
        wanted = (
            set(field.options) if hasattr(field, "options") else {str(mark) for mark in range(field.min, field.max + 1)}
        )
        assert {value for group, value in buttons if group == name} == wanted


@forms
def test_each_code_is_printed_once_and_each_question_and_help_is_text(renderer, definition, variant):
    fragment = form(renderer, definition.id, variant)
    text, codes = expected.plain(fragment.text), Counter(fragment.texts)
    wanted = list(expected.questions(definition, variant))
    assert len({field.code for field in wanted}) == len(wanted)
    for field in wanted:
        assert re.fullmatch(r"[A-Z]{1,2}[1-9][0-9]*[a-z]{0,2}", field.code)
        assert codes[field.code] >= 1
        for said in filter(None, (field.label, field.help, field.example)):
            assert expected.plain(said) in text


@forms
def test_each_choice_of_a_table_is_printed_for_paper(renderer, definition, variant):
    text = expected.plain(form(renderer, definition.id, variant).text)
    for field in expected.questions(definition, variant):
        for option in getattr(field, "options", {}).values():
            assert expected.plain(option.label) in text


@filled
def test_each_answer_of_an_example_is_shown(renderer, definition, example):
    fragment = sound(renderer.render(definition, None, example.answers))
    text = expected.plain(fragment.text)
    for field in expected.kept_fields(definition, expected.variants(definition)[0]):
        for said in expected.said(field, example.answers.get(field.id)):
            assert expected.plain(said) in text


@each_example
def test_answers_of_an_example_fit_and_give_finite_results(definition, example):
    assert list(answer_problems(definition, example.answers)) == []
    results = with_results(definition, example.answers)
    assert expected.finite(results)
    for field in definition.fields():
        if isinstance(field, ComputedField):
            assert field.id in results
    printed = {name for name in to_named(definition, example.answers) if not _beyond_print(definition, name)}
    assert printed <= expected.all_names(definition)


def _beyond_print(definition, name: str) -> bool:
    """Tell whether a name is that of a row that the reader added."""
    table, row, *_ = [*name.split("__"), ""]
    field = definition.field(table)
    return isinstance(field, TableField) and not field.fixed_rows and int(row) > field.rows


def holds_whatever_is_answered(definition, answers) -> None:
    """Fail unless generated answers are accepted, named, computed and rendered in every medium."""
    assert [str(problem.path) for problem in answer_problems(definition, answers)] == []
    assert {
        name for name in to_named(definition, answers) if not _beyond_print(definition, name)
    } <= expected.all_names(definition)
    assert expected.finite(with_results(definition, answers))
    for renderer in MEDIA_WITH_ANSWERS:
        html = renderer.render(definition, None, answers)
        text = expected.plain(sound(html).text)
        assert "<script" not in html
        for field in expected.kept_fields(definition, expected.variants(definition)[0]):
            for said in expected.said(field, answers.get(field.id)):
                assert expected.plain(said) in text


@each_definition
@given(data=st.data())
@OFTEN
def test_any_answers_are_held_and_shown_escaped(definition, data):
    holds_whatever_is_answered(definition, data.draw(strategies.answers(definition)))


@given(definition=strategies.definitions(), data=st.data())
@settings(OFTEN, max_examples=60)
def test_any_small_definition_renders_with_any_answers(definition, data):
    holds_whatever_is_answered(definition, data.draw(strategies.answers(definition)))
    for renderer in MEDIA_TO_FILL:
        controls = list(sound(renderer.render(definition, None, {})).controls())
        found = [name for _, name, kind, _ in controls if kind != "radio"] + [
            *{name for _, name, kind, _ in controls if kind == "radio"}
        ]
        assert sorted(found) == sorted(expected.names(definition, None))

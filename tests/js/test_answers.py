"""Answers in JavaScript: their two forms, results and their wording, what is asked, how far a sheet is filled; as Python has them."""

import json
import re
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from macros.answers import table_rows, to_named, to_nested, with_results
from macros.expressions import evaluate
from macros.french import day, listed, number
from macros.model import ChoiceField, ComputedField, Definition, MultiChoiceField, NumberField, ScaleField, TableField
from macros.names import cell_name
from macros.outline import outline
from macros.sheet_model import field_model, sheet_model
from macros.wording import reading, words
from tests.js.batch import batch, told
from tests.specimens.load import definitions, examples
from tests.strategies import answers as any_answers
from tests.strategies import definitions as any_definitions
from tests.test_answers import a_field, sheet

EXAMPLES = examples()
EXACT = 2**53
FEW = settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def model(definition):
    return json.loads(json.dumps(sheet_model(definition, "", {})))


def named_results(definition, named):
    """Return the results of Python by control name, rows under the names that they have in the named form."""
    values = with_results(definition, to_nested(definition, named)[0])
    found = {field.id: values[field.id] for field in definition.fields() if isinstance(field, ComputedField)}
    for table in (field for field in definition.fields() if isinstance(field, TableField)):
        rows = [row for _, row in table_rows(table, values.get(table.id))]
        for name, row in zip(row_names(table, named), rows, strict=True):
            computed = [column.id for column in table.columns if isinstance(column, ComputedField)]
            found |= {cell_name(table.id, name, column): row[column] for column in computed}
    return found


def row_names(table, named):
    """Return what stands for the answered rows of a table in the names, in order."""
    filled = {column.id for column in table.columns if not isinstance(column, ComputedField)}
    parts = [name.split("__") for name, text in named.items() if text]
    rows = {part[1] for part in parts if len(part) == 3 and part[0] == table.id and part[2] in filled}
    if table.fixed_rows:
        return [row.id for row in table.fixed_rows if row.id in rows]
    return sorted((row for row in rows if re.fullmatch("[1-9][0-9]{0,5}", row)), key=int)


def as_javascript_keeps(value):
    """Return nested answers as JavaScript has them: a whole number that a double would round stays text."""
    match value:
        case dict():
            return {key: as_javascript_keeps(item) for key, item in value.items()}
        case list():
            return [as_javascript_keeps(item) for item in value]
        case int() if abs(value) >= EXACT:
            return str(value)
    return value


def compare(js, cases: list[tuple[Definition, dict[str, str]]]):
    """Compare the nested form, what has no place, the named form and the results of named answers in both languages."""
    given_ = [[model(definition), named] for definition, named in cases]
    nested = batch(js, "answers/forms.js", "toNested", given_)
    back = batch(
        js,
        "answers/forms.js",
        "toNamed",
        [[one[0], found["nested"]] for one, found in zip(given_, nested, strict=True)],
    )
    results = batch(js, "answers/results.js", "results", given_)
    for (definition, named), found, again, computed in zip(cases, nested, back, results, strict=True):
        expected, rest = to_nested(definition, named)
        assert told(found["nested"]) == told(as_javascript_keeps(expected)), named
        assert found["rest"] == rest
        assert again == to_named(definition, expected)
        assert told(computed) == told(named_results(definition, named)), named


def test_every_example_has_the_same_forms_and_results(js):
    assert len(EXAMPLES) > 20
    compare(js, [(definition, to_named(definition, example.answers)) for definition, example in EXAMPLES])


@FEW
@given(st.data())
def test_any_answers_to_any_definition_have_the_same_forms_and_results(js, data):
    drawn = data.draw(st.lists(any_definitions(), min_size=1, max_size=3))
    compare(
        js,
        [
            (definition, to_named(definition, data.draw(any_answers(definition))))
            for definition in drawn
            for _ in range(4)
        ],
    )


@FEW
@given(st.data())
def test_any_answers_to_real_sheets_have_the_same_forms_and_results(js, data):
    chosen = data.draw(st.lists(st.sampled_from(definitions()), min_size=1, max_size=3))
    compare(js, [(definition, to_named(definition, data.draw(any_answers(definition)))) for definition in chosen])


ODD_NAMES = (
    "inconnu", "nombre__x", "__proto__", "constructor", "toString", "a__b__c", "a__b__c__d", "__", "", "libre__0__nom", "libre__01__nom",
    "libre__1__nom", "libre__3__nom", "libre__999999__n", "libre__1000000__n", "libre__-1__n", "libre__2__double", "libre__2__inconnu",
    "libre__10__n", "libre__9__n", "fixe__lundi__nom", "fixe__mardi__n", "fixe__jeudi__n", "fixe__1__n", "fixe__lundi__double",
    "plusieurs__un", "plusieurs__deux", "plusieurs__trois", "plusieurs", "libre", "fixe", "total", "texte", "nombre", "jour", "note", "choix",
)  # fmt: skip
NUMBERS = (
    "3", "-3", "0", "-0", "007", "-007", "3.0", "3,5", "3.50", "+4", "−2,5", " 12 ", "\t12\n", "1 234,5", "1\u00a0234,5", "1\u202f234\u202f567",
    "1e3", "1E3", "1e-07", "-1.5e+3", "1.25e-10", "1e16", "1e+22", "0e5", "-0e5", "1e309x", "12e3", "1.e3", "٣", "1_000", "0x10", "Infinity", "NaN",
    "9007199254740991", "9007199254740993", "-9007199254740993", "00012345678901234567890", "12345678901234567890,5", "9" * 300, "9" * 401,
    "5 environ",
    "", " ", "\ufeff3", "3\ufeff", "\x1c3", "3\x85", "0.1", "0.30000000000000004", "1e15", "999999999999999,9", "1234567890123456789",
    "1.7976931348623157e308",
)  # fmt: skip
COLUMNS = [
    a_field("text", "nom"),
    a_field("number", "n"),
    a_field("computed", "double", value={"sum": [{"column": "n"}, {"column": "n"}]}),
    a_field("computed", "quadruple", value={"sum": [{"column": "double"}, {"column": "double"}]}),
]
OPTIONS = {"un": "Un", "deux": "Deux"}
FIXED = [{"id": "lundi", "label": "Lundi"}, {"id": "mardi", "label": "Mardi"}]
SHEET = sheet(
    a_field("computed", "total", value={"sum": {"table": "libre", "column": "quadruple"}}),
    a_field("computed", "encore", value={"sum": [{"field": "total"}, {"field": "nombre"}]}),
    a_field("computed", "rendez_vous", value={"date_add": [{"field": "jour"}, {"field": "nombre"}]}),
    a_field("computed", "lignes", value={"count": {"table": "libre"}}),
    a_field("computed", "nommees", value={"count": {"table": "libre", "where": {"nom": "x"}}}),
    a_field("computed", "constante", value={"sum": [1, 2]}),
    a_field("computed", "cycle_a", value={"sum": [{"field": "cycle_b"}, 1]}),
    a_field("computed", "cycle_b", value={"sum": [{"field": "cycle_a"}, 1]}),
    a_field("text", "texte"), a_field("number", "nombre"), a_field("date", "jour"), a_field("choice", "choix", options=OPTIONS),
    a_field("multichoice", "plusieurs", options=OPTIONS), a_field("scale", "note", min=0, max=3),
    a_field("table", "libre", key="nom", rows=2, columns=COLUMNS), a_field("table", "fixe", rows=FIXED, columns=COLUMNS),
)  # fmt: skip


def test_numbers_and_marks_are_read_alike(js):
    compare(
        js, [(SHEET, {"nombre": text, "note": text, "libre__3__n": text, "jour": "2026-11-23"}) for text in NUMBERS]
    )


@settings(FEW, max_examples=20)
@given(st.lists(st.dictionaries(
    st.sampled_from(ODD_NAMES), st.sampled_from(["", "oui", "x", "2", "2,5", "2026-11-23"]) | st.sampled_from(NUMBERS)), max_size=40))  # fmt: skip
def test_odd_names_lose_nothing(js, answers):
    compare(js, [(SHEET, named) for named in answers])


def test_results_follow_the_rows_that_are_on_screen(js):
    found = js(
        "answers/results.js",
        "results",
        model(SHEET),
        {"libre__2__n": "1", "libre__7__nom": "x", "fixe__mardi__n": "2,5", "libre__4__n": ""},
    )
    assert {name: value for name, value in found.items() if "__" in name} == {
        "libre__2__double": 2, "libre__2__quadruple": 4, "libre__7__double": 0, "libre__7__quadruple": 0,
        "fixe__mardi__double": 5, "fixe__mardi__quadruple": 10,
    }  # fmt: skip
    assert found["total"] == 4
    assert found["rendez_vous"] is None


def every_value(definition, answers) -> list[tuple]:
    """Return each field or column with a value that it shows, results included."""
    values = with_results(definition, answers)
    found = []
    for field in definition.fields():
        if isinstance(field, TableField):
            rows = [row for _, row in table_rows(field, values.get(field.id))]
            found += [(column, row.get(column.id)) for row in rows for column in field.columns]
        else:
            found.append((field, values.get(field.id)))
    return found


def test_every_answer_and_result_is_said_alike(js):
    cases = [pair for definition, example in EXAMPLES for pair in every_value(definition, example.answers)]
    assert len(cases) > 500
    given_ = [[data(field), value] for field, value in cases]
    for (field, value), text in zip(cases, batch(js, "answers/wording.js", "said", given_), strict=True):
        assert text == words(field, value), (field.id, value)
    results = [(field, value) for field, value in cases if isinstance(field, ComputedField)]
    meanings = batch(js, "answers/wording.js", "reading", [[data(field), value] for field, value in results])
    assert meanings == [reading(field, value) for field, value in results]
    assert any(meanings)


@cache
def _data(field_json: str):
    return json.loads(field_json)


def data(field):
    return _data(json.dumps(field_model(field)))


NUMBER = NumberField.model_validate(a_field("number", "prix", unit="€"))
SCALE = ScaleField.model_validate(a_field("scale", "note", min=0, max=3, anchors={0: "Rien", 3: "Tout"}))
CHOICE = ChoiceField.model_validate(a_field("choice", "choix", options=OPTIONS))
SEVERAL = MultiChoiceField.model_validate(a_field("multichoice", "plusieurs", options={**OPTIONS, "trois": "Trois"}))
DAY = sheet(a_field("date", "jour")).field("jour")
RESULT = ComputedField.model_validate(
    a_field(
        "computed",
        "taux",
        value=1,
        unit="%",
        decimals=1,
        reading=[{"up_to": 0, "text": "Rien"}, {"up_to": 2.5, "text": "Peu"}, {"text": "Bien"}],
    )
)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (SCALE, [0, 1, 3, None, ""]), (CHOICE, ["un", "deux", "", None]), (SEVERAL, [[], None, ["un"], ["un", "deux"], ["un", "deux", "trois"]]),
        (DAY, ["2026-11-23", "2019-06-01", "0001-01-01", "9999-12-31", "bientôt", "2026-02-30", "23/11/2026", "", None]),
        (RESULT, [None, True, False, 0.0, -0.04, -0.05, 2.5, 2.55, 1234567.89, 1e22, -1e15, "2026-11-23", "texte"]),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)  # fmt: skip
def test_values_of_a_kind_are_said_alike(js, field, values):
    assert batch(js, "answers/wording.js", "said", [[data(field), value] for value in values]) == [
        words(field, value) for value in values
    ]
    if field is RESULT:
        read = batch(js, "answers/wording.js", "reading", [[data(field), value] for value in values])
        assert read == [reading(field, value) for value in values]


@FEW
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53) | st.integers(-4000, 4000).map(lambda k: k / 4096),
                min_size=30, max_size=100))  # fmt: skip
def test_numbers_are_said_alike(js, values):
    assert batch(js, "answers/wording.js", "said", [[data(NUMBER), value] for value in values]) == [
        words(NUMBER, value) for value in values
    ]
    for decimals in (0, 1, 3):
        told_ = batch(js, "answers/french.js", "frenchNumber", [[value, decimals] for value in values])
        assert told_ == [number(value, decimals) for value in values]


def test_halves_of_the_last_decimal_are_said_alike(js):
    values = [k / 2048 for k in range(-99, 100)]
    assert batch(js, "answers/french.js", "frenchNumber", [[value] for value in values]) == [
        number(value) for value in values
    ]
    halves = [0.5, 1.5, 2.5, -0.5, 0.25, 0.75]
    for decimals in (0, 1):
        told_ = batch(js, "answers/french.js", "frenchNumber", [[value, decimals] for value in halves])
        assert told_ == [number(value, decimals) for value in halves]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (NUMBER, "1234.5", "1\u00a0234,5\u00a0€"), (NUMBER, "1e-07", "0,0000001\u00a0€"), (NUMBER, "5 environ", "5 environ"),
        (NUMBER, "12345678901234567890", "12\u00a0345\u00a0678\u00a0901\u00a0234\u00a0567\u00a0168\u00a0€"), (SCALE, "3", "3 sur 3 (Tout)"),
        (SCALE, "bof", "bof"), (CHOICE, "un", "Un"), (CHOICE, "inconnu", "inconnu"), (SEVERAL, ["un", "inconnu"], "Un et inconnu"),
    ],
)  # fmt: skip
def test_the_named_form_is_said_as_the_nested_one_and_the_unreadable_as_typed(js, field, text, said):
    assert js("answers/wording.js", "said", data(field), text) == said


def test_lists_and_days_are_said_alike(js):
    for items in ([], ["a"], ["a", "b"], ["a", "b", "c"]):
        assert js("answers/french.js", "listed", items) == listed(items)
    days = [f"2026-{month:02d}-{found:02d}" for month in range(1, 13) for found in (1, 2, 28)]
    assert batch(js, "answers/french.js", "frenchDay", [[one] for one in days]) == [day(one) for one in days]


def asked_by_python(definition, variant, values) -> set[str]:
    """Return the keys of what a sheet doesn't ask, from the outline of the variant and the conditions of the model."""
    shown = outline(definition, variant=variant)
    printed = {question.field.id for question in shown.questions()}
    sections = {part.section.id: part for part in shown.parts}
    found = set()

    def met(part):
        return part.when is None or evaluate(part.when, values) is True

    for section in definition.sections:
        part = sections.get(section.id)
        kept = part is not None and met(section)
        clauses = {item.clause.id for item in part.items if hasattr(item, "clause")} if part else set()
        found |= set() if kept else {f"section:{section.id}"}
        found |= {f"field:{field.id}" for field in section.fields if not (kept and field.id in printed and met(field))}
        for clause in section.clauses:
            standing = kept and clause.id in clauses and met(clause)
            found |= set() if standing else {f"clause:{clause.id}"}
            found |= {f"field:{field.id}" for field in clause.fields if not (standing and field.id in printed)}
    return found


def variants(definition):
    return list(definition.variants) or [None]


def test_every_definition_asks_what_python_asks(js):
    empty = [(definition, {}) for definition in definitions()]
    answered = [(definition, to_named(definition, example.answers)) for definition, example in EXAMPLES]
    cases = [(definition, variant, named) for definition, named in empty + answered for variant in variants(definition)]
    found = batch(
        js, "answers/asked.js", "unasked", [[model(definition), variant, named] for definition, variant, named in cases]
    )
    counts = batch(
        js,
        "answers/progress.js",
        "progress",
        [[model(definition), variant, named] for definition, variant, named in cases],
    )
    for (definition, variant, named), keys, count in zip(cases, found, counts, strict=True):
        nested = to_nested(definition, named)[0]
        assert set(keys) == asked_by_python(definition, variant, with_results(definition, nested)), (
            definition.id,
            variant,
        )
        assert len(keys) == len(set(keys))
        asked = {
            field.id
            for field in definition.fields()
            if not isinstance(field, ComputedField) and f"field:{field.id}" not in keys
        }
        assert (count["asked"], count["answered"]) == (len(asked), len(asked & nested.keys()))
        assert list(count["sections"]) == [section.id for section in definition.sections]
        for key in ("asked", "answered"):
            assert sum(section[key] for section in count["sections"].values()) == count[key]
    assert any(len(keys) > 3 for keys in found)


CONDITIONAL = Definition.model_validate({
    "id": "fiche", "version": 1, "title": "Fiche", "purpose": "But.", "minutes": 5, "people": "une", "review": "2026-11",
    "variants": {"court": "Court", "long": "Long"},
    "sections": [
        {"id": "toujours", "title": "Toujours", "fields": [
            a_field("check", "fait"), a_field("text", "detail", when={"compare": [{"field": "fait"}, "=", "oui"]}),
            a_field("text", "plus", only=["long"]), a_field("multichoice", "plusieurs", options=OPTIONS),
            a_field("table", "libre", key="nom", rows=2, columns=COLUMNS), a_field("computed", "total", value={"sum": {"fields": ["plusieurs"],
            "marks": {"un": 1}}}),
        ]},
        {"id": "ensuite", "title": "Ensuite", "when": {"compare": [{"field": "total"}, ">", 0]}, "fields": [a_field("text", "suite")], "clauses": [
            {"id": "objet", "title": "Objet", "text": "De [[nom_du_site]].", "why": "Car.", "fields": [a_field("text", "nom_du_site")]},
            {"id": "duree", "title": "Durée", "only": ["long"], "text": "De [[mois]] mois.", "why": "Car.", "fields": [a_field("number", "mois")]},
        ]},
    ],
})  # fmt: skip


@pytest.mark.parametrize(
    ("variant", "answers", "keys", "counts"),
    [
        ("long", {}, {"field:detail", "section:ensuite", "field:suite", "clause:objet", "field:nom_du_site", "clause:duree", "field:mois"}, (4, 0)),
        (None, {"fait": "oui", "plusieurs__un": "oui"}, {"field:plus", "clause:duree", "field:mois"}, (6, 2)),
        ("court", {"fait": "non", "plus": "x", "detail": "y", "libre__4__double": "3"},
         {"field:detail", "field:plus", "section:ensuite", "field:suite", "clause:objet", "field:nom_du_site", "clause:duree", "field:mois"}, (3, 1)),
        ("long", {"fait": "oui", "plusieurs__un": "oui", "plusieurs__deux": "oui", "libre__4__nom": "x", "mois": "3", "inconnu": "x"}, set(), (8, 4)),
    ],
)  # fmt: skip
def test_parts_and_questions_that_are_not_asked(js, variant, answers, keys, counts):
    assert set(js("answers/asked.js", "unasked", model(CONDITIONAL), variant, answers)) == keys
    found = js("answers/progress.js", "progress", model(CONDITIONAL), variant, answers)
    assert (found["asked"], found["answered"]) == counts


def test_names_are_built_and_split_as_in_python(js):
    assert js("answers/names.js", "optionName", "champ", "un") == "champ__un"
    assert js("answers/names.js", "cellName", "table", 3, "nom") == cell_name("table", 3, "nom")
    for name in ("champ", "champ__un", "table__3__nom", "__proto__"):
        assert js("answers/names.js", "splitName", name) == name.split("__")

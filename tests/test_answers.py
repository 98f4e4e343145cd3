"""Answers: their two forms, what is worked out from them, what a field can't hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.answers import (
    AnswersFile,
    AnswersFileError,
    answer_problems,
    dump,
    read,
    table_rows,
    to_named,
    to_nested,
    with_results,
)
from macros.identity import Identity
from macros.lock import Lock, with_codes
from macros.model import Definition
from tests.strategies import answers as any_answers
from tests.strategies import definitions as any_definitions


def a_field(kind: str, field_id: str, **more) -> dict:
    return {"id": field_id, "kind": kind, "label": field_id, "help": "Aide.", **more}


def sheet(*fields: dict) -> Definition:
    data = {
        "id": "fiche", "version": 1, "title": "Fiche", "purpose": "But.", "minutes": 5, "people": "une", "review": "2026-11",
        "sections": [{"id": "partie", "title": "Partie", "fields": list(fields)}],
    }  # fmt: skip
    return with_codes(Definition.model_validate(data), Lock({}))


OPTIONS = {"un": "Un", "deux": "Deux"}
COLUMNS = [
    a_field("text", "nom"),
    a_field("number", "n"),
    a_field("check", "ok"),
    a_field("computed", "double", value={"sum": [{"column": "n"}, {"column": "n"}]}),
    a_field("computed", "quadruple", value={"sum": [{"column": "double"}, {"column": "double"}]}),
]
SHEET = sheet(
    a_field("computed", "total", value={"sum": {"table": "libre", "column": "quadruple"}}),
    a_field("text", "texte"),
    a_field("number", "nombre"),
    a_field("date", "jour"),
    a_field("check", "fait"),
    a_field("choice", "choix", options=OPTIONS),
    a_field("multichoice", "plusieurs", options=OPTIONS),
    a_field("scale", "note", min=0, max=3),
    a_field("table", "libre", key="nom", rows=2, columns=COLUMNS),
    a_field(
        "table", "fixe", rows=[{"id": "lundi", "label": "Lundi"}, {"id": "mardi", "label": "Mardi"}], columns=COLUMNS
    ),
)


def problems(answers: dict) -> list[tuple]:
    return [(p.path, p.received, p.expected, p.hint) for p in answer_problems(SHEET, answers)]


def test_named_form_of_every_kind():
    answers = {
        "texte": "a\nb", "nombre": 2.5, "jour": "2026-11-23", "fait": "oui", "choix": "un", "plusieurs": ["deux", "un"], "note": 0,
        "libre": [{"nom": "x", "n": 3}, {"nom": "y", "ok": "non"}], "fixe": {"mardi": {"nom": "z"}},
    }  # fmt: skip
    assert to_named(SHEET, answers) == {
        "texte": "a\nb", "nombre": "2.5", "jour": "2026-11-23", "fait": "oui", "choix": "un",
        "plusieurs__deux": "oui", "plusieurs__un": "oui", "note": "0",
        "libre__1__nom": "x", "libre__1__n": "3", "libre__2__nom": "y", "libre__2__ok": "non", "fixe__mardi__nom": "z",
    }  # fmt: skip


def test_named_form_leaves_out_empty_answers_and_results():
    answers = {
        "texte": "",
        "nombre": None,
        "plusieurs": [],
        "libre": [{"nom": "x", "n": ""}],
        "fixe": None,
        "total": 12,
    }
    assert to_named(SHEET, answers) == {"libre__1__nom": "x"}


def test_rows_are_numbered_from_one_or_named():
    libre, fixe = SHEET.field("libre"), SHEET.field("fixe")
    assert list(table_rows(libre, [{"nom": "x"}, {}])) == [(1, {"nom": "x"}), (2, {})]
    assert list(table_rows(fixe, {"mardi": {"nom": "x"}})) == [("mardi", {"nom": "x"})]
    assert list(table_rows(libre, None)) == []


def test_columns_are_worked_out_before_the_total_that_reads_them():
    results = with_results(SHEET, {"libre": [{"nom": "x", "n": 3}, {"nom": "y", "n": 0.5}, {}]})
    assert results["libre"] == [
        {"nom": "x", "n": 3, "double": 6.0, "quadruple": 12.0},
        {"nom": "y", "n": 0.5, "double": 1.0, "quadruple": 2.0},
        {},
    ]
    assert results["total"] == 14.0


def test_fixed_rows_keep_their_names_and_the_answers_are_not_changed():
    answers = {"fixe": {"mardi": {"n": 1}}}
    assert with_results(SHEET, answers)["fixe"] == {"mardi": {"n": 1, "double": 2.0, "quadruple": 4.0}}
    assert answers == {"fixe": {"mardi": {"n": 1}}}


def test_a_sheet_nobody_has_begun_has_no_result():
    assert with_results(SHEET, {})["total"] is None
    assert with_results(SHEET, {"libre": [{"nom": "", "n": None}]})["total"] is None


@pytest.mark.parametrize(
    "answers",
    [
        {}, {"texte": None, "nombre": "", "jour": "", "fait": "", "choix": None, "plusieurs": [], "note": None, "libre": None, "fixe": None},
        {"nombre": -1.5}, {"nombre": 0}, {"note": 0}, {"note": 3}, {"jour": "2024-02-29"}, {"fait": "ne_sait_pas"}, {"plusieurs": ["un"]},
        {"libre": []}, {"fixe": {}}, {"libre": [{"nom": "x"}] * 999},
    ],
)  # fmt: skip
def test_answers_that_fit(answers):
    assert problems(answers) == []


ONE_OF = "l’un de : un, deux"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"text": "x"}, (("text",), "la réponse « text »", "un champ de la fiche", "Vouliez-vous dire « texte » ?")),
        ({"total": 3}, (("total",), "3", "rien : ce champ se calcule", "")),
        ({"texte": 12}, (("texte",), "12", "du texte entre guillemets", "")),
        ({"texte": ["a"]}, (("texte",), '["a"]', "du texte entre guillemets", "")),
        ({"nombre": "12"}, (("nombre",), "« 12 »", "un nombre, sans unité ni guillemets", "")),
        ({"nombre": True}, (("nombre",), "true", "un nombre, sans unité ni guillemets", "")),
        ({"jour": "23/11/2026"}, (("jour",), "« 23/11/2026 »", "une date comme 2026-11-23", "")),
        ({"jour": "2026-02-30"}, (("jour",), "« 2026-02-30 »", "une date comme 2026-11-23", "")),
        ({"jour": "20261123"}, (("jour",), "« 20261123 »", "une date comme 2026-11-23", "")),
        ({"jour": 2026}, (("jour",), "2026", "une date comme 2026-11-23", "")),
        ({"choix": "Un"}, (("choix",), "« Un »", ONE_OF, "Vouliez-vous dire « un » ?")),
        ({"choix": ["un"]}, (("choix",), '["un"]', ONE_OF, "Vouliez-vous dire « un » ?")),
        ({"choix": {"un": 1}}, (("choix",), '{"un": 1}', ONE_OF, "")),
        ({"choix": True}, (("choix",), "true", ONE_OF, "")),
        (
            {"plusieurs": "un"},
            (("plusieurs",), "« un »", "une liste d’identifiants d’options, même pour une seule", ""),
        ),
        ({"plusieurs": ["un", "trois"]}, (("plusieurs",), '["un", "trois"]', ONE_OF, "")),
        ({"plusieurs": [["un"]]}, (("plusieurs",), '[["un"]]', ONE_OF, "Vouliez-vous dire « un » ?")),
        ({"note": 4}, (("note",), "4", "une note de 0 à 3", "")),
        ({"note": 1.5}, (("note",), "1.5", "une note de 0 à 3", "")),
        ({"note": True}, (("note",), "true", "une note de 0 à 3", "")),
        ({"libre": {"nom": "x"}}, (("libre",), '{"nom": "x"}', "une liste de lignes", "")),
        ({"libre": ["x"]}, (("libre", 0), "« x »", "une réponse par colonne : {colonne: réponse}", "")),
        (
            {"libre": [{"nom": "x"}, {"n": 1}]},
            (("libre", 1), "une ligne sans sa clé", "une réponse dans la colonne « nom »", ""),
        ),
        (
            {"libre": [{"nom": "x", "double": 2}]},
            (
                ("libre", 0, "double"),
                "la colonne « double »",
                "une colonne à remplir",
                "Vouliez-vous dire « double » ?",
            ),
        ),
        (
            {"libre": [{"nom": "x", "noms": 2}]},
            (("libre", 0, "noms"), "la colonne « noms »", "une colonne à remplir", "Vouliez-vous dire « nom » ?"),
        ),
        ({"libre": [{"nom": "x"}] * 1000}, (("libre",), "1000 lignes", "999 lignes au plus", "")),
        ({"fixe": [{"nom": "x"}]}, (("fixe",), '[{"nom": "x"}]', "une ligne par identifiant : {lundi: {…}}", "")),
        (
            {"fixe": {"mard": {}}},
            (("fixe", "mard"), "la ligne « mard »", "l’une de : lundi, mardi", "Vouliez-vous dire « mardi » ?"),
        ),
        (
            {"fixe": {"mardi": {"ok": "peut-être"}}},
            (
                ("fixe", "mardi", "ok"),
                "« peut-être »",
                "l’un de : oui, partiellement, non, ne_sait_pas, non_concerne",
                "",
            ),
        ),
    ],
)
def test_answers_that_do_not_fit(answers, told):
    assert problems(answers) == [told]


def without_blanks(value):
    """Return nested answers without what is empty, rows included."""
    if isinstance(value, dict):
        kept = {key: without_blanks(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(without_blanks, value) if item not in (None, "", {})]
    return value


def in_order(definition, nested):
    """Return nested answers with the options of each multichoice in the order of the definition."""
    fields = {field.id: field for field in definition.fields()}
    order = {key: list(field.options) for key, field in fields.items() if field.kind == "multichoice"}
    return {key: sorted(value, key=order[key].index) if key in order else value for key, value in nested.items()}


@given(st.data())
def test_nested_form_comes_back_from_the_named_one(data):
    definition = data.draw(any_definitions())
    nested = data.draw(any_answers(definition))
    back, leftovers = to_nested(definition, to_named(definition, nested))
    assert back == in_order(definition, without_blanks(nested))
    assert leftovers == {}
    assert to_nested(definition, to_named(definition, back)) == (back, {})


def test_rows_are_numbered_anew_and_a_row_without_its_key_is_kept():
    named = {"libre__7__n": "2", "libre__3__nom": "x", "libre__5__nom": "", "fixe__mardi__n": "1", "fixe__lundi__nom": "y", "libre__3__double": "9"}
    assert to_nested(SHEET, named) == ({"libre": [{"nom": "x"}, {"n": 2}], "fixe": {"lundi": {"nom": "y"}, "mardi": {"n": 1}}}, {})


def test_what_cannot_be_read_stays_text():
    named = {"nombre": "une dizaine", "jour": "vers Noël", "note": "7", "choix": "Autre chose", "libre__1__n": "1 234,5"}
    assert to_nested(SHEET, named)[0] == {
        "nombre": "une dizaine", "jour": "vers Noël", "note": "7", "choix": "Autre chose", "libre": [{"n": 1234.5}],
    }  # fmt: skip


def test_what_has_no_place_is_never_dropped():
    strange = {
        "ancien": "a", "libre__1__vieux": "b", "libre__0__nom": "c", "fixe__jeudi__nom": "d", "plusieurs__trois": "oui", "plusieurs__un": "x",
        "libre": "e",
    }  # fmt: skip
    nested, leftovers = to_nested(SHEET, {**strange, "texte": "y", "total": "12"})
    assert nested == {"texte": "y"}
    assert leftovers == strange


FILE = AnswersFile(Identity("fiche", 3, "longue"), {"texte": "a\nb", "plusieurs__un": "oui", "retire": "x"}, "2026-11-23", "Nadia", "QC")


def test_a_file_of_answers_comes_back():
    assert read(dump(FILE)) == FILE
    assert read("\ufeff" + dump(AnswersFile(Identity("fiche", 1)))) == AnswersFile(Identity("fiche", 1))


def test_a_file_of_answers_may_hold_the_nested_form():
    nested = {"nombre": 2.5, "plusieurs": ["un"], "libre": [{"nom": "x", "ok": True}], "fixe": {"lundi": {"n": 3}}, "jour": None, "texte": ""}
    assert read(json.dumps({"definition": "fiche", "version": 1, "answers": nested})).answers == {
        "nombre": "2.5", "plusieurs__un": "oui", "libre__1__nom": "x", "libre__1__ok": "oui", "fixe__lundi__n": "3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "abîmé"), ("{", "abîmé"), ("[" * 99_999, "abîmé"), ("[]", "ne contient pas de réponses"),
        ('{"answers": []}', "ne contient pas de réponses"),
        ('{"answers": {}}', "de quelle fiche"), ('{"answers": {}, "definition": "a", "version": true}', "de quelle fiche"),
        ('{"answers": {}, "definition": "a", "version": -3}', "un entier, 1 ou plus"),
        ('{"answers": {}, "definition": "a", "version": 0}', "un entier, 1 ou plus"),
        ('{"answers": {}, "definition": "Pas un nom", "version": 1}', "« definition » \\(un identifiant"),
        ('{"answers": {"t": ' + json.dumps([{"c": 1}] * 100_001) + '}, "definition": "a", "version": 1}', "plus de 100000"),
    ],
)  # fmt: skip
def test_another_file_is_refused_in_french(text, told):
    with pytest.raises(AnswersFileError, match=told) as caught:
        read(text)
    assert "page" not in str(caught.value)


def test_a_variant_that_is_no_identifier_is_left_out():
    assert read('{"answers": {}, "definition": "a", "version": 1, "variant": "Deux Mots"}').identity == Identity("a", 1)


def test_numbers_out_of_measure_stay_text():
    assert read('{"answers": {"nombre": 1e999, "texte": NaN}, "definition": "a", "version": 1}').answers == {"nombre": "inf", "texte": "NaN"}


def test_a_file_may_hold_a_number_beyond_measure():
    text = '{"definition": "fiche", "version": 1, "answers": {"heures": %s}}' % ("9" * 400)
    assert read(text).answers == {"heures": "9" * 400}


@pytest.mark.parametrize("text", ["9e999", "-8e+410", "9" * 320])
def test_a_number_beyond_measure_stays_text_both_ways(text):
    heures = sheet(a_field("number", "heures"))
    nested, _ = to_nested(heures, {"heures": text})
    assert nested == {"heures": text}
    assert to_named(heures, nested) == {"heures": text}

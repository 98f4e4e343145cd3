"""Answers: their two forms, what is worked out from them, what a field can't hold."""

import pytest

from macros.answers import answer_problems, table_rows, to_named, with_results
from macros.lock import Lock, with_codes
from macros.model import Definition


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

"""What the model alone can't see; the faults of `tests/test_faults.py` go through the whole catalog, these are finer."""

import pytest

from macros.checks import definition_faults, normalised, walk_fields
from tests.specimens.load import specimen_catalog
from tests.test_answers import a_field, sheet

LIBRARY, REGISTRY = specimen_catalog().library, specimen_catalog().registry
OPTIONS = {"un": "Un", "deux": "Deux"}
N = a_field("number", "n")
TABLE = a_field(
    "table",
    "t",
    key="nom",
    rows=2,
    columns=[a_field("text", "nom"), a_field("number", "poids"), a_field("check", "ok")],
)


def faults(*fields: dict) -> list[tuple[str, str]]:
    return [(received, expected) for _, received, expected, _ in definition_faults(sheet(*fields), LIBRARY, REGISTRY)]


def computed(value, **more) -> dict:
    return a_field("computed", "calcul", value=value, **more)


@pytest.mark.parametrize(
    ("label", "same"),
    [
        ("« Deux personnes ! »", "deux personnes"),
        ("L’ÉTÉ", "l'ete"),
        ("Cœur", "coeur"),
        ("a,b", "a b"),
        ("A  B", "a b"),
    ],
)
def test_labels_are_compared_without_case_accents_or_punctuation(label, same):
    assert normalised(label) == normalised(same) != ""


def test_specimens_have_no_fault():
    for definition in specimen_catalog().definitions.values():
        assert list(definition_faults(definition, LIBRARY, REGISTRY)) == []


def test_fields_of_clauses_are_walked_with_their_path():
    definition = specimen_catalog().definition("demande-a-une-agence")
    paths = {field.id: path for path, field in walk_fields(definition)}
    assert paths["photos"] == ("sections", 0, "fields", 0)
    assert paths["relais"] == ("sections", 0, "clauses", 2, "fields", 1)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ([a_field("scale", "note", min=0, max=2, anchors={3: "Trop"})], ("3", "une note de 0 à 2")),
        ([a_field("number", "n", min=5.0, max=1.0)], ("1", "au moins 5, la plus petite valeur")),
        (
            [a_field("choice", "choix", options={"un": "Un", "deux": {"label": "Deux", "was_labels": ["un !"]}})],
            ("« un ! »", "un libellé différent de celui de « un »"),
        ),
        (
            [a_field("choice", "choix", options={"un": "Un", "deux": {"label": "Deux", "sources": ["S0-ZZZ-01"]}})],
            ("« S0-ZZZ-01 »", "un item de templates/library/sources.yml"),
        ),
        ([a_field("choice", "choix")], ("0 option", "deux options au moins, ou « options_from »")),
        (
            [a_field("table", "t", key="ok", rows=2, columns=[a_field("check", "ok")])],
            ("« ok »", "une colonne à remplir de la table"),
        ),
        (
            [a_field("table", "t", key="nom", rows=2, columns=[a_field("text", "nom", bind="organisation.nom")])],
            ("« bind » sur une colonne", "« bind » sur la table"),
        ),
        (
            [a_field("table", "t", key="nom", rows=2, columns=[a_field("text", "nom", when={"compare": [1, "=", 1]})])],
            ("« when » sur une colonne", "« when » sur la table"),
        ),
        (
            [
                a_field(
                    "table",
                    "t",
                    rows=[{"id": "lundi", "label": "L"}, {"id": "lundi", "label": "M"}],
                    columns=[a_field("text", "nom")],
                )
            ],
            ("« lundi » 2 fois", "un identifiant par ligne"),
        ),
        (
            [{**a_field("text", "mot"), "label": "Votre mot de passe ?"}],
            ("« Votre mot de passe ? »", "une question qui ne fait pas écrire de mot de passe"),
        ),
        (
            [
                N,
                computed({"field": "n"}, reading=[{"up_to": 1, "text": "a"}, {"up_to": 1, "text": "b"}, {"text": "c"}]),
            ],
            ("1, 1", "des bornes qui montent"),
        ),
        (
            [N, computed({"field": "n"}, reading=[{"text": "a"}, {"text": "b"}])],
            ("rien", "« up_to » à chaque palier sauf le dernier"),
        ),
        (
            [N, computed({"compare": [{"field": "n"}, ">", 1]}, reading=[{"text": "a"}])],
            ("une formule qui donne oui ou non", "des paliers pour un nombre seulement"),
        ),
        ([a_field("text", "mot", only=["courte"])], ("« courte »", "une variante déclarée par la fiche")),
    ],
)
def test_a_question_that_contradicts_itself(fields, told):
    assert told in faults(*fields)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"field": "t"}, ("« t »", "un champ de la fiche")),
        ({"count": {"table": "n"}}, ("« n »", "une table de la fiche")),
        ({"sum": {"table": "t", "column": "nom"}}, ("« nom », de nature « text »", "un champ qui donne un nombre")),
        ({"sum": {"table": "t", "column": "poids", "weight": "ok"}}, ("« ok », de nature « check »", "un champ qui donne un nombre")),
        ({"sum": {"table": "t", "column": "poids", "marks": {"oui": 1}}}, ("« poids », de nature « number »", "un champ qui donne une option")),
        ({"sum": {"table": "t", "column": "ok", "marks": {"ouii": 1}}}, ("« ouii »", "une option de « ok »")),
        ({"weighted_mean": {"table": "t", "value": "poids", "weight": "poid"}}, ("« poid »", "une colonne de la table « t »")),
        ({"date_add": [{"field": "n"}, 3]}, ("« n », de nature « number »", "un champ qui donne une date")),
        ({"count": {"fields": ["choix"], "where": ["trois"]}}, ("« trois »", "une option de « choix »")),
        ({"compare": [{"field": "choix"}, "=", "trois"]}, ("« trois »", "une option de « choix »")),
        ({"and": [{"field": "choix"}]}, ("« choix », de nature « choice »", "un champ qui donne une condition calculée")),
        ({"column": "poids"}, ("« poids »", "{field: …} : « column » ne vaut que dans une table")),
    ],
)  # fmt: skip
def test_a_formula_that_points_wrongly(value, told):
    found = faults(N, a_field("choice", "choix", options=OPTIONS), TABLE, computed(value))
    assert found == [told]


@pytest.mark.parametrize(
    "value",
    [
        {"sum": [{"field": "n"}, 1]},
        {"count": {"table": "t", "where": {"ok": ["oui", None]}}},
        {"compare": [{"field": "mot"}, "=", "n’importe quoi"]},
        {"weighted_mean": {"table": "t", "value": "poids", "weight": "poids"}},
        {"sum": {"fields": ["choix"], "marks": {"un": 1}}},
        3,
    ],
)
def test_a_formula_that_points_rightly(value):
    assert faults(N, a_field("text", "mot"), a_field("choice", "choix", options=OPTIONS), TABLE, computed(value)) == []


def test_columns_in_a_circle():
    columns = [
        a_field("text", "nom"),
        a_field("computed", "un", value={"column": "deux"}),
        a_field("computed", "deux", value={"column": "un"}),
    ]
    found = faults(a_field("table", "t", key="nom", rows=2, columns=columns))
    assert found == [("un → deux → un", "des colonnes qui ne se calculent pas l’une par l’autre")]


def test_conditions_in_a_circle():
    first = a_field("number", "a", when={"compare": [{"field": "b"}, ">", 0]})
    second = a_field("number", "b", when={"compare": [{"field": "a"}, ">", 0]})
    assert faults(first, second) == [("a → b → a", "des champs qui ne dépendent pas l’un de l’autre en rond")]


def test_formulas_and_examples_wait_for_the_questions_to_be_right():
    wrong = a_field("choice", "choix", options={"un": "Un"})
    assert faults(wrong, computed({"compare": [{"field": "choix"}, "=", "deux"]})) == [
        ("1 option", "deux options au moins, ou « options_from »")
    ]

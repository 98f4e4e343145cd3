"""What an expression refers to, and how it reads in French."""

import pytest

from macros.expressions import (
    condition_to_words,
    dependencies,
    find_cycle,
    label_key,
    parse,
    quoted,
    references,
    result_kind,
    row_dependencies,
    to_words,
)

TABLE_COUNT = {"count": {"table": "comptes", "where": {"cles": ["une", "personne"]}}}


# --- references -------------------------------------------------------------------------------------------------------


def described(expression):
    refs = references(parse(expression))
    return [(ref.role, label_key(ref), ref.use, ref.path) for ref in refs]


def test_references_of_a_table_count_go_down_to_options():
    where = ("count", "where", "cles")
    assert described(TABLE_COUNT) == [
        ("table", "comptes", "table", ("count", "table")),
        ("column", "comptes.cles", "value", where),
        ("option", "comptes.cles.une", "value", where),
        ("option", "comptes.cles.personne", "value", where),
    ]


def test_references_of_a_table_sum_tell_weight_and_marks():
    expression = {"sum": {"table": "t", "column": "c", "weight": "w", "marks": {"oui": 1}}}
    assert described(expression) == [
        ("table", "t", "table", ("sum", "table")),
        ("column", "t.c", "marks", ("sum", "column")),
        ("option", "t.c.oui", "marks", ("sum", "marks")),
        ("column", "t.w", "weight", ("sum", "weight")),
    ]


def test_references_of_a_comparison_find_the_option_on_either_side():
    assert described({"compare": ["blogue", "=", {"field": "reseau"}]}) == [
        ("field", "reseau", "value", ("compare", 2, "field")),
        ("option", "reseau.blogue", "value", ("compare", 0)),
    ]


def test_references_of_every_other_operator():
    expression = {
        "and": [
            {"not": {"field": "pret"}},
            {"compare": [{"ratio": [{"column": "a"}, {"sum": {"fields": ["b"]}}]}, ">", 1]},
            {"compare": [{"date_add": [{"field": "d"}, {"field": "n"}]}, "=", None]},
            {"compare": [{"weighted_mean": {"table": "t", "value": "v", "weight": "w"}}, "<", 2]},
            {"compare": [{"count": {"fields": ["x"], "where": ["oui", None, 3]}}, "<", {"sum": [{"field": "y"}]}]},
        ]
    }
    assert [(role, key, use) for role, key, use, _ in described(expression)] == [
        ("field", "pret", "condition"),
        ("row_column", ".a", "number"),
        ("field", "b", "number"),
        ("field", "d", "date"),
        ("field", "n", "number"),
        ("table", "t", "table"),
        ("column", "t.v", "number"),
        ("column", "t.w", "weight"),
        ("field", "x", "value"),
        ("option", "x.oui", "value"),
        ("field", "y", "number"),
    ]


def test_reference_paths_lead_to_the_yaml():
    expression = {"or": [{"compare": [{"field": "a"}, "=", "oui"]}, {"not": {"compare": [2, "<", {"column": "b"}]}}]}
    for ref in references(parse(expression)):
        place = expression
        for step in ref.path:
            place = place[step]
        assert place == ref.id


def test_dependencies_are_fields_and_tables_but_not_columns():
    expression = parse({"sum": [{"field": "a"}, {"column": "b"}, TABLE_COUNT, {"sum": {"fields": ["c"]}}]})
    assert dependencies(expression) == {"a", "comptes", "c"}
    assert row_dependencies(expression) == {"b"}


@pytest.mark.parametrize(
    ("graph", "cycle"),
    [
        ({}, None),
        ({"a": ["b", "c"], "b": ["c"], "c": []}, None),
        ({"a": ["a"]}, ("a", "a")),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ("b", "c", "b")),
        ({"x": ["inconnu"], "a": {"b"}, "b": {"a"}}, ("a", "b", "a")),
    ],
)
def test_cycle_is_found(graph, cycle):
    assert find_cycle(graph) == cycle


def test_long_chain_of_dependencies_does_not_overflow():
    graph = {str(n): [str(n + 1)] for n in range(20_000)}
    assert find_cycle(graph) is None


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (3, "number"), ("x", "text"), (False, "boolean"), (None, "empty"), ({"field": "a"}, "any"),
        ({"column": "a"}, "any"),
        (TABLE_COUNT, "number"), ({"not": {"field": "a"}}, "boolean"), ({"date_add": ["2026-01-01", 1]}, "date"),
    ],
)  # fmt: skip
def test_result_kind_is_known_before_any_answer(expression, kind):
    assert result_kind(parse(expression)) == kind


# --- sentences --------------------------------------------------------------------------------------------------------

LABELS = {
    "comptes": "Les comptes",
    "comptes.cles": "Qui peut y entrer ?",
    "comptes.cles.une": "Une seule personne",
    "comptes.cles.personne": "Plus personne",
    "comptes.note": "Note",
    "comptes.poids": "Poids",
    "heures": "Heures",
    "pret": "Prêt ?",
    "pret.oui": "Oui",
    "pret.non": "Non",
    ".cout": "Coût",
}
QUOTED = {key: quoted(label) for key, label in LABELS.items()}


def plain(text):
    return text.replace("«\u00a0", "« ").replace("\u202f»", " »").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (
            TABLE_COUNT,
            "nombre de lignes de « Les comptes » où « Qui peut y entrer ? » "
            "vaut « Une seule personne » ou « Plus personne »",
        ),
        ({"count": {"table": "comptes"}}, "nombre de lignes remplies de « Les comptes »"),
        (
            {"count": {"table": "comptes", "where": {"cles": ["une", None], "poids": 3}}},
            "nombre de lignes de « Les comptes » où « Qui peut y entrer ? » vaut « Une seule personne » "
            "ou est sans réponse et « Poids » vaut 3",
        ),
        (
            {"count": {"table": "comptes", "where": {"note": None}}},
            "nombre de lignes de « Les comptes » où « Note » est sans réponse",
        ),
        ({"count": {"fields": ["pret", "heures"]}}, "nombre de réponses à « Prêt ? » et « Heures »"),
        (
            {"count": {"fields": ["pret"], "where": ["oui", "non"]}},
            "nombre de réponses « Oui » ou « Non » à « Prêt ? »",
        ),
        (
            {"sum": [{"field": "heures"}, {"count": {"table": "comptes"}}, 1234.5]},
            "somme de « Heures », du nombre de lignes remplies de « Les comptes » et de 1 234,5",
        ),
        ({"sum": {"fields": ["a", "b", "c"]}}, "somme de « a », « b » et « c »"),
        ({"sum": {"fields": [*"abcdefghijklmn"]}}, f"somme de {', '.join(f'« {x} »' for x in 'abcdefghijkl')} et 2 autres"),
        (
            {"sum": {"fields": ["pret"], "marks": {"oui": 1, "non": 0.5}}},
            "total des points de « Prêt ? » (« Oui » compte 1, « Non » compte 0,5)",
        ),
        ({"sum": {"table": "comptes", "column": "note"}}, "somme de « Note » dans « Les comptes »"),
        (
            {"sum": {"table": "comptes", "column": "note", "weight": "poids"}},
            "total des nombres de « Note » multipliés par « Poids » dans « Les comptes »",
        ),
        (
            {"sum": {"table": "comptes", "column": "cles", "marks": {"une": -2}}},
            "total des points de « Qui peut y entrer ? » dans « Les comptes » (« Une seule personne » compte −2)",
        ),
        (
            {"weighted_mean": {"table": "comptes", "value": "note", "weight": "poids"}},
            "moyenne de « Note » dans « Les comptes », pondérée par « Poids »",
        ),
        ({"ratio": [{"column": "cout"}, {"field": "heures"}]}, "« Coût » ÷ « Heures »"),
        (
            {"ratio": [{"field": "heures"}, {"count": {"table": "comptes"}}], "times": 100},
            "100 × « Heures » ÷ (le nombre de lignes remplies de « Les comptes »)",
        ),
        ({"ratio": [{"field": "heures"}, 7], "times": 30}, "30 × « Heures » ÷ 7"),
        ({"ratio": [{"sum": [{"field": "heures"}]}, 1], "times": 52}, "produit de « Heures » par 52"),
        ({"sum": [{"field": "fin"}, {"ratio": [{"field": "heures"}, 1], "times": -1}]}, "« fin » moins « Heures »"),
        (
            {"ratio": [{"sum": [{"field": "heures"}, {"ratio": [{"sum": [{"field": "fin"}, {"field": "heures"}]}, 1], "times": -1}]}, 2]},
            "(« Heures » moins la somme de « fin » et de « Heures ») ÷ 2",
        ),
        ({"ratio": [{"field": "fin"}, {"ratio": [{"field": "heures"}, {"field": "fin"}]}]}, "« fin » ÷ (« Heures » ÷ « fin »)"),
        ({"ratio": [{"field": "fin"}, {"ratio": [1, {"field": "heures"}]}], "times": 12}, "12 × « fin » × « Heures »"),
        ({"sum": [{"ratio": [{"field": "heures"}, 1], "times": -1}]}, "produit de « Heures » par −1"),
        (
            {"sum": [{"ratio": [{"field": "heures"}, {"field": "fin"}]}, {"ratio": [{"field": "heures"}, 1], "times": -1}]},
            "« Heures » ÷ « fin » moins « Heures »",
        ),
        (
            {"sum": [{"field": "fin"}, {"ratio": [{"sum": [{"field": "heures"}, {"ratio": [7, 1], "times": -1}]}, 1], "times": -1}]},
            "« fin » moins (« Heures » moins 7)",
        ),
        (
            {"ratio": [{"sum": [{"field": "heures"}, {"ratio": [{"field": "fin"}, 1], "times": -1}]}, 1], "times": 60},
            "produit de (« Heures » moins « fin ») par 60",
        ),
        ({"date_add": [{"field": "fin"}, -1]}, "1 jour avant « fin »"),
        ({"date_add": ["2026-11-01", 30]}, "30 jours après le 1er novembre 2026"),
        ({"date_add": [{"field": "fin"}, {"field": "heures"}]}, "« fin » plus « Heures », en jours"),
        ("garder", "« garder »"),
        (None, "rien"),
        (True, "vrai"),
        ({"compare": [{"field": "pret"}, "=", "oui"]}, "« Prêt ? » est « Oui »"),
    ],
)
def test_formula_reads_as_french(expression, words):
    assert plain(to_words(parse(expression), QUOTED)) == words


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ({"compare": [{"field": "pret"}, "=", "oui"]}, "Si « Prêt ? » est « Oui »"),
        ({"compare": [{"field": "pret"}, "!=", "oui"]}, "Si « Prêt ? » n’est pas « Oui »"),
        ({"compare": [{"field": "pret"}, "=", None]}, "Si « Prêt ? » est sans réponse"),
        ({"compare": [{"field": "pret"}, "!=", None]}, "Si « Prêt ? » a une réponse"),
        ({"compare": [{"field": "heures"}, "=", 3]}, "Si « Heures » vaut 3"),
        ({"compare": [{"field": "heures"}, "!=", 3]}, "Si « Heures » ne vaut pas 3"),
        (
            {"compare": [TABLE_COUNT, ">", 3]},
            "Si le nombre de lignes de « Les comptes » où « Qui peut y entrer ? » vaut "
            "« Une seule personne » ou « Plus personne » vaut plus de 3",
        ),
        (
            {"compare": [TABLE_COUNT, ">", 0]},
            "Si « Les comptes » a au moins une ligne où « Qui peut y entrer ? » vaut « Une seule personne » ou « Plus personne »",
        ),
        (
            {"not": {"compare": [TABLE_COUNT, ">=", 1]}},
            "Si « Les comptes » n’a aucune ligne où « Qui peut y entrer ? » vaut « Une seule personne » ou « Plus personne »",
        ),
        ({"not": {"compare": [{"field": "heures"}, ">=", 3]}}, "Si « Heures » ne vaut pas au moins 3"),
        ({"compare": [{"field": "fin"}, "<", "2026-01-05"]}, "Si « fin » vient avant le 5 janvier 2026"),
        (
            {"compare": [{"field": "fin"}, ">=", {"date_add": [{"field": "debut"}, 30]}]},
            "Si « fin » vient au plus tôt 30 jours après « debut »",
        ),
        (
            {"and": [{"field": "a"}, {"or": [{"field": "b"}, {"field": "c"}]}]},
            "Si « a » est vrai et (« b » est vrai ou « c » est vrai)",
        ),
        ({"not": {"or": [{"field": "a"}, {"not": {"field": "b"}}]}}, "Si « a » n’est pas vrai et « b » est vrai"),
        (True, "Si toujours"),
        ({"not": True}, "Si jamais"),
    ],
)
def test_condition_reads_as_french(expression, words):
    assert plain(condition_to_words(parse(expression), QUOTED)) == words


def test_a_code_stands_without_quotation_marks():
    assert to_words(parse({"sum": {"table": "t", "column": "x"}}), {"t": "C1", "t.x": "C1a"}) == "somme de C1a dans C1"

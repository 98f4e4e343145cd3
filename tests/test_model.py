"""The model: what it fills in, what it gives back, what it refuses by itself."""

import pytest
from pydantic import ValidationError

from macros import prose
from macros.model import CHECK_ANSWERS, FIELD_KINDS, Clause, Definition, TableField
from tests.specimens.load import specimen_catalog
from tests.test_answers import a_field, sheet


def refusal(field: dict) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        sheet(field)
    error = next(
        error for error in caught.value.errors() if error["type"] != "too_short" or error["loc"] != ("sections",)
    )
    return error["type"], (error.get("ctx") or {}).get("expected", "")


def test_texts_get_their_typography_and_lose_their_margins():
    field = sheet(a_field("text", "a")).field("a")
    assert (
        sheet({**a_field("text", "a"), "label": "  Qui s'en charge ?  "}).field("a").label == "Qui s’en charge\u202f?"
    )
    assert field.label == "a"


def test_nothing_can_be_changed_once_built():
    definition = sheet(a_field("text", "a"))
    with pytest.raises(ValidationError):
        definition.title = "autre"
    with pytest.raises(ValidationError):
        definition.sections[0].fields[0].label = "autre"


def test_every_kind_is_built_as_its_own_record():
    options = {"un": "Un", "deux": "Deux"}
    more = {
        "choice": {"options": options},
        "multichoice": {"options": options},
        "computed": {"value": 1},
        "table": {"key": "x", "rows": 1, "columns": [a_field("text", "x")]},
    }
    for kind, record in FIELD_KINDS.items():
        assert type(sheet(a_field(kind, "champ", **more.get(kind, {}))).field("champ")) is record


def test_options_are_labels_or_more():
    options = {"un": "C'est un", "deux": {"label": "Deux", "help": "Aide", "was_labels": ["Second"]}}
    field = sheet(a_field("choice", "choix", options=options)).field("choix")
    assert [option.label for option in field.options.values()] == ["C’est un", "Deux"]
    assert field.options["deux"].was_labels == ("Second",)


def test_a_check_has_five_answers():
    assert {
        key: option.label for key, option in sheet(a_field("check", "ok")).field("ok").options.items()
    } == CHECK_ANSWERS


def test_fields_are_met_in_reading_order_with_those_of_clauses():
    definition = specimen_catalog().definition("demande-a-une-agence")
    ids = ["photos", "nom", "debut", "heures", "repartition", "contact", "relais", "accord", "duree"]
    assert [field.id for field in definition.fields()] == ids
    assert definition.field("relais").kind == "choice"
    assert definition.field("absent") is None


def test_rows_are_a_number_or_a_list():
    free = sheet(a_field("table", "t", key="x", rows=3, columns=[a_field("text", "x")])).field("t")
    fixed = sheet(
        a_field("table", "t", rows=[{"id": "lundi", "label": "Lundi"}], columns=[a_field("text", "x")])
    ).field("t")
    assert isinstance(free, TableField)
    assert (free.row_ids, free.fixed_rows) == ((1, 2, 3), ())
    assert fixed.row_ids == ("lundi",)
    assert (free.column("x").id, free.column("y")) == ("x", None)


def test_the_first_example_that_pages_show():
    definition = specimen_catalog().definition("tout-a-la-limite")
    assert definition.first_example() is definition.examples[0]
    assert definition.model_copy(update={"examples": definition.examples[1:]}).first_example() is None


def test_a_clause_has_one_text_or_one_a_variant():
    one = Clause.model_validate({"id": "une_clause", "title": "Titre", "why": "Parce que.", "text": "Un [[x]]."})
    two = Clause.model_validate(
        {"id": "une_clause", "title": "Titre", "why": "Parce que.", "text": {"courte": "A", "longue": "B"}}
    )
    assert prose.blanks(one.text_for("courte")) == ("x",)
    assert [prose.plain(two.text_for(variant)) for variant in ("courte", "longue")] == ["A", "B"]


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (a_field("longtext", "a", lines=1), "greater_than_equal"),
        (a_field("longtext", "a", lines=31), "less_than_equal"),
        (a_field("scale", "a", min=2), "less_than_equal"),
        (a_field("scale", "a", max=11), "less_than_equal"),
        (a_field("computed", "a", value=1, decimals=4), "less_than_equal"),
        (a_field("computed", "a"), "missing"),
        (a_field("table", "a", key="x", rows=0, columns=[a_field("text", "x")]), "greater_than_equal"),
        (a_field("table", "a", key="x", rows=61, columns=[a_field("text", "x")]), "less_than_equal"),
        (a_field("table", "a", key="x", rows=2, columns=[]), "too_short"),
        (a_field("table", "a", rows=[], columns=[a_field("text", "x")]), "too_short"),
        (a_field("table", "a", key="x", rows=2, columns=[a_field("text", f"x_{n}") for n in range(27)]), "too_long"),
        (a_field("text", "a", territory=["US"]), "literal_error"),
        (a_field("text", "a", profile=["patron"]), "literal_error"),
        (a_field("text", "a", secret="yes"), "literal_error"),
        (a_field("text", "a", lines=3), "extra_forbidden"),
        (a_field("text", "a", bind="Nom"), "string_pattern_mismatch"),
        (a_field("fichier", "a"), "union_tag_invalid"),
    ],
)
def test_a_field_out_of_bounds_is_refused(field, kind):
    assert refusal(field)[0] == kind


def test_a_formula_that_is_not_one_is_refused_in_french():
    kind, expected = refusal(a_field("computed", "a", value={"somme": []}))
    assert (kind, expected[:20]) == ("presence", "un opérateur : field")


def test_a_shared_list_and_options_of_ones_own_are_not_both_written():
    field = a_field("choice", "choix", options={"un": "Un", "deux": "Deux"}, options_from="tons")
    assert refusal(field) == ("presence", "« options » ou « options_from », pas les deux")


def test_a_quotation_mark_without_its_pair_is_refused():
    assert refusal({**a_field("text", "a"), "help": "Voir « ceci"})[1] == "des guillemets « et » par paires"


def test_a_definition_has_a_section_at_least():
    with pytest.raises(ValidationError):
        Definition.model_validate({**sheet(a_field("text", "a")).model_dump(), "sections": []})

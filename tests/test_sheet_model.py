"""The model that the page's programs read."""

import json

from macros.sheet_model import expression_model, model_script, sheet_model
from tests.specimens.load import definitions

BY_ID = {definition.id: definition for definition in definitions()}


def model(definition_id: str) -> dict:
    return sheet_model(BY_ID[definition_id], f"fiches/{definition_id}/", {"": ["pdf"]})


def test_every_definition_has_a_model_that_json_can_hold_and_gives_back():
    for definition in definitions():
        made = sheet_model(definition, f"fiches/{definition.id}/", {})
        assert json.loads(json.dumps(made)) == json.loads(json.dumps(made, default=list))
        assert [field["id"] for field in made["fields"]] == [field.id for field in definition.fields()]
        named = [key for section in made["sections"] for part in (section, *section.get("clauses", ())) for key in part.get("fields", ())]
        assert sorted(named) == sorted(field.id for field in definition.fields())


def test_an_expression_is_its_node():
    rate = next(field for field in model("inventaire-des-comptes")["fields"] if field["kind"] == "computed" and field["value"]["op"] == "Ratio")
    assert rate["value"]["numerator"]["op"] in {"TableCount", "TableSum", "FieldValue"}
    assert expression_model(True) is True


def test_what_says_nothing_is_left_out_and_a_bound_of_zero_is_said():
    fields = {field["id"]: field for definition in definitions() for field in sheet_model(definition, "", {})["fields"]}
    assert any(field.get("min") == 0 for field in fields.values())
    assert all(value not in ("", [], {}, None) for field in fields.values() for value in field.values())


def test_a_script_fills_the_global_and_closes_no_tag():
    definition = BY_ID["audit-d-image"].model_copy(update={"title": "</script><b>\u2028"})
    script = model_script(sheet_model(definition, "", {})).decode()
    assert script.startswith('((globalThis.presence??={}).models??={})["audit-d-image"]={')
    assert "</script" not in script
    assert "\u2028" not in script

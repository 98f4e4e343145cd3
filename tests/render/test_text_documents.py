"""What a DOCX and an ODT of the same sheet have in common: their controls, what is poured into them, what other programs make of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.answers import to_named
from macros.outline import outline
from macros.render.docx import render_docx
from macros.render.odt import render_odt
from tests import strategies
from tests.every import expectations as expected
from tests.render.text_documents import (
    altered,
    answers_in_places,
    blank,
    cases,
    cases_for_libreoffice,
    digests,
    digests_elsewhere,
    each_sheet,
    expected_controls,
    filled,
)
from tests.roundtrip.text_archive import LOEXT, W, controls_of, root_of, shown_text
from tests.roundtrip.text_fillers import converted, fill, with_row_copied, with_value, without_controls, without_tags
from tests.specimens.load import examples

RENDER = {"docx": render_docx, "odt": render_odt}
CASES = [pytest.param(*case, id=f"{case[0].identity.definition}-{rank}") for rank, case in enumerate(cases())]
each_format = pytest.mark.parametrize("extension", RENDER)


@each_format
@each_sheet
def test_each_control_has_its_name_its_kind_and_its_place(definition, variant, extension):
    sheet = blank(definition.id, variant)
    assert controls_of(RENDER[extension](sheet)) == expected_controls(definition, sheet)


@each_format
def test_the_same_sheet_gives_the_same_bytes_in_any_process(extension):
    assert digests()[extension] == digests_elsewhere()[extension]


@each_format
@pytest.mark.parametrize(("sheet", "answers"), CASES)
def test_answers_poured_by_tag_stand_in_their_places(sheet, answers, extension):
    document = fill(RENDER[extension](sheet), sheet, answers)
    assert altered(document, sheet, answers) == []
    numbers = [element.get(f"{W}val") for element in root_of(document).iterfind(f".//{W}sdtPr/{W}id")]
    assert len(set(numbers)) == len(numbers)


@each_format
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_answers_poured_by_tag_stand_in_their_places(extension, data):
    definition = data.draw(strategies.definitions())
    sheet, answers = outline(definition), to_named(definition, data.draw(strategies.answers(definition)))
    document = RENDER[extension](sheet)
    assert [name for name, _ in controls_of(document)] == expected.names(definition, None)
    assert altered(fill(document, sheet, answers), sheet, answers) == []


@each_format
def test_changes_made_by_hand_are_what_their_names_say(extension):
    sheet = blank("inventaire-des-comptes")
    document = fill(RENDER[extension](sheet), sheet, {"comptes__10__adresse": "https://a.example", "organisation": "Les Érables"})
    assert controls_of(without_tags(document)) == []
    plain = without_controls(document)
    assert "Les Érables" in shown_text(plain)
    assert list(root_of(plain).iter(f"{W}dropDownList", f"{LOEXT}content-control")) == []
    copied = answers_in_places(with_row_copied(document, "comptes__10__adresse"))
    assert copied["comptes__10__adresse"] == ["https://a.example"] * 2
    assert answers_in_places(with_value(document, "organisation", "Autre"))["organisation"] == ["Autre"]


@each_format
def test_what_xml_cannot_hold_is_dropped_and_what_it_can_is_kept(extension):
    definition = next(definition for definition, _ in examples() if definition.id == "audit-d-image")
    document = RENDER[extension](filled(definition, {"organisation": "avant\x00\x0b\ufffe & <après>\tici  là\nfin"}))
    assert "avant & <après>\tici  là\nfin" in shown_text(document)


@pytest.mark.long
@pytest.mark.parametrize("target", RENDER)
@each_format
def test_libreoffice_opens_and_saves_each_sheet_and_loses_no_control_and_no_answer(extension, target):
    every = cases_for_libreoffice()
    documents = [fill(RENDER[extension](sheet), sheet, answers) for sheet, answers in every]
    for before, after, (sheet, answers) in zip(documents, converted(documents, extension, target), every, strict=True):
        assert controls_of(after) == controls_of(before)
        assert altered(after, sheet, answers) == []

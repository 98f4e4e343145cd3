"""The one walk of the model: what a sheet says, shows and asks, whatever the medium."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import prose
from macros.identity import Identity, find_identity
from macros.outline import Grid, Passage, continued, outline
from tests.every import expectations as expected
from tests.specimens.load import definitions, real_catalog, specimen_catalog

INVENTORY = real_catalog().definitions["inventaire-des-comptes"]
each_form = pytest.mark.parametrize(
    ("definition", "variant"),
    [pytest.param(one, variant, id=f"{one.id}-{variant}") for one in definitions() for variant in expected.variants(one)],
)


def grids(sheet) -> list[Grid]:
    return [item for part in sheet.parts for item in part.items if isinstance(item, Grid)]


@each_form
def test_controls_are_those_of_the_variant(definition, variant):
    assert [control.name for control in outline(definition, variant=variant).controls()] == expected.names(definition, variant)


@each_form
def test_questions_are_those_of_the_variant(definition, variant):
    codes = [question.code for question in outline(definition, variant=variant).questions()]
    assert sorted(codes) == sorted(field.code for field in expected.questions(definition, variant))


@each_form
def test_each_control_has_a_title_of_its_own(definition, variant):
    titles = [control.title for control in outline(definition, variant=variant).controls()]
    assert len(set(titles)) == len(titles)


def test_without_guidance_only_what_answers_need_is_left():
    bare = outline(INVENTORY, guided=False)
    kinds = {remark.kind for question in bare.questions() for remark in question.remarks}
    assert kinds <= {"secret", "scope", "choices"}
    assert bare.facts == ()
    assert all(part.body == () for part in bare.parts)
    assert [control.name for control in bare.controls()] == [control.name for control in outline(INVENTORY).controls()]


def test_filled_sheet_has_the_rows_that_were_answered():
    answers = {"comptes": [{"adresse": "https://un.example"}, {"adresse": "https://deux.example"}]}
    table = next(grid for grid in grids(outline(INVENTORY, answers=answers)) if grid.field.id == "comptes")
    assert [row.id for row in table.rows] == [1, 2]
    assert "https://deux.example" in [control.value for control in table.rows[1].controls]


def test_filled_sheet_shows_results():
    first = INVENTORY.first_example()
    sheet = outline(INVENTORY, answers=first.answers)
    results = [question.answer for question in sheet.questions() if question.field.kind == "computed"]
    assert results
    assert None not in results


def test_continuation_numbers_rows_from_the_one_after_the_last():
    sheet = outline(INVENTORY)
    more = continued(sheet, 4)
    before = {grid.field.id: len(grid.rows) for grid in grids(sheet)}
    assert grids(more)
    for grid in grids(more):
        first = before[grid.field.id] + 1
        assert [row.id for row in grid.rows] == list(range(first, first + 4))


def test_sheet_whose_rows_are_fixed_has_no_continuation():
    assert continued(outline(real_catalog().definitions["audit-de-presence"])) is None


def test_links_become_what_the_medium_makes_of_them():
    definition = specimen_catalog().definitions["demande-a-une-agence"]
    sheet = outline(definition, variant="detaille", resolve=lambda href: f"vu:{href}")
    texts = [item.text for part in sheet.parts for item in part.items if isinstance(item, Passage)]
    hrefs = [href for text in texts for href in prose.hrefs(text)]
    assert hrefs
    assert all(href.startswith("vu:") and not href.startswith("vu:vu:") for href in hrefs)


@given(
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True), st.integers(1, 999_999),
    st.none() | st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True), st.sampled_from([" ", "\u00a0", "\u202f"]),
)  # fmt: skip
def test_identity_that_is_printed_is_found(definition, version, variant, space):
    identity = Identity(definition, version, variant)
    printed = f"Titre de la fiche · page 1\n{identity}\nhttps://presence.example/".replace("\u00a0", space)
    assert find_identity(printed) == identity

"""Identifiers and control names: what every medium can hold, and what is proposed instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.names import (
    MAX_ID,
    MAX_NAME,
    MAX_ROW_ID,
    MAX_ROWS,
    NameProblem,
    cell_name,
    check_id,
    check_row_id,
    check_slug,
    option_name,
    split_name,
    suggest_id,
    suggest_slug,
)
from tests.strategies import ids, row_ids


@pytest.mark.parametrize("text", ["a", "nom", "date_releve", "n_1", "but_1", "x12345678", "a" * 24, "abcd1"])
def test_accepted_ids(text):
    assert check_id(text) == text


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Équipe", "equipe"), ("deux mots", "deux_mots"), ("12_mois", "mois"), ("_a", "a"), ("a__b", "a_b"), ("a_", "a"), ("œuvre", "oeuvre"),
        ("a" * 25, "a" * 24), ("", ""), ("2026", ""), ("à-côté", "a_cote"), ("nom\n", "nom"),
        ("b3", "champ_b3"), ("q1", "champ_q1"), ("but1", "champ_but1"), ("xfd1048576", "champ_xfd1048576"),
        ("r", "champ_r"), ("c", "champ_c"), ("r1c1", "champ_r1c1"), ("rc", "champ_rc"), ("l1c1", "champ_l1c1"), ("l", "champ_l"),
        ("action", "champ_action"), ("name", "champ_name"), ("elements", "champ_elements"), ("constructor", "champ_constructor"),
        ("length", "champ_length"), ("method", "champ_method"), ("submit", "champ_submit"), ("null", "champ_null"),
    ],
)  # fmt: skip
def test_refused_ids_and_what_is_proposed(text, proposed):
    with pytest.raises(NameProblem) as caught:
        check_id(text)
    assert (caught.value.received, caught.value.hint) == (text, proposed)


@given(st.text() | st.from_regex(r"[A-Za-zé0-9 _-]{0,40}", fullmatch=True))
def test_a_proposed_id_is_valid_or_nothing(text):
    found, row = suggest_id(text), suggest_id(text, MAX_ROW_ID)
    assert not found or check_id(found) == found
    assert not row or check_row_id(row) == row


@given(st.text())
def test_a_proposed_slug_is_valid_or_nothing(text):
    found = suggest_slug(text)
    assert not found or check_slug(found) == found


@given(ids)
def test_a_valid_id_is_proposed_as_it_is(text):
    assert suggest_id(text) == text


@pytest.mark.parametrize("text", ["a", "audit-de-presence", "3-questions", "a" * 64])
def test_accepted_slugs(text):
    assert check_slug(text) == text


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "é", "a_b", "a" * 65, "a/b", "a.yml", "a\n"])
def test_refused_slugs(text):
    with pytest.raises(NameProblem):
        check_slug(text)


def test_a_row_id_is_short():
    assert check_row_id("a" * MAX_ROW_ID) == "a" * MAX_ROW_ID
    with pytest.raises(NameProblem) as caught:
        check_row_id("comprehension")
    assert caught.value.hint == "comprehensio"


@given(table=ids, row=row_ids | st.integers(1, MAX_ROWS), column=ids)
def test_a_cell_name_splits_back_and_is_never_too_long(table, row, column):
    name = cell_name(table, row, column)
    assert split_name(name) == (table, str(row), column)
    assert len(name) <= MAX_NAME


def test_the_longest_name_there_can_be_is_just_short_enough():
    longest = cell_name("t" * MAX_ID, "l" * MAX_ROW_ID, "c" * MAX_ID)
    assert len(longest) == MAX_NAME
    assert len(option_name("m" * MAX_ID, "o" * MAX_ID)) < MAX_NAME


def test_names_of_the_three_shapes():
    assert option_name("publics", "jeunes") == "publics__jeunes"
    assert cell_name("comptes", 1, "adresse") == "comptes__1__adresse"
    assert split_name("organisation") == ("organisation",)
    assert split_name("publics__jeunes") == ("publics", "jeunes")

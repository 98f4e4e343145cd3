"""How answers are written in documents, and read back: each the inverse of the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.answers import to_named, to_nested
from macros.model import ComputedField, Definition, MultiChoiceField, TableField
from macros.written import plain_number, understood, written
from tests.strategies import answers, definitions
from tests.test_answers import a_field, sheet

SHEET = sheet(
    a_field("text", "texte"),
    a_field("number", "nombre", unit="h"),
    a_field("date", "jour"),
    a_field("check", "fait"),
    a_field("choice", "choix", options={"un": {"label": "L’un", "was_labels": ["Le premier"]}, "deux": "L’autre"}),
    a_field("scale", "note", min=0, max=10),
    a_field("number", "monde", unit="personnes"),
    a_field("number", "temps", unit="heures"),
)


@given(st.data())
def test_what_is_written_is_understood(data):
    definition: Definition = data.draw(definitions())
    for field in definition.fields():
        for answered in field.columns if isinstance(field, TableField) else [field]:
            if not isinstance(answered, MultiChoiceField | ComputedField):
                one = definition.model_copy(update={"sections": (definition.sections[0].model_copy(update={"fields": (answered,)}),)})
                for value in to_named(one, data.draw(answers(one))).values():
                    text, readable = understood(answered, written(answered, value))
                    assert readable
                    assert text == value.replace("\r\n", "\n").replace("\r", "\n")


@given(st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_last_digit(value):
    field = SHEET.field("nombre")
    named = plain_number(value)
    shown = written(field, named)
    assert "." not in shown
    assert "e" not in shown
    assert float(understood(field, shown)[0]) == float(value)
    if isinstance(value, float) or abs(value) < 2**53:
        assert to_nested(SHEET, {"nombre": named})[0]["nombre"] == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("jour", "23/11/2026", "2026-11-23"), ("jour", " 3.2.2026 ", "2026-02-03"), ("jour", "2026-11-23", "2026-11-23"),
        ("jour", "1er juin 2019", "2019-06-01"), ("jour", "lundi 23 Novembre 2026", "2026-11-23"),
        ("nombre", "1\u202f234,50", "1234.5"), ("nombre", "−2", "-2"), ("nombre", "0,0000001", "1e-07"), ("nombre", "1e-07", "1e-07"),
        ("fait", "Oui", "oui"), ("fait", "ne sait pas", "ne_sait_pas"), ("fait", "3", "non"), ("fait", "3\u00a0= Non", "non"),
        ("choix", "L'autre", "deux"), ("choix", "Le premier", "un"), ("choix", "deux", "deux"), ("note", "10", "10"), ("note", "", ""),
        ("monde", "17 personnes", "17"), ("monde", "1 Personne", "1"), ("monde", "1 200 PERSONNES ", "1200"), ("nombre", "12 h", "12"),
        ("nombre", "3,5\u202fh", "3.5"), ("nombre", "12heures", "12"), ("nombre", "1 heure", "1"), ("jour", "3 mars 2026", "2026-03-03"),
        ("nombre", "1h30", "1.5"), ("nombre", "1 h 30", "1.5"), ("nombre", "1\u00a0h\u202f30", "1.5"), ("nombre", " 1 H 05\n", "1.08"),
        ("nombre", "1 h 5", "1.08"), ("nombre", "1 h 30 min", "1.5"), ("nombre", "1 h 30min", "1.5"), ("nombre", "2 heures 20 minutes", "2.33"),
        ("nombre", "1 heure 40", "1.67"), ("nombre", "0 h 00", "0"), ("nombre", "45 min", "0.75"), ("nombre", "45min", "0.75"),
        ("nombre", "1 minute", "0.02"), ("nombre", "90 minutes", "1.5"), ("nombre", "1200\u2009h 15", "1200.25"), ("temps", "1 h 30", "1.5"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(name, text, value):
    assert understood(SHEET.field(name), text) == (value, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [("jour", "30/2/2026"), ("jour", "23/11/26"), ("jour", "3 brumaire 2026"), ("jour", "bientôt"), ("jour", "3/3/26"), ("nombre", "h"),
     ("nombre", "12 j"), ("nombre", "5² h"), ("nombre", "1 h 60"), ("nombre", "1,5 h 30"), ("nombre", "1 h 030"), ("nombre", "-1 h 30"),
     ("nombre", "min"), ("nombre", "h 30"), ("nombre", "1 h 30 h"), ("nombre", "1 h, 30"), ("nombre", "1:30"), ("nombre", "30\n2"),
     ("monde", "1 h 30"), ("monde", "45 min"), ("note", "1 h 30"), ("monde", "17 à 20 personnes"), ("note", "8 personnes"),
     ("fait", "peut-être"), ("choix", "3"), ("note", "bof"), ("nombre", "9e999 h"), ("nombre", "٣/٣/٢٠٢٦"), ("jour", "٣/٣/٢٠٢٦")],
)  # fmt: skip
def test_what_cannot_be_read_comes_back_as_it_was_typed(name, text):
    assert understood(SHEET.field(name), text) == (text, False)
    assert written(SHEET.field(name), text) == text

"""Answers written in documents and read back, in JavaScript as in Python: labels, French dates and numbers."""

import json
import math
import sys
import unicodedata
from itertools import product

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from macros.model import ComputedField, TableField
from macros.sheet_model import field_model
from macros.written import plain_number, same_label, understood, written
from tests.js.batch import batch
from tests.specimens.load import definitions
from tests.strategies import AWKWARD, texts
from tests.strategies import definitions as any_definitions
from tests.test_answers import a_field, sheet

FEW = settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip
SHEET = sheet(
    a_field("text", "texte"), a_field("longtext", "recit"), a_field("url", "adresse"), a_field("person", "qui"), a_field("date", "jour"),
    a_field("check", "fait"), a_field("scale", "note", min=0, max=10), a_field("number", "nombre"), a_field("number", "heures", unit="h"),
    a_field("number", "temps", unit="Heures"),
    a_field("number", "monde", unit="personnes"), a_field("number", "prix", unit="€"), a_field("number", "taux", unit="%"),
    a_field("number", "debit", unit="Mo par  seconde"), a_field("number", "drole", unit="constructor"), a_field("number", "joie", unit="😀s😀s"),
    a_field("choice", "choix", options={
        "un": {"label": "L’un", "was_labels": ["Le premier", "Non"]}, "deux": "L’autre", "trois": "Straße, cœur ﬁn", "quatre": "2",
        "cinq": "ΣΊΣΥΦΟΣ", "six": "ıI i", "sept": "« À l’œuvre\u202f! »", "huit": {"label": "Oui", "was_labels": ["l’un"]}, "neuf": "Oui",
    }),
    a_field("multichoice", "plusieurs", options={"un": "Un", "deux": "Deux"}),
)  # fmt: skip
DATES = (
    "23/11/2026", "3/2/2026", " 3.2.2026 ", "3-2-2026", "3 / 2 / 2026", "3\u00a0/\u202f2 . 2026", "30/2/2026", "29/2/2024", "29/2/2026", "29/2/1900",
    "23/11/26", "3/3/26", "00/01/2026", "1/13/2026", "1/1/0000", "1/1/0001", "2/3/0050", "31/12/9999", "2026-11-23", "2026-1-3", "2026-13-01",
    "2026-02-30", "0001-01-01", "0000-01-01", "2026-11-23T10:00:00Z", "2026-11-23T", "2026-11-23T10", "2026-11-23T10:00:00.000", "2026-11-23 10:00",
    "20261123", "2026-W48-1", "1er juin 2019", "1ER JUIN 2019", "1er\u00a0juin\u00a02019", "1 juin 2019", "01 juin 2019", "2er juin 2019",
    "31er mai 2020",
    "lundi 23 Novembre 2026", "dimanche 22 novembre 2026", "LUNDI  23\tNOVEMBRE\n2026", "lundi23 novembre 2026", "3 brumaire 2026", "3 mars 2026",
    "3 aout 2026", "3 août 2026", "3 AOÛT 2026", "3 aou\u0302t 2026", "15 février 2026", "30 février 2026", "3 fevrier 2026", "3 décembre 26",
    "3 mars\u20282026", "3 mars\ufeff2026", "\ufeff3 mars 2026", "\x1c3 mars 2026\x85", "3 mars 2026.", "le 3 mars 2026", "bientôt", "mars 2026",
    "2026",
    "3 constructor 2026", "3 00 2026", "99/99/9999", "9999-99-99",
)  # fmt: skip
NUMBERS = (
    "3", "3,5", "3.5", "-3", "−3", "+3", "1 234,5", "1\u00a0234,50", "1\u202f234", "1.234,5", ",5", "5,", "1e3", "1e-07", "-1.5e-07", "1.50e+2",
    "0e5", "-0e5",
    "1.20e-1", "12e3", " 1e3", "1e+308", "1.7976931348623157e+308", "0.0000001", "1234567890123456789", "9007199254740993", "9" * 400, "1e16", "1e15",
    "12 h", "12h", "12heures", "1 heure", "1 HEURES ", "1 234,5\u202fh", "h", "heures", "12 j", "5² h", "17 personnes", "1 Personne",
    "1 200 PERSONNES ",
    "17 à 20 personnes", "8 personne s", "12 €", "12€", "12 euros", "1 euro", "50 %", "50%", "50 pour cent", "50 pour  cent", "50 pour\ncent",
    "5 Mo par seconde",
    "5 mo\u00a0par\u00a0seconde", "5 constructor", "5 😀s😀s", "5 😀S😀", "3\r\n", "\r\n", "٣", "1_000", "0x10", "Infinity", "NaN", "10", "0", "11",
    "-0", "3.0", "bof", "1h30", "1 h 30", "1\u00a0h\u202f30", " 1\u2009H\t05\n", "1 h 5", "1 h 30 min", "1h30min", "1 heure 40",
    "2 HEURES 20 minutes", "0 h 00",
    "45 min", "45\u00a0MIN", "45 mın", "1 minute", "90 minutes", "9999 h 59", "99999 h 59", "1 h 60", "1 h 59", "1 h 030", "1,5 h 30", "-1 h 30",
    "1 200 h 15", "min", "h 30", "1 h 30 h", "1 h, 30", "1:30", "30\n2", "٣ h 30", "3 h\ufeff30", "1 heures30", "1 heuress 30", "1\nh\x8530",
)  # fmt: skip
LABELS = (
    "Oui", "oui", " OUI ", "o u i", "ne sait pas", "Ne  Sait\u00a0Pas", "ne_sait_pas", "3", "3 = Non", "3\u00a0= Non", "3=Non", "3 = Oui", "6",
    "06", "peut-être",
    "L'un", "L’UN", "l’un", "Le premier", "le  PREMIER", "deux", "2", "L'autre", "STRASSE, CŒUR FIN", "straße, cœur ﬁn", "Strasse, coeur fin",
    "σίσυφος",
    "Σίσυφοσ", "ΣΊΣΥΦΟΣ", "ıi i", "II I", "« à l'œuvre ! »", "«\u00a0À L’ŒUVRE\u202f!\u00a0»", "A\u0300 l’œuvre", "« A\u0300 l’œuvre ! »",
    "1 = L'un", "9", "10",
    "２", "①", "ｏｕｉ", "Deux", "un", "UN", "Ou\u0131", "\u200boui", "\ufeffoui", "oui\ufeff", "\x1coui\x85", "constructor", "__proto__",
)  # fmt: skip
TABLE = (*DATES, *NUMBERS, *LABELS, *AWKWARD, "", " ", "\n", "a\r\nb\rc\n\r")
INFINITE = "9e999"


def answered(definition):
    """Return the fields and the columns that hold a text."""
    for field in definition.fields():
        yield from (column for column in field.columns) if isinstance(field, TableField) else [field]


def compare(js, cases):
    """Compare how these texts are written and understood for their fields in both languages."""
    models = {id(field): json.loads(json.dumps(field_model(field))) for field, _ in cases}
    given_ = [[models[id(field)], text] for field, text in cases]
    for (field, text), shown in zip(cases, batch(js, "answers/written.js", "written", given_), strict=True):
        assert shown == written(field, text), (field.id, text)
    for (field, text), read in zip(cases, batch(js, "answers/written.js", "understood", given_), strict=True):
        assert (read["text"], read["readable"]) == understood(field, text), (field.id, text)


def test_awkward_texts_are_written_and_understood_alike(js):
    assert len(TABLE) > 180
    compare(js, list(product(answered(SHEET), TABLE)))


def test_every_label_of_every_definition_is_understood_alike(js):
    cases = []
    for definition in definitions():
        for field in answered(definition):
            options = list(getattr(field, "options", {}).items())
            labels = [label for _, option in options for label in (option.label, *option.was_labels)]
            ranks = [f"{rank}\u00a0=\u00a0{option.label}" for rank, (_, option) in enumerate(options, 1)]
            numbers = [str(rank) for rank in range(len(options) + 2)] if options else []
            cases += [
                (field, text)
                for text in (*labels, *map(str.upper, labels), *(key for key, _ in options), *ranks, *numbers)
            ]
    assert len(cases) > 500
    compare(js, cases)


@FEW
@given(st.data())
def test_any_text_is_written_and_understood_alike(js, data):
    definition = data.draw(any_definitions())
    fields = [field for field in answered(definition) if not isinstance(field, ComputedField)]
    labels = [option.label for field in fields for option in getattr(field, "options", {}).values()]
    units = [f"12 {unit}" for field in fields if (unit := getattr(field, "unit", None))]
    numbers = st.floats(allow_nan=False, allow_infinity=False).map(plain_number) | st.integers().map(str)
    drawn = data.draw(
        st.lists(texts | numbers | st.dates().map(str) | st.sampled_from([*labels, *units, ""]), max_size=12)
    )
    compare(js, list(product([*fields, *answered(SHEET)], [*drawn, *labels, *units])))


@FEW
@given(st.lists(st.from_regex(r"-?[0-9](\.[0-9]{1,20})?e[+-]?[0-9]{1,3}", fullmatch=True), max_size=40))
def test_exponents_are_written_and_understood_alike(js, found):
    finite = [text for text in found if math.isfinite(float(text))]
    compare(js, list(product([SHEET.field("nombre"), SHEET.field("heures"), SHEET.field("note")], finite)))


def test_a_number_that_no_double_holds_is_not_read(js):
    field = json.loads(json.dumps(field_model(SHEET.field("nombre"))))
    assert js("answers/written.js", "understood", field, INFINITE) == {"text": INFINITE, "readable": False}
    model = {"fields": [field], "sections": []}
    assert js("answers/forms.js", "toNested", model, {"nombre": INFINITE})["nested"] == {"nombre": INFINITE}


@FEW
@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53), min_size=20, max_size=100)
)
def test_plain_numbers_are_alike(js, values):
    assert batch(js, "answers/numbers.js", "plainNumber", [[value] for value in values]) == list(
        map(plain_number, values)
    )


def test_labels_are_the_same_for_every_character(js):
    """Left out: letters that this Python's Unicode doesn't know yet, Cherokee, of which each language keeps another case, ideograms."""
    names = {chr(code): unicodedata.name(chr(code), "") for code in range(sys.maxunicode + 1)}
    letters = [
        letter
        for letter, name in names.items()
        if name and not name.startswith(("CHEROKEE", "CJK UNI", "HANGUL SYL", "TANGUT", "EGYPT"))
    ]
    assert len(letters) > 30_000
    texts_ = [f"a{letter}b {letter}" for letter in letters] + list(map(chr, (*range(32), *range(127, 160))))
    found = batch(js, "answers/written.js", "sameLabel", [[text] for text in texts_])
    assert [text for text, label in zip(texts_, found, strict=True) if label != same_label(text)] == []
    assert js("answers/written.js", "sameLabel", "Ꭰ") == js("answers/written.js", "sameLabel", "ꭰ")


@FEW
@given(st.lists(texts | st.text("Σσς ßẞıİiI ﬁ'’\u00a0\u0345", max_size=8), min_size=20, max_size=80))
def test_labels_are_the_same_for_any_text(js, found):
    assert batch(js, "answers/written.js", "sameLabel", [[text] for text in found]) == list(map(same_label, found))

"""PDF, XLSX and JSON."""

import io
import json
from datetime import date, datetime

import openpyxl
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from macros.answers import AnswersFile, dump, to_named
from macros.identity import Identity
from tests.readback.makers import box, form, radio, saved, text_field, workbook
from tests.readback.sheet import ANSWERS, SHEET

HEADER = ["Ligne", "B3a · Nom", "B3b · Poids (kg)", "B3c · Quand ?", "B3d · Fait ?", "B3e · Double"]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (text_field("texte", String("L’été\r\nà\rnous")), {"texte": "L’été\nà\nnous"}),
        (text_field("texte", String("   ")), {}),
        (text_field("nombre", String("2\u00a0500,5")), {"nombre": 2500.5}),
        (text_field("nombre", String("1 h 30")), {"nombre": 1.5}),
        (text_field("jour", String("31/12/2026")), {"jour": "2026-12-31"}),
        (Dictionary(FT=Name.Ch, T=String("choix"), V=String("Second")), {"choix": "deux"}),
        (Dictionary(FT=Name.Ch, T=String("choix"), V=String("2"), Opt=Array([Array([String("2"), String("Premier")])])), {"choix": "un"}),
        (Dictionary(FT=Name.Ch, T=String("note"), V=String(" ")), {}),
        (radio("fait", Name("/non"), {"oui": "Off", "non": "non"}), {"fait": "non"}),
        (radio("fait", Name("/non"), {"oui": "Off", "non": "Off"}), {"fait": "non"}),
        (radio("fait", None, {"oui": "oui", "non": "Off"}), {"fait": "oui"}),
        (radio("fait", Name.Off, {"oui": "oui", "non": "Off"}), {"fait": "oui"}),
        (radio("fait", String("/oui"), {"oui": "Off", "non": "Off"}), {"fait": "oui"}),
        (radio("note", Name("/4"), {"3": "Off", "4": "4"}), {"note": 4}),
        (box("plusieurs__vert", "Oui", "Oui"), {"plusieurs": ["vert"]}),
        (box("plusieurs__vert", "Oui", "Off"), {"plusieurs": ["vert"]}),
        (box("plusieurs__vert", None, "Oui"), {"plusieurs": ["vert"]}),
        (box("plusieurs__vert", "Off", "Off"), {}),
        (box("plusieurs__vert", "1", "1", on="1"), {"plusieurs": ["vert"]}),
        (text_field("total", String("12")), {}),
    ],
)
def test_fields_of_a_form(engine, field, expected):
    assert engine.read(form(field)).answers == expected


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")
def test_fields_with_kids_and_those_that_the_form_does_not_declare_are_found(engine):
    data = form(Dictionary(FT=Name.Tx, T=String("texte"), V=String("x"), Kids=Array([Dictionary(Subtype=Name.Widget)])))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(text_field("nombre", String("3")))])
        out = io.BytesIO()
        pdf.save(out)
    assert engine.read(out.getvalue()).answers == {"texte": "x", "nombre": 3}


def test_a_tree_of_fields_that_turns_in_circles_ends(engine):
    data = form(text_field("texte", String("x")), text_field("nombre"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        second = pdf.Root.AcroForm.Fields[1]
        second.Kids = Array([second, pdf.Root.AcroForm.Fields[0]])
        out = io.BytesIO()
        pdf.save(out)
    assert engine.read(out.getvalue()).identity.definition == "petite-fiche"


def test_what_a_phone_lays_over_the_page_is_kept(engine):
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Contents=String("écrit au doigt"), Rect=Array([0, 0, 9, 9]))
    data = form(text_field("texte"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))
        out = io.BytesIO()
        pdf.save(out)
    assert engine.read(out.getvalue()).leftovers == {"note": "écrit au doigt"}


def test_a_pdf_and_its_suite_join(engine):
    first, second = form(text_field("libre__1__nom", String("a"))), form(text_field("libre__4__nom", String("d")))
    joined = engine.joined(first, second)
    assert joined.answers == {"libre": [{"nom": "a"}, {"nom": "d"}]}
    assert list(joined.found) == ["libre__1__nom", "libre__4__nom"]
    assert engine.joined(first, first) is None


def test_named_cells_of_every_nature(engine):
    named = {
        "texte": "=truc", "long": "a\nb", "nombre": 3.5, "jour": date(2026, 11, 23), "fait": "Ne sait pas", "choix": "Second", "note": 4,
        "plusieurs__rouge": "x", "plusieurs__vert": True, "plusieurs__bleu": "non", "debut": datetime(2027, 1, 11, 9, 30), "maison": 514,
    }  # fmt: skip
    data = workbook(named)
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0]["C1"].data_type = "s"
    assert engine.read(saved(book)).answers == {
        "texte": "=truc", "long": "a\nb", "nombre": 3.5, "jour": "2026-11-23", "fait": "ne_sait_pas", "choix": "deux",
        "plusieurs": ["rouge", "vert"], "note": 4, "maison": "514", "debut": "2027-01-11",
    }  # fmt: skip


def test_hours_typed_as_a_clock_shows_them_are_read_in_a_cell(engine):
    assert engine.read(workbook({"nombre": "1 h 30"})).answers == {"nombre": 1.5}
    assert engine.read(workbook({"nombre": "45\u202fmin"})).answers == {"nombre": 0.75}


def test_a_percentage_is_read_as_people_see_it(engine):
    book = openpyxl.load_workbook(io.BytesIO(workbook({"nombre": 0.455})))
    book.worksheets[0]["C1"].number_format = "0.0%"
    assert engine.read(saved(book)).answers == {"nombre": 45.5}


def test_the_first_day_counts_from_1904_when_the_workbook_says_so(engine):
    book = openpyxl.load_workbook(io.BytesIO(workbook({"jour": date(2026, 11, 23)})))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0]["C1"].value = date(2026, 11, 23)
    assert engine.read(saved(book)).answers == {"jour": "2026-11-23"}


def test_rows_inserted_and_added_in_calc_are_read_under_the_codes(engine):
    rows = [["Vos lignes"], [], HEADER, [1, "a", 1], [None, "insérée", 2, date(2026, 1, 2), "Oui", 4], [2, "b"], [], [None, "plus bas", "beaucoup"]]
    book = openpyxl.load_workbook(io.BytesIO(workbook({}, rows)))
    for number, cell in ((1, "4"), (2, "6")):
        for letter, column in (("B", "nom"), ("C", "poids")):
            name = f"libre__{number}__{column}"
            book.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(name, attr_text=f"Tableau!${letter}${cell}")
    reading = engine.read(saved(book))
    assert reading.answers == {"libre": [
        {"nom": "a", "poids": 1}, {"nom": "insérée", "poids": 2, "quand": "2026-01-02", "ok": "oui"}, {"nom": "b"},
        {"nom": "plus bas", "poids": "beaucoup"},
    ]}  # fmt: skip
    assert reading.ways["libre__1__nom"] == "name"
    assert reading.ways["libre__2__nom"] == "position"
    assert reading.unreadable == ["beaucoup"]


def test_fixed_rows_are_known_by_their_label_when_names_are_gone(engine):
    rows = [["Élément", "B4a · Nom", "B4b · Poids (kg)"], ["Mardi\nUne aide", "m"], ["Lundi", None, 2]]
    assert engine.read(workbook({}, rows)).answers == {"fixe": {"lundi": {"poids": 2}, "mardi": {"nom": "m"}}}


def test_lines_of_a_workbook_are_read_by_their_code_when_names_are_gone(engine):
    rows = [
        ["Code", "Question", "Votre réponse"], ["A1", "Quel est votre nom ?", "Line", "Aide de texte."], ["A3", "Combien d’heures ? (h)", 12],
        ["A7", "Lesquels ?"], ["A7", "Rouge", "oui"], ["A7", "Vert"], ["A9", "Total", 3],
    ]  # fmt: skip
    reading = engine.read(workbook({}, rows))
    assert reading.answers == {"texte": "Line", "nombre": 12, "plusieurs": ["rouge"]}
    assert set(reading.ways.values()) == {"code"}


def test_a_formula_typed_in_an_answer_counts_for_its_result(engine):
    book = openpyxl.load_workbook(io.BytesIO(workbook({"nombre": "=3+4"})))
    assert engine.read(saved(book)).answers == {"nombre": "=3+4"}


def a_file(**more) -> AnswersFile:
    return AnswersFile(Identity("petite-fiche", 2, "longue"), to_named(SHEET, ANSWERS), "2026-11-23", "Nadia", "QC", **more)


def test_a_file_of_answers_gives_them_back(engine):
    reading = engine.read(dump(a_file()).encode())
    assert reading.answers == ANSWERS
    assert reading.file == a_file()
    assert reading.identity.variant == "longue"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_of_answers_may_be_nested_and_in_any_encoding(engine, encoding):
    data = json.dumps({"definition": "petite-fiche", "version": 2, "answers": ANSWERS, "inconnu": 1})
    assert engine.read(data.encode(encoding)).answers == ANSWERS


def test_an_unknown_name_is_kept(engine):
    strange = {"ancien": "x", "plusieurs__noir": "oui", "libre__1__vieux": "y", "fixe__jeudi__nom": "z"}
    reading = engine.read(json.dumps({"definition": "petite-fiche", "version": 2, "answers": strange}).encode())
    assert reading.answers == {}
    assert reading.leftovers == strange
    assert "4 réponses n’ont pas de place" in reading.remarks[0]

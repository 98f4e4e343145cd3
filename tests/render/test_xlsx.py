"""The workbook of every definition that has tables: what it holds, what spreadsheets take, what LibreOffice computes in it."""

import io
import math
import os
import re
import subprocess
import sys
from datetime import datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from macros.answers import table_rows, to_named, with_results
from macros.model import ComputedField, TableField
from macros.outline import outline
from macros.render.xlsx import render_xlsx
from macros.render.xlsx.formulas import MAX_FORMULA
from macros.render.xlsx.layout import ANSWERS, FIRST_ROW, HEADER_ROW, _shortened
from macros.render.xlsx.validation import Lists, _rule
from macros.wording import reading
from tests import strategies
from tests.every.expectations import names, variants
from tests.roundtrip.sheet_fillers import (
    cell_of,
    fill_with_openpyxl,
    names_of,
    parts_of,
    saved_by_libreoffice,
    shown_text,
    with_row_inserted,
    without_names,
)
from tests.specimens.load import definitions, examples

ADDRESS = "https://presence.example/fiches/essai/?a=1&b=2"


def tabular(definition) -> bool:
    return any(isinstance(field, TableField) for field in definition.fields())


TABULAR = [definition for definition in definitions() if tabular(definition)]
INVENTORY = next(definition for definition in TABULAR if definition.id == "inventaire-des-comptes")
SHEETS = [(definition, variant) for definition in TABULAR for variant in variants(definition)]
every_sheet = pytest.mark.parametrize(("definition", "variant"), SHEETS, ids=lambda value: getattr(value, "id", value))
_LITERAL = re.compile('"(?:[^"]|"")*"')


_MADE = {}


def made(definition, variant=None):
    """Return the workbook of a definition, made once: documents are bytes, no test can change them."""
    key = definition.id, variant
    if key not in _MADE:
        _MADE[key] = render_xlsx(outline(definition, address=ADDRESS, variant=variant))
    return _MADE[key]


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(document))


_READ = {}


def read(definition, variant=None):
    """Return the workbook of a definition as openpyxl reads it, read once: to look at, never to change."""
    key = definition.id, variant
    if key not in _READ:
        _READ[key] = opened(made(definition, variant))
    return _READ[key]


def names_in(book):
    return {name: defined.attr_text.replace("'", "") for name, defined in book.defined_names.items()}


def formulas_of(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield cell, getattr(cell.value, "text", cell.value)


def test_a_workbook_is_for_definitions_that_have_a_table():
    told = {definition.id: tabular(definition) for definition in definitions()}
    assert (told["inventaire-des-comptes"], told["tout-a-la-limite"]) == (True, True)
    assert (told["faire-le-point-liste"], told["demande-a-une-agence"]) == (False, False)
    assert len(TABULAR) >= 8


@every_sheet
def test_every_control_has_its_name_and_one_cell_of_its_own(definition, variant):
    found = names_of(made(definition, variant))
    assert set(found) == set(names(definition, variant))
    assert len(set(found.values())) == len(found)
    assert all(re.fullmatch(r"'[^'\[\]:*?/\\]{1,31}'!\$[A-Z]+\$\d+", ref) for ref in found.values())


@every_sheet
def test_a_table_has_its_sheet_with_codes_in_its_header(definition, variant):
    sheet = outline(definition, variant=variant)
    book = read(definition, variant)
    for table in [question.field for question in sheet.questions() if isinstance(question.field, TableField)]:
        first = cell_of(book, f"{table.id}__{table.row_ids[0]}__{table.columns[0].id}")
        header = [cell.value for cell in first.parent[HEADER_ROW + 1]]
        assert [text.partition(" · ")[0] for text in header[1 : len(table.columns) + 1]] == [column.code for column in table.columns]
        labels = [str(first.parent.cell(row, 1).value) for row in range(FIRST_ROW + 1, FIRST_ROW + 1 + len(table.row_ids))]
        expected = [row.label for row in table.fixed_rows] or [str(number) for number in table.row_ids]
        assert [label.split("\n")[0] for label in labels] == expected


@every_sheet
def test_formulas_and_rules_stay_within_what_excel_takes(definition, variant):
    book = read(definition, variant)
    for cell, formula in formulas_of(book):
        assert len(formula) < MAX_FORMULA, cell.coordinate
        assert all(len(text) <= 257 for text in _LITERAL.findall(formula))
        assert "#REF" not in formula
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.formula1 or "") <= 257
            assert len(rule.error or "") <= 255
    titles = [sheet.title.lower() for sheet in book.worksheets]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 31
    assert book.worksheets[0].title == ANSWERS


@every_sheet
def test_results_are_formulas_whose_kept_value_is_that_of_a_sheet_nobody_has_begun(definition, variant):
    document = made(definition, variant)
    kept = openpyxl.load_workbook(io.BytesIO(document), data_only=True)
    book, empty = read(definition, variant), with_results(definition, {})
    for control in outline(definition, variant=variant).controls():
        if isinstance(control.field, ComputedField):
            assert cell_of(book, control.name).data_type == "f", control.name
            assert same(cell_of(kept, control.name).value, empty.get(control.field.id)), control.name


def test_opening_and_saving_with_openpyxl_keeps_names_rules_and_frozen_headers():
    for definition in TABULAR:
        blank, saved = read(definition), opened(fill_with_openpyxl(made(definition), outline(definition), {}))
        assert names_in(saved) == names_in(blank)
        for before, after in zip(blank.worksheets, saved.worksheets, strict=True):
            assert len(before.data_validations.dataValidation) == len(after.data_validations.dataValidation)
            assert before.freeze_panes == after.freeze_panes
            assert before.print_title_rows == after.print_title_rows


def test_every_sheet_prints_on_a4_with_identity_address_and_pages_at_its_foot():
    for sheet in opened(made(INVENTORY)).worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9
            assert sheet.page_setup.fitToHeight == 0
            assert "inventaire-des-comptes · version\u00a01" in sheet.oddFooter.left.text
            assert "?a=1&&b=2" in sheet.oddFooter.center.text
            assert "&P sur &N" in sheet.oddFooter.right.text
            assert sheet.print_title_rows


def test_properties_say_what_the_document_is_and_nothing_of_the_machine():
    properties = opened(made(INVENTORY)).properties
    assert (properties.title, properties.creator) == ("Inventaire de vos comptes", "Présence")
    assert properties.keywords == "inventaire-des-comptes · version\u00a01"
    assert properties.lastModifiedBy in (None, "Présence")
    assert properties.created == properties.modified == datetime(2026, 11, 1)


@pytest.mark.parametrize("typed", ["007", "1/2", "=truc", "+33 1 23", "-", "@nom", "3-4"])
def test_what_is_typed_as_text_stays_as_it_is_typed(typed):
    definition = next(definition for definition in TABULAR if definition.id == "tout-a-la-limite")
    blank, sheet = made(definition), outline(definition)
    filled = opened(fill_with_openpyxl(blank, sheet, {"personne": typed, "t__60__cle": typed, "t__61__cle": typed}))
    assert cell_of(filled, "t__61__cle").row == cell_of(filled, "t__60__cle").row + 1
    for name in ("personne", "t__60__cle", "t__61__cle"):
        cell = cell_of(filled, name)
        assert (cell.value, cell.data_type) == (typed, "s")
    assert cell_of(filled, "personne").number_format == cell_of(filled, "t__60__cle").number_format == "@"
    columns = parts_of(blank)["xl/worksheets/sheet2.xml"].decode()
    further = int(re.search(r'<col min="2" max="2" width="[0-9.]+" style="(\d+)"', columns)[1])
    assert opened(blank)._cell_styles[further].numFmtId == 49


def test_dates_and_numbers_have_their_formats_and_only_warn():
    definition = next(definition for definition in TABULAR if definition.id == "tout-a-la-limite")
    book = read(definition)
    assert cell_of(book, "jour").number_format == "dd/mm/yyyy"
    assert cell_of(book, "somme").number_format == '#,##0.00"\u00a0€"'
    rules = {str(rule.sqref): rule for rule in book[ANSWERS].data_validations.dataValidation}
    kinds = {name: rules[cell_of(book, name).coordinate] for name in ("jour", "nombre", "entier", "note", "fait", "plusieurs__a_gauche")}
    assert {name: (rule.type, rule.errorStyle or "stop") for name, rule in kinds.items()} == {
        "jour": ("date", "warning"), "nombre": ("decimal", "warning"), "entier": ("whole", "warning"), "note": ("list", "warning"),
        "fait": ("list", "stop"), "plusieurs__a_gauche": ("list", "stop"),
    }  # fmt: skip
    assert (float(kinds["nombre"].formula1), float(kinds["nombre"].formula2)) == (-10.5, 1e6)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"integer": True, "min": 1}, "un nombre entier supérieur ou égal à 1, sans unité."),
        ({"max": -2.5}, "un nombre inférieur ou égal à -2,5, sans unité."),
        ({"min": 0, "max": 20}, "un nombre compris entre 0 et 20, sans unité."),
        ({}, "un nombre, sans unité."),
    ],
)
def test_a_warning_says_in_plain_french_what_number_is_expected(bounds, said):
    definition = next(definition for definition in TABULAR if definition.id == "tout-a-la-limite")
    limits = {"integer": False, "min": None, "max": None} | bounds
    rule = _rule(definition.field("nombre").model_copy(update=limits), Lists("Listes"))
    assert rule["error_message"].replace("\u2212", "-") == (
        f"On attend ici {said} Garder quand même ce que vous avez écrit\u202f? Votre réponse restera telle quelle."
    )


def test_the_row_of_a_reading_is_as_high_as_the_longest_one():
    definition = INVENTORY
    book = read(definition)
    fields = [field for field in definition.fields() if isinstance(field, ComputedField) and field.reading]
    assert fields
    for field in fields:
        cell = cell_of(book, field.id).offset(1)
        longest = max(len(step.text) for step in field.reading)
        assert cell.parent.row_dimensions[cell.row].height >= 14 * math.ceil(longest / 36), field.id


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Les comptes et espaces qui portent votre nom", "C1 Les comptes et espaces"),
        ("Votre page web fait-elle son travail\u202f?", "C1 Votre page web"),
        ("Combien de propos chez chacune\u202f?", "C1 Combien de propos"),
        ("Les critères, leurs poids et vos notes", "C1 Les critères, leurs poids"),
        ("De qui", "C1 De qui"),
        ("Anticonstitutionnellementissimement vôtre", "C1"),
        ("\U0001f4dd" * 20, "C1"),
    ],
)
def test_the_name_of_a_sheet_ends_where_a_phrase_may_end(label, name):
    assert _shortened(["C1", *label.split()], 31) == name


def test_what_is_said_of_an_option_has_no_full_stop_before_a_bracket():
    text = shown_text(made(next(definition for definition in TABULAR if definition.id == "audit-d-image")))
    assert "(Horaires, tarifs, inscriptions, adresse)" in text
    assert ".)" not in text


def test_a_list_too_long_or_with_commas_stands_on_a_hidden_sheet():
    definition = INVENTORY
    book = read(definition)
    assert book["Listes"].sheet_state == "hidden"
    cell = cell_of(book, "comptes__1__reseau")
    rule = next(rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref)
    assert rule.formula1.startswith("Listes!$")
    letter = rule.formula1.split("$")[1]
    offered = [label.value for label in book["Listes"][letter] if label.value]
    assert offered == [option.label for option in definition.field("comptes").column("reseau").options.values()]


def test_rows_under_those_printed_have_their_rules_and_their_formulas():
    definition = next(definition for definition in TABULAR if definition.id == "tout-a-la-limite")
    book = read(definition)
    last = cell_of(book, "t__60__double")
    below = last.parent.cell(last.row + 60, last.column)
    assert below.value == last.value.replace(str(last.row), str(below.row))
    assert any(f"F{below.row}" in rule.sqref for rule in last.parent.data_validations.dataValidation)
    assert "t__61__cle" not in names_in(book)


def test_bytes_do_not_depend_on_the_machine():
    program = (
        "import hashlib;from tests.specimens.load import definitions;from macros.outline import outline\n"
        "from macros.render.xlsx import render_xlsx\nfrom tests.render.test_xlsx import TABULAR\n"
        "made=b''.join(render_xlsx(outline(d)) for d in TABULAR);print(hashlib.sha256(made).hexdigest())"
    )
    told = [
        subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "."},
                       capture_output=True, text=True, check=True).stdout
        for seed, zone in (("1", "Europe/Paris"), ("2", "America/Montreal"))
    ]  # fmt: skip
    assert len(told[0]) == 65
    assert told[0] == told[1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.definitions())
def test_any_small_definition_makes_a_workbook_that_opens(definition):
    document = render_xlsx(outline(definition))
    assert set(names_of(document)) == set(names(definition, None))
    for name, part in parts_of(document).items():
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", part.decode()), name


def test_a_row_inserted_by_hand_moves_the_names_below_and_has_none():
    definition = next(definition for definition in TABULAR if definition.id == "comptes-et-cles")
    blank, named = made(definition), to_named(definition, definition.examples[0].answers)
    filled = fill_with_openpyxl(blank, outline(definition), named)
    sheet = cell_of(opened(filled), "comptes__2__adresse").parent.title
    changed = opened(with_row_inserted(filled, sheet, FIRST_ROW + 2))
    assert cell_of(changed, "comptes__2__adresse").row == FIRST_ROW + 3
    assert cell_of(changed, "comptes__2__adresse").value == cell_of(opened(filled), "comptes__2__adresse").value
    assert names_of(without_names(filled)) == {}


def test_what_a_sheet_says_is_all_shown():
    for definition in TABULAR:
        text = shown_text(made(definition))
        sheet = outline(definition, address=ADDRESS)
        for question in sheet.questions():
            assert question.code in text
            assert question.label in text
            assert all(remark.text in text for remark in question.remarks)
            assert all(meaning in text for _, meaning in question.readings)
        assert all(said in text for said in (sheet.title, sheet.purpose, *sheet.notices, ADDRESS, str(sheet.identity)))


@pytest.mark.long
def test_libreoffice_computes_what_python_does_for_every_example():
    cases = [(definition, example.answers) for definition, example in examples() if tabular(definition)]
    filled = [fill_with_openpyxl(made(definition), outline(definition), to_named(definition, answers)) for definition, answers in cases]
    wrong = []
    for (definition, answers), document in zip(cases, saved_by_libreoffice(filled), strict=True):
        book = openpyxl.load_workbook(io.BytesIO(document), data_only=True)
        wrong += [(definition.id, *fault) for fault in differences(definition, with_results(definition, answers), book)]
        assert names_in(book).items() >= names_in(read(definition)).items()
    assert len(cases) >= 16
    assert not wrong


def differences(definition, results, book):
    """Yield what a computed cell shows otherwise than Python computes it."""
    for field in definition.fields():
        if isinstance(field, ComputedField):
            cell = cell_of(book, field.id)
            if not same(cell.value, results.get(field.id)):
                yield field.id, cell.value, results.get(field.id)
            if field.reading and (cell.offset(1).value or None) != reading(field, results.get(field.id)):
                yield field.id, cell.offset(1).value, reading(field, results.get(field.id))
        elif isinstance(field, TableField):
            rows = dict(table_rows(field, results.get(field.id)))
            for row_id in {*field.row_ids, *rows}:
                for column in field.columns:
                    if isinstance(column, ComputedField):
                        name = f"{field.id}__{row_id}__{column.id}"
                        value, expected = cell_of(book, name).value, rows.get(row_id, {}).get(column.id)
                        if not same(value, expected):
                            yield name, value, expected


def same(shown, expected):
    if expected is None:
        return shown in (None, "")
    if isinstance(expected, bool):
        return shown == ("Oui" if expected else "Non")
    if isinstance(expected, str):
        return shown == datetime.fromisoformat(expected)
    return shown == pytest.approx(expected, rel=1e-12, abs=1e-300)

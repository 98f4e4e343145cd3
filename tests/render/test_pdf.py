import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest

from macros.answers import to_named
from macros.identity import find_identity
from macros.model import CheckField, ChoiceField, Definition, MultiChoiceField, ScaleField
from macros.outline import Grid, Outline, choices, continued, outline
from macros.render.fonts import ROOT
from macros.render.pdf import A4, LETTER, FieldsDiffer, Paper, columns, layout, render_pdf, repertoire, thumbnail
from macros.render.pdf.acroform import add_fields
from macros.render.pdf.columns import bands
from macros.render.pdf.tags import elements
from macros.render.pdf.typesetting import tagged_pdf
from tests.roundtrip.pdf_fillers import FILLERS, Entry, entries, fill_many, read_back
from tests.roundtrip.visible import cut_choices, drawn_text, unseen
from tests.specimens.load import definitions, examples, real_catalog

ADDRESS = "https://presence.example/fiches/essai/"
BY_ID = {definition.id: definition for definition in definitions()}
LIMIT = "tout-a-la-limite"
SMALL = sorted(BY_ID.keys() - {LIMIT})


def resolve(target: str) -> str:
    return target if target.startswith("http") else f"https://presence.example/{target.replace(':', '/')}"


def blank_sheet(definition_id: str, **more: Any) -> Outline:
    return outline(BY_ID[definition_id], resolve=resolve, address=ADDRESS, **more)


@cache
def blank(definition_id: str) -> bytes:
    return render_pdf(blank_sheet(definition_id))


def editions(definition: Definition) -> Mapping[str, tuple[Outline, Paper]]:
    whole = blank_sheet(definition.id)
    found = {"": whole, "sans-aide": blank_sheet(definition.id, guided=False), "suite": continued(whole)}
    found |= {variant: blank_sheet(definition.id, variant=variant) for variant in definition.variants}
    found |= {f"exemple {rank}": blank_sheet(definition.id, answers=example.answers) for rank, example in enumerate(definition.examples)}
    papers = {name: (sheet, A4) for name, sheet in found.items() if sheet}
    return {**papers, "lettre": (blank_sheet(definition.id, language="fr-CA"), LETTER)}


def failures(document: bytes) -> set[str]:
    report = page.validate_pdf_bytes(document, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 90
    return {f"{failure.rule_id} {failure.message}" for failure in report.failures}


@lru_cache(maxsize=100)
def opened(document: bytes) -> pikepdf.Pdf:
    """Keep the file open: its objects die with it."""
    return pikepdf.open(io.BytesIO(document))


@cache
def letter(definition_id: str) -> bytes:
    return render_pdf(blank_sheet(definition_id), LETTER)


def text_of(document: bytes) -> str:
    pdf = pypdfium2.PdfDocument(document)
    text = "\n".join(each.get_textpage().get_text_range() for each in pdf)
    pdf.close()
    return text.replace("\r\n", "\n")


def crossing_words(document: bytes) -> list[str]:
    """Return the texts that a vertical line crosses: what a cell holds and does not keep."""
    found = []
    pdf = pypdfium2.PdfDocument(document)
    for each in pdf:
        drawn = [(thing.type, thing.get_bounds()) for thing in each.get_objects(max_depth=1)]
        lines = [box for kind, box in drawn if kind == pypdfium2.raw.FPDF_PAGEOBJ_PATH and box[2] - box[0] < 2 < box[3] - box[1]]
        for left, low, right, high in (box for kind, box in drawn if kind == pypdfium2.raw.FPDF_PAGEOBJ_TEXT):
            if any(y0 < (low + high) / 2 < y1 and left < x1 and x0 < right for x0, y0, x1, y1 in lines):
                found.append(each.get_textpage().get_text_bounded(left, low, right, high))
    pdf.close()
    return found


def fields(document: bytes) -> dict[str, pikepdf.Object]:
    return {str(field.T): field for field in opened(document).Root.AcroForm.Fields}


def widgets(document: bytes) -> list[pikepdf.Object]:
    return [note for each in opened(document).pages for note in each.get("/Annots", []) if note.Subtype == "/Widget"]


@pytest.mark.parametrize("definition_id", SMALL)
def test_blank_form_is_accessible_whole_and_light(definition_id: str) -> None:
    document = blank(definition_id)
    assert failures(document) == set()
    assert opened(document).check_pdf_syntax() == []
    assert len(document) < 150_000


@pytest.mark.long
@pytest.mark.parametrize("definition_id", BY_ID)
def test_every_edition_is_accessible_and_clean(definition_id: str) -> None:
    for name, (sheet, paper) in editions(BY_ID[definition_id]).items():
        document = render_pdf(sheet, paper)
        assert failures(document) == set(), name
        assert opened(document).check_pdf_syntax() == [], name
        assert ("/AcroForm" in opened(document).Root) is not sheet.filled, name


@pytest.mark.parametrize("definition_id", SMALL)
def test_fields_are_the_controls_of_the_outline(definition_id: str) -> None:
    controls = {control.name: control for control in blank_sheet(definition_id).controls()}
    found = fields(blank(definition_id))
    assert found.keys() == controls.keys()
    for name, field in found.items():
        assert str(field.TU).startswith(controls[name].title)
        assert controls[name].help in str(field.TU)


@pytest.mark.parametrize("definition_id", SMALL)
def test_every_widget_says_its_name_has_its_drawing_and_its_place_among_the_tags(definition_id: str) -> None:
    document = blank(definition_id)
    assert widgets(document)
    for widget in widgets(document):
        assert str(widget.TU)
        assert widget.AP.N is not None
        assert "/StructParent" in widget
    form = opened(document).Root.AcroForm
    assert "/NeedAppearances" not in form
    assert {str(each.get("/Tabs")) for each in opened(document).pages if "/Annots" in each} == {"/S"}


def test_groups_have_a_button_an_option_and_lists_start_with_no_answer() -> None:
    found = fields(blank("audit-d-image"))
    for question in blank_sheet("audit-d-image").questions():
        if isinstance(question.field, ChoiceField | CheckField | ScaleField) and question.controls:
            states = {str(key)[1:] for kid in found[question.field.id].Kids for key in kid.AP.N if key != "/Off"}
            marks = {str(mark) for mark in range(getattr(question.field, "min", 0), getattr(question.field, "max", -1) + 1)}
            assert states == (marks or set(question.field.options))
    lists = [field for field in found.values() if field.FT == "/Ch"]
    assert lists
    assert all(str(field.Opt[0]) == str(field.V) == " " for field in lists)


def test_field_order_is_that_of_the_pages() -> None:
    for definition_id in ("inventaire-des-comptes", "demande-a-une-agence"):
        order = [control.name for control in blank_sheet(definition_id).controls()]
        seen = dict.fromkeys(str(widget.get("/T", widget.get("/Parent", {}).get("/T"))) for widget in widgets(blank(definition_id)))
        assert list(seen) == order


def test_field_font_is_whole_simple_and_kept_by_chrome() -> None:
    form = opened(blank("comptes-ouverts")).Root.AcroForm
    font = form.DR.Font["/Webdings"]
    assert (font.Subtype, font.Encoding) == ("/TrueType", "/WinAnsiEncoding")
    assert "/ToUnicode" in font
    assert "+" not in str(font.BaseFont)
    assert {"œ", "’", "–", "…", "«", "»", "€", "\u00a0", "é", "Ÿ"} <= repertoire()
    assert not {"−", "→", "\u202f", "😀"} & repertoire()


def test_document_tells_what_it_is() -> None:
    sheet = blank_sheet("demande-a-une-agence", variant="detaille")
    pdf = opened(render_pdf(sheet))
    assert str(pdf.docinfo["/Keywords"]) == str(sheet.identity) == "demande-a-une-agence · detaille · version\u00a03"
    assert str(pdf.docinfo["/Title"]) == sheet.title
    assert str(pdf.docinfo["/Author"]) == "Présence"
    assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{sheet.dated:%Y%m%d}")
    assert str(pdf.Root.Lang) == "fr-FR"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_outline() as bookmarks:
        assert [re.sub(r"\s+", " ", mark.title) for mark in bookmarks.root] == [f"{part.letter} {part.title}" for part in sheet.parts]


@pytest.mark.parametrize("definition_id", SMALL)
def test_every_page_prints_title_identity_address_and_number(definition_id: str) -> None:
    sheet = blank_sheet(definition_id)
    pdf = pypdfium2.PdfDocument(blank(definition_id))
    for number, each in enumerate(pdf, 1):
        text = each.get_textpage().get_text_range()
        assert find_identity(text) == sheet.identity
        assert ADDRESS in text
        assert f"Page {number} / {len(pdf)}" in text
    pdf.close()


def test_letter_pages_have_the_size_of_letter_paper() -> None:
    boxes = [each.mediabox for each in opened(render_pdf(blank_sheet("comptes-ouverts"), LETTER)).pages]
    assert {(round(float(box[2])), round(float(box[3]))) for box in boxes} == {(612, 792)}


def test_signs_of_french_and_of_formulas_come_out() -> None:
    sheet = blank_sheet("comptes-ouverts")
    signs = "Œuvre, cœur\u202f: «\u00a0oui\u202f» → ≤ 3\u202f000\u00a0€ − ☐ Łódź"
    text = text_of(render_pdf(replace(sheet, purpose=signs)))
    for sign in ("Œuvre", "cœur", "«", "»", "→", "≤", "€", "−", "☐", "Łódź"):
        assert sign in text


def test_what_no_face_has_becomes_a_box_and_the_rest_stays() -> None:
    sheet = blank_sheet("comptes-ouverts")
    text = text_of(render_pdf(replace(sheet, purpose="日本 😀 \x07 กา नमस्ते fin")))
    assert "□" in text
    assert "fin" in text
    assert "日" not in text


def test_same_outline_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "from tests.specimens.load import real_catalog; from macros.outline import outline; from macros.render.pdf import render_pdf; "
        "from hashlib import sha256; print(sha256(render_pdf(outline(real_catalog().definitions['ce-qui-sert-deja']))).hexdigest())"
    )
    outputs = set()
    for seed, zone in (("1", "UTC"), ("2", "America/Montreal")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": seed}
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_two_sheets_of_one_process_do_not_mix() -> None:
    first = blank("comptes-ouverts")
    render_pdf(blank_sheet("comptes-et-cles"))
    assert render_pdf(blank_sheet("comptes-ouverts")) == first


def test_continuation_goes_on_where_the_rows_end() -> None:
    sheet = continued(blank_sheet("comptes-ouverts"))
    assert sheet is not None
    names = fields(render_pdf(sheet)).keys()
    assert "comptes__7__adresse" in names
    assert "comptes__6__adresse" not in names
    assert "Suite" in text_of(render_pdf(sheet))


def test_filled_example_shows_every_answer_and_no_field() -> None:
    definition = BY_ID["audit-d-image"]
    document = render_pdf(blank_sheet(definition.id, answers=definition.examples[0].answers))
    assert "/AcroForm" not in opened(document).Root
    text = re.sub(r"\s+", "", text_of(document))
    assert "Exemplerempli" in text
    for value in ("Centre des Érables", "Douze mois", "Neutre ou factuel", "30 octobre 2026", "L’image est partagée"):
        assert value.replace(" ", "") in text
    assert "field.invalid" not in text


def test_tables_name_their_rows_and_repeat_their_header() -> None:
    text = text_of(blank("audit-d-image"))
    assert text.count("C1h Et vous") >= 3, "Une fois dans l’aide, puis en tête de chaque page."
    headings = [each for each in elements(opened(blank("audit-d-image"))) if each.S == "/TH"]
    scopes = [str(look.Scope) for heading in headings for look in heading.A if "/Scope" in look]
    assert scopes.count("/Row") == 5 + 8 + 15


def test_missing_field_or_unknown_field_stops_the_document() -> None:
    sheet = blank_sheet("comptes-ouverts")
    other = replace(sheet, parts=sheet.parts + blank_sheet("comptes-et-cles").parts)
    for wrong in (other, replace(sheet, parts=())):
        with pikepdf.open(io.BytesIO(raw(sheet))) as pdf, pytest.raises(FieldsDiffer):
            add_fields(pdf, wrong)


def raw(sheet: Outline) -> bytes:
    return tagged_pdf(layout.document(sheet, A4), 0)


def test_no_row_stands_alone_on_the_last_page_of_a_table() -> None:
    sheet = blank_sheet("comptes-ouverts")
    part = sheet.parts[0]
    grid = next(item for item in part.items if isinstance(item, Grid))
    for count in (16, 17, 18, 41, 42):
        long = continued(sheet, count)
        assert long is not None
        pages = [page_of_row(each) for each in opened(render_pdf(long)).pages]
        assert sum(map(len, pages)) == count
        assert all(len(rows) != 1 for rows in pages[1:]), f"{count} lignes : {[len(rows) for rows in pages]}"
    assert grid.field.id == "comptes"


@cache
def real_examples() -> list[tuple[Outline, bytes]]:
    """Return every example of every real definition, and its document."""
    pairs = [pair for pair in examples() if pair[0].id in real_catalog().definitions]
    sheets = [blank_sheet(definition.id, answers=example.answers) for definition, example in pairs]
    return [(sheet, render_pdf(sheet)) for sheet in sheets]


def test_no_row_of_an_example_is_cut() -> None:
    checked = 0
    for sheet, document in real_examples():
        texts = [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(document)]
        pages = ["".join(text.replace("\ufffe", "-").split()) for text in texts]  # how PDFium says a hyphen at the end of a line
        for item in (item for part in sheet.parts for item in part.items if isinstance(item, Grid) and item.fixed):
            for row in (row for row in item.rows if row.help):
                whole = "".join((row.label + row.help).split())
                assert any(whole in text for text in pages), f"{sheet.definition.id} : {row.label}"
                checked += 1
    assert checked > 40


def test_no_word_of_an_example_goes_beyond_its_cell() -> None:
    assert {sheet.definition.id: found for sheet, document in real_examples() if (found := crossing_words(document))} == {}


def test_a_column_is_as_wide_as_the_longest_word_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = blank_sheet("comptes-ouverts", answers={"comptes": [{"adresse": f"Un mot : {'W' * 23} et {'W' * 120}"}]})
    for paper in (A4, LETTER):
        assert crossing_words(render_pdf(sheet, paper)) == []
    monkeypatch.setattr(columns, "_widest_word", lambda *_: 0.0)
    assert crossing_words(render_pdf(sheet)) != []


def test_check_of_words_sees_one_that_goes_beyond_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_widest_word", lambda *_: 0.0)
    definition = BY_ID["choix-des-outils"]
    found = crossing_words(render_pdf(blank_sheet(definition.id, answers=definition.examples[0].answers)))
    assert len(found) == 4
    assert all("Pleinement" in text for text in found)


def test_a_number_and_its_unit_wrap_in_a_cell() -> None:
    example = next(example for definition, example in examples() if definition.id == "comptes-ouverts")
    cells = [
        cell["text"] for run in layout.document(blank_sheet("comptes-ouverts", answers=example.answers), A4)["runs"]
        for item in run["items"] if item["type"] == "grid" for band in item["bands"] for row in band["rows"] for cell in row["cells"]
    ]  # fmt: skip
    assert "1\u00a0260 personnes" in cells


def page_of_row(each: pikepdf.Page) -> set[str]:
    names = [str(note.get("/T", "")) for note in each.get("/Annots", [])]
    return {name.split("__")[1] for name in names if name.startswith("comptes__")}


def test_thumbnail_is_a_small_picture_of_the_first_page() -> None:
    picture = thumbnail(blank_sheet("demande-a-une-agence"))
    assert picture.startswith(b"\x89PNG")
    assert 235 <= int.from_bytes(picture[16:20]) <= 245
    assert len(picture) < 60_000


@pytest.mark.parametrize("filler", FILLERS, ids=lambda filler: filler.name)
def test_answers_typed_by_other_programs_are_kept_and_seen(filler: Any) -> None:
    definition, example = next(pair for pair in examples() if pair[0].id == "demande-a-une-agence")
    sheet, named = blank_sheet(definition.id), to_named(definition, example.answers)
    wanted = entries(blank(definition.id), sheet, named)
    assert len(wanted) >= 5
    filled = filler.fill(blank(definition.id), sheet, named)
    assert read_back(filled) == {name: entry.value for name, entry in wanted.items()}
    assert unseen(blank(definition.id), filled, wanted) == []


@pytest.mark.parametrize("definition_id", SMALL)
@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_every_choice_is_readable_where_it_is_made(definition_id: str, paper: Paper) -> None:
    sheet = blank_sheet(definition_id)
    document = blank(definition_id) if paper is A4 else letter(definition_id)
    assert cut_choices(document, sheet) == []


def test_check_of_choices_sees_a_narrow_list_and_a_low_text() -> None:
    sheet = blank_sheet("inventaire-des-comptes")
    narrowed = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank("inventaire-des-comptes"))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) in ("comptes__1__cles", "comptes__2__reseau"):
                x0, y0, x1, y1 = map(float, field.Rect)
                field.Rect = pikepdf.Array([x0, y0, x1 - 9, y1] if field.FT == "/Ch" else [x0, y0, x1, y1 - 9])
        pdf.save(narrowed)
    assert {found.split("\u00a0: ")[0] for found in cut_choices(narrowed.getvalue(), sheet)} == {"comptes__1__cles", "comptes__2__reseau"}


def test_longest_choices_are_drawn_whole() -> None:
    for definition_id in ("inventaire-des-comptes", "audit-d-image"):
        sheet, form = blank_sheet(definition_id), fields(blank(definition_id))
        labels = {control.name: [option.label for option in choices(control.field).values()] for control in sheet.controls()}
        longest = {name: max(offered, key=len) for name, offered in labels.items() if offered}
        kinds = {"/Ch": "list", "/Tx": "text"}
        wanted = {name: Entry(kinds[form[name].FT], label) for name, label in longest.items() if form[name].FT in kinds}
        assert len(wanted) > 60
        filled = fill_many("pdfjs.mjs", [(blank(definition_id), wanted)])[0]
        assert unseen(blank(definition_id), filled, wanted) == []


def test_letter_cuts_no_table_that_a4_leaves_whole() -> None:
    for definition in real_catalog().definitions.values():
        sheet = blank_sheet(definition.id)
        for part in sheet.parts:
            for grid in (item for item in part.items if isinstance(item, Grid)):
                assert len(bands(grid, LETTER)[2]) <= len(bands(grid, A4)[2]), f"{definition.id} {grid.question.code}"


def test_bands_of_a_table_that_must_be_cut_are_of_about_the_same_width() -> None:
    grid = next(item for item in blank_sheet("inventaire-des-comptes").parts[2].items if isinstance(item, Grid))
    found = bands(grid, Paper(150.0, 180.0))[2]
    assert [index for band in found for index, _ in band] == list(range(8))
    assert min(map(len, found)) >= 2


def test_band_of_one_column_names_it_alone() -> None:
    text = text_of(render_pdf(blank_sheet("comptes-et-cles"), Paper(62.0, 110.0)))
    assert re.search(r"partie 1 sur 3\s*: colonne A1a\n", text)
    assert re.search(r"partie 2 sur 3\s*: colonnes A1b à A1c\n", text)


def test_no_page_of_a_real_sheet_has_only_a_few_rows_of_a_table() -> None:
    for definition_id, name in (("inventaire-des-comptes", "comptes"), ("ce-qui-sert-deja", "espaces")):
        pages = [rows_of(each, name) for each in opened(blank(definition_id)).pages]
        assert min(len(rows) for rows in pages if rows) > 3


def rows_of(each: pikepdf.Page, table: str) -> set[str]:
    names = [str(note.get("/T", "")).split("__") for note in each.get("/Annots", [])]
    return {name[1] for name in names if name[0] == table and len(name) == 3}


def test_tooltips_have_one_full_stop() -> None:
    for definition_id in SMALL:
        for field in fields(blank(definition_id)).values():
            assert not re.search(r"[?!…]\s?[.,]", str(field.TU).split("\n")[0]), str(field.TU)


def test_visibility_check_sees_an_answer_that_is_not_drawn() -> None:
    definition, example = next(pair for pair in examples() if pair[0].id == "demande-a-une-agence")
    named = to_named(definition, example.answers)
    wanted = entries(blank(definition.id), blank_sheet(definition.id), named)
    assert len(unseen(blank(definition.id), blank(definition.id), wanted)) >= 3
    assert "field.invalid" not in drawn_text(blank(definition.id))


def test_multichoice_has_a_box_for_each_option() -> None:
    found = fields(blank("audit-d-image"))
    question = next(each for each in blank_sheet("audit-d-image").questions() if isinstance(each.field, MultiChoiceField))
    assert all(found[control.name].FT == "/Btn" for control in question.controls)

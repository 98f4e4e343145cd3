"""Documents filled by the page's programs: what is stored, shown and left out, and that they are still what they were."""

import base64
import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache

import openpyxl
import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from macros.documents.page_script import page_document, page_script
from macros.documents.source import Source
from macros.model import TableField
from macros.names import MAX_ROWS, cell_name
from macros.render.pdf import repertoire
from macros.render.pdf.field_font import text_width
from macros.render.pdf.tags import elements
from macros.render.xml import held
from tests import strategies
from tests.roundtrip.page_fillers import SITE, Page, filled_in_page
from tests.roundtrip.pdf_fillers import entries, read_back
from tests.roundtrip.sheet_fillers import parts_of
from tests.roundtrip.text_archive import W, answer_in, controls, is_empty, root_of, shown_text
from tests.roundtrip.trip import Tally, blanks, compare, forms, kept, read
from tests.roundtrip.visible import drawn_text, unseen

FORMATS = ("pdf", "docx", "odt", "xlsx")
HUGE = "tout-a-la-limite"
SEVERAL = settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
each_format = pytest.mark.parametrize("extension", FORMATS)


@pytest.fixture(autouse=True)
def site(request: pytest.FixtureRequest) -> None:
    SITE.open = lambda: request.getfixturevalue("js")


def sheet(name: str) -> Source:
    return next(source for source in forms() if source.name == name)


def fill(extension: str, name: str, answers: Mapping[str, str], *, worked: bool = True) -> Page:
    return filled_in_page(extension, sheet(name).outline(), answers, worked=worked)


def came_back(extension: str, source: Source, named: Mapping[str, str]) -> Tally:
    filled = filled_in_page(extension, source.outline(), named)
    assert filled.unplaced == []
    return compare(source.definition, named, read(filled.content))


def failures(document: bytes) -> set[str]:
    report = page.validate_pdf_bytes(document, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 90
    return {f"{failure.rule_id} {failure.message}" for failure in report.failures}


def clean(document: bytes) -> None:
    """Fail unless a PDF is accessible, and sound without any repair."""
    assert failures(document) == set()
    with pikepdf.open(io.BytesIO(document), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


def rows(name: str, count: int) -> dict[str, str]:
    """Return answers that fill so many rows of each table of a sheet, each cell saying which it is where it can."""
    found = {}
    for table in (field for field in sheet(name).definition.fields() if isinstance(field, TableField) and not field.fixed_rows):
        for row in range(1, count * table.rows + 1):
            found |= {cell_name(table.id, row, column.id): f"ligne {row}" for column in table.columns if column.kind in ("text", "longtext", "url")}
    return found


@cache
def first_answers(name: str) -> dict[str, str]:
    source = sheet(name)
    return kept(source, source.definition.examples[0].answers)


@pytest.mark.long
@each_format
@given(data=st.data())
@SEVERAL
def test_any_answers_come_back(extension: str, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([source for source in forms() if extension in blanks(source.name) and HUGE not in source.name]))
    named = kept(source, data.draw(strategies.answers(source.definition)))
    tally = came_back(extension, source, named)
    assert tally.faults == []


@pytest.mark.parametrize("name", ["comptes-ouverts", "inventaire-des-comptes"])
@each_format
def test_three_times_the_printed_rows_come_back(extension: str, name: str) -> None:
    named = rows(name, 3)
    tally = came_back(extension, sheet(name), named)
    assert tally.faults == []
    assert tally.sent >= 18


@pytest.mark.parametrize("name", ["faire-le-point-liste", "demande-a-une-agence-detaille", "comptes-ouverts"])
def test_filled_pdf_is_accessible_sound_and_shows_what_it_holds(name: str) -> None:
    source = sheet(name)
    for example in source.definition.examples:
        named = kept(source, example.answers)
        filled = filled_in_page("pdf", source.outline(), named)
        clean(filled.content)
        wanted = entries(blanks(name)["pdf"], source.outline(), named)
        assert unseen(blanks(name)["pdf"], filled.content, wanted) == []


@pytest.mark.long
def test_every_filled_pdf_is_accessible_and_sound() -> None:
    for source in forms():
        for example in source.definition.examples:
            clean(filled_in_page("pdf", source.outline(), kept(source, example.answers)).content)


def test_pdf_is_only_added_to() -> None:
    blank = blanks("audit-d-image")["pdf"]
    filled = fill("pdf", "audit-d-image", first_answers("audit-d-image")).content
    assert filled.startswith(blank)
    assert filled.endswith(b"%%EOF\n")


@each_format
def test_nothing_answered_gives_the_blank_document_back(extension: str) -> None:
    filled = fill(extension, "audit-d-image", {"organisation": "  ", "sans_place": "perdu"})
    assert filled.unplaced == ["sans_place"]
    blank = blanks("audit-d-image")[extension]
    if extension == "pdf":
        assert filled.content == blank
    else:
        assert "perdu" not in "".join(part.decode("utf-8", "replace") for part in parts_of(filled.content).values())
    if extension in ("docx", "odt"):
        assert shown_text(filled.content) == shown_text(blank)


@each_format
def test_same_answers_give_the_same_bytes(extension: str) -> None:
    found = {fill(extension, "comptes-ouverts", rows("comptes-ouverts", 2)).content for _ in range(2)}
    assert len(found) == 1


def test_values_of_a_pdf_are_those_of_its_kinds_of_fields() -> None:
    named = {**first_answers("audit-d-image"), "organisation": "Où\u202f? «\u00a0Là\u00a0»"}
    source = sheet("audit-d-image")
    filled = fill("pdf", "audit-d-image", named).content
    stored = read_back(filled)
    for name, entry in entries(blanks("audit-d-image")["pdf"], source.outline(), named).items():
        assert stored[name].replace("\u202f", "\u00a0") == entry.value
    assert stored["organisation"] == "Où\u00a0? «\u00a0Là\u00a0»"
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if "/Kids" in field:
                assert [str(kid.AS) for kid in field.Kids if kid.AS != "/Off"] == [str(field.V)] * (str(field.V) != "/Off")
            elif field.FT == "/Btn":
                assert field.V == field.AS
            elif field.FT == "/Ch":
                assert str(field.V) in [str(label) for label in field.Opt]


def test_choice_that_buttons_do_not_offer_is_told() -> None:
    named = {"depuis": "depuis toujours", "lieux__presse__regarde": "à revoir"}
    filled = fill("pdf", "audit-d-image", named)
    assert filled.unplaced == ["depuis"]
    assert read_back(filled.content) == {"lieux__presse__regarde": "à revoir"}
    for extension in ("docx", "odt", "xlsx"):
        written = fill(extension, "audit-d-image", named)
        assert written.unplaced == []
        assert compare(sheet("audit-d-image").definition, named, read(written.content)).faults == []


def test_text_beyond_the_font_is_kept_whole_and_told() -> None:
    outside = "Łódź 日本 😀"
    filled = fill("pdf", "audit-d-image", {"organisation": outside, "releve_par": "Zoé\u2009Œuf\u2011e\u0301"})
    assert not set(outside) <= repertoire()
    assert filled.unprintable == ["organisation"]
    assert read_back(filled.content)["organisation"] == outside
    assert "ZoéŒufé" in drawn_text(filled.content)


def test_text_beyond_its_room_is_drawn_smaller_then_cut_and_told() -> None:
    smaller, cut = "mot " * 30, "mot " * 6000
    filled = fill("pdf", "audit-d-image", {"lieux__presse__precis": smaller, "lieux__avis__precis": cut, "organisation": "x" * 400})
    assert sorted(filled.unprintable) == ["lieux__avis__precis", "organisation"]
    assert read_back(filled.content)["lieux__avis__precis"] == cut
    with pikepdf.open(io.BytesIO(filled.content)) as pdf:
        typed = [field for field in pdf.Root.AcroForm.Fields if field.FT == "/Tx"]
        drawings = {str(field.T): field.AP.N.read_bytes().decode("latin-1") for field in typed}
    assert drawings["lieux__presse__precis"].count("mot") == 30
    assert float(re.search(r"([\d.]+) Tf", drawings["lieux__presse__precis"])[1]) < 8.5
    assert "\x85) Tj" in drawings["lieux__avis__precis"]


def test_drawn_lines_stay_in_their_field() -> None:
    with pikepdf.open(io.BytesIO(fill("pdf", "audit-d-image", first_answers("audit-d-image")).content)) as pdf:
        checked = 0
        for field in pdf.Root.AcroForm.Fields:
            if field.FT in ("/Tx", "/Ch") and str(field.V).strip():
                drawing, (_, _, width, height) = field.AP.N.read_bytes().decode("latin-1"), map(float, field.AP.N.BBox)
                size, leading, across, down = re.search(r"([\d.]+) Tf .+ ([\d.]+) TL ([\d.]+) ([\d.]+) Td", drawing).groups()
                lines = re.findall(r"\(((?:\\.|[^\\)])*)\) Tj", drawing)
                for line in lines:
                    said = re.sub(r"\\(.)", r"\1", line).encode("latin-1").decode("cp1252").rstrip(" ")
                    assert text_width(said) * float(size) + 2 * float(across) <= width + 0.1, line
                assert 0 < float(down) - float(leading) * (len(lines) - 1) < height
                checked += 1
        assert checked > 100


@pytest.fixture(scope="module")
def lengthened() -> bytes:
    return fill("pdf", "inventaire-des-comptes", rows("inventaire-des-comptes", 3)).content


def test_continuations_are_pages_of_one_accessible_document(lengthened: bytes) -> None:
    clean(lengthened)
    with pikepdf.open(io.BytesIO(lengthened)) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert len(names) == len(set(names))
        table = next(field for field in sheet("inventaire-des-comptes").definition.fields() if isinstance(field, TableField) and not field.fixed_rows)
        numbers = {int(name.split("__")[1]) for name in names if name.startswith(f"{table.id}__")}
        assert numbers == set(range(1, 3 * table.rows + 1))
        for field in pdf.Root.AcroForm.Fields:
            if found := re.fullmatch(rf"{table.id}__(\d+)__\w+", str(field.T)):
                assert f"· ligne\u00a0{found[1]}" in str(field.TU)
        [root] = pdf.Root.StructTreeRoot.K
        assert all(kid.P.objgen == root.objgen for kid in root.K)
        notes = [note for each in pdf.pages for note in each.get("/Annots", [])]
        tagged = [each.K for each in elements(pdf) if each.S == "/Form"]
        owned = {kid.Obj.objgen for kids in tagged for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])}
        assert owned == {note.objgen for note in notes if note.Subtype == "/Widget"}
        keys = [int(note.StructParent) for note in notes] + [int(each.StructParents) for each in pdf.pages]
        assert len(keys) == len(set(keys))
        assert max(keys) < int(pdf.Root.StructTreeRoot.ParentTreeNextKey)


def test_added_rows_print_their_numbers(lengthened: bytes) -> None:
    tables = [field for field in sheet("inventaire-des-comptes").definition.fields() if isinstance(field, TableField)]
    printed = {table.id: table.rows for table in tables if not table.fixed_rows}
    document, found = pypdfium2.PdfDocument(lengthened), set()
    with pikepdf.open(io.BytesIO(lengthened)) as pdf:
        for rank, each in enumerate(pdf.pages):
            text = document[rank].get_textpage()
            for note in each.get("/Annots", []):
                table, _, rest = str(note.get("/T", "")).partition("__")
                row = rest.partition("__")[0]
                if table in printed and row not in found:
                    _, bottom, _, top = map(float, note.Rect)
                    if row in text.get_text_bounded(50, bottom, 80, top).split():
                        found.add(row)
    document.close()
    assert found == {str(row) for row in range(1, 3 * max(printed.values()) + 1)}


def test_a_row_far_away_brings_all_those_between() -> None:
    filled = fill("pdf", "comptes-ouverts", {"comptes__40__adresse": "https://quarante.example/"})
    clean(filled.content)
    assert read_back(filled.content) == {"comptes__40__adresse": "https://quarante.example/"}
    with pikepdf.open(io.BytesIO(filled.content)) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1 + 4 * 42


@each_format
def test_rows_beyond_any_table_are_told(extension: str) -> None:
    names = [cell_name("comptes", row, "adresse") for row in (MAX_ROWS + 1, 0, "x", "99999999999")]
    hostile = ["constructor", "prototype", "comptes__1__constructor", "comptes__1__adresse__x", "toString"]
    filled = fill(extension, "comptes-ouverts", dict.fromkeys([*names, *hostile], "perdu"))
    assert sorted(filled.unplaced) == sorted([*names, *hostile])
    assert len(filled.content) < 2 * len(blanks("comptes-ouverts")[extension])


def test_a_pdf_that_lacks_its_continuation_is_not_made(js: object) -> None:
    blank = page_document("comptes-ouverts.pdf", "pdf", blanks("comptes-ouverts")["pdf"])
    assert js("documents/fill.js", "needsContinuation", blank, {"comptes__6__adresse": "x", "comptes__7__adresse": " "}) is False
    assert js("documents/fill.js", "needsContinuation", blank, {"comptes__7__adresse": "x"}) is True


def test_results_are_written_where_no_program_works_them_out() -> None:
    source = sheet("comptes-ouverts")
    named = kept(source, source.definition.examples[1].answers)
    for extension in ("docx", "odt"):
        shown = dict(controls(root_of(fill(extension, source.name, named).content)))
        assert answer_in(shown["total"]) == "1\u00a0234\u00a0567"
    assert read_back(fill("pdf", source.name, named).content)["total"] == "1\u00a0234\u00a0567"
    assert "total" not in read_back(fill("pdf", source.name, named, worked=False).content)


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_the_reading_that_a_result_reaches_is_said_before_it(extension: str) -> None:
    source = sheet("choix-des-outils")
    named = kept(source, source.definition.examples[0].answers)
    lines = re.findall(r"Votre résultat · .+", shown_text(fill(extension, source.name, named).content))
    readings = [field for field in source.definition.fields() if getattr(field, "reading", ())]
    assert len(lines) == len(readings) > 5
    assert "Votre résultat · Plus de 3 sur 4 : Voilà votre base. Tout le reste doit y ramener." in [line.replace("\u00a0", " ") for line in lines]
    assert "Votre résultat" not in shown_text(fill(extension, source.name, {"criteres__public__outil_b": "3"}, worked=False).content)
    assert came_back(extension, source, named).faults == []


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_controls_of_a_text_document_are_left_as_an_editor_leaves_them(extension: str) -> None:
    named = {"organisation": "  deux  espaces \tun\nligne<b>&amp;\x00\x1f", "date_releve": "2026-10-20"}
    found = dict(controls(root_of(fill(extension, "audit-d-image", named).content)))
    assert answer_in(found["organisation"]) == held(named["organisation"])
    assert not is_empty(found["organisation"])
    assert is_empty(found["releve_par"])
    assert len(found) == len(dict(controls(root_of(blanks("audit-d-image")[extension]))))
    if extension == "docx":
        assert found["date_releve"].find(f"{W}sdtPr/{W}date").get(f"{W}fullDate") == "2026-10-20T00:00:00Z"


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_copied_rows_have_names_numbers_and_titles_of_their_own(extension: str) -> None:
    document = fill(extension, "comptes-ouverts", {"comptes__9__adresse": "https://neuf.example/"}).content
    root = root_of(document)
    found = list(controls(root))
    assert len({tag for tag, _ in found}) == len(found) == 4 * 9 + 1
    if extension == "docx":
        numbers = [element.get(f"{W}val") for element in root.iter(f"{W}id")]
        titles = {tag: control.find(f"{W}sdtPr/{W}alias").get(f"{W}val") for tag, control in found}
    else:
        loext = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
        numbers = [control.get(f"{loext}id") for _, control in found]
        titles = {tag: control.get(f"{loext}alias") for tag, control in found}
    assert len(numbers) == len(set(numbers))
    assert titles["comptes__9__adresse"].endswith("ligne\u00a09")
    assert all(is_empty(control) for tag, control in found if tag.startswith("comptes__8__"))
    lines = shown_text(document).split("\n")
    assert [line for line in lines if re.fullmatch("[0-9]+", line)] == [str(row) for row in range(1, 10)]


@pytest.mark.parametrize("extension", ["docx", "odt", "xlsx"])
def test_packages_keep_their_order_and_no_clock(extension: str) -> None:
    filled = fill(extension, "comptes-ouverts", first_answers("comptes-ouverts")).content
    with zipfile.ZipFile(io.BytesIO(filled)) as made, zipfile.ZipFile(io.BytesIO(blanks("comptes-ouverts")[extension])) as blank:
        assert made.namelist() == blank.namelist()
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert made.testzip() is None
        if extension == "odt":
            assert made.infolist()[0].filename == "mimetype"
            assert made.infolist()[0].compress_type == zipfile.ZIP_STORED
        for name in made.namelist():
            assert name == "mimetype" or etree.fromstring(made.read(name)) is not None


def test_answers_stand_nowhere_else_than_in_their_place() -> None:
    for extension in ("docx", "odt", "xlsx"):
        parts = parts_of(fill(extension, "comptes-ouverts", {"comptes__1__adresse": "unique-en-son-genre"}).content)
        assert sum(part.count(b"unique-en-son-genre") for part in parts.values()) == 1
    filled = fill("pdf", "comptes-ouverts", {"comptes__1__adresse": "unique-en-son-genre"}).content
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        assert [name for name, value in read_back(filled).items() if "unique" in value] == ["comptes__1__adresse"]
        assert b"unique" not in pdf.Root.Metadata.read_bytes()


def test_workbook_holds_no_formula_that_nobody_wrote_and_no_old_result() -> None:
    texts = ["=1+1", "+33 1 23", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "_x0041_", "_x005F_", "a\nb"]
    named = {f"comptes__{row}__adresse": text for row, text in enumerate(texts, 1)}
    filled = fill("xlsx", "comptes-ouverts", named).content
    assert compare(sheet("comptes-ouverts").definition, named, read(filled)).faults == []
    blank = blanks("comptes-ouverts")["xlsx"]
    for name, part in parts_of(filled).items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            root, before = etree.fromstring(part), etree.fromstring(parts_of(blank)[name])
            formulas = root.findall(".//{*}f")
            assert [formula.text for formula in formulas] == [formula.text for formula in before.findall(".//{*}f")]
            assert all(formula.getparent().find("{*}v") is None for formula in formulas)
            assert [int(row.get("r")) for row in root.iter("{*}row")] == sorted(int(row.get("r")) for row in root.iter("{*}row"))
            for row in root.iter("{*}row"):
                places = [openpyxl.utils.cell.coordinate_from_string(cell.get("r")) for cell in row]
                assert [openpyxl.utils.column_index_from_string(letters) for letters, _ in places] == sorted(
                    openpyxl.utils.column_index_from_string(letters) for letters, _ in places
                )


def test_workbook_holds_numbers_and_days_as_such() -> None:
    named = {
        "comptes__1__abonnes": "1234567", "comptes__2__abonnes": "1e-07", "comptes__3__abonnes": "beaucoup",
        "comptes__1__publication": "2026-10-20", "comptes__2__publication": "1899-07-14", "comptes__8__abonnes": "12",
    }  # fmt: skip
    names = {control.name for control in sheet("comptes-ouverts").outline().controls()}
    assert names > named.keys() - {"comptes__8__abonnes"}, sorted(names)
    filled = fill("xlsx", "comptes-ouverts", named).content
    assert compare(sheet("comptes-ouverts").definition, named, read(filled)).faults == []
    book = openpyxl.load_workbook(io.BytesIO(filled))
    values = [cell.value for grid in book.worksheets for row in grid.iter_rows() for cell in row]
    assert 1234567 in values
    assert "beaucoup" in values
    assert 12 in values
    assert any(getattr(value, "year", 0) == 2026 for value in values)


def test_text_longer_than_a_cell_is_cut_and_told() -> None:
    long = "x" * 40000
    filled = fill("xlsx", "audit-d-image", {"organisation": long})
    assert filled.unprintable == ["organisation"]
    assert read(filled.content).answers["organisation"] == long[:32767]


def test_script_hands_the_document_as_it_is() -> None:
    blank = blanks("comptes-ouverts")["docx"]
    script = page_script("comptes-ouverts.docx", "docx", blank).decode()
    assert script.startswith('((globalThis.presence??={}).documents??={})["comptes-ouverts.docx"]={"extension":"docx","base64":"')
    assert base64.b64decode(script.split('"base64":"')[1].split('"')[0]) == blank

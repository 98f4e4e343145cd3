import io
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings

from macros.outline import outline
from macros.render.docx import render_docx
from macros.render.story.look import LOOK
from tests import strategies
from tests.every import expectations as expected
from tests.render.text_documents import (
    blank,
    contrast,
    each_sheet,
    filled,
    made,
    part,
    parts,
    styles_before_tables,
)
from tests.roundtrip.text_archive import W14, W15, W, controls, controls_of, root_of, shown_text
from tests.specimens.load import examples

# The order in which the transitional schema wants the children that these documents have.
ORDER = {
    "sdtPr": "rPr alias tag id placeholder showingPlcHdr date dropDownList text checkbox repeatingSection repeatingSectionItem",
    "sdt": "sdtPr sdtContent",
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs spacing ind contextualSpacing outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tbl": "tblPr tblGrid tr sdt",
    "trPr": "cantSplit tblHeader trHeight",
    "tr": "trPr tc",
    "tcPr": "tcW tcBorders shd vAlign",
    "sectPr": "footerReference pgSz pgMar",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "docPartPr": "name category types behaviors guid",
    "date": "dateFormat lid storeMappedDataAs calendar",
    "lvl": "start numFmt lvlText lvlJc pPr",
}
TWIP = 635
AGENCY = ("demande-a-une-agence", "detaille")
LIMIT = ("tout-a-la-limite", "longue")


def values(root, path: str, attribute: str = "val") -> list[str]:
    return [element.get(f"{W}{attribute}") for element in root.iterfind(path.replace("w:", W))]


@each_sheet
def test_what_is_said_of_the_columns_of_a_table_stays_with_it(definition, variant):
    sheet = blank(definition.id, variant)
    root = part(render_docx(sheet), "word/styles.xml")
    styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}

    def kept(name):
        told, parent = styles[name].find(f"{W}pPr/{W}keepNext"), styles[name].find(f"{W}basedOn")
        if told is not None:
            return told.get(f"{W}val") is None
        return parent is not None and kept(parent.get(f"{W}val"))

    assert [name for name in {*styles_before_tables(sheet), "CellHead"} if not kept(name)] == []


@each_sheet
def test_says_all_that_the_sheet_says(definition, variant):
    sheet = blank(definition.id, variant)
    text = expected.plain(shown_text(render_docx(sheet)))
    for field in expected.questions(definition, variant):
        for said in filter(None, (f"{field.code}{field.label}", field.help, field.example, field.why)):
            assert expected.plain(said) in text
        for option in getattr(field, "options", {}).values():
            assert expected.plain(option.label) in text
    notes = [remark.text for question in sheet.questions() for remark in question.remarks]
    conditions = [question.condition for question in sheet.questions() if question.condition]
    for said in (sheet.title, sheet.purpose, str(sheet.identity), sheet.address, *sheet.notices, *conditions, *notes):
        assert expected.plain(said).replace("=", "") in text.replace("=", "")


@each_sheet
def test_children_are_in_the_order_of_the_schema(definition, variant):
    document = made("docx", definition.id, variant)
    for name in (name for name in parts(document) if name.startswith("word/") and name.endswith(".xml")):
        for element in part(document, name).iter():
            parent = element.tag.rpartition("}")[2]
            if order := ORDER.get(parent, "").split():
                ranks = [order.index(child.tag.rpartition("}")[2]) for child in element]
                assert ranks == sorted(ranks), (name, parent, [order[rank] for rank in ranks])


@each_sheet
def test_numbers_and_titles_of_controls_are_what_word_accepts(definition, variant):
    root = root_of(made("docx", definition.id, variant))
    numbers = values(root, ".//w:sdtPr/w:id")
    assert len(set(numbers)) == len(numbers) == len(list(root.iter(f"{W}sdt")))
    assert all(0 < len(title) <= 64 for title in values(root, ".//w:sdtPr/w:alias"))
    for items in root.iter(f"{W}dropDownList"):
        labels = values(items, "w:listItem", "value")
        assert len(set(labels)) == len(labels)
        assert values(items, "w:listItem", "displayText") == [None, *labels[1:]]


@each_sheet
def test_an_emptied_control_finds_its_prompt_back(definition, variant):
    document = made("docx", definition.id, variant)
    glossary = {}
    for prompt in part(document, "word/glossary/document.xml").iter(f"{W}docPart"):
        (name,) = values(prompt, "w:docPartPr/w:name")
        glossary[name] = "".join(prompt.itertext())
    for _, control in controls(root_of(document)):
        for name in values(control, "w:sdtPr/w:placeholder/w:docPart"):
            assert glossary[name] == "".join(control.find(f"{W}sdtContent").itertext())


def test_a_box_is_a_box_and_a_date_is_a_french_date():
    root = root_of(render_docx(blank(*LIMIT)))
    boxes, dates = list(root.iter(f"{W14}checkbox")), list(root.iter(f"{W}date"))
    assert boxes
    assert dates
    assert all([child.tag for child in box] == [f"{W14}checked", f"{W14}checkedState", f"{W14}uncheckedState"] for box in boxes)
    assert {tuple(values(date, "w:dateFormat") + values(date, "w:lid")) for date in dates} == {("dd/MM/yyyy", "fr-CA")}


def test_a_table_that_grows_offers_more_rows_and_repeats_its_head():
    root = root_of(render_docx(blank("inventaire-des-comptes")))
    tables = [table for table in root.iter(f"{W}tbl") if values(table, "w:tblPr/w:tblStyle") == ["Grid"]]
    assert [len(list(table.iter(f"{W15}repeatingSection"))) for table in tables] == [0, 1, 1]
    assert [len(list(table.iter(f"{W15}repeatingSectionItem"))) for table in tables] == [0, 10, 4]
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert values(table, "w:tblPr/w:tblCaption")[0].startswith(("B1 ·", "C1 ·", "D1 ·"))


@each_sheet
def test_no_table_is_wider_than_its_page_and_no_page_of_many_columns_stands_upright(definition, variant):
    document = docx.Document(io.BytesIO(made("docx", definition.id, variant)))
    sections, place = list(document.sections), 0
    for element in document.element.body:
        if element.tag == f"{W}tbl":
            section = sections[place]
            columns = values(element, "w:tblGrid/w:gridCol", "w")
            room = (section.page_width - section.left_margin - section.right_margin) / TWIP
            assert sum(map(int, columns)) <= room + 3 * len(columns)
            assert len(columns) <= 6 or section.page_width > section.page_height
        place += element.find(f"{W}pPr/{W}sectPr") is not None


def test_word_processors_find_titles_language_and_properties():
    document = docx.Document(io.BytesIO(render_docx(blank("audit-d-image"))))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert [text[:4] for text in headings] == ["A · ", "B · ", "C · ", "D · "]
    assert document.paragraphs[0].style.name == "Title"
    properties = document.core_properties
    assert (properties.title, properties.author, properties.keywords) == ("Audit d’image", "Présence", "audit-d-image · version\u00a01")
    assert (properties.language, f"{properties.created:%Y-%m-%d}") == ("fr-CA", "2026-11-01")
    assert values(document.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:lang") == ["fr-CA"]


def test_a_long_sheet_has_a_contents_list_that_leads_to_its_parts_and_a_short_one_has_none():
    root = root_of(render_docx(blank("audit-d-image")))
    targets = values(root, ".//w:hyperlink", "anchor")
    assert len(targets) == 4
    assert set(targets) <= set(values(root, ".//w:bookmarkStart", "name"))
    assert not list(root_of(render_docx(blank(*AGENCY))).iter(f"{W}fldChar"))


def test_every_page_says_what_the_document_is_and_which_page():
    document = render_docx(blank("inventaire-des-comptes"))
    footers = [name for name in parts(document) if "footer" in name]
    assert footers == ["word/footerStandard.xml", "word/footerPaysage.xml"]
    for name in footers:
        text = "".join(part(document, name).itertext())
        assert "inventaire-des-comptes · version\u00a01 · https://presence.example/fiches/essai/" in text
        assert " PAGE " in text
        assert " NUMPAGES " in text


@each_sheet
def test_holds_no_more_than_it_needs(definition, variant):
    sheet = blank(definition.id, variant)
    document = render_docx(sheet)
    assert len(document) < 40_000 or len(list(sheet.controls())) > 1000
    assert not [name for name in parts(document) if re.search("thumbnail|customXml|theme|app.xml|stylesWithEffects", name)]
    assert parts(document)["[Content_Types].xml"].count(b"<Override") == len([name for name in parts(document) if not name.endswith(".rels")]) - 1


@pytest.mark.parametrize(("definition", "example"), [pytest.param(*pair, id=f"{pair[0].id}-{rank}") for rank, pair in enumerate(examples())])
def test_a_filled_sheet_shows_its_answers_and_asks_nothing(definition, example):
    document = render_docx(filled(definition, example.answers))
    text = expected.plain(shown_text(document))
    assert list(root_of(document).iter(f"{W}sdt")) == []
    for field in (question.field for question in filled(definition, example.answers).questions() if question.field in definition.fields()):
        for said in expected.said(field, example.answers.get(field.id)):
            assert expected.plain(said) in text


@given(definition=strategies.definitions())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_small_definition_gives_a_document_with_its_controls(definition):
    assert [name for name, _ in controls_of(render_docx(outline(definition)))] == expected.names(definition, None)


@pytest.mark.parametrize("name", ["ink", "accent", "soft", "prompt"])
@pytest.mark.parametrize("ground", ["ffffff", LOOK["tint"]])
def test_every_text_stands_out_from_its_ground(name, ground):
    assert contrast(LOOK[name], ground) >= 4.5


def test_the_frame_of_an_answer_can_be_seen():
    assert contrast(LOOK["control"], "ffffff") >= 3

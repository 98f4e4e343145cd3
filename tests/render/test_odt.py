import io
import re

import odfdo
import pytest

from macros.render.docx import render_docx
from macros.render.odt import render_odt
from macros.render.odt.names import NAMESPACES, style_name
from tests.every import expectations as expected
from tests.render.text_documents import (
    blank,
    each_sheet,
    filled,
    made,
    part,
    parts,
    styles_before_tables,
)
from tests.roundtrip.text_archive import LOEXT, TABLE, TEXT, controls, controls_of, root_of, shown_text
from tests.specimens.load import examples

STYLE, FO = f"{{{NAMESPACES['style']}}}", f"{{{NAMESPACES['fo']}}}"
LIMIT = ("tout-a-la-limite", "longue")


@each_sheet
def test_what_is_said_of_the_columns_of_a_table_stays_with_it(definition, variant):
    sheet = blank(definition.id, variant)
    root = part(render_odt(sheet), "styles.xml")
    styles = {style.get(f"{STYLE}name"): style for style in root.iter(f"{STYLE}style")}

    def kept(name):
        properties, parent = styles[name].find(f"{STYLE}paragraph-properties"), styles[name].get(f"{STYLE}parent-style-name")
        told = None if properties is None else properties.get(f"{FO}keep-with-next")
        return told == "always" if told else parent is not None and kept(parent)

    assert [name for name in {*styles_before_tables(sheet), "CellHead"} if not kept(style_name(name))] == []


@each_sheet
def test_says_what_the_docx_says(definition, variant):
    sheet = blank(definition.id, variant)
    # Each shape of page has its footer in both formats; the numbers of pages are fields there.
    said, wanted = (expected.plain(shown_text(render(sheet))) for render in (render_odt, render_docx))
    assert said == wanted


@each_sheet
def test_titles_and_lists_of_controls_survive_a_change_of_format(definition, variant):
    root = root_of(made("odt", definition.id, variant))
    found = [control for _, control in controls(root)]
    numbers = [control.get(f"{LOEXT}id") for control in found]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < len(control.get(f"{LOEXT}alias")) <= 64 for control in found)
    for control in found:
        items = list(control.iter(f"{LOEXT}list-item"))
        labels = [item.get(f"{LOEXT}value") for item in items]
        assert len(set(labels)) == len(labels)
        assert [item.get(f"{LOEXT}display-text") for item in items[1:]] == labels[1:]


@each_sheet
def test_every_style_in_use_exists(definition, variant):
    document = made("odt", definition.id, variant)
    trees = [part(document, name) for name in ("content.xml", "styles.xml")]
    named = {element.get(f"{STYLE}name") for tree in trees for element in tree.iter()}
    uses = re.compile(r"(style-name|master-page-name|page-layout-name|font-name)$")
    used = {value for tree in trees for element in tree.iter() for key, value in element.attrib.items() if uses.search(key)}
    assert used - named == set()


def test_a_table_repeats_its_head_and_keeps_its_rows_whole():
    content = part(render_odt(blank("inventaire-des-comptes")), "content.xml")
    tables = {table.get(f"{TABLE}name"): table for table in content.iter(f"{TABLE}table")}
    grids = [table for table in tables.values() if table.find(f"{TABLE}title") is not None]
    assert [len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")) for table in grids] == [1, 1, 1]
    assert len(tables) == len(list(content.iter(f"{TABLE}table")))
    whole = {style.get(f"{STYLE}name"): style[0].get(f"{FO}keep-together") for style in content.iter(f"{STYLE}style") if len(style)}
    rows = [[whole[row.get(f"{TABLE}style-name")] for row in table.iter(f"{TABLE}table-row")] for table in tables.values()]
    assert rows == [["always"] * len(kept) if len(kept) > 1 else ["auto"] for kept in rows], "only a frame may go on over a page"


@each_sheet
def test_pages_lie_on_their_side_for_many_columns(definition, variant):
    document = made("odt", definition.id, variant)
    widest = max((len(row) for row in part(document, "content.xml").iter(f"{TABLE}table-row")), default=0)
    layouts = part(document, "styles.xml").iter(f"{STYLE}page-layout-properties")
    sides = {layout.get(f"{STYLE}print-orientation") for layout in layouts}
    assert ("landscape" in sides) == (widest > 6)


def test_word_processors_find_titles_language_and_properties():
    document = odfdo.Document(io.BytesIO(render_odt(blank("audit-d-image"))))
    assert [heading.text_recursive[:4] for heading in document.body.headers] == ["A · ", "B · ", "C · ", "D · "]
    meta = document.meta
    assert (meta.title, meta.initial_creator, meta.creator) == ("Audit d’image", "Présence", "Présence")
    assert (meta.keyword, meta.language, f"{meta.creation_date:%Y-%m-%d}") == ("audit-d-image · version\u00a01", "fr-CA", "2026-11-01")
    defaults = part(render_odt(blank("audit-d-image")), "styles.xml").find(f".//{STYLE}default-style/{STYLE}text-properties")
    assert (defaults.get(f"{FO}language"), defaults.get(f"{FO}country")) == ("fr", "CA")


def test_a_long_sheet_has_a_contents_list_that_leads_to_its_parts_and_a_short_one_has_none():
    content = part(render_odt(blank("audit-d-image")), "content.xml")
    links = [link.get("{http://www.w3.org/1999/xlink}href") for link in content.find(f".//{TEXT}index-body").iter(f"{TEXT}a")]
    targets = [f"#{mark.get(f'{TEXT}name')}" for mark in content.iter(f"{TEXT}bookmark-start")]
    assert links == targets
    assert len(links) == 4
    assert part(render_odt(blank("demande-a-une-agence")), "content.xml").find(f".//{TEXT}table-of-content") is None


@each_sheet
def test_holds_no_more_than_it_needs(definition, variant):
    document = made("odt", definition.id, variant)
    assert list(parts(document)) == ["mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]
    assert document[30:38] == b"mimetype"
    assert parts(document)["mimetype"] in document[38:120], "stored, not compressed"
    assert len(document) < 40_000


@pytest.mark.parametrize(("definition", "example"), [pytest.param(*pair, id=f"{pair[0].id}-{rank}") for rank, pair in enumerate(examples())])
def test_a_filled_sheet_shows_its_answers_and_asks_nothing(definition, example):
    sheet = filled(definition, example.answers)
    document = render_odt(sheet)
    assert controls_of(document) == []
    assert expected.plain(shown_text(document)) == expected.plain(shown_text(render_docx(sheet)))

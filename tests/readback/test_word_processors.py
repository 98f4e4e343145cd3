"""DOCX and ODT: by name, by position, by code; made by python-docx, odfdo and hand, and cut from what our renderers make."""

import pytest
from lxml import etree

from macros.answers import to_named
from macros.outline import outline
from macros.readback.targets import Targets
from macros.render.docx import render_docx
from macros.written import written
from tests.readback.makers import W, control, paragraph, retree, run, sdt, word, word_table, writer
from tests.readback.sheet import ANSWERS, SHEET

_W = f"{{{W}}}"
CHECKED = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
UNCHECKED = '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
PROMPT = "<w:showingPlcHdr/>"
HEADER = ["", run("B3a Nom"), run("B3b Poids (kg)"), run("B3c Quand ?"), run("B3d Fait ?"), run("B3e Double")]


def row(number: int, name: str, weight: str = "") -> list[str]:
    return [run(str(number)), sdt(f"libre__{number}__nom", run(name)), sdt(f"libre__{number}__poids", run(weight)), "", "", run("12")]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph(sdt("texte", run("a\n\tb"))), {"texte": "a\n\tb"}),
        (sdt("long", paragraph(run("un")) + paragraph() + paragraph(run("deux"))), {"long": "un\n\ndeux"}),
        (word_table([sdt("texte", run("cellule"))]), {"texte": "cellule"}),
        (f"<w:tbl><w:tr>{sdt('texte', '<w:tc><w:p>' + run('x') + '</w:p></w:tc>')}</w:tr></w:tbl>", {"texte": "x"}),
        (f"<w:tbl>{sdt('', '<w:tr><w:tc><w:p>' + sdt('texte', run('x')) + '</w:p></w:tc></w:tr>')}</w:tbl>", {"texte": "x"}),
        (f"<w:tbl><w:tr><w:tc>{word_table([sdt('texte', run('x'))])}<w:p/></w:tc></w:tr></w:tbl>", {"texte": "x"}),
        (paragraph(sdt("texte", run("vieux prompt", "PlaceholderText"), PROMPT)), {}),
        (paragraph(sdt("texte", run("Écrivez ici"))), {}),
        (paragraph(sdt("texte", run("écrit sans ôter la marque"), PROMPT)), {"texte": "écrit sans ôter la marque"}),
        (paragraph(sdt("plusieurs__vert", run("☒"), CHECKED)), {"plusieurs": ["vert"]}),
        (paragraph(sdt("plusieurs__vert", run("☒"))), {"plusieurs": ["vert"]}),
        (paragraph(sdt("plusieurs__vert", run("☐"), UNCHECKED)), {}),
        (paragraph(sdt("choix", run("Second"))), {"choix": "deux"}),
        (paragraph(sdt("choix", run("le  TOUT premier"))), {"choix": "un"}),
        (paragraph(sdt("jour", run("3/2/2026"), '<w:date w:fullDate="2020-01-01T00:00:00Z"/>')), {"jour": "2026-02-03"}),
        (paragraph(sdt("jour", run("vers Noël"))), {"jour": "vers Noël"}),
        (paragraph(sdt("nombre", run("1\u202f234,5"))), {"nombre": 1234.5}),
        (paragraph(sdt("nombre", run("1\u00a0h\u00a030"))), {"nombre": 1.5}),
        (paragraph(sdt("note", run("6"))), {"note": "6"}),
        (paragraph(sdt("total", run("99"))), {}),
        (paragraph(sdt("texte", f"<w:ins>{run('gardé')}</w:ins><w:del><w:r><w:delText>ôté</w:delText></w:r></w:del>")), {"texte": "gardé"}),
    ],
)
def test_controls_of_word_wherever_they_stand(engine, block, expected):
    assert engine.read(word(block)).answers == expected


def test_a_row_copied_in_word_is_read_in_its_place(engine):
    table = word_table(HEADER, row(1, "premier", "1"), row(2, "deuxième"), row(2, "copié puis changé", "7"), row(3, "troisième"))
    reading = engine.read(word(table))
    assert reading.answers == {"libre": [
        {"nom": "premier", "poids": 1}, {"nom": "deuxième"}, {"nom": "copié puis changé", "poids": 7}, {"nom": "troisième"},
    ]}  # fmt: skip
    assert engine.read(word(table)).ways["libre__3__nom"] == "position"
    assert engine.read(word(table)).ways["libre__1__nom"] == "name"
    assert not reading.leftovers


def test_a_row_typed_without_controls_is_read_under_its_codes(engine):
    table = word_table(HEADER, row(1, "premier"), [run("2"), run("à la main"), run("3,5"), run("1/2/2026"), run("Oui"), run("7")])
    assert engine.read(word(table)).answers == {
        "libre": [{"nom": "premier"}, {"nom": "à la main", "poids": 3.5, "quand": "2026-02-01", "ok": "oui"}]
    }


def test_rows_too_many_in_a_fixed_table_are_kept_apart(engine):
    head = ["", run("B4a Nom"), run("B4b Poids (kg)")]
    rows = [[run("Lundi"), run("a"), ""], [run("Lundi"), run("b"), ""], [run("Jeudi"), run("c"), run("3")]]
    reading = engine.read(word(word_table(head, *rows)))
    assert reading.answers == {"fixe": {"lundi": {"nom": "a"}}}
    assert sorted(reading.leftovers.values()) == ["3", "b", "c"]


def test_what_is_typed_beside_an_empty_control_of_a_cell_is_kept(engine):
    cell = sdt("libre__1__nom", run("…", "PlaceholderText"), PROMPT) + run("à côté")
    assert engine.read(word(word_table(HEADER, [run("1"), cell, "", "", "", ""]))).answers == {"libre": [{"nom": "à côté"}]}


def test_the_second_control_of_a_name_is_kept_apart(engine):
    reading = engine.read(word(paragraph(sdt("texte", run("un"))), paragraph(sdt("texte", run("deux")))))
    assert set(reading.answers) == {"texte"}
    assert len(reading.leftovers) == 1


def test_the_footer_tells_the_sheet_when_properties_are_gone(engine):
    data = word(paragraph(sdt("texte", run("x"))), keywords="", footer="petite-fiche · longue · version 2 · https://exemple.example")
    assert engine.read(data).identity.variant == "longue"


def test_the_names_tell_the_sheet_when_nothing_else_does(engine):
    reading = engine.read(word(paragraph(sdt("texte", run("x")), sdt("nombre", run("2")))[:], keywords=""))
    assert reading.identity.definition == "petite-fiche"
    assert "aux noms de ses champs" in reading.remarks[0]


def test_an_older_version_keeps_what_has_no_place_any_more(engine):
    reading = engine.read(word(paragraph(sdt("ancien", run("gardé")), sdt("texte", run("x"))), keywords="petite-fiche · version 1"))
    assert reading.answers == {"texte": "x"}
    assert reading.leftovers == {"ancien": "gardé"}
    assert "version 1 de la fiche, qui en est à la version 2" in reading.remarks[0]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (control("texte", "a"), {"texte": "a"}),
        (control("long", "un\n\n\tdeux"), {"long": "un\n\n\tdeux"}),
        ('<loext:content-control loext:tag="texte">a<text:s text:c="3"/>b  c\n d</loext:content-control>', {"texte": "a   b c d"}),
        (control("texte", "Autre chose", 'loext:showing-place-holder="true"'), {}),
        (control("plusieurs__bleu", "☒", 'loext:checkbox="true" loext:checked="false"'), {"plusieurs": ["bleu"]}),
        (control("plusieurs__bleu", "☐", 'loext:checkbox="true" loext:checked="true"'), {"plusieurs": ["bleu"]}),
        (control("plusieurs__bleu", "☐", 'loext:checkbox="true" loext:checked="false"'), {}),
        (control("fait", "Ne sait pas"), {"fait": "ne_sait_pas"}),
        (control("nombre", "1 h 30"), {"nombre": 1.5}),
    ],
)  # fmt: skip
def test_controls_of_writer(engine, block, expected):
    assert engine.read(writer(f"<text:p>{block}</text:p>")).answers == expected


def test_a_row_copied_in_writer_is_read_in_its_place(engine):
    heads = "".join(f"<table:table-cell><text:p>{head}</text:p></table:table-cell>" for head in ("Ligne", "B3a Nom", "B3b Poids (kg)"))
    places = [(1, control("libre__1__nom", "a")), (1, control("libre__1__nom", "copie")), (2, control("libre__2__nom", "b"))]
    cells = [
        f"<table:table-row><table:table-cell><text:p>{number}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{place}</text:p></table:table-cell><table:table-cell/></table:table-row>"
        for number, place in places
    ]
    head = f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
    table = f"<table:table>{head}{''.join(cells)}</table:table>"
    assert engine.read(writer(table)).answers == {"libre": [{"nom": "a"}, {"nom": "copie"}, {"nom": "b"}]}


def test_deleted_text_of_writer_is_no_answer(engine):
    inside = "<text:deletion><text:p>A1  Quel est votre nom ? ôté</text:p></text:deletion>"
    deleted = f"<text:tracked-changes><text:changed-region>{inside}</text:changed-region></text:tracked-changes>"
    assert engine.read(writer(deleted, "<text:p>x</text:p>")).answers == {}


def filled() -> bytes:
    """Return our own DOCX filled by editing its XML."""
    named, targets = to_named(SHEET, ANSWERS), Targets(SHEET)

    def fill(root: etree._Element) -> None:
        for element in root.iter(f"{_W}sdt"):
            tag = element.find(f"{_W}sdtPr/{_W}tag")
            name = None if tag is None else tag.get(f"{_W}val")
            if name not in named:
                continue
            content = element.find(f"{_W}sdtContent")
            target = targets.get(name)
            text = "☒" if target.option else written(target.field, named[name])
            for child in (*content, *element.iter(f"{_W}showingPlcHdr")):
                child.getparent().remove(child)
            content.append(etree.fromstring(f'<a xmlns:w="{W}">{run(text)}</a>')[0])

    return retree(render_docx(outline(SHEET)), "word/document.xml", fill)


def without_tags(root: etree._Element) -> None:
    for tag in list(root.iter(f"{_W}tag")):
        tag.getparent().remove(tag)


def without_controls(root: etree._Element) -> None:
    for element in list(root.iter(f"{_W}sdt")):
        parent = element.getparent()
        for child in reversed(list(element.find(f"{_W}sdtContent"))):
            parent.insert(parent.index(element) + 1, child)
        parent.remove(element)


@pytest.mark.parametrize("strip", [None, without_tags, without_controls])
def test_our_own_document_is_read_with_its_names_and_without(engine, strip):
    data = filled() if strip is None else retree(filled(), "word/document.xml", strip)
    reading = engine.read(data)
    assert reading.answers == ANSWERS
    assert not reading.leftovers
    assert set(reading.ways.values()) == ({"name"} if strip is None else {"code", "position"})


@pytest.mark.parametrize("strip", [None, without_tags, without_controls])
@pytest.mark.parametrize("variant", ["courte", "longue"])
def test_a_blank_document_answers_nothing(engine, strip, variant):
    blank = render_docx(outline(SHEET, variant=variant))
    assert engine.read(blank if strip is None else retree(blank, "word/document.xml", strip)).answers == {}


def test_what_is_written_under_a_question_whose_control_was_deleted_is_its_answer(engine):
    data = word(paragraph(run("A1  Quel est votre nom ?")), paragraph(run("Aide de texte.")), paragraph(run("Line")), paragraph(run("A2  Racontez")))
    reading = engine.read(data)
    assert reading.answers == {"texte": "Line"}
    assert reading.ways["texte"] == "code"


def test_the_list_of_what_is_offered_is_no_answer_however_an_edition_worded_it(engine):
    listed = "1\u00a0=\u00a0Premier (d’une édition passée)\u202f; 2\u00a0=\u00a0Second."
    question = paragraph(run("A6 Lequel\u202f?"))
    assert engine.read(word(question, paragraph(run(listed)))).answers == {}
    assert engine.read(word(question, paragraph(run(listed)), paragraph(run("2 = Second")))).answers == {"choix": "deux"}


@pytest.mark.parametrize("typed", ["17", "17 h", "17 H", "17 heures", "17heures"])
def test_a_unit_is_no_obstacle_by_name_or_by_code(engine, typed):
    assert engine.read(word(paragraph(sdt("nombre", run(typed))))).answers == {"nombre": 17}
    assert engine.read(word(paragraph(run("A3 Combien d’heures\u202f?")), paragraph(run(typed)))).answers == {"nombre": 17}


@pytest.mark.parametrize("typed", ["1 h 30", "1h30", "1\u00a0h\u202f30\u00a0min", "90 min", "1 h 30 h"])
def test_hours_typed_as_a_clock_shows_them_are_read_by_code(engine, typed):
    assert engine.read(word(paragraph(run("A3 Combien d’heures\u202f?")), paragraph(run(typed)))).answers == {"nombre": 1.5}

"""Files made to harm: the page reads them or refuses them with a sentence, never runs them, never freezes, and stays as it was."""

import io
import json
import random
import struct
import time
import zipfile
import zlib

import pytest
from pikepdf import Dictionary, Name, String

from macros.readback import Refusal
from tests.readback.engines import Engine, Page, Python
from tests.readback.makers import control, edited, form, packed, paragraph, run, sdt, text_field, word, workbook, writer
from tests.readback.sheet import SHEETS

MARKUP = "<img src=x onerror=\"document.title='piège'\"><script>document.title='piège'</script>"
INERT = [
    MARKUP, "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "javascript:document.title='piège'", "{{7*7}}", "${7*7}", "\u202e\u200b",
]  # fmt: skip
NAMES = [
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__", "libre__1__constructor",
    "plusieurs__valueOf",
]  # fmt: skip


def sheet(**more: object) -> bytes:
    return json.dumps({"definition": "petite-fiche", "version": 2, **more}).encode()


@pytest.mark.parametrize("text", INERT)
def test_what_looks_like_a_program_is_text(engine, text):
    files = [form(text_field("texte", String(text))), word(paragraph(sdt("texte", run(text)))), sheet(answers={"texte": text}),
             writer(f"<text:p>{control('texte', text)}</text:p>")]  # fmt: skip
    assert [engine.read(data).answers["texte"] for data in files] == [text] * len(files)
    if engine.name == "page":
        assert engine.page.title() == ""


@pytest.mark.parametrize("name", NAMES)
def test_names_that_every_object_has_are_only_names(engine, name):
    value = {"x": "pollué"}
    files = [form(text_field(name, String("v"))), word(paragraph(sdt(name, run("v")))), workbook({name: "v"}),
             writer(f"<text:p>{control(name, 'v')}</text:p>"), sheet(answers={name: "v"})]  # fmt: skip
    for data in files:
        assert dict(engine.read(data).leftovers) == {name: "v"}
    nested = engine.read(sheet(answers={name: value, "texte": "t"}, **{name: value}))
    assert nested.answers == {"texte": "t"}
    assert "pollué" in nested.leftovers.values()


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString"])
def test_an_identity_that_every_object_has_is_only_a_name(engine, name):
    with pytest.raises(Refusal) as caught:
        engine.read(json.dumps({"definition": name, "version": 1, "answers": {}}).encode())
    assert caught.value.reason in ("json", "unknown_sheet")
    assert engine.read(sheet(variant=name, answers={"texte": "t"})).answers == {"texte": "t"}
    identity = f"petite-fiche · {name.strip('_').lower()} · version 2"
    document = word(paragraph(run("A1 Quel est votre nom ?")), paragraph(run("Line")), keywords=identity)
    assert engine.read(document).answers == {"texte": "Line"}


@pytest.mark.parametrize(
    "answers",
    [{"texte": 1, "nombre": True, "jour": None, "plusieurs": ["rouge", 3, None, {"a": []}], "libre": [None, [], {"nom": {"a": 1}}, 5]},
     {"libre": {"1": "x", "2": {"nom": ["a", 1, None]}}, "texte": {"a": {"b": {"c": 1}}}, "long": [[1, "é"], True]}],
)  # fmt: skip
def test_answers_of_the_wrong_type_are_read_alike(page_engine, answers):
    assert page_engine.read(sheet(answers=answers)) == Python(SHEETS).read(sheet(answers=answers))


STRANGE = [
    b"[]", b"3", b'"x"', b"null", b"{}", b'{"answers": []}', b'{"answers": {}, "definition": 3, "version": "2"}',
    b'{"answers": {}, "definition": "petite-fiche", "version": 1e99}', b'{"answers": {"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}}",
]  # fmt: skip


@pytest.mark.parametrize("data", STRANGE, ids=lambda data: data[:50].decode())
def test_json_of_the_wrong_shape_is_refused_alike(engine, data):
    with pytest.raises(Refusal) as caught:
        engine.read(data)
    assert caught.value.reason in ("json", "text", "unknown")


def test_too_many_answers_are_refused(engine):
    with pytest.raises(Refusal, match="plus de 100000 réponses"):
        engine.read(sheet(answers={f"a{n}": "x" for n in range(100_001)}))


def relabelled(data: bytes, offset: int, value: int) -> bytes:
    """Return a package whose directory lies: the number of four octets at ``offset`` of every record is another."""
    changed, place = bytearray(data), data.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + offset : place + offset + 4] = struct.pack("<I", value)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    ("offset", "value"),
    [(24, 10), (24, 0), (24, 4_000_000_000), (24, 30_000_000), (20, 10), (42, 4_000_000_000), (42, 3), (16, 7), (28, 60_000)],
)  # fmt: skip
def test_a_directory_that_lies_is_refused(engine, offset, value):
    with pytest.raises(Refusal) as caught:
        engine.read(relabelled(word(paragraph(sdt("texte", run("x")))), offset, value))
    assert caught.value.reason in ("damaged", "oversized", "archive")


def test_a_part_that_unfolds_into_more_than_announced_is_cut_short(engine):
    bomb = packed({"word/document.xml": "<a>" + "x" * 3_000_000 + "</a>"})
    for announced in (100, 2_999_999):
        with pytest.raises(Refusal) as caught:
            engine.read(relabelled(bomb, 24, announced))
        assert caught.value.reason == "damaged"


def test_many_parts_over_the_same_bytes_are_refused(engine):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(40):
            package.writestr(f"word/footer{number}.xml", b" " * 4_000_000)
        package.writestr("word/document.xml", "<a/>")
    with pytest.raises(Refusal) as caught:
        engine.read(out.getvalue())
    assert caught.value.reason == "oversized"


def pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """Return a PDF of these objects, numbered from 1, with its table."""
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in starts)
    return bytes(out + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start)


CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
PAGES, PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"
FIELD, HELD = b"<</FT/Tx/T(texte)/V(x)>>", b"<</FT/Tx/T(texte)/V 5 0 R>>"
DIRECTORY = b"<</Root 1 0 R/Info<</Keywords(petite-fiche \\267 version 2)>>>>"
TWISTED = {
    "sound": (None, [CATALOG, PAGES, PAGE, FIELD]),
    "pages in circles": (None, [CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9>>", PAGE, FIELD]),
    "deep arrays": ("", [CATALOG, PAGES, PAGE, b"<</FT/Tx/T(texte)/V " + b"[" * 90_000 + b"]" * 90_000 + b">>"]),
    "deep dictionaries": ("", [CATALOG, PAGES, PAGE, b"<</A" * 30_000 + b" 1" + b">>" * 30_000]),
    "arrays of themselves": ("", [CATALOG, PAGES, PAGE, HELD, b"[" + b"5 0 R " * 100 + b"]"]),
    "arrays of arrays": ("", [CATALOG, PAGES, PAGE, HELD, *(b"[" + b"%d 0 R " % n * 100 + b"]" for n in range(6, 12)), b"(x)"]),
    "fields in circles": ("", [CATALOG, PAGES, PAGE, b"<</T(texte)/Kids[4 0 R 5 0 R]>>", b"<</T(b)/Kids[4 0 R]/Parent 5 0 R>>"]),
    "a length of itself": (None, [CATALOG, PAGES, PAGE, FIELD, b"<</Length 5 0 R>>stream\nabc\nendstream"]),
    "a chain of references": ("", [CATALOG, PAGES, PAGE, b"5 0 R", b"4 0 R"]),
    "an open string": ("", [CATALOG, PAGES, PAGE, b"<</FT/Tx/T(texte)/V(x>>"]),
    "ten thousand open strings": ("", [CATALOG.replace(b"4 0 R", b" ".join(b"%d 0 R" % n for n in range(4, 10_000))), PAGES, PAGE, *[b"("] * 10_000]),
    "a huge number": (None, [CATALOG, PAGES, PAGE, b"<</FT/Tx/T(texte)/V(x)/Ff " + b"9" * 150 + b">>"]),
    "a strange filter": ("", [CATALOG, PAGES, PAGE, HELD, b"<</Length 3/Filter[/JBIG2Decode]>>stream\nabc\nendstream"]),
    "a huge prediction": ("", [CATALOG, PAGES, PAGE, HELD,
                          b"<</Length 11/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 999999999>>>>stream\n"
                          + zlib.compress(b"abc") + b"\nendstream"]),
}  # fmt: skip


@pytest.mark.parametrize("case", TWISTED)
def test_a_twisted_pdf_is_read_or_refused_soon(page_engine, case):
    wanted, objects = TWISTED[case]
    start = time.monotonic()
    told = outcome(page_engine, pdf(*objects, trailer=DIRECTORY))
    assert time.monotonic() - start < 15
    assert told == {"texte": "x"} if wanted is None else told in ({}, "damaged", "oversized", "flat") or told.keys() == {"texte"}


@pytest.mark.parametrize("trailer", [b"<</Root 1 0 R/Prev 9>>", b"<</Root 9 0 R>>", b"<</Root 1 0 R/Prev 99999999999>>", b"<<", b"<</Root(x)>>", b""])
def test_a_directory_of_a_pdf_that_leads_nowhere_is_mended_or_refused(page_engine, trailer):
    assert outcome(page_engine, pdf(CATALOG, PAGES, PAGE, FIELD, trailer=trailer)) in ("no_sheet", "damaged", {"texte": "x"})


def test_a_pdf_whose_places_are_wrong_is_mended_in_both(engine):
    data = form(text_field("texte", String("x")))
    assert engine.read(b"%PDF-1.7\n%" + b"x" * 40 + b"\n" + data.partition(b"\n")[2]).answers == {"texte": "x"}
    start = data.rindex(b"startxref")
    assert engine.read(data[:start] + b"startxref\n5\n%%EOF\n").answers == {"texte": "x"}


def test_a_pdf_that_another_program_added_to_is_read_as_it_stands_last(engine):
    from pikepdf import Pdf

    data = form(text_field("texte", String("avant")), object_stream_mode=0)
    with Pdf.open(io.BytesIO(data)) as opened:
        number = opened.Root.AcroForm.Fields[0].objgen[0]
    start = int(data[data.rindex(b"startxref") :].split()[1])
    added = b"%d 0 obj\n<</FT/Tx/T(texte)/V(apr\\350s)>>\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(data))
    trailer = b"trailer\n<</Root %s 0 R/Size 99/Prev %d>>\n" % (data[data.rindex(b"/Root") :].split()[1], start)
    last = b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(added))
    assert engine.read(data + added + table + trailer + last).answers == {"texte": "après"}


def test_long_texts_and_many_controls_are_read(page_engine):
    spaces = " " * 30_000
    files = [
        word(*(paragraph(run(f"La maison{spaces}{number}")) for number in range(3)), paragraph(run("La maison commence le " * 900))),
        word(*(paragraph(sdt("texte", run(f"x{number}"))) for number in range(4_000))),
        word(paragraph(sdt("nombre", run(f"1{spaces}2"))), paragraph(sdt("jour", run(f"1{spaces}/")))),
        form(*(text_field("inconnu", String("x" * (number % 9 + 1))) for number in range(2_000))),
        writer(f"<text:p>{'<text:s text:c=&quot;9999999&quot;/>'.replace('&quot;', chr(34)) * 500}</text:p>"),
        sheet(answers={f"n{number}": spaces for number in range(20)}),
    ]
    for data in files:
        assert page_engine.read(data).answers is not None


def samples() -> dict[str, bytes]:
    """Return a sound file of each format."""
    rows = [["Ligne", "B3a · Nom", "B3b · Poids (kg)"], [1, "a", 1], [2, "b", 2]]
    return {
        "pdf": form(text_field("texte", String("x")), text_field("nombre", String("3")), Dictionary(FT=Name.Ch, T=String("choix"))),
        "docx": word(paragraph(sdt("texte", run("x"))), paragraph(run("A2  Racontez")), paragraph(run("Il était"))),
        "odt": writer(f"<text:p>{control('texte', 'x')}</text:p>"), "xlsx": workbook({"texte": "x"}, rows),
        "json": sheet(answers={"texte": "x", "libre": [{"nom": "a"}]}),
    }  # fmt: skip


def outcome(engine: Engine, data: bytes) -> object:
    """Return the answers of a file or the reason of its refusal; a fault of the page raises AssertionError."""
    try:
        return engine.read(data).answers
    except Refusal as refusal:
        assert 40 < len(str(refusal)) < 220
        return refusal.reason


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "xlsx", "json"])
def test_a_file_cut_anywhere_is_refused(page_engine, kind):
    data = samples()[kind]
    cuts = sorted({len(data) * step // 24 for step in range(1, 24)} | {len(data) - step for step in (12, 30, 60, 200) if step < len(data) // 2})
    assert [cut for cut in cuts if not isinstance(outcome(page_engine, data[:cut]), str)] == []


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, moved, doubled or taken out."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 30])):
        place, length = chance.randrange(len(changed)), chance.choice([1, 1, 2, 4, 40])
        match chance.randrange(5):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                changed[place] ^= 1 << chance.randrange(8)
            case 2:
                del changed[place : place + length]
            case 3:
                changed[place:place] = changed[place : place + length]
            case 4:
                changed[place : place + length] = chance.randbytes(length)
        if not changed:
            break
    return bytes(changed)


def changed_inside(kind: str, data: bytes, chance: random.Random) -> bytes:
    """Return a package with its main part mutated, its directory sound; other files are mutated as they are."""
    part = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/workbook.xml"}.get(kind)
    return edited(data, part, lambda text: mutated(text, chance)) if part and chance.random() < 0.7 else mutated(data, chance)


def assert_survives(engine: Page, count: int) -> None:
    """Send mutated files through the page: it reads each or refuses it, and reads a sound one as well as before."""
    chance, sound = random.Random(count), samples()
    for number in range(count):
        kind = chance.choice(list(sound))
        told = outcome(engine, changed_inside(kind, sound[kind], chance))
        assert isinstance(told, str | dict), number
    for data in sound.values():
        assert engine.read(data).answers["texte"] == "x"
    assert engine.page.title() == ""


def test_a_hundred_mutated_files_never_break_the_page(page_engine):
    assert_survives(page_engine, 100)


@pytest.mark.long
def test_two_thousand_mutated_files_never_break_the_page(page_engine):
    assert_survives(page_engine, 2_000)

"""The two readings, and files that hold no answers, each made in code: none is committed."""

import io
import struct
import zlib

import pikepdf
import pytest
from playwright.sync_api import Browser

from tests.readback.engines import ENGINES, Engine, Page, Python
from tests.readback.makers import form, packed, paragraph, run, sdt, text_field, word, workbook, writer
from tests.readback.sheet import SHEETS

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ODT = "application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_word() -> bytes:
    return word(paragraph(sdt("texte", run("oui"))))


def with_document(text: str | bytes) -> bytes:
    """Return a DOCX whose main part is this text."""
    return packed({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": text})


def protected_pdf() -> bytes:
    return form(text_field("texte"), encryption=pikepdf.Encryption(user="secret", owner="secret"))


def stream_bomb(layers: int) -> bytes:
    """Return a PDF whose objects hide in a stream that unfolds into far too much."""
    data = b" " * 100_000_000
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"[" + b"/FlateDecode " * layers + b"]"
    objects = [b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>", b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
               b"<</Type/ObjStm/N 1/First 5/Length %d/Filter %s>>stream\n%s\nendstream" % (len(data), filters, data)]  # fmt: skip
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    page = out.tell()
    out.write(b"6 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n")
    start = out.tell()
    places = [(0, 0), *((1, place) for place in starts), (2, 3), (1, start), (1, page)]
    rows = b"".join(struct.pack(">BIB", kind, place, 0) for kind, place in places)
    out.write(b"5 0 obj\n<</Type/XRef/Size 7/Root 1 0 R/W[1 4 1]/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(rows), rows))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def encrypted_zip_flag(data: bytes) -> bytes:
    """Return a package whose every part says that it is encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


BOMB = "<w:t>" + " " * 30_000_000 + "</w:t>"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
DEEP = "<a>" * 5_000 + "</a>" * 5_000
WIDE = "<a>" + "<b/>" * 400_000 + "</a>"

BAD = {
    "empty": ("empty", lambda: b""),
    "truncated_docx": ("damaged", lambda: a_word()[:-400]),
    "docx_cut_at_its_start": ("unknown", lambda: a_word()[50:]),
    "docx_with_a_broken_part": ("damaged", lambda: with_document("<w:document><w:body>")),
    "docx_without_its_document": ("damaged", lambda: packed({"[Content_Types].xml": CONTENT_TYPES, "word/styles.xml": "<a/>"})),
    "docx_whose_bytes_changed": ("damaged", lambda: packed({"word/document.xml": "<a/>" * 9}, 0).replace(b"<a/><a/>", b"<a/><b/>", 1)),
    "truncated_odt": ("damaged", lambda: writer("<text:p>x</text:p>")[:900]),
    "truncated_xlsx": ("damaged", lambda: workbook({"texte": "x"})[:-30]),
    "truncated_pdf": ("damaged", lambda: form(text_field("texte"))[:-60]),
    "half_a_pdf": ("damaged", lambda: form(*(text_field(f"f{n}") for n in range(50)))[:2000]),
    "pdf_header_only": ("damaged", lambda: b"%PDF-1.7\n"),
    "protected_pdf": ("encrypted", protected_pdf),
    "protected_docx": ("encrypted", lambda: OLE + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le")),
    "protected_odt": ("encrypted", lambda: packed({"mimetype": ODT, "META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x8a"})),
    "wholly_protected_odt": ("encrypted", lambda: packed({"mimetype": ODT, "META-INF/manifest.xml": "<m/>", "encrypted-package": b"\x8a"})),
    "protected_zip": ("encrypted", lambda: encrypted_zip_flag(a_word())),
    "zip_bomb": ("oversized", lambda: with_document(BOMB)),
    "many_empty_parts": ("oversized", lambda: packed({f"word/{n}.xml": "" for n in range(6_000)})),
    "billion_laughs": ("forbidden", lambda: with_document(LAUGHS)),
    "outside_entity": ("forbidden", lambda: with_document(OUTSIDE)),
    "odt_with_an_outside_entity": ("forbidden", lambda: packed({"mimetype": ODT, "content.xml": OUTSIDE})),
    "xlsx_with_laughs": ("forbidden", lambda: packed({"xl/workbook.xml": LAUGHS})),
    "deep_xml": ("oversized", lambda: with_document(DEEP)),
    "wide_xml": ("oversized", lambda: with_document(WIDE)),
    "pdf_bomb": ("oversized", lambda: stream_bomb(1)),
    "pdf_bomb_in_a_bomb": ("oversized", lambda: stream_bomb(2)),
    "png": ("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    "jpeg": ("picture", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 40),
    "phone_picture": ("other", lambda: b"\x00\x00\x00\x18ftypheic" + b"\0" * 40),
    "phone_video": ("other", lambda: b"\x00\x00\x00\x20ftypmp42" + b"\0" * 40),
    "zeros": ("damaged", lambda: bytes(4_096)),
    "zeros_then_noise": ("unknown", lambda: bytes(64) + bytes(range(128, 256))),
    "text": ("text", lambda: b"Bonjour, voici ma fiche."),
    "latin_text": ("unknown", lambda: "Réponse à l’été".encode("cp1252")),
    "html": ("text", lambda: b"<!DOCTYPE html><html><title>Fiche</title>"),
    "mail": ("text", lambda: b"From: nadia@exemple.example\r\nSubject: fiche\r\n\r\nBonjour"),
    "flat_odt": ("text", lambda: b'<?xml version="1.0"?><office:document/>'),
    "rtf": ("other", lambda: b"{\\rtf1 bonjour}"),
    "old_doc": ("old", lambda: OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")),
    "old_xls": ("old", lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")),
    "unknown_ole": ("damaged", lambda: OLE + b"\0" * 600),
    "slides": ("other", lambda: packed({"[Content_Types].xml": CONTENT_TYPES, "ppt/presentation.xml": "<a/>"})),
    "pages": ("other", lambda: packed({"Index/Document.iwa": b"\0"})),
    "ods": ("other", lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})),
    "archive": ("archive", lambda: packed({"fiche.pdf": b"%PDF-1.4", "fiche.docx": b"PK"})),
    "empty_archive": ("archive", lambda: packed({})),
    "gzip": ("other", lambda: b"\x1f\x8b\x08" + b"\0" * 20),
    "noise": ("unknown", lambda: bytes(range(128, 256)) * 4),
    "printed_pdf": ("flat", lambda: form(keywords=None)),
    "flattened_sheet": ("flat", lambda: form()),
    "other_json": ("json", lambda: b'{"doc_id": "x"}'),
    "broken_json": ("json", lambda: b'{"answers": {"texte": "ab'),
    "json_without_sheet": ("json", lambda: b'{"answers": {"texte": "ab"}}'),
    "json_of_a_strange_version": ("json", lambda: b'{"answers": {}, "definition": "petite-fiche", "version": -3}'),
    "nested_json": ("json", lambda: b"[" * 100_000),
    "letter": ("no_sheet", lambda: word(paragraph(run("Bonjour")), keywords="")),
    "letter_in_odt": ("no_sheet", lambda: writer("<text:p>Bonjour</text:p>", keywords="")),
    "accounts": ("no_sheet", lambda: workbook({}, [["Loyer", 500]], keywords="")),
    "form_of_another": ("no_sheet", lambda: form(text_field("Nom", pikepdf.String("x")), keywords=None)),
    "sheet_of_another": ("unknown_sheet", lambda: word(paragraph(run("x")), keywords="petite-fiches · version 1")),
}  # fmt: skip


@pytest.fixture(params=BAD, ids=BAD)
def bad(request: pytest.FixtureRequest) -> tuple[bytes, str]:
    """Return a file that gives no answers, and the reason that its refusal must have."""
    reason, make = BAD[request.param]
    return make(), reason


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Read files against the small sheets, in Python then in the page."""
    return Python(SHEETS) if request.param == "python" else request.getfixturevalue("page_engine")


@pytest.fixture(scope="session")
def page_engine(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The reading of the page, against the small sheets."""
    return Page(chromium, tmp_path_factory.mktemp("reader"), SHEETS)

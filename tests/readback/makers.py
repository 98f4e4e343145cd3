"""Filled files, made with libraries that are not ours: python-docx, odfdo, openpyxl, pikepdf; and surgery on packages."""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pikepdf
from docx import Document
from docx.oxml import parse_xml
from lxml import etree
from odfdo import Document as OdfDocument
from odfdo import Element
from openpyxl.workbook.defined_name import DefinedName
from pikepdf import Array, Dictionary, Name, String

from tests.readback.sheet import IDENTITY

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W = f'xmlns:w="{W}" xmlns:w14="{W14}"'


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part changed."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return out.getvalue()


def retree(data: bytes, part: str, change: Callable[[etree._Element], None]) -> bytes:
    """Return a package with the tree of one part changed."""

    def again(text: bytes) -> bytes:
        root = etree.fromstring(text)
        change(root)
        return etree.tostring(root)

    return edited(data, part, again)


def packed(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def run(text: str, style: str = "") -> str:
    """Return the run of a Word document that shows a text, line breaks and tabs included."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = escape(text).replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>").replace("<w:t>", '<w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{pieces}</w:t></w:r>'


def sdt(name: str, content: str, more: str = "") -> str:
    """Return a content control of Word."""
    return f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(name)}/>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def word(*blocks: str, keywords: str = IDENTITY, footer: str = "") -> bytes:
    """Return a Word document of these blocks of its XML."""
    document = Document()
    document.core_properties.keywords = keywords
    document.sections[0].footer.paragraphs[0].text = footer
    body = document.element.body
    for position, block in enumerate(blocks):
        root = parse_xml(f"<w:body {_W}>{block}</w:body>")
        for element in reversed(list(root)):
            body.insert(0 if position == 0 else len(body) - 1, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(*pieces: str) -> str:
    return f"<w:p>{''.join(pieces)}</w:p>"


def word_table(*rows: list[str]) -> str:
    """Return a table of Word whose cells are paragraphs of these pieces."""
    lines = "".join(f"<w:tr>{''.join(f'<w:tc><w:p>{cell}</w:p></w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


def control(name: str, text: str, more: str = "") -> str:
    """Return a content control of LibreOffice."""
    lines = escape(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return f"<loext:content-control loext:tag={quoteattr(name)} {more}><text:span>{lines}</text:span></loext:content-control>"


def writer(*blocks: str, keywords: str = IDENTITY) -> bytes:
    """Return an OpenDocument text of these blocks of its XML."""
    document = OdfDocument("text")
    document.meta.keyword = keywords
    document.body.clear()
    for block in blocks:
        document.body.append(Element.from_tag(block))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(named: Mapping[str, object], rows: list[list[object]] = (), keywords: str = IDENTITY) -> bytes:  # type: ignore[assignment]
    """Return a workbook: named cells in a first sheet, one under the other, and rows as they are in a second one."""
    book = openpyxl.Workbook()
    book.properties.keywords = keywords
    sheet = book.active
    sheet.title = "Réponses d’ici"
    for row, (name, value) in enumerate(named.items(), 1):
        sheet.cell(row, 3, value)
        book.defined_names[name] = DefinedName(name, attr_text=f"'Réponses d’ici'!$C${row}")
    table = book.create_sheet("Tableau")
    for row_values in rows:
        table.append(row_values)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_field(name: str, value: object = None, **more: object) -> Dictionary:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), Rect=Array([0, 0, 90, 20]), **more)
    if value is not None:
        field.V = value
    return field


def box(name: str, value: str | None, state: str | None, on: str = "Oui") -> Dictionary:
    """Return a box whose value and drawing may disagree."""
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String(name), Rect=Array([0, 0, 9, 9]))
    field.AP = Dictionary(N=Dictionary({f"/{on}": Dictionary(), "/Off": Dictionary()}))
    if value:
        field.V = Name(f"/{value}")
    if state:
        field.AS = Name(f"/{state}")
    return field


def radio(name: str, value: object, states: Mapping[str, str]) -> Dictionary:
    """Return a group of buttons: the option of each, and the state that it shows."""
    kids = [Dictionary(Subtype=Name.Widget, AP=Dictionary(N=Dictionary({f"/{option}": Dictionary()})), AS=Name(f"/{state}"))
            for option, state in states.items()]  # fmt: skip
    group = Dictionary(FT=Name.Btn, Ff=1 << 15, T=String(name), Kids=Array(kids))
    if value is not None:
        group.V = value
    return group


def form(*fields: Dictionary, keywords: str | None = IDENTITY, **save: object) -> bytes:
    """Return a PDF of one page with copies of these fields: an object of a PDF that is gone is gone too."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    if keywords:
        pdf.docinfo.Keywords = String(keywords)
    whole = [pdf.make_indirect(pikepdf.Object.parse(field.unparse())) for field in fields]
    for field in whole:
        for kid in field.get("/Kids", []):
            kid.Parent = field
    pdf.Root.AcroForm = Dictionary(Fields=Array(whole))
    page.obj.Annots = Array([field for field in whole if "/Subtype" in field])
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()

"""Five programs that are not ours, each filling our PDF forms in its own way.

Each fills the answers whose place is in the document; rows beyond those printed go to the continuation, by another call.
"""

import ctypes
import io
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf.form import ExtendedAppearanceStreamGenerator, Form
from pypdf import PdfWriter

from macros.model import MultiChoiceField, ScaleField
from macros.outline import Outline
from macros.written import lines, written
from tests.roundtrip.filler import Filler

JS = Path(__file__).parent / "js"
TICKED = "Oui"


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes in a field: « text », « list » (a label), « tick » or « radio » (the state of the button)."""

    kind: str
    value: str


Job = tuple[bytes, Mapping[str, Entry]]


def entries(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> dict[str, Entry]:
    """Return what to put in each field of a blank document that an answer exists for; a PDF takes no U+202F."""
    kinds = field_kinds(blank)
    found = {}
    for control in sheet.controls():
        if value := named.get(control.name):
            kind = kinds[control.name]
            typed = value if kind == "radio" else lines(_label(control.field, value)).replace("\u202f", "\u00a0")
            found[control.name] = Entry(kind, TICKED if kind == "tick" else typed)
    return found


def field_kinds(blank: bytes) -> dict[str, str]:
    """Return the kind of each field of a form."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        return {str(field.T): _kind(field) for field in pdf.Root.AcroForm.Fields}


def _kind(field: pikepdf.Object) -> str:
    return {"/Tx": "text", "/Ch": "list"}.get(str(field.FT)) or ("radio" if "/Kids" in field else "tick")


def _label(field: object, value: str) -> str:
    return value if isinstance(field, MultiChoiceField | ScaleField) else written(field, value)


def fill_with_pypdf(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> bytes:
    """Fill with pypdf."""
    writer = PdfWriter(clone_from=io.BytesIO(blank))
    values = {name: f"/{entry.value}" if entry.kind in ("radio", "tick") else entry.value for name, entry in entries(blank, sheet, named).items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    return filled.getvalue()


def fill_with_pikepdf(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> bytes:
    """Fill with the forms of pikepdf; it draws no answer that goes beyond Windows-1252, only stores it."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        drawn, stored = Form(pdf, ExtendedAppearanceStreamGenerator), Form(pdf)
        for name, entry in entries(blank, sheet, named).items():
            form = drawn if in_windows_1252(entry.value) else stored
            if entry.kind == "tick":
                form[name].checked = True
            elif entry.kind == "text" and "\n" in entry.value and not form[name].is_multiline:
                form[name].set_value(entry.value, True)  # its `value` drops the line breaks
            else:
                form[name].value = pikepdf.Name(f"/{entry.value}") if entry.kind == "radio" else entry.value
        filled = io.BytesIO()
        pdf.save(filled)
    return filled.getvalue()


def in_windows_1252(text: str) -> bool:
    """Say whether a text can be written in the encoding of the fields."""
    return text.encode("cp1252", "ignore").decode("cp1252") == text


def in_one_unit(text: str) -> bool:
    """Say whether every character of a text is one UTF-16 unit: PDFium cuts the others; its fields take no tab either."""
    return max(map(ord, text), default=0) < 0x10000 and "\t" not in text


def fill_with_pdfium(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> bytes:
    """Fill with the engine of Chrome and Edge, by clicks and keys."""
    wanted = entries(blank, sheet, named)
    document = pypdfium2.PdfDocument(blank)
    document.init_forms()
    with pikepdf.open(io.BytesIO(blank)) as described:
        for page, known in zip(document, described.pages, strict=True):
            _fill_page(document.formenv.raw, page, known, wanted)
    filled = io.BytesIO()
    document.save(filled)
    document.close()
    return filled.getvalue()


def _fill_page(form: object, page: pypdfium2.PdfPage, known: pikepdf.Page, wanted: Mapping[str, Entry]) -> None:
    for widget in known.get("/Annots", []):
        if widget.Subtype != "/Widget":
            continue
        name = str(widget.get("/T", widget.get("/Parent", {}).get("/T", "")))
        if entry := wanted.get(name):
            _press(form, page, widget, entry)


def _press(form: object, page: pypdfium2.PdfPage, widget: pikepdf.Object, entry: Entry) -> None:
    if entry.kind == "radio" and f"/{entry.value}" not in widget.AP.N:
        return
    x0, y0, x1, y1 = (float(value) for value in widget.Rect)
    middle = (0, (x0 + x1) / 2, (y0 + y1) / 2)
    for gesture in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
        gesture(form, page.raw, *middle)
    if entry.kind == "list":
        assert pdfium.FORM_SetIndexSelected(form, page.raw, [str(label) for label in widget.Opt].index(entry.value), True)
    elif entry.kind == "text":
        pdfium.FORM_SelectAllText(form, page.raw)
        typed = ctypes.create_string_buffer((entry.value.replace("\n", "\r") + "\0").encode("utf-16-le"))
        pdfium.FORM_ReplaceSelection(form, page.raw, ctypes.cast(typed, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FORM_ForceToKillFocus(form)


def fill_many(program: str, jobs: Iterable[Job]) -> list[bytes]:
    """Run one of the programs of ``js/`` once over many documents; return them filled, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        told = []
        for rank, (blank, wanted) in enumerate(jobs):
            source, target = Path(folder, f"{rank}.pdf"), Path(folder, f"{rank}-filled.pdf")
            source.write_bytes(blank)
            answers = {name: {"kind": entry.kind, "value": entry.value} for name, entry in wanted.items()}
            told.append({"source": str(source), "target": str(target), "answers": answers})
        node = os.environ.get("NODE") or shutil.which("node")
        assert node, "Node.js manque : lancez les tests par ./kit test."
        done = subprocess.run([node, JS / program], input=json.dumps(told), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [Path(job["target"]).read_bytes() for job in told]


def fill_with_pdfjs(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> bytes:
    """Fill with pdf.js, the engine of Firefox."""
    return fill_many("pdfjs.mjs", [(blank, entries(blank, sheet, named))])[0]


def fill_with_cantoo(blank: bytes, sheet: Outline, named: Mapping[str, str]) -> bytes:
    """Fill with @cantoo/pdf-lib, as a web page would."""
    return fill_many("cantoo.mjs", [(blank, entries(blank, sheet, named))])[0]


def read_back(filled: bytes) -> dict[str, str]:
    """Return what each field of a document holds, as it is stored; empty fields are left out."""
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        stored = {str(field.T): str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields}
    return {name: lines(value.removeprefix("/")) for name, value in stored.items() if value.strip() and value != "/Off"}


FILLERS = (
    Filler("pypdf", "pdf", fill_with_pypdf),
    Filler("pikepdf", "pdf", fill_with_pikepdf),
    Filler("PDFium", "pdf", fill_with_pdfium, takes=in_one_unit),
    Filler("pdf.js", "pdf", fill_with_pdfjs),
    Filler("@cantoo/pdf-lib", "pdf", fill_with_cantoo),
)

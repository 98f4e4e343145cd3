"""A sheet as a PDF: fillable in any reader, tagged for screen readers (PDF/UA-1), and made to be printed and filled with a pen.

Typst lays it out (`sheet.typ`) from plain data (`layout`), with a link where each answer goes; `acroform` makes fields of the links.
"""

import io

from pikepdf import ObjectStreamMode, Pdf

from macros.outline import Outline
from macros.render.pdf.acroform import FieldsDiffer, add_fields, place_of
from macros.render.pdf.field_font import repertoire
from macros.render.pdf.layout import document
from macros.render.pdf.paper import A4, LETTER, Paper
from macros.render.pdf.tags import drop_suspects, name_rows
from macros.render.pdf.typesetting import picture, tagged_pdf

__all__ = ["A4", "LETTER", "FieldsDiffer", "Paper", "render_pdf", "repertoire", "thumbnail"]

THUMBNAIL_WIDTH = 240


def render_pdf(sheet: Outline, paper: Paper = A4) -> bytes:
    """Return the PDF of a sheet: a form, or its answers as text when it is filled. Same outline, same bytes."""
    with Pdf.open(io.BytesIO(tagged_pdf(document(sheet, paper), int(sheet.dated.timestamp())))) as pdf:
        if not sheet.filled:
            add_fields(pdf, sheet)
        name_rows(pdf)
        drop_suspects(pdf)
        _refuse_leftovers(pdf)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
    return saved.getvalue()


def thumbnail(sheet: Outline) -> bytes:
    """Return a small picture (PNG) of the first page on A4."""
    return picture(document(sheet, A4), THUMBNAIL_WIDTH)


def _refuse_leftovers(pdf: Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if place := place_of(annotation):
                raise FieldsDiffer(f"La place de « {place} » est restée un lien.")

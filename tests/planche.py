"""`./kit planche`: every document of every sheet, blank and filled, page by page on one picture a sheet, to be looked at.

The pictures go to `planches/`, which is not kept. LibreOffice lays out what is not a PDF; PDFium draws all of them.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from macros.documents.editions import EDITIONS
from macros.documents.source import Source
from macros.documents.store import documents, orders
from macros.render.fonts import text_font
from tests.office import to_pdf
from tests.roundtrip.trip import FILLERS, forms, kept

OUT = Path(__file__).parents[1] / "planches"
SCALE = 0.55
GAP = 12
WIDEST = 4200
FILLED_BY = {"pdf": "pikepdf", "docx": "DOCX", "odt": "ODT", "xlsx": "openpyxl"}


def sheet_documents(source: Source) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each document of a sheet, then of the forms filled with its first example."""
    wanted = orders(source, EDITIONS)
    made = dict(zip((order.edition.file(source) for order in wanted), documents(wanted), strict=True))
    yield from made.items()
    if example := source.definition.first_example():
        named = kept(source, example.answers)
        printed = {control.name for control in source.outline().controls()}
        for extension, tool in FILLED_BY.items():
            if blank := made.get(f"{source.name}.{extension}"):
                filler = next(filler for filler in FILLERS if filler.name == tool)
                answers = {name: value for name, value in named.items() if name in printed or extension != "pdf"}
                yield f"rempli-{source.name}.{extension}", filler.fill(blank, source.outline(), answers)


def pictures(document: bytes) -> list[Image.Image]:
    """Return the pages of a PDF, form fields drawn."""
    pdf = pypdfium2.PdfDocument(document)
    pdf.init_forms()
    return [page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("RGB") for page in pdf]


def planche(rows: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """Return one picture of documents: a title, then its pages side by side, as many lines as they need."""
    font = ImageFont.truetype(str(text_font()), 20)
    placed: list[tuple[Image.Image | str, int, int]] = []
    top = GAP
    for title, pages in rows:
        placed.append((title, GAP, top))
        left, top, height = GAP, top + 28, 0
        for page in pages:
            if left + page.width > WIDEST:
                left, top, height = GAP, top + height + GAP, 0
            placed.append((page, left, top))
            left, height = left + page.width + GAP, max(height, page.height)
        top += height + 2 * GAP
    width = max(left + (what.width if isinstance(what, Image.Image) else 0) for what, left, _ in placed) + GAP
    whole = Image.new("RGB", (width, top), "#8a8f98")
    draw = ImageDraw.Draw(whole)
    for what, left, top in placed:
        if isinstance(what, Image.Image):
            whole.paste(what, (left, top))
        else:
            draw.text((left, top), what, fill="white", font=font)
    return whole


def main(names: list[str]) -> int:
    """Make the picture of each sheet, or of those named; return the exit status."""
    OUT.mkdir(exist_ok=True)
    chosen = [source for source in forms() if not names or source.name in names]
    if not chosen:
        print("Aucune fiche de ce nom. Les fiches : " + ", ".join(source.name for source in forms()), file=sys.stderr)
        return 2
    for source in chosen:
        found = dict(sheet_documents(source))
        with tempfile.TemporaryDirectory(prefix="planche-") as folder:
            laid_out = to_pdf({name: content for name, content in found.items() if not name.endswith(".pdf")}, Path(folder))
        rows = [(name, pictures(laid_out.get(name, content))) for name, content in found.items()]
        planche(rows).save(OUT / f"{source.name}.png", optimize=True)
        print(f"planches/{source.name}.png : {len(rows)} documents, {sum(len(pages) for _, pages in rows)} pages", flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"LibreOffice n’a pas pu ouvrir un document : {error.stderr}")

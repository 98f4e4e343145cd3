"""The parts around the text of an ODT: styles and pages, properties, manifest."""

from collections.abc import Iterable
from pathlib import Path

from macros.outline import Outline
from macros.render.odt.names import ROOT, size
from macros.render.odt.text import span
from macros.render.story import footer
from macros.render.story.look import LOOK
from macros.render.story.tree import Shape
from macros.render.xml import DECLARATION, escaped, template

_STYLES = Path(__file__).parent / "styles.xml"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
TEXT = "application/vnd.oasis.opendocument.text"
"""The media type of an ODT, its « mimetype » part."""

_FACES = (
    ("Texte", LOOK["text_face"], "swiss"),
    ("Titre", LOOK["title_face"], "roman"),
    ("Case", "DejaVu Sans", "swiss"),
)  # fmt: skip


def faces() -> str:
    """Return the faces; LibreOffice puts Carlito and Caladea where Calibri and Cambria are missing, else one of the same family."""
    inside = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="{_quoted(face)}" style:font-family-generic="{family}" style:font-pitch="variable"/>'
        for name, face, family in _FACES
    )
    return f"<office:font-face-decls>{inside}</office:font-face-decls>"


def styles(sheet: Outline, shapes: Iterable[Shape]) -> str:
    """Return the styles and the pages of each shape, with their footer."""
    tongue, _, country = sheet.language.partition("-")
    every = list(shapes)
    return template(_STYLES).substitute(
        LOOK, root=ROOT, faces=faces(), tongue=tongue, country=country or "none", bullets=_levels("bullet"), numbers=_levels("number"),
        layouts="".join(map(_layout, every)), masters="".join(_master(sheet, shape) for shape in every),
    )  # fmt: skip


def properties(sheet: Outline) -> str:
    """Return the document's properties; its dates are that of the sheet's last review."""
    day = f"{sheet.dated:%Y-%m-%dT%H:%M:%S}"
    return (
        f"{DECLARATION}<office:document-meta {ROOT}><office:meta><meta:generator>Présence</meta:generator><dc:title>{escaped(sheet.title)}</dc:title>"
        f"<dc:subject>{escaped(sheet.purpose)}</dc:subject><meta:keyword>{escaped(str(sheet.identity))}</meta:keyword>"
        f"<meta:initial-creator>Présence</meta:initial-creator><dc:creator>Présence</dc:creator><meta:creation-date>{day}</meta:creation-date>"
        f"<dc:date>{day}</dc:date><dc:language>{sheet.language}</dc:language></office:meta></office:document-meta>"
    )


def manifest(parts: Iterable[str]) -> str:
    """Return the list of the parts of the package."""
    entries = [("/", TEXT), *((part, "text/xml") for part in parts)]
    inside = "".join(f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries)
    return f'{DECLARATION}<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{inside}</manifest:manifest>'


def _quoted(face: str) -> str:
    return f"&apos;{face}&apos;" if " " in face else face


def _layout(shape: Shape) -> str:
    """The footer lies inside the margin of the page, its last line 10 mm from the edge."""
    side = "landscape" if shape.wide else "portrait"
    room = f'fo:page-width="{size(shape.width)}" fo:page-height="{size(shape.height)}" style:print-orientation="{side}"'
    margins = f'fo:margin-top="{size(shape.margin)}" fo:margin-left="{size(shape.margin)}" fo:margin-right="{size(shape.margin)}"'
    tab = f'<style:tab-stops><style:tab-stop style:position="{size(shape.room)}" style:type="right"/></style:tab-stops>'
    return (
        f'<style:page-layout style:name="Mise{shape.key}"><style:page-layout-properties {room} {margins} fo:margin-bottom="10mm"/>'
        '<style:header-style/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm" style:dynamic-spacing="false"/>'
        f'</style:footer-style></style:page-layout><style:style style:name="Pied{shape.key}" style:family="paragraph"'
        f' style:parent-style-name="Footer"><style:paragraph-properties>{tab}</style:paragraph-properties></style:style>'
    )


def _master(sheet: Outline, shape: Shape) -> str:
    title, identity = footer(sheet)
    page = '<text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1</text:page-count>'
    first = f'<text:p text:style-name="Pied{shape.key}">{span(title)}<text:tab/>Page {page}</text:p>'
    second = f'<text:p text:style-name="Footer">{span(identity)}</text:p>'
    return (
        f'<style:master-page style:name="{shape.key}" style:page-layout-name="Mise{shape.key}">'
        f"<style:footer>{first}{second}</style:footer></style:master-page>"
    )


def _levels(kind: str) -> str:
    return "".join(
        f'<text:list-level-style-{kind} text:level="{level}" {_mark(kind, level)}>'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="{7 * level}mm"'
        f' fo:text-indent="-5mm" fo:margin-left="{7 * level}mm"/></style:list-level-properties></text:list-level-style-{kind}>'
        for level in (1, 2, 3)
    )


def _mark(kind: str, level: int) -> str:
    return f'text:bullet-char="{"•–•"[level - 1]}"' if kind == "bullet" else 'style:num-format="1" style:num-suffix="."'

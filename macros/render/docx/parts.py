"""The parts around the text of a DOCX: styles, lists, footers, texts that come back in emptied controls, properties, relations."""

import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.outline import Outline
from macros.render.docx.body import BULLETS
from macros.render.docx.names import MAIN, RELATION, ROOT, twips
from macros.render.docx.runs import field, run
from macros.render.story import footer
from macros.render.story.look import LOOK
from macros.render.story.tree import Shape
from macros.render.xml import DECLARATION, escaped, template

_HERE = Path(__file__).parent
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"document": "document.main", "glossary/document": "document.glossary", "fontTable": "fontTable", "glossary/styles": "styles"}
_BULLETS = ("•", "–", "•")


def kept(name: str, language: str) -> str:
    """Return a part kept in a file of this folder, in the document's language."""
    return template(_HERE / name).substitute(LOOK, language=language)


def numbering(numbered: int) -> str:
    """Return the lists: the bullets, and as many numbered ones, each from 1."""
    kinds = [_levels(0, [("bullet", mark) for mark in _BULLETS]), _levels(1, [("decimal", f"%{rank}.") for rank in (1, 2, 3)])]
    restart = "".join(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(3))
    numbers = [_number(BULLETS, 0, ""), *(_number(BULLETS + rank, 1, restart) for rank in range(1, numbered + 1))]
    return f'{DECLARATION}<w:numbering xmlns:w="{MAIN}">{"".join(kinds)}{"".join(numbers)}</w:numbering>'


def _number(number: int, kind: int, restart: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{restart}</w:num>'


def _levels(number: int, marks: list[tuple[str, str]]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips(7 * (level + 1))}" w:hanging="{twips(5)}"/></w:pPr></w:lvl>'
        for level, (form, mark) in enumerate(marks)
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'


def page_footer(sheet: Outline, shape: Shape) -> str:
    """Return the footer of pages of a shape: the title and the number of the page, then what the document is."""
    title, identity = footer(sheet)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(shape.room)}"/></w:tabs>'
    page = f"<w:r><w:tab/></w:r>{run('Page ')}{field('PAGE')}{run(' / ')}{field('NUMPAGES')}"
    first = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr>{run(title)}{page}</w:p>'
    return f'{DECLARATION}<w:ftr {ROOT}>{first}<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{run(identity)}</w:p></w:ftr>'


def glossary(prompts: Mapping[tuple[str, str], str]) -> str:
    """Return the texts that Word puts back in a control that has been emptied."""
    texts = "".join(_prompt(text, style, name) for (text, style), name in prompts.items())
    return f"{DECLARATION}<w:glossaryDocument {ROOT}><w:docParts>{texts}</w:docParts></w:glossaryDocument>"


def _prompt(text: str, style: str, name: str) -> str:
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, f"presence:{name}:{text}")).upper()
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/><w:category><w:name w:val="Général"/><w:gallery w:val="placeholder"/></w:category>'
        f'<w:types><w:type w:val="bbPlcHdr"/></w:types><w:behaviors><w:behavior w:val="content"/></w:behaviors><w:guid w:val="{{{identifier}}}"/>'
        f"</w:docPartPr><w:docPartBody><w:p>{run(text, style)}</w:p></w:docPartBody></w:docPart>"
    )


def properties(sheet: Outline) -> str:
    """Return the document's properties; its dates are that of the sheet's last review."""
    day = f'{sheet.dated:%Y-%m-%dT%H:%M:%SZ}'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(sheet.title)}</dc:title><dc:subject>{escaped(sheet.purpose)}</dc:subject><dc:creator>Présence</dc:creator>"
        f"<cp:keywords>{escaped(str(sheet.identity))}</cp:keywords><cp:lastModifiedBy>Présence</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{sheet.language}</dc:language></cp:coreProperties>"
    )


def content_types(parts: Iterable[str]) -> str:
    """Return what each part under ``word/`` is, by its name."""
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{_kind(name)}+xml"/>' for name in parts)
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _kind(name: str) -> str:
    return "footer" if name.startswith("footer") else _KINDS.get(name, name)


def package_relations() -> str:
    """Return where the package keeps its document and its properties."""
    core = f'<Relationship Id="rCore" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    return _relations([_relation("rDocument", "officeDocument", "word/document.xml"), core])


def relations(parts: Mapping[str, tuple[str, str]], links: Mapping[str, str]) -> str:
    """Return what the document refers to: parts (relation -> kind, file) and outside addresses (address -> relation)."""
    inside = [_relation(key, kind, f"{name}.xml") for key, (kind, name) in parts.items()]
    return _relations([*inside, *(_relation(key, "hyperlink", escaped(href), ' TargetMode="External"') for href, key in links.items())])


def _relation(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'


def _relations(items: list[str]) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'

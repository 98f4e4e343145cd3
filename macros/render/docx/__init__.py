"""A sheet as a DOCX, to fill in Word: content controls named as everywhere else, written part by part, without a template."""

from macros.outline import Outline
from macros.render.archive import archive
from macros.render.docx import parts
from macros.render.docx.body import Body
from macros.render.story import story


def render_docx(sheet: Outline) -> bytes:
    """Return the DOCX of a sheet: places to write in, or its answers when it is filled. The same sheet gives the same bytes."""
    spreads, body = story(sheet), Body(sheet.language)
    files = {"document": body.write(spreads)}
    files |= {name: parts.kept(f"{name}.xml", sheet.language) for name in ("styles", "settings", "fontTable")}
    files["numbering"] = parts.numbering(body.numbered)
    shapes = {spread.shape.key: spread.shape for spread in spreads}
    files |= {f"footer{key}": parts.page_footer(sheet, shape) for key, shape in shapes.items()}
    relations = {f"r{name[:1].upper()}{name[1:]}": ("footer" if name.startswith("footer") else name, name) for name in files if name != "document"}
    if body.controls.prompts:
        files |= {"glossary/document": parts.glossary(body.controls.prompts), "glossary/styles": files["styles"]}
        relations["rGlossary"] = ("glossaryDocument", "glossary/document")
    return archive(_package(sheet, files, relations, body.links), sheet.dated)


def _package(sheet: Outline, files: dict[str, str], relations: dict[str, tuple[str, str]], links: dict[str, str]) -> dict[str, str]:
    """Put the parts in the order in which they are read."""
    found = {"[Content_Types].xml": parts.content_types(files), "_rels/.rels": parts.package_relations()}
    found |= {f"word/{name}.xml": text for name, text in files.items()}
    found["word/_rels/document.xml.rels"] = parts.relations(relations, links)
    if "glossary/document" in files:
        found["word/glossary/_rels/document.xml.rels"] = parts.relations({"rStyles": ("styles", "styles")}, {})
    return found | {"docProps/core.xml": parts.properties(sheet)}

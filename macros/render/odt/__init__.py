"""A sheet as an ODT, to fill in LibreOffice: content controls named as everywhere else, written part by part, without a template."""

from macros.outline import Outline
from macros.render.archive import MIMETYPE, archive
from macros.render.odt import parts
from macros.render.odt.body import Body
from macros.render.story import story


def render_odt(sheet: Outline) -> bytes:
    """Return the ODT of a sheet: places to write in, or its answers when it is filled. The same sheet gives the same bytes."""
    spreads = story(sheet)
    shapes = {spread.shape.key: spread.shape for spread in spreads}
    files = {
        "content.xml": Body(sheet.language).write(spreads, parts.faces()),
        "styles.xml": parts.styles(sheet, shapes.values()),
        "meta.xml": parts.properties(sheet),
    }
    return archive({MIMETYPE: parts.TEXT, **files, "META-INF/manifest.xml": parts.manifest(files)}, sheet.dated)

"""The site's own page as a filler: its modules in a real browser, given the blank documents that the build makes scripts of."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from macros.documents.page_script import page_script
from macros.outline import Outline
from macros.sheet_model import model_script, sheet_model
from tests.js.modules import Modules
from tests.roundtrip.blanks import blanks, forms
from tests.roundtrip.filler import Filler
from tests.roundtrip.sheet_fillers import in_range, saved_by_libreoffice
from tests.roundtrip.text_fillers import converted

_FILL = """([id, name, suite, answers, worked]) => {
  const { models, documents } = globalThis.presence
  const results = worked ? globalThis.modules["answers/results.js"].results(models[id], answers) : new Map()
  const start = performance.now()
  const options = { results, continuation: documents[suite] }
  const { bytes, ...told } = globalThis.modules["documents/fill.js"].fill(documents[name], models[id], answers, options)
  const took = performance.now() - start
  let text = ""
  for (let place = 0; place < bytes.length; place += 32768) text += String.fromCharCode(...bytes.subarray(place, place + 32768))
  return { ...told, took, bytes: btoa(text) }
}"""


@dataclass(frozen=True, slots=True)
class Page:
    """What the page made of a document: its bytes, what it says of them, how many milliseconds it took."""

    content: bytes
    unprintable: list[str]
    unplaced: list[str]
    took: float


class _Site:
    """The page where documents are filled; each test says how to open it, and only those that need it do."""

    open: Callable[[], Modules]


SITE = _Site()


def filled_in_page(extension: str, sheet: Outline, named: Mapping[str, str], *, worked: bool = True) -> Page:
    """Return what the page makes of answers to a sheet; ``worked``: with the results that it works out."""
    js = SITE.open()
    name = "-".join(filter(None, [sheet.identity.definition, sheet.identity.variant]))
    loaded = js.page.evaluate("name => Boolean(globalThis.presence?.documents?.[name])", f"{name}.{extension}")
    if not loaded:
        for script in _scripts(name, extension):
            js.page.evaluate(script.decode())
    told = js.page.evaluate(_FILL, [sheet.identity.definition, f"{name}.{extension}", f"{name}-suite.pdf", dict(named), worked])
    return Page(base64.b64decode(told["bytes"]), told["unprintable"], told["unplaced"], told["took"])


@cache
def _scripts(name: str, extension: str) -> list[bytes]:
    """Return the scripts that a page loads to fill a document."""
    source, files = next(source for source in forms() if source.name == name), blanks(name)
    found = [model_script(sheet_model(source.definition, "", {})), page_script(f"{name}.{extension}", extension, files[extension])]
    return found + ([page_script(f"{name}-suite.pdf", "pdf", files["suite"])] if extension == "pdf" and "suite" in files else [])


def _fill(blank: bytes, sheet: Outline, named: Mapping[str, str], *, extension: str) -> bytes:
    return filled_in_page(extension, sheet, named).content


def _filler(name: str, extension: str, **more: Any) -> Filler:
    return Filler(name, extension, partial(_fill, extension=extension), **more)


FILLERS = (
    _filler("page, PDF", "pdf", lengthens=True),
    _filler("page, DOCX", "docx"),
    _filler("page, ODT", "odt"),
    _filler("page, XLSX", "xlsx"),
    _filler("page puis LibreOffice, DOCX", "docx", then=partial(converted, source="docx", target="docx")),
    _filler("page puis LibreOffice, ODT", "odt", then=partial(converted, source="odt", target="odt")),
    _filler("page puis LibreOffice, XLSX", "xlsx", then=saved_by_libreoffice, takes=in_range),
)

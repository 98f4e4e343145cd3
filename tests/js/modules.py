"""The site's modules in a real browser, called one function at a time from Python."""

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from macros.site.scripts import bundle
from tests.site.project import ROOT

SOURCE = ROOT / "docs" / "assets" / "js"
ORIGIN = "https://presence.test/"

_CALL = """async ([path, name, given]) => {
  const thaw = (value) => {
    if (Array.isArray(value)) return value.map(thaw)
    if (value === null || typeof value !== "object") return value
    if (typeof value.$bytes === "string") return Uint8Array.from(atob(value.$bytes), (sign) => sign.charCodeAt(0))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, thaw(item)]))
  }
  const freeze = (value) => {
    if (value instanceof Uint8Array) {
      let text = ""
      for (let start = 0; start < value.length; start += 32768) text += String.fromCharCode(...value.subarray(start, start + 32768))
      return { $bytes: btoa(text) }
    }
    if (value instanceof Map) return freeze(Object.fromEntries(value))
    if (value instanceof Set) return [...value].map(freeze)
    if (Array.isArray(value)) return value.map(freeze)
    if (value === null || typeof value !== "object") return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, freeze(item)]))
  }
  const called = globalThis.modules[path]
  if (!called || typeof called[name] !== "function") throw new Error(`pas de ${name} dans ${path}`)
  return freeze(await called[name](...given.map(thaw)))
}"""


class Modules:
    """Every module of ``docs/assets/js/``, entries excepted, loaded in a page of their own."""

    def __init__(self, page: Page, folder: Path) -> None:
        """Bundle the modules with ``folder`` to write in, and load them."""
        paths = [path for path in sorted(SOURCE.rglob("*.js")) if path.parent.name != "entries" and path.parent != SOURCE]
        imports = "".join(f"import * as m{rank} from {str(path)!r}\n" for rank, path in enumerate(paths))
        names = ", ".join(f"{path.relative_to(SOURCE).as_posix()!r}: m{rank}" for rank, path in enumerate(paths))
        entry = folder / "modules.js"
        entry.write_text(f"{imports}globalThis.modules = {{ {names} }}\n", encoding="utf-8")
        self.page = page
        page.route(ORIGIN, lambda route: route.fulfill(body="<!doctype html><meta charset=utf-8><title>Essai</title>", content_type="text/html"))
        page.goto(ORIGIN)
        page.add_script_tag(content=bundle(ROOT, entry).decode())

    def __call__(self, path: str, name: str, *given: Any) -> Any:
        """Return what a function of a module gives, awaited; bytes go as Uint8Array and come back as bytes."""
        return _thawed(self.page.evaluate(_CALL, [path, name, _frozen(list(given))]))


def _frozen(value: Any) -> Any:
    match value:
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case dict():
            return {key: _frozen(item) for key, item in value.items()}
        case list() | tuple():
            return [_frozen(item) for item in value]
    return value


def _thawed(value: Any) -> Any:
    match value:
        case {"$bytes": str(text)}:
            return base64.b64decode(text)
        case dict():
            return {key: _thawed(item) for key, item in value.items()}
        case list():
            return [_thawed(item) for item in value]
    return value

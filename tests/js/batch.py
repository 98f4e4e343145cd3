"""Many calls of one function of a module at once: one trip to the browser, not one a case."""

import json
import math
from collections.abc import Sequence
from typing import Any

from tests.js.modules import Modules

_CALL = """([path, name, cases]) => {
  const thaw = (key, value) => typeof value?.$number === "string" ? Number(value.$number) : value
  const freeze = (key, value) => value instanceof Map ? { $map: [...value] } : value instanceof Set ? [...value] : value
  return JSON.stringify(JSON.parse(cases, thaw).map((given) => globalThis.modules[path][name](...given)), freeze)
}"""


def batch(js: Modules, path: str, name: str, cases: Sequence[Sequence[Any]]) -> list[Any]:
    """Return what a function gives for each list of arguments; a Map comes back as a mapping."""
    text = js.page.evaluate(_CALL, [path, name, json.dumps(_frozen(cases), allow_nan=False)])
    return json.loads(text, object_hook=lambda data: dict(data["$map"]) if "$map" in data else data)


def told(value: Any) -> str:
    """Return a value as a text that tells a boolean from a number, and a whole number from nothing: 3 and 3.0 are told alike."""
    return json.dumps(_floats(value), sort_keys=True, ensure_ascii=False)


def _frozen(value: Any) -> Any:
    match value:
        case dict():
            return {key: _frozen(item) for key, item in value.items()}
        case list() | tuple():
            return [_frozen(item) for item in value]
        case float() if not math.isfinite(value):
            return {"$number": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    return value


def _floats(value: Any) -> Any:
    match value:
        case dict():
            return {key: _floats(item) for key, item in value.items()}
        case list() | tuple():
            return [_floats(item) for item in value]
        case int() | float() if not isinstance(value, bool):
            return float(value) + 0.0
    return value

"""The JSON Schema of the definitions, for YAML editors: completion, hover help, mistakes underlined as one types.

`./kit schema` writes `templates/schema/*.schema.json` from the model; a test fails when they differ from it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from macros.expressions.parsing import OPERATORS
from macros.model import Definition
from macros.records import Process, Workshop
from macros.validation import GIVEN

FOLDER = Path("templates/schema")
MODELS: dict[str, type[BaseModel]] = {"definition": Definition, "process": Process, "workshop": Workshop}


def schemas() -> Iterator[tuple[Path, str]]:
    """Yield the path of each schema, from the project's root, and its text."""
    for name, model in MODELS.items():
        content = model.model_json_schema()
        content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_tidy(content)}
        if name == "definition":
            content["$defs"]["Expression"] = _expression()
        yield FOLDER / f"{name}.schema.json", json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _tidy(content: Any) -> Any:
    """Leave out what only Python cares about: generated titles, docstrings, keys that the catalog fills in, defaults of null."""
    if isinstance(content, list):
        return [_tidy(item) for item in content]
    if not isinstance(content, dict):
        return content
    if content.get("format") == "expression":
        content = {key: value for key, value in content.items() if key != "format"} | {"$ref": "#/$defs/Expression"}
    kept = {}
    for key, value in content.items():
        if key == "properties":
            kept[key] = {name: _tidy(item) for name, item in value.items() if name not in GIVEN}
        elif key == "discriminator" or (key == "description" and "properties" in content):
            continue
        elif not (key == "title" and isinstance(value, str)) and not (key == "default" and value in (None, "", [])):
            kept[key] = _tidy(value)
    if "Option" in kept.get("$ref", "") and len(kept) == 1:
        return {"anyOf": [{"type": "string"}, kept]}
    return kept


def _expression() -> dict[str, Any]:
    """Describe an expression: a constant, or one operator and what it takes."""
    constants = [{"type": kind} for kind in ("number", "boolean", "string", "null")]
    operators = dict.fromkeys(sorted({*OPERATORS, "ratio", "times"}), True)
    one = {"type": "object", "properties": operators, "additionalProperties": False, "minProperties": 1}
    return {"description": "Une formule : une clé et ce qu’elle prend.", "anyOf": [*constants, one]}


def main(root: Path) -> int:
    """Write the schemas."""
    for path, text in schemas():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.as_posix()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))

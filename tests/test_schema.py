"""The JSON Schema for YAML editors: what is committed is what the model says, and it accepts every definition."""

import json
import re

import pytest

from macros.expressions.parsing import OPERATORS
from macros.schema import main, schemas
from macros.yamlfile import read
from tests.specimens.load import ROOT, SPECIMENS

SCHEMAS = {path: json.loads(text) for path, text in schemas()}
NAMES = {
    "worksheets": "definition",
    "checklists": "definition",
    "rfp": "definition",
    "processes": "process",
    "workshops": "workshop",
}
FILES = sorted([*(ROOT / "templates").glob("[!ls]*/*.yml"), *SPECIMENS.glob("[!l]*/*.yml")])
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": int | float,
}


def schema_of(file) -> dict:
    return next(schema for path, schema in SCHEMAS.items() if path.name == f"{NAMES[file.parent.name]}.schema.json")


def faults(data, schema, whole, path="") -> list[str]:
    """List what a JSON Schema finds wrong, for the words that ours use."""
    if ref := schema.get("$ref"):
        return faults(data, whole["$defs"][ref.rsplit("/", 1)[1]], whole, path)
    for word in ("anyOf", "oneOf"):
        tried = [faults(data, option, whole, path) for option in schema.get(word, ())]
        if tried and all(tried):
            return [f"{path}: {min(tried, key=len)[0]}"]
    found = []
    kind = schema.get("type")
    if kind and (not isinstance(data, TYPES[kind]) or isinstance(data, bool) != (kind == "boolean")):
        return [f"{path}: not {kind}"]
    if ("enum" in schema and data not in schema["enum"]) or ("const" in schema and data != schema["const"]):
        found.append(f"{path}: {data} not allowed")
    if isinstance(data, str) and "pattern" in schema and not re.search(schema["pattern"], data):
        found.append(f"{path}: {data} against {schema['pattern']}")
    if isinstance(data, int | float) and not schema.get("minimum", data) <= data <= schema.get("maximum", data):
        found.append(f"{path}: {data} out of bounds")
    if isinstance(data, list):
        found += (
            [f"{path}: {len(data)} items"]
            if not schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", 99)
            else []
        )
        found += [
            fault
            for n, item in enumerate(data)
            for fault in faults(item, schema.get("items", {}), whole, f"{path}/{n}")
        ]
    if isinstance(data, dict):
        found += [f"{path}: no {key}" for key in schema.get("required", ()) if key not in data]
        for key, value in data.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
            found += (
                [f"{path}: unknown {key}"]
                if inner is False
                else faults(value, inner, whole, f"{path}/{key}")
                if isinstance(inner, dict)
                else []
            )
    return found


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_the_committed_schema_is_current(path):
    committed = json.loads((ROOT / path).read_text(encoding="utf-8"))
    assert committed == SCHEMAS[path], "./kit schema le récrit"


def test_the_command_writes_the_same_bytes(tmp_path):
    assert main(tmp_path) == 0
    for path in SCHEMAS:
        assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_definition_is_accepted(file):
    schema = schema_of(file)
    assert faults(read(file, ROOT).data, schema, schema) == []


@pytest.mark.parametrize(
    ("pattern", "by"),
    [(r"^version: 1", "version: 0"), (r"^purpose:", "purpos:"), (r"^level: .*", "level: expert"), (r"^review: .*", "review: 2026-13"),
     (r"^minutes: 60", "minutes: long"), (r"kind: longtext", "kind: texte"), (r"^people: .*\n", ""), (r"\{ratio: \[\{field", "{rapport: [{field"),
     (r"^roles: .*", "roles: coordination"), (r"rows: 10", "rows: 100")],
)  # fmt: skip
def test_a_mistake_is_underlined(tmp_path, pattern, by):
    text = (ROOT / "templates/worksheets/inventaire-des-comptes.yml").read_text(encoding="utf-8")
    mutated, count = re.subn(pattern, by, text, count=1, flags=re.MULTILINE)
    assert count == 1
    (tmp_path / "f.yml").write_text(mutated, encoding="utf-8")
    schema = next(schema for path, schema in SCHEMAS.items() if path.name == "definition.schema.json")
    assert faults(read(tmp_path / "f.yml", tmp_path).data, schema, schema)


def properties(schema):
    """Yield the name and the schema of every property, everywhere."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ()
        for value in schema.values():
            yield from properties(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from properties(item)


def test_every_property_has_a_french_description():
    without = {
        name
        for schema in SCHEMAS.values()
        for name, inner in properties(schema)
        if isinstance(inner, dict) and "description" not in inner
    }
    assert without == {"kind"}, "« kind » dit lui-même ce qu’il peut être"
    texts = [
        inner["description"]
        for schema in SCHEMAS.values()
        for _, inner in properties(schema)
        if isinstance(inner, dict) and "description" in inner
    ]
    assert len(texts) > 100
    assert not [
        text
        for text in texts
        if re.search(r"\b(the|of|and|a|is|which)\b", text)
        and not re.search(r"\b(le|la|les|de|du|des|un|une|pour|à)\b", text)
    ]


def test_what_the_catalog_fills_in_is_not_offered():
    names = {name for schema in SCHEMAS.values() for name, _ in properties(schema)}
    assert not names & {"code", "letter"}
    assert {"bind", "options_from", "was_labels", "territory", "secret"} <= names


def test_every_operator_is_offered():
    expression = next(schema for path, schema in SCHEMAS.items() if path.name == "definition.schema.json")["$defs"][
        "Expression"
    ]
    assert set(expression["anyOf"][-1]["properties"]) == {*OPERATORS, "ratio", "times"}

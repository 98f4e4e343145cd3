"""`telechargements/catalogue.json`, the machine-readable face of the site, as docs/adapter/catalogue.md promises it."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.site.pages import Pages
from tests.site.project import ROOT

KEYS = {"id", "kind", "title", "version", "url", "minutes", "fields", "sources", "files"}
FIELD_KEYS = {"id", "code", "kind", "label", "help"}
MORE_KEYS = {"table": {"columns", "rows"}, "choice": {"options"}, "multichoice": {"options"}, "check": {"options"}}
FOLDERS = {"worksheets": "worksheet", "checklists": "checklist", "rfp": "rfp", "processes": "checklist", "workshops": "worksheet"}
WRITTEN = {path.stem: path for folder in FOLDERS for path in sorted((ROOT / "templates" / folder).glob("*.yml"))}
FORMS = {name: path for name, path in WRITTEN.items() if path.parent.name in ("worksheets", "checklists", "rfp")}


@pytest.fixture(scope="module")
def catalogue(built_site: Path) -> list[dict[str, Any]]:
    return json.loads((built_site / "telechargements/catalogue.json").read_text(encoding="utf-8"))


def as_written(path: Path) -> dict[str, Any]:
    """Return a definition as its author wrote it, read without our own code."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def written_fields(definition: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        field
        for section in definition["sections"]
        for field in [*section.get("fields", ()), *(inner for clause in section.get("clauses", ()) for inner in clause.get("fields", ()))]
    ]


def listed_fields(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for outer in entry["fields"] for field in (outer, *outer.get("columns", ()))]


def cited(path: Path) -> list[str]:
    """Return the founding items that a definition names, those of the shared lists of options that it uses included."""
    shared = as_written(ROOT / "templates/library/options.yml")
    text = path.read_text(encoding="utf-8")
    text += "".join(str(shared[name]) for name in re.findall(r"options_from: ([\w-]+)", text))
    return sorted(set(re.findall(r"\bS[0-4]-[A-Z]{3}-\d\d\b", text)))


def test_every_definition_is_listed_once_in_the_order_of_the_guide(catalogue):
    steps = [None, *as_written(ROOT / "templates/library/steps.yml")]

    def rank(name: str) -> tuple[bool, int, int, int, str]:
        written, folder = as_written(FORMS[name]), FORMS[name].parent.name
        step = written.get("step")
        return step is None, steps.index(step), written.get("order", 100), list(FOLDERS).index(folder), name

    listed = [entry["id"] for entry in catalogue]
    assert [name for name in listed if name in FORMS] == sorted(FORMS, key=rank)
    assert len(listed) == len(set(listed)) == len(WRITTEN)


def test_an_entry_has_the_keys_that_are_documented(catalogue, subtests: pytest.Subtests):
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs/adapter/catalogue.md").read_text(encoding="utf-8")))
    for entry in catalogue:
        with subtests.test(entry=entry["id"]):
            assert set(entry) == KEYS <= documented
            assert all(set(file) == {"format", "path", "bytes", "sha256"} <= documented for file in entry["files"])
            for field in listed_fields(entry):
                assert set(field) == FIELD_KEYS | MORE_KEYS.get(field["kind"], set()) <= documented


def test_an_entry_says_what_the_definition_says(catalogue, subtests: pytest.Subtests):
    by_id = {entry["id"]: entry for entry in catalogue}
    for name, path in FORMS.items():
        written, entry = as_written(path), by_id[name]
        with subtests.test(definition=name):
            assert entry["kind"] == FOLDERS[path.parent.name]
            assert (entry["version"], entry["minutes"]) == (written["version"], written["minutes"])
            assert [(f["id"], f["kind"]) for f in entry["fields"]] == [(f["id"], f["kind"]) for f in written_fields(written)]
            assert entry["sources"] == cited(path)


def test_tables_and_choices_say_their_columns_rows_and_options(catalogue, subtests: pytest.Subtests):
    by_id = {entry["id"]: entry for entry in catalogue}
    for name, path in FORMS.items():
        for field, listed in zip(written_fields(as_written(path)), by_id[name]["fields"], strict=True):
            with subtests.test(definition=name, field=field["id"]):
                if field["kind"] == "table":
                    rows = field["rows"]
                    assert listed["rows"] == (rows if isinstance(rows, int) else [row["id"] for row in rows])
                    assert [column["id"] for column in listed["columns"]] == [column["id"] for column in field["columns"]]
                if "options" in field:
                    assert list(listed["options"]) == list(field["options"])


def test_codes_are_unique_in_a_definition_and_visible_on_its_page(catalogue, site_pages: Pages, subtests: pytest.Subtests):
    for entry in catalogue:
        codes = [field["code"] for field in listed_fields(entry)]
        page = site_pages[f"{entry['url']}index.html"]
        shown = {span.get_text() for span in page.select(".sheet .field__code")}
        with subtests.test(entry=entry["id"]):
            assert all(re.fullmatch(r"[A-Z]\d+[a-z]?", code) for code in codes)
            assert len(set(codes)) == len(codes)
            assert set(codes) <= shown


def test_addresses_lead_to_the_page_and_to_the_very_bytes(catalogue, site_pages: Pages, subtests: pytest.Subtests):
    for entry in catalogue:
        with subtests.test(entry=entry["id"]):
            assert f"{entry['url']}index.html" in site_pages
            assert entry["files"]
            for file in entry["files"]:
                content = (site_pages.site / file["path"]).read_bytes()
                assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
                assert re.fullmatch(rf"telechargements/{entry['id']}(-lettre|-sans-aide|-suite|-exemple)?\.{file['format']}", file["path"])


def test_every_download_is_listed(catalogue, built_site: Path):
    listed = {file["path"] for entry in catalogue for file in entry["files"]}
    published = {path.relative_to(built_site).as_posix() for path in (built_site / "telechargements").rglob("*") if path.is_file()}
    pictures = {f"telechargements/apercus/{entry['id']}.png" for entry in catalogue}
    assert published == listed | pictures | {"telechargements/catalogue.json", "telechargements/presence-kit.zip"}

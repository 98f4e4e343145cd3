"""What the tests of text documents share: every blank sheet, filled ones, and what a document says of its own looks."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from zipfile import ZipFile

import pytest
from lxml import etree

from macros.answers import to_named
from macros.model import Definition
from macros.names import cell_name
from macros.outline import Grid, Outline, outline
from macros.render.docx import render_docx
from macros.render.odt import render_odt
from macros.render.story import story
from macros.render.story.tree import Paragraph, Table
from macros.written import lines, written
from tests.every import expectations
from tests.roundtrip.text_archive import answer_in, controls, is_empty, root_of
from tests.specimens.load import definitions, examples

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ADDRESS = "https://presence.example/fiches/essai/"
KINDS = {"date": "date", "check": "list", "choice": "list", "scale": "list", "multichoice": "box"}


def _sheets() -> Iterator[pytest.ParameterSet]:
    for definition in definitions():
        for variant in expectations.variants(definition):
            yield pytest.param(definition, variant, id="-".join(filter(None, [definition.id, variant])))


SHEETS = list(_sheets())
each_sheet = pytest.mark.parametrize(("definition", "variant"), SHEETS)


@cache
def _by_id() -> Mapping[str, Definition]:
    return {definition.id: definition for definition in definitions()}


def blank(definition_id: str, variant: str | None = None) -> Outline:
    """Return the outline of a blank sheet."""
    return outline(_by_id()[definition_id], variant=variant, address=ADDRESS, language="fr-CA")


def filled(definition: Definition, answers: Mapping[str, object]) -> Outline:
    """Return the outline of a sheet that shows answers."""
    return outline(definition, address=ADDRESS, answers=answers)


def styles_before_tables(sheet: Outline) -> set[str]:
    """Return the styles of the paragraphs that stand between a part's text and its tables: questions and notes on columns."""
    found: set[str] = set()
    for spread in story(sheet):
        said: list[str] = []
        for block in spread.blocks:
            if isinstance(block, Table):
                found.update(said)
            if not isinstance(block, Paragraph) or block.style in ("Condition", "Question", "Answer"):
                said = []
            if isinstance(block, Paragraph):
                said.append(block.style)
    return found


def answers_in_places(document: bytes) -> dict[str, list[str]]:
    """Return what stands under each tag, in order, "" where a prompt shows; a tag comes again in a row that was copied."""
    found: dict[str, list[str]] = {}
    for tag, control in controls(root_of(document)):
        found.setdefault(tag, []).append("" if is_empty(control) else answer_in(control))
    return found


def altered(document: bytes, sheet: Outline, answers: Mapping[str, str]) -> list[tuple[str, str, list[str]]]:
    """Return the answers that a filled document does not hold as they were written: name, what was expected, what is there."""
    found, fields = answers_in_places(document), {control.name: control.field for control in sheet.controls()}
    grids = {item.field.id: item for part in sheet.parts for item in part.items if isinstance(item, Grid)}
    wrong = []
    for name, value in answers.items():
        tag, rank = _standing(name, grids)
        field = fields[tag]
        wanted = "☒" if field.kind == "multichoice" else UNWRITABLE.sub("", lines(written(field, value)))
        if len(found.get(tag, ())) <= rank or found[tag][rank] != wanted:
            wrong.append((name, wanted, found.get(tag, [])))
    return wrong


def _standing(name: str, grids: Mapping[str, Grid]) -> tuple[str, int]:
    """Return the tag of an answer and its rank among the controls of that tag: an added row has the tags of the last one printed."""
    table, *rest = name.split("__")
    grid = grids.get(table)
    if grid is None or grid.fixed or len(rest) < 2 or int(rest[0]) <= len(grid.rows):
        return name, 0
    return cell_name(table, len(grid.rows), rest[1]), int(rest[0]) - len(grid.rows)


def cases() -> Iterator[tuple[Outline, dict[str, str]]]:
    """Yield every example of every sheet: the blank outline, and the answers that it has a place for, added rows included."""
    for definition, example in examples():
        for variant in expectations.variants(definition):
            sheet = outline(definition, variant=variant)
            yield sheet, placed(sheet, to_named(definition, example.answers))


def cases_for_libreoffice() -> list[tuple[Outline, dict[str, str]]]:
    """Return every case, but of each huge sheet the one that has most answers: LibreOffice takes ten seconds over each."""
    kept: dict[str, list[tuple[Outline, dict[str, str]]]] = {}
    for case in cases():
        kept.setdefault(case[0].definition.id, []).append(case)
    huge = {key for key, found in kept.items() if len(list(found[0][0].controls())) > 1000}
    return [case for key, found in kept.items() for case in ([max(found, key=lambda one: len(one[1]))] if key in huge else found)]


def placed(sheet: Outline, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that a variant asks for."""
    names = {control.name for control in sheet.controls()}
    grids = {item.field.id for part in sheet.parts for item in part.items if isinstance(item, Grid)}
    return {name: value for name, value in answers.items() if name in names or name.split("__")[0] in grids}


def parts(document: bytes) -> dict[str, bytes]:
    """Return the parts of a document, in their order."""
    with ZipFile(io.BytesIO(document)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def part(document: bytes, name: str) -> etree._Element:
    """Return the XML of a part."""
    return etree.fromstring(parts(document)[name])


def expected_controls(definition: Definition, sheet: Outline) -> list[tuple[str, str]]:
    """Return the name and kind of every control, in order of reading."""
    kinds = {control.name: KINDS.get(control.field.kind, "text") for control in sheet.controls()}
    assert set(kinds) == set(expectations.names(definition, sheet.identity.variant))
    return list(kinds.items())


WITNESSES = (("tout-a-la-limite", "longue"), ("inventaire-des-comptes", None))
RENDERERS = {"docx": render_docx, "odt": render_odt}


@cache
def made(extension: str, definition_id: str, variant: str | None) -> bytes:
    """Return a blank document, made once for all tests."""
    return RENDERERS[extension](blank(definition_id, variant))


def digests() -> dict[str, str]:
    """Return the digest of two documents in each format."""
    return {name: sha256(b"".join(render(blank(*key)) for key in WITNESSES)).hexdigest() for name, render in RENDERERS.items()}


@cache
def digests_elsewhere() -> dict[str, str]:
    """Return the same digests, worked out by a process that has another seed, another time zone, another clock."""
    code = "import json; from tests.render.text_documents import digests; print(json.dumps(digests()))"
    environment = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "PYTHONPATH": ".", "SOURCE_DATE_EPOCH": "1"}
    return json.loads(subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True).stdout)


def contrast(first: str, second: str) -> float:
    """Return the ratio of contrast of two colours written 1b2340, as WCAG works it out."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Documents are made once, made again when what they depend on changes, and never left half made."""

import dataclasses
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros.documents import recipe, store
from macros.documents.editions import EDITIONS, Edition
from macros.documents.source import Source, sources
from tests.specimens.load import ROOT, definitions, real_catalog

RENDERERS = sorted({edition.renderer for edition in EDITIONS})
MADE: list[str] = []


def noted(source: Source) -> bytes:
    MADE.append(source.definition.title)
    return source.definition.title.encode()


def broken(source: Source) -> bytes:
    raise RuntimeError("stopped halfway")


def always(source: Source) -> bool:
    return True


NOTED = Edition("", "txt", "Texte", "à lire", "macros.wording", noted, always)


@pytest.fixture
def source() -> Source:
    MADE.clear()
    return next(sources(real_catalog().definitions["inventaire-des-comptes"], real_catalog().registry, "https://presence.example/"))


def make(source: Source, folder: Path, edition: Edition = NOTED) -> list[bytes]:
    return store.documents(store.orders(source, [edition]), folder)


def test_document_is_made_once(source, tmp_path):
    first = make(source, tmp_path)
    assert make(source, tmp_path) == first == [source.definition.title.encode()]
    assert len(MADE) == 1


def test_document_is_made_again_when_its_definition_changes(source, tmp_path):
    make(source, tmp_path)
    renamed = dataclasses.replace(source, definition=source.definition.model_copy(update={"title": "Autre"}))
    assert make(renamed, tmp_path) == [b"Autre"]
    assert len(MADE) == 2


def test_document_is_made_again_when_the_site_moves(source, tmp_path):
    make(source, tmp_path)
    make(dataclasses.replace(source, address="https://ailleurs.example/fiches/x/"), tmp_path)
    assert len(MADE) == 2


def test_document_that_fails_leaves_nothing(source, tmp_path):
    with pytest.raises(store.DocumentProblem, match=r"inventaire-des-comptes\.txt n’a pas pu être fait\.\n  RuntimeError : stopped halfway"):
        make(source, tmp_path, dataclasses.replace(NOTED, make=broken))
    assert make(source, tmp_path) == [source.definition.title.encode()]


def test_what_nobody_asked_for_in_a_month_is_thrown_away(source, tmp_path):
    old, young = tmp_path / "old", tmp_path / "young"
    for file, days in ((old, 31), (young, 29)):
        file.write_bytes(b"")
        os.utime(file, (time.time() - days * 24 * 3600,) * 2)
    make(source, tmp_path)
    assert not old.exists()
    assert young.exists()


def test_many_documents_are_made_in_two_processes_and_come_back_in_order(tmp_path):
    MADE.clear()
    catalog = real_catalog()
    found = [source for definition in catalog.definitions.values() for source in sources(definition, catalog.registry, "")]
    wanted = [order for source in found for order in store.orders(source, [NOTED])]
    assert len(wanted) > 3
    assert store.documents(wanted, tmp_path) == [order.source.definition.title.encode() for order in wanted]
    assert MADE == []


@pytest.mark.parametrize("renderer", RENDERERS)
def test_recipe_follows_every_module_that_the_renderer_runs(renderer):
    listed = f"import sys, {renderer}; print(*sorted(m.__file__ for n, m in sys.modules.items() if n.startswith('macros.') and m.__file__))"
    done = subprocess.run([sys.executable, "-c", listed], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    loaded = {Path(name) for name in done.stdout.split()}
    assert len(loaded) > 5
    assert loaded - {ROOT / "macros" / "__init__.py"} <= set(recipe.code_of(renderer))


@pytest.mark.parametrize("renderer", RENDERERS)
def test_recipe_ignores_what_no_document_runs(renderer):
    names = {file.relative_to(ROOT / "macros").parts[0] for file in recipe.code_of(renderer)}
    assert not names & {"hooks.py", "skin.py", "kit", "site", "links", "catalog.py", "page_macros.py"}


def test_recipe_of_the_pdf_holds_its_template():
    assert "sheet.typ" in {file.name for file in recipe.code_of("macros.render.pdf")}


def test_every_definition_has_the_files_that_its_address_promises():
    catalog = real_catalog()
    for definition in catalog.definitions.values():
        for source in sources(definition, catalog.registry, ""):
            files = {edition.file(source) for edition in EDITIONS if edition.exists(source)}
            wanted = {f"{definition.id}{end}" for end in (".pdf", "-lettre.pdf", "-sans-aide.pdf", ".docx", ".odt")}
            assert wanted <= files


def test_each_edition_has_a_name_of_its_own():
    for definition in definitions():
        files = [edition.file(source) for source in sources(definition, real_catalog().registry, "") for edition in EDITIONS]
        assert len(files) == len(set(files))

"""Faults planted in the definitions: each is refused with its file, its line, its place and its remedy; never a traceback."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import macros.catalog
from macros.catalog import load_catalog, main
from macros.checks import definition_faults
from macros.kit.build import build
from macros.model import Definition
from macros.problems import CatalogError, Problem
from macros.records import Process, Workshop
from macros.validation import build as validated
from macros.yamlfile import Document, read
from tests.specimens.faults import CLES, COMPTES, FAULTS, LISTE, Planted
from tests.specimens.load import ROOT, SPECIMENS, real_catalog, specimen_catalog, with_specimens

by_name = {fault.name: fault for fault in FAULTS}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A project with the definitions that get a fault, real ones and specimens; every test leaves it as it found it."""
    root = with_specimens(tmp_path_factory.mktemp("projet"))
    shutil.copytree(
        ROOT / "templates", root / "templates", dirs_exist_ok=True, ignore=shutil.ignore_patterns("library")
    )
    for file in (root / "templates").glob("[!ls]*/*.yml"):
        if file.relative_to(root).as_posix() not in {CLES, *(fault.file for fault in FAULTS)}:
            file.unlink()
    return root


@pytest.fixture
def quick(monkeypatch) -> None:
    """Read the library once for all: these tests only touch definitions."""
    catalog = specimen_catalog()
    monkeypatch.setattr(macros.catalog, "load_library", lambda root: catalog.library)
    monkeypatch.setattr(macros.catalog, "load_registry", lambda path, root: catalog.registry)
    monkeypatch.setattr(macros.catalog, "load_facts", lambda path, root, registry: catalog.facts)
    monkeypatch.setattr(macros.catalog, "load_tools", lambda path, root, registry: catalog.tools)


def planted(fault: Planted, text: str) -> str:
    """Return the text of a file with a fault in it; fail when the file no longer has what the fault changes."""
    by = fault.by if r"\1" in fault.by else lambda _: fault.by
    mutated, count = re.subn(fault.pattern, by, text, count=1, flags=re.MULTILINE)
    assert count == 1
    assert mutated != text
    return mutated


def line_of(fault: Planted, text: str) -> int:
    """Return the line that a fault is told at: the one where its pattern matches, which must be alone."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(fault.line, text, re.MULTILINE)]
    assert len(lines) == 1, f"{fault.line} matches lines {lines}"
    return lines[0]


def refused(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogError) as caught:
        load_catalog(root)
    assert "Traceback" not in str(caught.value)
    return caught.value.problems


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()
    }


def test_the_project_without_a_fault_is_sound(project, quick):
    assert len(load_catalog(project).definitions) >= 7


def test_faults_are_many_and_each_has_its_own_name():
    assert len(by_name) == len(FAULTS) >= 90


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_told_with_its_line_place_and_remedy(fault, project, quick):
    file = project / fault.file
    sound = file.read_text(encoding="utf-8")
    text = planted(fault, sound)
    file.write_text(text, encoding="utf-8")
    before = snapshot(project)
    try:
        problems = refused(project)
    finally:
        after = snapshot(project)
        file.write_text(sound, encoding="utf-8")
    told = [(p.file.as_posix(), p.line, (p.place, p.received, p.expected, p.hint)) for p in problems]
    assert (fault.file, line_of(fault, text), fault.told) in told
    assert len(told) == 1 + fault.others
    assert after == before


# --- what several files say together --------------------------------------------------------------------------------


@pytest.fixture
def copy(project, tmp_path) -> Path:
    shutil.copytree(project, tmp_path / "projet")
    return tmp_path / "projet"


def told(root: Path) -> list[tuple[str, int, str, str, str]]:
    return [(p.file.as_posix(), p.line, p.place, p.received, p.expected) for p in refused(root)]


def test_two_definitions_of_the_same_identifier(copy, quick):
    text = (copy / LISTE).read_text(encoding="utf-8")
    double = copy / "templates/worksheets/faire-le-point-liste.yml"
    double.write_text(text, encoding="utf-8")
    free = f"un identifiant libre (pris par {double.relative_to(copy).as_posix()})"
    assert told(copy) == [(LISTE, 2, "id", "« faire-le-point-liste »", free)]


def test_a_record_that_derives_a_list_which_exists_already(copy, quick):
    text = (copy / "templates/processes/repondre-a-un-avis.yml").read_text(encoding="utf-8")
    process = copy / "templates/processes/faire-le-point.yml"
    process.write_text(text.replace("id: repondre-a-un-avis", "id: faire-le-point"), encoding="utf-8")
    received = "« faire-le-point », qui donne la liste « faire-le-point-liste »"
    expected = f"un identifiant libre (pris par {LISTE})"
    assert told(copy) == [("templates/processes/faire-le-point.yml", 2, "id", received, expected)]


def test_a_record_whose_list_would_have_too_long_a_name(copy, quick):
    text = (copy / "templates/processes/repondre-a-un-avis.yml").read_text(encoding="utf-8")
    name = "a" * 59
    (copy / f"templates/processes/{name}.yml").write_text(
        text.replace("id: repondre-a-un-avis", f"id: {name}"), encoding="utf-8"
    )
    assert told(copy) == [(f"templates/processes/{name}.yml", 2, "id", f"« {name} »", "58 caractères au plus")]


def test_faults_of_several_files_are_told_together_in_order(copy, quick):
    for name in ("version zéro", "clé mal écrite dans un champ", "réponse hors des options", "guillemet ouvert"):
        file = copy / by_name[name].file
        file.write_text(planted(by_name[name], file.read_text(encoding="utf-8")), encoding="utf-8")
    problems = refused(copy)
    assert [(p.file.as_posix(), p.received) for p in problems] == [
        (LISTE, by_name["guillemet ouvert"].told[1]),
        (COMPTES, "0"),
        (COMPTES, "la clé « hepl »"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "line", "place", "received", "expected"),
    [
        (
            "binds.yml",
            "Nom: {kind: text, label: Nom}\n",
            1,
            "binds, Nom",
            "« Nom »",
            "une clé partagée comme organisation.nom",
        ),
        ("steps.yml", "a: A\nb: {titre: B}\n", 2, "étape « b »", '{"titre": "B"}', "du texte"),
        ("roles.yml", "- direction\n", 1, "roles", '["direction"]', "des couples « identifiant: texte »"),
        (
            "options.yml",
            "tons:\n  a: A\n  a: B\n",
            3,
            "",
            "la clé « a » deux fois, lignes 2 et 3",
            "une clé une seule fois",
        ),
        ("organisations.yml", "x: {name: X}\n", 1, "organisations, x, kind", "rien", "la clé « kind », qui manque"),
    ],
)
def test_a_fault_of_the_library(copy, name, text, line, place, received, expected):
    (copy / "templates/library" / name).write_text(text, encoding="utf-8")
    assert (f"templates/library/{name}", line, place, received, expected) in told(copy)


def test_a_damaged_lock(copy):
    (copy / "templates/verrou.json").write_text('{\n  "x": }\n', encoding="utf-8")
    assert told(copy) == [("templates/verrou.json", 2, "", "un fichier abîmé", "ce que « ./kit lock » a écrit")]


def test_a_file_in_another_encoding(copy):
    (copy / LISTE).write_bytes((copy / LISTE).read_text(encoding="utf-8").encode("cp1252", errors="replace"))
    assert told(copy)[0][3:] == ("un caractère d’un autre encodage", "un fichier en UTF-8")


# --- the commands -----------------------------------------------------------------------------------------------------


def test_the_command_prints_the_message_once_and_fails(copy):
    fault = by_name["formule vers un champ inconnu"]
    (copy / fault.file).write_text(planted(fault, (copy / fault.file).read_text(encoding="utf-8")), encoding="utf-8")
    for module in ("macros.catalog", "macros.lock", "macros.coverage"):
        done = subprocess.run(
            [sys.executable, "-m", module], cwd=copy, env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True, encoding="utf-8", timeout=60,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stdout == ""
        assert (
            done.stderr.count("ligne")
            == done.stderr.count("reçu")
            == done.stderr.count("Vouliez-vous dire « interrogees » ?")
            == 1
        )
        assert "Traceback" not in done.stderr


def test_the_command_counts_the_sheets_of_a_sound_project(capsys):
    assert main(ROOT) == 0
    assert capsys.readouterr().out == f"{len(real_catalog().definitions)} fiches, aucune erreur\n"


@pytest.fixture(scope="module")
def buildable(tmp_path_factory) -> Path:
    """A copy of the whole project, with a site already built in it."""
    root = tmp_path_factory.mktemp("construction")
    for part in ("docs", "macros", "overrides", "templates"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("le site d’hier", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "name",
    [
        "deux-points",
        "clé mal écrite",
        "identifiant accentué",
        "formules en rond",
        "date impossible",
        "HTML dans un texte",
    ],
)
def test_the_build_stops_says_it_once_and_leaves_the_site(name, buildable, capfd):
    fault = by_name[name]
    file = buildable / fault.file
    sound = file.read_text(encoding="utf-8")
    file.write_text(planted(fault, sound), encoding="utf-8")
    before = snapshot(buildable / "site")
    environment = {"PYTHONPATH": str(buildable), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    try:
        status = build([sys.executable, "-m", "mkdocs", "build", "--strict"], environment, buildable)
    finally:
        file.write_text(sound, encoding="utf-8")
    said = capfd.readouterr().err
    assert status == 1
    assert said.count(f"attendu : {fault.told[2]}") == 1
    assert said.count("\n  reçu : ") == 1
    assert "Traceback" not in said
    assert snapshot(buildable / "site") == before


# --- nothing else than these messages ---------------------------------------------------------------------------------

MODELS = {"processes": Process, "workshops": Workshop}
FILES = sorted([*(ROOT / "templates").glob("[!ls]*/*.yml"), *SPECIMENS.glob("[!l]*/*.yml")])
ENGLISH = re.compile(
    r"\b(input|should|must|valid|error|field required|extra inputs?|string|integer|dictionary|tuple|permitted|greater|less than|unable|got)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"«[^»]*»|\[[^\]]*\]|: [\w, -]+")
SCALARS = (
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats(-10, 10)
    | st.sampled_from(["", " ", "x", "oui", "a" * 80, "É", "# titre", "<b>", "[[x]]", "2026-11", "table", "lien:x", "« "])
)  # fmt: skip
DATA = (
    SCALARS
    | st.lists(SCALARS, max_size=3)
    | st.dictionaries(SCALARS.filter(lambda key: not isinstance(key, float)), SCALARS, max_size=3)
)


def nodes(data, path=()):
    """Yield the path of everything in a document."""
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from nodes(value, (*path, key))


def mutated(data, path, change):
    """Return the document with ``change`` applied to what stands at a path: (container, key) -> None."""
    if not path:
        return change
    copied = data.copy()
    if len(path) > 1:
        copied[path[0]] = mutated(data[path[0]], path[1:], change)
    elif change == "drop":
        copied.pop(path[0])
    elif isinstance(change, tuple) and isinstance(copied, dict):
        copied = {change[0] if key == path[0] else key: value for key, value in copied.items()}
    else:
        copied[path[0]] = change[0] if isinstance(change, tuple) else change
    return copied


@given(data=st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_change_of_a_definition_gives_a_definition_or_french_problems(data):
    file = data.draw(st.sampled_from(FILES))
    document = read(file, file.parents[1])
    content = document.data
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(nodes(content))))
        content = (
            mutated(
                content, path, data.draw(st.just("drop") | st.tuples(st.sampled_from(["x", "id", "kind", 3])) | DATA)
            )
            if path
            else content
        )
    changed = Document(document.file, content, document.lines)
    built = validated(MODELS.get(file.parent.name, Definition), changed)
    catalog = specimen_catalog()
    if isinstance(built, Definition):
        for path, *texts in definition_faults(built, catalog.library, catalog.registry):
            assert isinstance(path, tuple)
            assert all(isinstance(text, str) for text in texts)
        return
    for problem in built if isinstance(built, list) else ():
        assert problem.line >= 1
        assert problem.expected != "une valeur d’une autre forme"
        assert not ENGLISH.search(QUOTED.sub("", f"{problem.expected}. {problem.hint}")), str(problem)

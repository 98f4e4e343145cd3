"""A fault in a page stops the build: it says which page and what to do, and the site that is published stays as it was."""

import re
from pathlib import Path

import pytest

from macros.downloads import WITHOUT_DOCUMENTS
from macros.kit.build import build
from tests.site.project import BUILD, environment, write_mini_project

SHEET = """\
id: petite
version: 1
title: Petite fiche
purpose: Répondre à une question.
minutes: 10
people: une personne
step: faire-le-point
roles: [coordination]
review: 2026-11
sections:
  - id: partie
    title: Partie
    fields:
      - {id: reponse, kind: text, label: Quoi ?, help: Un mot.}
examples:
  - {organisation: centre-des-erables, answers: {reponse: Oui.}}
"""
FAULTS = {
    "unknown macro": ("{{ exemple('petite') }}", ["exemple", "« example »"]),
    "macro without its argument": ("{{ worksheet() }}", ["worksheet(definition_id"]),
    "misspelt argument": ("{{ worksheet('petite', varient='a') }}", ["« varient »", "« variant »"]),
    "argument of another nature": ("{{ sheets(max_minutes='dix') }}", ["max_minutes", "dix"]),
    "unknown sheet": ("{{ worksheet('petitte') }}", ["« petitte »", "« petite »"]),
    "unknown variant": ("{{ worksheet('petite', variant='longue') }}", ["« longue »", "n’a pas de variante"]),
    "sheet of another kind": ("{{ checklist('petite') }}", ["« worksheet »", "worksheet('petite')"]),
    "downloads of an unknown sheet": ("{{ downloads('petit') }}", ["« petit »", "« petite »"]),
    "example that does not exist": ("{{ example('petite', 1) }}", ["petite", "n° 1"]),
    "unknown founding item": ("{{ source('S4-PWE-99') }}", ["« S4-PWE-99 »", "Vouliez-vous dire « S4-PWE-"]),
    "too many founding items": ("{{ source('S4-PWE-01', 'S4-PWE-02', 'S4-PWE-03', 'S4-PWE-04', 'S4-PWE-05') }}", ["à 4", "pas 5"]),
    "unknown fact": ("{{ fact('associations-numerique-3') }}", ["« associations-numerique-3 »", "« associations-numerique-03 »"]),
    "unknown step": ("{{ sheets(step='faire-le-pont') }}", ["« faire-le-pont »", "« faire-le-point »"]),
    "unknown role": ("{{ sheets(role='coordinatoin') }}", ["« coordinatoin »", "« coordination »"]),
    "no sheet for a call": ("{{ sheets(max_minutes=5) }}", ["Aucune fiche"]),
    "unclosed macro": ("{{ fact('x' }}", ["ligne 8", "fact('x'", "Fermez"]),
    "unknown variable": ("{{ page.titre }}", ["titre"]),
    "missing drawing": ("{% include 'base.svg' %}", ["base.svg"]),
    "unknown link key": ("[CAI](lien:cai-quebek)", ["« cai-quebek »", "« cai-quebec »"]),
    "unknown link key in raw HTML": ("<a href='lien:cai-quebek'>CAI</a>", ["cai-quebek", "« cai-quebec »"]),
    "unregistered address": ("[un site](https://example.org/)", ["https://example.org/", "links.yml"]),
    "unregistered address in raw HTML": ("<a href='https://example.org/'>un site</a>", ["https://example.org/", "links.yml"]),
    "page that does not exist": ("[une page](fiches/petitte.md)", ["ligne 8", "« fiches/petitte.md »", "« fiches/petite.md »"]),
    "anchor that does not exist": ("[une partie](index.md#absente)", ["ligne 8", "« index.md#absente »", "une partie de docs/index.md"]),
    "macro and title left as text": (
        "{ checklist('petite') }\n\n# Une autre\n\n![](assets/captures/a.png)",
        ["« { checklist(", "« Fautive », « Une autre »", "![ce que l’image montre](assets/captures/a.png)"],
    ),
    "program and block left open": ("<div markdown>\n\n<script>alert(1)</script>", ["ligne 8", "<div> jamais fermé", "ligne 10", "<script>"]),
    "picture from elsewhere": ("![Une image](https://example.org/a.png)", ["https://example.org/a.png"]),
    "style attribute": ("<p style='color: red'>Rouge</p>", ["style", "docs/assets/css/"]),
    "event attribute": ("<p onclick='a()'>Clic</p>", ["onclick"]),
}
OFTEN = {"unknown variant", "unclosed macro", "unknown link key", "page that does not exist", "macro and title left as text", "style attribute"}
"""One of each way to be wrong, at every run; the others under `--tout`: each costs a build."""
ENGLISH = re.compile(r"WARNING|ERROR|Aborted|Error (reading|building)|Doc file|_Macro|unexpected|codec")
OLD = {"index.html": "hier", "fiches/a/index.html": "hier aussi"}


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("fault", [pytest.param(fault, marks=() if fault in OFTEN else pytest.mark.long) for fault in FAULTS])
def test_a_fault_stops_the_build_with_its_place_and_fix(fault: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    text, told = FAULTS[fault]
    page = f"---\ntitle: Fautive\ndescription: Une page fautive.\n---\n\n# Fautive\n\n{text}\n"
    root = write_mini_project(tmp_path / "mini", {"fautive.md": page}, {"worksheets/petite.yml": SHEET})
    for name, content in OLD.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text(content, encoding="utf-8")
    before = sorted(path.name for path in root.iterdir())

    status = build(BUILD, environment(root, **{WITHOUT_DOCUMENTS: "1"}), root)
    printed, message = capfd.readouterr()
    message = message.replace("\u00a0", " ").replace("\u202f", " ")
    assert (status, printed) == (1, "")
    assert re.search(r"fautive(\.md|/index\.html)", message), message
    assert [words for words in told if words not in message] == [], message
    assert "Traceback" not in message
    assert not ENGLISH.search(message), message
    assert "\x1b" not in message
    assert "site/ n’a pas changé" in message
    assert contents(root / "site") == OLD
    assert sorted(path.name for path in root.iterdir()) == before


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("---\ntitle: Fautive\nduration: Cinq heures : en quatre séances\n---\n".encode(), ["docs/fautive.md, ligne 3", "guillemets"]),
        (b"---\ntitle: Fautive\nstep: faire-le-pont\nlevel: facile\n---\n", ["ligne 3", "« faire-le-point »"]),
        ("---\ntitle: Été\n---\n".encode("latin-1"), ["docs/fautive.md, ligne 2", "UTF-8"]),
    ],
    ids=["broken head", "unknown step", "another encoding"],
)
def test_a_head_that_cannot_be_used_stops_the_build(page: bytes, told: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    root = write_mini_project(tmp_path / "mini", {}, {})
    (root / "docs/fautive.md").write_bytes(page)
    status = build(BUILD, environment(root, **{WITHOUT_DOCUMENTS: "1"}), root)
    printed, message = capfd.readouterr()
    assert (status, printed) == (1, "")
    assert [words for words in told if words not in message] == [], message
    assert "Traceback" not in message
    assert not ENGLISH.search(message), message


def test_the_page_without_a_fault_builds(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    page = "---\ntitle: Saine\ndescription: Une page saine.\n---\n\n# Saine\n\n{{ worksheet('petite') }}\n\n{{ example('petite') }}\n"
    root = write_mini_project(tmp_path / "mini", {"saine.md": page}, {"worksheets/petite.yml": SHEET})
    status = build(BUILD, environment(root, **{WITHOUT_DOCUMENTS: "1"}), root)
    assert (status, *capfd.readouterr()) == (0, "", "")
    assert (root / "site/saine/index.html").is_file()

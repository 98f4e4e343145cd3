"""`./kit build`: silent, the same everywhere, and what the engine makes of a few lines."""

from pathlib import Path

import pytest

from macros.kit.build import build
from tests.conftest import MiniSite
from tests.site.pages import Pages
from tests.site.project import BUILD, copy_project, environment, without_progress

SHEET = """\
id: petite
version: 1
title: Petite fiche
purpose: "Répondre a une seule question : laquelle ?"
minutes: 10
people: une personne
review: 2026-11
variants: {courte: Courte, longue: Longue}
sections:
  - id: partie
    title: Partie
    body: "Voyez la [CNIL](lien:cnil) et l'accueil."
    fields:
      - {id: reponse, kind: text, label: "C'est quoi ?", help: Un mot.}
      - {id: detail, kind: longtext, label: Pourquoi ?, help: Deux phrases., only: [longue]}
"""


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_another_folder_clock_and_order_give_the_same_bytes_in_silence(
    built_site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    copy = copy_project(tmp_path / "ailleurs" / "le projet")
    elsewhere = environment(copy, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="42")
    status = build(BUILD, elsewhere, copy)
    out, err = capfd.readouterr()
    assert (status, out, without_progress(err)) == (0, "", "")
    here, there = files(built_site), files(copy / "site")
    assert there.keys() == here.keys()
    assert [name for name in here if here[name] != there[name]] == []


@pytest.fixture(scope="module")
def pages(mini_site: MiniSite) -> Pages:
    head = "---\ntitle: Une\ndescription: \"L'une des deux : Une !\"\n---\n\n# Une\n\n"
    first = "C'est {{ source('S4-PWE-01') }} un {{ source('S4-PWE-02', 'S2-AUD-01') }}.\n\n{{ worksheet('petite') }}\n"
    second = "Ici {{ source('S4-PWE-03') }}.\n\n{{ worksheet('petite', variant='longue') }}\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n"
    return mini_site({"a.md": head + first, "b.md": head + second}, {"worksheets/petite.yml": SHEET})


def test_provenance_marks_count_from_one_on_each_page(pages: Pages):
    assert [[mark["popovertarget"] for mark in pages[name].select("button.provenance")] for name in ("a/index.html", "b/index.html")] == [
        ["provenance-1", "provenance-2"],
        ["provenance-1"],
    ]


def test_a_provenance_mark_opens_to_the_item_and_its_text(pages: Pages):
    page = pages["a/index.html"]
    mark = page.select("button.provenance")[1]
    note = page.find(id=mark["popovertarget"], popover=True).get_text()
    assert mark.get_text() == "S4 S2"
    assert "S4-PWE-02" in note
    assert "S2-AUD-01" in note
    assert "Médias sociaux pour centres communautaires" in note


def test_a_sheet_shows_the_first_variant_unless_the_page_names_another(pages: Pages):
    names = [[control["name"] for control in pages[page].select("form.sheet [name]")] for page in ("a/index.html", "b/index.html")]
    assert names == [["reponse"], ["reponse", "detail"]]


def test_a_sheet_has_its_own_page_without_being_asked(pages: Pages):
    page = pages["fiches/petite/index.html"]
    assert page.h1.get_text() == "Petite fiche"
    assert page.select_one("form[data-worksheet=petite]")


def test_typography_is_made_right_in_text_front_matter_and_definitions(pages: Pages):
    page = pages["a/index.html"]
    assert page.select_one("article p").get_text().startswith("C’est ")
    assert page.find("meta", {"name": "description"})["content"] == "L’une des deux\u00a0: Une\u202f!"
    assert page.find("label", {"for": "petite-reponse"}).get_text().endswith("C’est quoi\u202f?")


def test_a_link_key_of_a_definition_becomes_its_address(pages: Pages):
    assert pages["a/index.html"].select_one(".sheet__prose a")["href"] == "https://www.cnil.fr/"


def test_the_alignment_of_a_table_needs_no_style_attribute(pages: Pages):
    assert [cell["class"] for cell in pages["b/index.html"].select(".md-typeset table:not(.sheet__table) td")] == [["align-left"], ["align-right"]]

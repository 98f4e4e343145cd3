"""Where each founding item stands: in definitions and in pages, once whatever the number of places."""

import shutil
from dataclasses import replace

import pytest

from macros.catalog import load_catalog
from macros.coverage import Served, main, served, table
from macros.places import places
from tests.specimens.load import ROOT, real_catalog, specimen_catalog


@pytest.fixture
def found(tmp_path):
    """Return what serves each item when the pages are those written here and there is no definition."""

    def found(**pages: str) -> dict[str, list[Served]]:
        docs = tmp_path / "docs"
        docs.mkdir()
        for name, text in pages.items():
            (docs / f"{name}.md").write_text(text, encoding="utf-8")
        return served(replace(real_catalog(), root=tmp_path, definitions={}))

    return found


MARK = "{{ source('S4-PWE-01') }}"


@pytest.mark.parametrize(
    ("page", "line", "text"),
    [
        (f"# Titre\n\nUn paragraphe\nde deux lignes. {MARK}\n\nUn autre.\n", 4, "Un paragraphe de deux lignes."),
        (f"- un\n- deux,\n  suite {MARK}\n- trois\n", 3, "deux, suite"),
        (f"1. un\n2. deux {MARK}\n3. trois\n", 2, "deux"),
        (f"| a | b |\n|---|---|\n| x | y {MARK} |\n| z | t |\n", 3, "x | y |"),
        (f"Au début. {MARK} Et après.\n", 1, "Au début. Et après."),
        (f"Sans fin {MARK}", 1, "Sans fin"),
        (
            "Avec {% if x %}une macro{% endif %} {{ fact('y') }} dedans {{source( \"S4-PWE-01\" )}}.\n",
            1,
            "Avec une macro dedans .",
        ),
    ],
)
def test_a_mark_is_found_with_its_line_and_its_block(found, page, line, text):
    assert found(page=page) == {"S4-PWE-01": [Served(f"docs/page.md, ligne {line}", text)]}


def test_a_mark_of_several_items_serves_each(found):
    assert list(found(page="Texte. {{ source('S4-PWE-01', 'S1-CDC-02') }}\n")) == ["S4-PWE-01", "S1-CDC-02"]


@pytest.mark.parametrize(
    "page",
    ["```\n{{ source('S4-PWE-01') }}\n```\n", "~~~ jinja\nx\n{{ source('S4-PWE-01') }}\n~~~\n", "{% raw %}{{ source('S4-PWE-01') }}{% endraw %}",
     "<!-- {{ source('S4-PWE-01') }} -->", "{{ sources('S4-PWE-01') }}", "Texte S4-PWE-01 seulement"],
)  # fmt: skip
def test_a_mark_that_is_only_shown_serves_nothing(found, page):
    assert found(page=page) == {}


def test_lines_are_right_after_code(found):
    assert found(page=f"```\na\nb\n```\n\nTexte {MARK}\n")["S4-PWE-01"][0].where == "docs/page.md, ligne 6"


def test_an_item_is_counted_once_however_many_places_serve_it(found):
    places_ = found(un=f"a {MARK}\n\nb {MARK}\n", deux=f"c {MARK}\n")
    assert [place.text for place in places_["S4-PWE-01"]] == ["c", "a", "b"]
    lines = list(table(real_catalog(), places_))
    assert [line.split("  ")[1:2] for line in lines[:5]] != []
    assert sum(int(line.split("/")[0].split()[-1]) for line in lines[:5]) == 1
    assert lines[-1].strip() == "1 / 530"


def test_each_kind_of_place_of_a_definition_is_found():
    definition = specimen_catalog().definition("tout-a-la-limite")
    where = {source: place.name for place in places(definition) for source in place.sources}
    assert where["S0-CAP-01"] == definition.title
    assert where["S0-CAP-02"] == "A · Chaque nature"
    assert where["S0-CAP-03"] == "A1"
    assert where["S0-OUT-01"] == "A10, Premier"
    assert where["S0-OUT-03"] == "C1a"
    assert where["S0-OUT-04"] == "C2, Ligne fixe au très long intitulé, qui passe à la ligne plusieurs fois"
    clauses = {
        source: place
        for place in places(specimen_catalog().definition("demande-a-une-agence"))
        for source in place.sources
    }
    assert clauses["S1-CDC-03"].name == "Objet"
    assert "confie à l’agence la tenue de ses comptes, à compter du …" in clauses["S1-CDC-03"].text


def test_every_place_of_a_definition_says_something():
    assert all(
        place.text.strip() and place.name
        for definition in real_catalog().definitions.values()
        for place in places(definition)
    )


def test_the_command_counts_and_lists_what_is_missing(capsys):
    assert main(ROOT, []) == 0
    out = capsys.readouterr().out
    placed = len(set(served(real_catalog())) & set(real_catalog().library.sources.items))
    assert f"{placed} / 530\n" in out
    assert "Sans place :" in out
    assert sum(int(line.split("/")[0].split()[-1]) for line in out.splitlines()[:5]) == placed


def test_read_aloud_shows_the_item_beside_what_serves_it(capsys):
    assert main(ROOT, ["--lire", "S4-PWE-01"]) == 0
    out = capsys.readouterr().out
    item = real_catalog().library.sources.items["S4-PWE-01"]
    assert (
        f"S4-PWE-01  {item.gist}\n  → fiche inventaire-des-comptes, Inventaire de vos comptes — Savoir quels comptes"
        in out
    )
    assert "S4-PWE-02 " not in out


def test_a_fault_of_the_definitions_is_told_and_nothing_is_counted(tmp_path, capsys):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates/worksheets/vide.yml").write_text("id: vide\n", encoding="utf-8")
    assert main(tmp_path, []) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "la clé « title », qui manque" in said.err


def test_real_coverage_reads_only_real_items():
    catalog = load_catalog(ROOT)
    assert set(served(catalog)) <= set(catalog.library.sources.items)

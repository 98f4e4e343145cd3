"""The registry says precisely what is wrong with an entry, and holds the project's own links, facts and tools."""

import datetime
from pathlib import Path

import pytest

from macros.facts import load_facts, load_tools
from macros.links.cite import UnregisteredAddress, resolve_href, resolve_html, resolve_page, unregistered
from macros.links.registry import Kind, Registry, State, UnknownLink, load_registry
from macros.problems import CatalogError

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "templates" / "library"

GOOD = """\
cnil:
  url: https://www.cnil.fr/
  title: CNIL
  language: fr
  kind: officiel
"""
OTHER = """\
{key}:
  url: {url}
  title: Autre
  language: fr
  kind: {kind}
"""


def other(key: str = "autre", url: str = "https://autre.example.org/", kind: str = "article") -> str:
    return OTHER.format(key=key, url=url, kind=kind)


@pytest.fixture
def write(tmp_path):
    def write(text: str, name: str = "links.yml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def registry(write) -> Registry:
    return load(write(GOOD))


def load(path: Path) -> Registry:
    return load_registry(path, path.parent)


def problems(path: Path, load=load) -> str:
    with pytest.raises(CatalogError) as caught:
        load(path)
    return str(caught.value)


def test_a_new_entry_was_never_checked(registry):
    link = registry.resolve("cnil")
    assert (link.kind, link.state, link.checked, link.archive) == (Kind.OFFICIAL, State.UNCHECKED, None, None)


def test_a_checked_entry_keeps_its_date_and_its_archive(write):
    text = (
        GOOD
        + "  state: disparu\n  checked: 2026-11-20\n  archive: https://web.archive.org/web/2020/https://www.cnil.fr/\n"
    )
    registry = load(write(text))
    assert registry.resolve("cnil").checked == datetime.date(2026, 11, 20)
    assert "https://web.archive.org/web/2020/https://www.cnil.fr/" in registry.addresses


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (GOOD + other("cnil"), 6, "une clé une seule fois"),
        (GOOD + other(url="https://www.cnil.fr/"), 7, "enregistrée une seule fois (déjà ligne 2)"),
        (GOOD + other(url="http://www.cnil.fr"), 7, "enregistrée une seule fois (déjà ligne 2)"),
        (other(url="ftp://cnil.example.org/"), 2, "https:// ou http://"),
        (other(url="https://cnil/"), 2, "nom de domaine public"),
        (other(url="http://localhost:8000/"), 2, "nom de domaine public"),
        (other(url="https://WWW.cnil.fr/"), 2, "minuscules"),
        (other(url="https://moi:secret@cnil.fr/"), 2, "sans nom d’utilisateur"),
        (other(url="'https://cnil.fr/une page'"), 2, "sans espace"),
        (other(url="https://cnil.fr:99999/"), 2, "bien formée"),
        (other(url="null"), 2, "du texte"),
        (other(kind="oficiel"), 5, "Vouliez-vous dire « officiel »"),
        (other(key="Ma_Clé"), 1, "Vouliez-vous dire « ma-cle »"),
        (other().replace("language: fr", "language: français"), 4, "code de langue"),
        (other().replace("title:", "titel:"), 3, "Vouliez-vous dire « title »"),
        (other().replace("  title: Autre\n", ""), 1, "la clé « title », qui manque"),
        (other() + "  title: Encore\n", 6, "une clé une seule fois"),
        (other() + "  state: vivant\n  checked: 2026-01-01\n", 6, "un mot parmi jamais-verifie, ok"),
        (other() + "  state: ok\n", 1, "une date à tout état sauf"),
        (other() + "  checked: 2026-01-01\n", 6, "une date à tout état sauf"),
        (other() + "  state: ok\n  checked: hier\n", 7, "AAAA-MM-JJ"),
        (other() + "  state: {a: b}\n", 6, "un mot parmi"),
        (
            "autre: {url: https://autre.example.org/, title: Autre, language: fr, kind: article}\n",
            1,
            "un champ par ligne",
        ),
        ("autre: https://cnil.fr/\n", 1, "des clés et leurs valeurs"),
        ("- autre\n", 1, "des entrées « cle: »"),
        ("autre:\n  title: Le guide : suite\n", 2, "entre guillemets"),
    ],
)
def test_a_bad_entry_is_refused_with_its_line_and_what_was_expected(write, text, line, expected):
    path = write(text)
    said = problems(path)
    assert f"links.yml, ligne {line}" in said
    assert expected in said


def test_every_problem_is_told_at_once(write):
    said = problems(write(other("un", kind="x") + other("deux", url="nulle-part")))
    assert "un, kind" in said
    assert "deux, url" in said


def test_an_unknown_key_is_refused_with_the_nearest_one(registry):
    with pytest.raises(UnknownLink, match="Vouliez-vous dire « cnil »"):
        registry.resolve("cnill")


def test_a_key_like_no_other_gets_no_proposal(registry):
    with pytest.raises(UnknownLink) as caught:
        registry.resolve("legifrance")
    assert "Vouliez-vous" not in str(caught.value)


def test_cited_keys_become_addresses_and_other_addresses_stay(registry):
    assert resolve_href("lien:cnil", registry) == "https://www.cnil.fr/"
    assert resolve_href("../fiches/#a", registry) == "../fiches/#a"
    html = resolve_html('<p><a class="x" href="lien:cnil">La CNIL</a> <a href="#a">lien:cnil</a></p>', registry)
    assert html == '<p><a class="x" href="https://www.cnil.fr/">La CNIL</a> <a href="#a">lien:cnil</a></p>'


def test_an_unknown_cited_key_is_refused_in_html_too(registry):
    with pytest.raises(UnknownLink, match="« cnli »"):
        resolve_html('<a href="lien:cnli">x</a>', registry)


def test_addresses_left_out_of_the_registry_are_listed(registry):
    html = (
        '<svg xmlns="http://www.w3.org/2000/svg"></svg><a href="https://www.cnil.fr/">x</a><a href="https://ailleurs.example/?a=1&amp;b=2">x</a>'
        '<img src="HTTP://images.example/x.png"><a href="https://presence.example/fiches/">x</a><a href="fiches/">x</a>'
    )
    found = unregistered(html, registry.addresses, site_url="https://presence.example/")
    assert found == ["https://ailleurs.example/?a=1&b=2", "HTTP://images.example/x.png"]


def test_a_page_that_cites_all_its_addresses_is_resolved(registry):
    assert (
        resolve_page('<a href="lien:cnil">x</a><a href="../">y</a>', registry)
        == '<a href="https://www.cnil.fr/">x</a><a href="../">y</a>'
    )


@pytest.mark.parametrize(
    ("address", "fix"),
    [("https://www.cnil.fr", "« [texte](lien:cnil) »"), ("https://ailleurs.example/", "Enregistrez-la")],
)
def test_a_page_that_writes_an_address_in_full_is_refused(registry, address, fix):
    with pytest.raises(UnregisteredAddress) as caught:
        resolve_page(f'<a href="{address}">x</a>', registry)
    assert address in str(caught.value)
    assert fix in str(caught.value)


@pytest.fixture
def facts_of(registry):
    return lambda path: load_facts(path, path.parent, registry)


@pytest.fixture
def tools_of(registry):
    return lambda path: load_tools(path, path.parent, registry)


FACT = "f-1:\n  topic: t\n  statement: C'est ainsi; vraiment.\n  link: {link}\n  confidence: {confidence}\n"


def test_a_fact_takes_the_title_of_its_link_as_source_and_gets_its_typography(write, facts_of):
    fact = facts_of(write(FACT.format(link="cnil", confidence="haute"), "facts.yml"))["f-1"]
    assert (fact.source, fact.source_date, fact.link) == ("CNIL", None, "cnil")
    assert fact.statement == "C’est ainsi\u202f; vraiment."


@pytest.mark.parametrize(
    ("link", "confidence", "line", "expected"),
    [("cnill", "haute", 4, "Vouliez-vous dire « cnil »"), ("cnil", "hautte", 5, "Vouliez-vous dire « haute »")],
)
def test_a_bad_fact_is_refused_with_its_line(write, facts_of, link, confidence, line, expected):
    path = write(FACT.format(link=link, confidence=confidence), "facts.yml")
    said = problems(path, facts_of)
    assert f"facts.yml, ligne {line} · " in said
    assert expected in said


TOOL = """\
outil:
  name: Outil
  kind: réseau
  named_in: [S0, S1]
  status: fermé
  closed_on: {closed_on}
  successor: rien
  note: rien
  link: cnil
  confidence: moyenne
"""


def test_a_tool_keeps_the_texts_that_name_it_and_its_last_day(write, tools_of):
    tool = tools_of(write(TOOL.format(closed_on="2013-07-01"), "tools.yml"))["outil"]
    assert (tool.named_in, tool.closed_on) == (("S0", "S1"), datetime.date(2013, 7, 1))


def test_a_tool_with_an_impossible_day_is_refused(write, tools_of):
    path = write(TOOL.format(closed_on="2013-07-32"), "tools.yml")
    assert "ligne 6" in problems(path, tools_of)


def test_the_library_of_the_project_is_valid():
    registry = load_registry(LIBRARY / "links.yml", ROOT)
    facts = load_facts(LIBRARY / "facts.yml", ROOT, registry)
    tools = load_tools(LIBRARY / "tools.yml", ROOT, registry)
    assert len(facts) >= 200
    assert len(tools) >= 30


def test_the_links_of_the_project_stand_in_alphabetical_order():
    keys = list(load_registry(LIBRARY / "links.yml", ROOT).links)
    assert keys == sorted(keys)

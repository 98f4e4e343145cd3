"""`./kit links` on a small registry: what it writes, what it prints, what it answers."""

import socket
from datetime import date
from pathlib import Path

import pytest

from macros.links.__main__ import main
from macros.links.registry import State, load_registry

REGISTRY = """\
# L’en-tête reste.

bon:
  # ce commentaire aussi
  url: {bon}
  title: "Un titre : entre guillemets"
  language: fr
  kind: officiel
  state: jamais-verifie
  checked: null

parti:
  url: {parti}
  title: Parti
  language: fr
  kind: article
  # dernière fois
  state: ok
  checked: 2026-11-01

perdu:
  url: {perdu}
  # sans état ni date
  kind: article
  title: Perdu
  language: fr
"""
UPDATED = """\
# L’en-tête reste.

bon:
  # ce commentaire aussi
  url: {bon}
  title: "Un titre : entre guillemets"
  language: fr
  kind: officiel
  state: ok
  checked: 2026-11-20

parti:
  url: {parti}
  title: Parti
  language: fr
  kind: article
  archive: https://web.archive.org/web/2020/{parti}
  # dernière fois
  state: disparu
  checked: 2026-11-20

perdu:
  url: {perdu}
  # sans état ni date
  kind: article
  state: domaine-introuvable
  checked: 2026-11-20
  title: Perdu
  language: fr
"""


@pytest.fixture
def urls(web):
    return {"bon": web("/ok"), "parti": web("/disparu"), "perdu": web("/inconnue", "inconnu")}


@pytest.fixture
def registry(tmp_path, urls) -> Path:
    path = tmp_path / "links.yml"
    path.write_text(REGISTRY.format(**urls), encoding="utf-8")
    return path


@pytest.fixture
def links(registry, web, visitor):
    """Return the command, run on the registry with the local archive service."""
    return lambda *arguments: main(
        [*arguments, "--registre", str(registry), "--archives", web("/archives", "archives")], visitor
    )


def test_a_run_writes_what_it_found_and_nothing_else(links, registry, urls):
    assert links() == 1
    assert registry.read_text(encoding="utf-8") == UPDATED.format(**urls)


def test_what_a_run_wrote_is_a_valid_registry(links, registry, urls):
    links()
    link = load_registry(registry, registry.parent).resolve("parti")
    assert (link.state, link.checked) == (State.GONE, date(2026, 11, 20))
    assert link.archive == f"https://web.archive.org/web/2020/{urls['parti']}"


def test_a_second_run_the_same_day_changes_nothing(links, registry):
    links()
    once = registry.read_text(encoding="utf-8")
    links()
    assert registry.read_text(encoding="utf-8") == once


def test_the_report_groups_counts_and_advises(links, urls, capsys):
    links()
    said = capsys.readouterr().out
    assert "Disparues (1) : cherchez la nouvelle adresse" in said
    assert f"parti · {urls['parti']}\n    réponse 410\n    archive : https://web.archive.org" in said
    assert "Domaines introuvables (1)" in said
    assert "3 adresses visitées : 1 en bon état, 2 à voir." in said


def test_a_dry_run_writes_nothing(links, registry, urls, capsys):
    assert links("--sec") == 1
    assert registry.read_text(encoding="utf-8") == REGISTRY.format(**urls)
    assert "Disparues (1)" in capsys.readouterr().out


def test_only_the_keys_named_are_visited(links, registry, server):
    assert links("bon") == 0
    assert {path for path in server.record.paths() if "exister" not in path} == {"HEAD /ok", "GET /ok"}
    assert registry.read_text(encoding="utf-8").count("2026-11-20") == 1


def test_addresses_checked_lately_are_passed_over(links, server):
    links("--depuis", "30")
    assert not any("/disparu" in path for path in server.record.paths() if "archives" not in path)
    links("--depuis", "19")
    assert "HEAD /disparu" in server.record.paths()


def test_an_unknown_key_is_refused_before_any_visit(links, server, capsys):
    assert links("bonn") == 2
    assert "Vouliez-vous dire « bon »" in capsys.readouterr().err
    assert server.record.requests == []


def test_an_unreadable_registry_is_refused(tmp_path, capsys, visitor):
    path = tmp_path / "links.yml"
    path.write_text("bon:\n  url: nulle-part\n", encoding="utf-8")
    assert main(["--registre", str(path)], visitor) == 2
    assert "links.yml, ligne 2" in capsys.readouterr().err


def test_without_any_network_nothing_is_written(registry, visitor, monkeypatch, urls, capsys):
    def no_network(*_, **__):
        raise socket.gaierror(socket.EAI_AGAIN, "temporary failure")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    assert main(["--registre", str(registry)], visitor) == 3
    assert registry.read_text(encoding="utf-8") == REGISTRY.format(**urls)
    assert "le réseau manque. Rien n’est écrit." in capsys.readouterr().err


def test_one_dead_domain_on_a_working_network_is_written(links, registry):
    assert links("perdu") == 1
    assert "state: domaine-introuvable" in registry.read_text(encoding="utf-8")


def test_the_date_written_is_that_of_the_run(links, registry, time):
    time.elapsed = 86_400.0 * 3
    links("bon")
    assert "checked: 2026-11-23" in registry.read_text(encoding="utf-8")

"""Every page of a part says what comes before and after it; from sheet to sheet, one follows the journey."""

from itertools import pairwise

import pytest
import yaml
from bs4 import BeautifulSoup

from tests.site.pages import Pages
from tests.site.project import ROOT
from tests.specimens.load import real_catalog

MENU = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]


def entries(part: str) -> dict[str, str]:
    """Return the pages of a part of the menu: their address, without the ending, and the title it gives them."""
    [pages] = [entry[part] for entry in MENU if part in entry]
    return {address.removesuffix(".md"): title for page in pages for title, address in page.items()}


def said(page: BeautifulSoup) -> list[tuple[str, str, str]]:
    """Return what a page says is beside it: what it is to a machine, the words above its title, its title."""
    return [(link["rel"][0], link.span.get_text(), link.strong.get_text()) for link in page.select("nav.around[aria-label] > a")]


def targets(page: BeautifulSoup, name: str) -> list[str]:
    """Return the pages that these links lead to; `name` is the address of the page, `fiches/publics`."""
    return [(ROOT / name / link["href"]).resolve().relative_to(ROOT).as_posix() for link in page.select("nav.around > a")]


def faults(pages: Pages, order: list[str], kinds: list[str]) -> list[str]:
    """Return the pages that name other neighbours than theirs in `order`, under other words than `kinds` says, or twice."""
    titles = [pages[f"{name}/index.html"].title.get_text().rsplit(" · ", 1)[0] for name in order]
    before = {second: [("prev", f"{kinds[rank]} précédente", titles[rank])] for rank, (_, second) in enumerate(pairwise(order))}
    after = {first: [("next", f"{kinds[rank + 1]} suivante", titles[rank + 1])] for rank, (first, _) in enumerate(pairwise(order))}
    near = {name: [*order[rank - 1 : rank], *order[rank + 1 : rank + 2]] for rank, name in enumerate(order)}
    return [
        f"{name} : {said(page)}, {targets(page, name)}"
        for name in order
        if said(page := pages[f"{name}/index.html"]) != before.get(name, []) + after.get(name, []) or targets(page, name) != near[name]
    ]


def test_sheets_follow_each_other_by_step_then_as_in_their_index(site_pages: Pages):
    catalog = real_catalog()
    listed = [link["href"].strip("/") for link in site_pages["fiches/index.html"].select(".card > a")]
    ranks = [list(catalog.library.steps).index(catalog.definitions[name].step) for name in listed]
    assert (sorted(listed), ranks) == (sorted(catalog.definitions), sorted(ranks))
    assert faults(site_pages, ["fiches", *(f"fiches/{name}" for name in listed)], ["Page", *("Fiche" for _ in listed)]) == []


@pytest.mark.parametrize(("part", "kind"), [("Playbook", "Étape"), ("Ressources", "Page"), ("Adapter", "Page")])
def test_steps_and_pages_follow_the_menu(part: str, kind: str, site_pages: Pages):
    order = list(entries(part))
    assert faults(site_pages, order, [kind] * len(order)) == []


def test_a_sheet_says_both_its_step_and_its_neighbours(site_pages: Pages):
    page = site_pages["fiches/publics/index.html"]
    assert page.find("a", href="../../playbook/s-orienter/", string="S’orienter").parent.get_text().startswith("Cette fiche sert à l’étape")
    assert [words for _, words, _ in said(page)] == ["Fiche précédente", "Fiche suivante"]


def test_a_page_alone_in_its_part_has_no_neighbour(site_pages: Pages):
    assert [said(site_pages[name]) for name in ("index.html", "mon-dossier/index.html", "404.html")] == [[], [], []]


def test_the_map_of_the_home_page_follows_the_menu_and_names_its_phases(site_pages: Pages):
    journey = site_pages["index.html"].select_one("figure.journey")
    links = journey.select("ol > li > a")
    assert {link["href"].rstrip("/"): link.get_text().replace("\u202f", " ") for link in links} == {
        address: title.replace("\u202f", " ") for address, title in entries("Playbook").items()
    }
    assert [link["href"].rstrip("/") for link in links] == list(entries("Playbook"))
    starts = [int(phase.get("start", 1)) for phase in journey.find_all("ol")]
    assert starts == [1 + len(phase.find_all_previous("li")) - len(journey.find_all_previous("li")) for phase in journey.find_all("ol")]
    assert [phase.parent["aria-labelledby"] for phase in journey.find_all("ol")] == [name["id"] for name in journey.select(".journey__when")]
    assert journey.select_one(".journey__back a")["href"] == "playbook/faire-le-point/"

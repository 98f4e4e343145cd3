"""Faults planted in the project's sources: the catalogue or the build refuses most, the others are found in what is built."""

from collections.abc import Callable
from dataclasses import dataclass

from macros.links.findings import Fault
from tests.links.corpus.copies import ProjectCopy

PAGE = "docs/playbook/faire-le-point.md"
SHEET = "templates/worksheets/inventaire-des-comptes.yml"
LIBRARY = "templates/library"


@dataclass(frozen=True)
class Refused:
    """A refused fault; `plant` returns the words that the message must hold, the file's name among them."""

    name: str
    plant: Callable[[ProjectCopy], list[str]]


@dataclass(frozen=True)
class Built:
    """A fault that the build lets pass; `plant` returns the page, the address and the suggestion of what must be found."""

    name: str
    fault: Fault
    plant: Callable[[ProjectCopy], tuple[str, str, str]]


def unknown_key_in_a_page(project: ProjectCopy) -> list[str]:
    project.edit(PAGE, r"\(lien:cnil\)", "(lien:cnill)")
    return ["faire-le-point.md", "« cnill »", "Vouliez-vous dire « cnil »"]


def unregistered_address_in_a_page(project: ProjectCopy) -> list[str]:
    project.edit(PAGE, r"\(lien:cnil\)", "(https://www.cnil.fr/fr/mentions)")
    return ["faire-le-point.md", "https://www.cnil.fr/fr/mentions"]


def unregistered_address_in_raw_html(project: ProjectCopy) -> list[str]:
    project.edit(PAGE, r"^## Pourquoi$", '<p><a href="https://ailleurs.example/">Ailleurs</a></p>\n\n## Pourquoi')
    return ["faire-le-point.md", "https://ailleurs.example/"]


def unknown_fact_in_a_page(project: ProjectCopy) -> list[str]:
    project.edit(PAGE, r"fact\('associations-numerique-03'\)", "fact('association-numerique-03')")
    return ["faire-le-point.md", "association-numerique-03", "Vouliez-vous dire « associations-numerique-03 »"]


def dead_page_in_a_page(project: ProjectCopy) -> list[str]:
    project.edit(PAGE, r"\]\(\.\./fiches/([a-z-]+)\.md\)", r"](../fiches/\1x.md)")
    return ["faire-le-point.md", "x.md"]


def dead_anchor_in_a_page(project: ProjectCopy) -> list[str]:
    project.edit(PAGE, r"^## Pourquoi$", "[Voir plus bas](#nulle-part)\n\n## Pourquoi")
    return ["faire-le-point.md", "#nulle-part"]


def unknown_key_in_a_definition(project: ProjectCopy) -> list[str]:
    project.edit(SHEET, r"^( +)body: \|\n +", r"\g<0>Voyez la [CNIL](lien:cnill). ")
    return [f"{SHEET}, ligne ", "cnill", "Vouliez-vous dire « cnil »"]


def unregistered_address_in_a_definition(project: ProjectCopy) -> list[str]:
    project.edit(SHEET, r"^( +)body: \|\n +", r"\g<0>Voyez la [CNIL](https://www.cnil.fr/fr/mentions). ")
    return [f"{SHEET}, ligne ", "https://www.cnil.fr/fr/mentions"]


def unknown_key_in_a_fact(project: ProjectCopy) -> list[str]:
    file = f"{LIBRARY}/facts.yml"
    project.edit(file, r"^  link: (killed-by-google)$", r"  link: \1s")
    return [f"{file}, ligne {project.line_of(file, 'killed-by-googles')}", "Vouliez-vous dire « killed-by-google »"]


def address_registered_twice(project: ProjectCopy) -> list[str]:
    file = f"{LIBRARY}/links.yml"
    project.edit(
        file, r"\Z", "\ncnil-encore:\n  url: http://www.cnil.fr\n  title: CNIL\n  language: fr\n  kind: officiel\n"
    )
    first = project.line_of(file, "url: https://www.cnil.fr/")
    return [f"{file}, ligne {project.line_of(file, 'url: http://www.cnil.fr')}", f"déjà ligne {first}"]


def address_of_a_test_server(project: ProjectCopy) -> list[str]:
    file = f"{LIBRARY}/links.yml"
    project.edit(file, r"url: https://www\.cnil\.fr/$", "url: http://localhost:8000/")
    return [f"{file}, ligne {project.line_of(file, 'http://localhost:8000/')}", "nom de domaine public"]


def date_that_no_run_wrote(project: ProjectCopy) -> list[str]:
    file = f"{LIBRARY}/links.yml"
    project.edit(file, r"^  checked: null$", "  checked: 2026-11-23")
    return [f"{file}, ligne {project.line_of(file, 'checked: 2026-11-23')}", "./kit links"]


def double_id_in_raw_html(project: ProjectCopy) -> tuple[str, str, str]:
    project.edit(PAGE, r"^## Pourquoi$", '<div id="pourquoi"></div>\n\n## Pourquoi { #pourquoi }')
    return "playbook/faire-le-point/index.html", "pourquoi", "pourquoi-2"


def missing_image_in_raw_html(project: ProjectCopy) -> tuple[str, str, str]:
    project.edit(
        PAGE, r"^## Pourquoi$", '<img src="../../assets/dessins/base-et-avant-poste.svg" alt="Une base">\n\n## Pourquoi'
    )
    wrong = "../../assets/dessins/base-et-avant-poste.svg"
    return "playbook/faire-le-point/index.html", wrong, "../../assets/dessins/base-et-avant-postes.svg"


BY_THE_BUILD = [
    Refused("clé de lien inconnue dans une page", unknown_key_in_a_page),
    Refused("adresse non enregistrée dans une page", unregistered_address_in_a_page),
    Refused("adresse non enregistrée dans du HTML brut", unregistered_address_in_raw_html),
    Refused("fait inconnu dans une page", unknown_fact_in_a_page),
    Refused("page absente dans une page", dead_page_in_a_page),
    Refused("ancre absente dans une page", dead_anchor_in_a_page),
]
BY_THE_CATALOGUE = [
    Refused("clé de lien inconnue dans une définition", unknown_key_in_a_definition),
    Refused("adresse non enregistrée dans une définition", unregistered_address_in_a_definition),
    Refused("clé de lien inconnue dans un fait", unknown_key_in_a_fact),
    Refused("adresse enregistrée deux fois", address_registered_twice),
    Refused("adresse d’un serveur d’essai dans le registre", address_of_a_test_server),
    Refused("date que nulle vérification n’a écrite", date_that_no_run_wrote),
]
BUILT = [
    Built("identifiant double dans du HTML brut", Fault.DOUBLE_ID, double_id_in_raw_html),
    Built("image absente dans du HTML brut", Fault.MISSING_FILE, missing_image_in_raw_html),
]

"""Faults planted in the links of pages to pages and files of the site."""

import json

from macros.links.findings import Fault
from tests.links.corpus.copies import SiteCopy
from tests.links.corpus.planting import DOWNLOAD, SHEET, TEXT_LINK, Expected, capital, collection, swap, swap_in, typo

MUTATIONS, mutation = collection()


@mutation("lien du texte vers une page qui n’existe pas", Fault.MISSING_PAGE)
def _(site):
    return swap(site, TEXT_LINK, typo)


@mutation("lien absolu vers une page qui n’existe pas", Fault.MISSING_PAGE)
def _(site):
    slug = site._match(site.text(site.page_with(TEXT_LINK)), TEXT_LINK)[2]
    right = f"{site.base}fiches/{slug}/"
    return swap(site, TEXT_LINK, lambda _: typo(right), right)


@mutation("lien complet du site vers une page qui n’existe pas", Fault.MISSING_PAGE)
def _(site):
    page = site.page_with(TEXT_LINK)
    slug = site._match(site.text(page), TEXT_LINK)[2]
    right = site._match(site.text(page), TEXT_LINK)[1]
    return swap_in(site, page, TEXT_LINK, lambda _: f"https://presence.example{site.base}fiches/{slug}x/", right)


@mutation("lien de la navigation vers une page qui n’existe pas", Fault.MISSING_PAGE)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<a href="((?:\.\./)+ressources/[a-z-]+/)" class="md-', typo)


@mutation("lien du pied de page vers une page qui n’existe pas", Fault.MISSING_PAGE)
def _(site):
    return swap_in(site, "index.html", r'<li><a href="(adapter/[a-z-]+/)">', typo)


@mutation("lien de la page 404 vers une page qui n’existe pas", Fault.MISSING_PAGE)
def _(site):
    return swap_in(site, "404.html", r'<a href="([a-z/]*/adapter/[a-z-]+/)"', typo)


@mutation("nom de dossier avec une majuscule", Fault.WRONG_CASE)
def _(site):
    return swap(site, TEXT_LINK, capital)


@mutation("page renommée avec une majuscule sur le disque", Fault.WRONG_CASE)
def _(site):
    path = site.paths("assets/icones/telecharger.svg")[0]
    site.write("assets/icones/Telecharger.svg", site.text(path))
    site.delete(path)
    return Expected("assets/css/presence.css", "../icones/telecharger.svg", "../icones/Telecharger.svg")


@mutation("barre oblique finale oubliée", Fault.NO_SLASH)
def _(site):
    return swap(site, TEXT_LINK, lambda address: address.rstrip("/"))


@mutation("lien vers le texte source d’une page", Fault.UNPUBLISHED_SOURCE)
def _(site):
    return swap(site, TEXT_LINK, lambda address: f"{address.rstrip('/')}.md")


@mutation("lien vers un dossier sans page d’accueil", Fault.NO_INDEX)
def _(site):
    return swap(site, TEXT_LINK, lambda address: f"{address.partition('fiches/')[0]}telechargements/", "")


@mutation("lien relatif qui remonte trop haut", Fault.CLIMB)
def _(site):
    return swap(site, TEXT_LINK, lambda address: f"../{address}", "")


@mutation("lien qui redescend puis remonte trop haut", Fault.CLIMB)
def _(site):
    return swap(site, TEXT_LINK, lambda address: f"{address}../../../fiches/", "")


@mutation("lien absolu hors du dossier où le site est servi", Fault.OUTSIDE_BASE, base="/presence/")
def _(site):
    slug = site._match(site.text(site.page_with(TEXT_LINK)), TEXT_LINK)[2]
    return swap(site, TEXT_LINK, lambda _: f"/fiches/{slug}/", f"/presence/fiches/{slug}/")


@mutation("lien de la page 404 hors du dossier où le site est servi", Fault.OUTSIDE_BASE, base="/presence/")
def _(site):
    return swap_in(
        site, "404.html", r'<a href="(/presence/adapter/[a-z-]+/)"', lambda address: address.removeprefix("/presence")
    )


@mutation("adresse relative dans la page 404", Fault.RELATIVE_404)
def _(site):
    return swap_in(site, "404.html", r'<a href="([a-z/]*/fiches/)"', lambda _: "fiches/", "")


@mutation("adresse vide", Fault.EMPTY)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "", "")


@mutation("barres obliques inversées", Fault.MALFORMED)
def _(site):
    return swap(site, TEXT_LINK, lambda address: address.replace("fiches/", "fiches\\"))


@mutation("téléchargement qui n’existe pas", Fault.MISSING_FILE)
def _(site):
    return swap(site, DOWNLOAD, typo)


@mutation("téléchargement effacé du site", Fault.MISSING_FILE)
def _(site):
    page = site.page_with(DOWNLOAD)
    match = site._match(site.text(page), DOWNLOAD)
    site.write(f"telechargements/{match[2][:-4]}-1.yml", site.text(f"telechargements/{match[2]}"))
    site.delete(f"telechargements/{match[2]}")
    forget_in_catalogue(site, match[2])
    return Expected(page, match[1], f"{match[1][:-4]}-1.yml")


@mutation("extension en capitales", Fault.WRONG_CASE)
def _(site):
    return swap(site, DOWNLOAD, lambda address: address.replace(".yml", ".YML"))


@mutation("accent dans le nom du fichier", Fault.MISSING_FILE)
def _(site):
    return swap(site, DOWNLOAD, lambda address: address.replace("telechargements", "t%C3%A9l%C3%A9chargements"))


def forget_in_catalogue(site: SiteCopy, name: str) -> None:
    """Remove a download from the catalogue, so that its absence shows in pages only."""
    catalogue = json.loads(site.text("telechargements/catalogue.json"))
    for definition in catalogue:
        definition["files"] = [file for file in definition.get("files", ()) if not file["path"].endswith(f"/{name}")]
    site.write("telechargements/catalogue.json", json.dumps(catalogue, indent=1))

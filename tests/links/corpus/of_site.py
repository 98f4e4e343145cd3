"""Faults planted in the built site: each mutation finds its target in the real pages, changes it, and says what must be found."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from macros.links.findings import Fault
from tests.links.corpus.copies import SiteCopy

TEXT_LINK = r'<a href="((?:\.\./)+fiches/([a-z-]+)/)"'
DOWNLOAD = r'<a href="((?:\.\./)+telechargements/([a-z-]+\.[a-z]+))"'
REGISTERED = r'<a href="(https://www\.cnil\.fr/)"'
FACT = r'<a class="fact__source" href="([^"]+)"'
HEADING = r'<h2 id="([a-z-]{6,})"'
FIELD = r'<label class="field__label" for="([^"]+)"'
SHEET = r'<form class="sheet'


@dataclass(frozen=True)
class Expected:
    """Where the planted fault must be found, on which address (or id), with which suggestion."""

    page: str
    address: str
    suggestion: str = ""


@dataclass(frozen=True)
class Mutation:
    """A named fault; `plant` puts it in a copy of the site. `base` limits it to a site served under that path."""

    name: str
    fault: Fault
    plant: Callable[[SiteCopy], Expected]
    base: str | None = None


MUTATIONS: list[Mutation] = []


def mutation(name: str, fault: Fault, base: str | None = None) -> Callable[[Callable[[SiteCopy], Expected]], Callable[[SiteCopy], Expected]]:
    """Put a function that plants a fault among the mutations."""

    def enter(plant: Callable[[SiteCopy], Expected]) -> Callable[[SiteCopy], Expected]:
        MUTATIONS.append(Mutation(name, fault, plant, base))
        return plant

    return enter


def swap(site: SiteCopy, pattern: str, change: Callable[[str], str], suggestion: str | None = None) -> Expected:
    """Change the address that the first group of `pattern` holds, in the first page that has one.

    Unless said otherwise, the address that stood there is what must be suggested.
    """
    page = site.page_with(pattern)
    return swap_in(site, page, pattern, change, suggestion)


def swap_in(site: SiteCopy, page: str, pattern: str, change: Callable[[str], str], suggestion: str | None = None) -> Expected:
    """Change as `swap` does, in a given file."""
    match = site.edit(page, pattern, lambda m: m[0].replace(m[1], change(m[1]), 1))
    return Expected(page, change(match[1]), match[1] if suggestion is None else suggestion)


def add(site: SiteCopy, html: str, address: str, suggestion: str = "", where: str = TEXT_LINK) -> Expected:
    """Add HTML, as an author or a macro would, to the first page whose article matches `where`."""
    page = site.page_with(where)
    site.append(page, html)
    return Expected(page, address, suggestion)


def typo(address: str) -> str:
    """Add a letter before the final slash or the extension, or at the end of an anchor or an identifier."""
    if "#" in address or not address.endswith("/") and "." not in address:
        return f"{address}x"
    stem, end, suffix = (address[:-1], "/", "") if address.endswith("/") else address.rpartition(".")
    return f"{stem}x{end}{suffix}"


def capital(address: str) -> str:
    """Give a capital to the last name of an address."""
    head, slash, name = address.rstrip("/").rpartition("/")
    return head + slash + name.capitalize() + ("/" if address.endswith("/") else "")


def target(site: SiteCopy) -> tuple[str, str]:
    """Return the address that a page writes for another, and an id of that other page."""
    page = site.page_with(TEXT_LINK)
    match = site._match(site.text(page), TEXT_LINK)
    heading = site._match(site.text(f"fiches/{match[2]}/index.html"), r'<h2 id="([a-z][a-z0-9_-]+)"')
    assert heading, "rien à muter : pas de titre avec identifiant dans la page visée"
    return match[1], heading[1]


# --- pages and files -------------------------------------------------------------------------------------------------


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
    return Expected("assets/css/page.css", "../icones/telecharger.svg", "../icones/Telecharger.svg")


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
    return swap_in(site, "404.html", r'<a href="(/presence/adapter/[a-z-]+/)"', lambda address: address.removeprefix("/presence"))


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


# --- anchors, ids, references ----------------------------------------------------------------------------------------


@mutation("ancre d’une autre page qui n’existe pas", Fault.MISSING_ANCHOR)
def _(site):
    address, anchor = target(site)
    return swap(site, TEXT_LINK, lambda _: f"{address}#{anchor}x", f"{address}#{anchor}")


@mutation("ancre d’une autre page avec une majuscule", Fault.MISSING_ANCHOR)
def _(site):
    address, anchor = target(site)
    return swap(site, TEXT_LINK, lambda _: f"{address}#{anchor.capitalize()}", f"{address}#{anchor}")


@mutation("ancre de la même page qui n’existe pas", Fault.MISSING_ANCHOR)
def _(site):
    return swap(site, r'<a class="headerlink" href="(#[a-z-]{8,})"', typo)


@mutation("table des matières vers un titre renommé", Fault.MISSING_ANCHOR)
def _(site):
    return swap(site, r'<a href="(#[a-z-]{8,})" class="md-nav__link"', typo)


@mutation("ancre encodée qui n’existe pas", Fault.MISSING_ANCHOR)
def _(site):
    address, _ = target(site)
    return swap(site, TEXT_LINK, lambda _: f"{address}#%C3%A9tape", "")


@mutation("lien d’évitement vers rien", Fault.MISSING_ANCHOR)
def _(site):
    return swap_in(site, "index.html", r'<a href="(#[a-z]+)" class="md-skip"', typo)


@mutation("symbole SVG absent", Fault.MISSING_ANCHOR)
def _(site):
    return add(site, '<svg aria-hidden="true"><use href="#zzz"/></svg>', "#zzz")


@mutation("carte d’image absente", Fault.MISSING_ANCHOR)
def _(site):
    icon = f"{site.base}assets/icones/marque.svg"
    return add(site, f'<img src="{icon}" alt="" usemap="#zzz">', "#zzz")


@mutation("identifiant de champ employé deux fois", Fault.DOUBLE_ID)
def _(site):
    page = site.page_with(FIELD)
    field = site._match(site.text(page), FIELD)[1]
    site.append(page, f'<p id="{field}">Encore.</p>')
    return Expected(page, field, f"{field}-2")


@mutation("identifiant de titre repris par une macro", Fault.DOUBLE_ID)
def _(site):
    page = site.page_with(HEADING)
    heading = site._match(site.text(page), HEADING)[1]
    site.append(page, f"<div id='{heading}'></div>")
    return Expected(page, heading, f"{heading}-2")


@mutation("étiquette d’un champ qui n’existe pas", Fault.DEAD_REFERENCE)
def _(site):
    return swap(site, FIELD, typo)


@mutation("aide d’un champ qui n’existe pas", Fault.DEAD_REFERENCE)
def _(site):
    return swap(site, r'aria-describedby="([^" ]+)"', typo)


@mutation("titre de partie qui n’existe pas", Fault.DEAD_REFERENCE)
def _(site):
    return swap(site, r'<section [^>]*aria-labelledby="([^" ]+)"', typo)


@mutation("note de provenance qui n’existe pas", Fault.DEAD_REFERENCE)
def _(site):
    return swap(site, r'<button [^>]*popovertarget="([^"]+)"', typo)


@mutation("champ rattaché à un formulaire absent", Fault.DEAD_REFERENCE)
def _(site):
    return add(site, '<input type="text" aria-label="Nom" form="zzz">', "zzz")


@mutation("liste de propositions absente", Fault.DEAD_REFERENCE)
def _(site):
    return add(site, '<input type="text" aria-label="Nom" list="zzz">', "zzz")


# --- what is not a page of the site ----------------------------------------------------------------------------------


@mutation("courriel sans arobase", Fault.BAD_MAIL)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "mailto:contact.centre.example", "mailto:nom@domaine.example")


@mutation("courriel écrit comme une adresse web", Fault.BAD_MAIL)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "mailto://contact@centre.example", "mailto:contact@centre.example")


@mutation("téléphone sans indicatif", Fault.BAD_PHONE)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "tel:0145550123", "")


@mutation("lien javascript", Fault.SCRIPT)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "javascript:history.back()", "")


@mutation("page dans une adresse data", Fault.DATA)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "data:text/html,Bonjour", "")


@mutation("protocole mal écrit", Fault.SCHEME)
def _(site):
    return swap(site, REGISTERED, lambda address: address.replace("https", "htpps"), "https")


@mutation("adresse externe sans protocole", Fault.NO_SCHEME)
def _(site):
    return swap(site, REGISTERED, lambda address: address.removeprefix("https:"))


@mutation("adresse du serveur d’essai", Fault.LOCAL_HOST)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "http://127.0.0.1:8000/fiches/", "")


@mutation("fichier de la machine de l’auteur", Fault.LOCAL_FILE)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "file:///C:/Documents/fiche.pdf", "")


@mutation("chemin de Windows", Fault.LOCAL_FILE)
def _(site):
    return swap(site, TEXT_LINK, lambda _: "C:\\Documents\\fiche.pdf", "")


@mutation("clé de lien laissée dans une macro", Fault.UNRESOLVED_KEY)
def _(site):
    return swap(site, REGISTERED, lambda _: "lien:cnil", "")


@mutation("adresse externe qui n’est pas enregistrée", Fault.UNREGISTERED)
def _(site):
    return swap(site, REGISTERED, lambda _: "https://ailleurs.example/page/", "")


@mutation("adresse enregistrée, à une barre près", Fault.UNREGISTERED)
def _(site):
    return swap(site, REGISTERED, lambda address: address.rstrip("/"))


@mutation("source d’un fait dont l’adresse a changé", Fault.UNREGISTERED)
def _(site):
    return swap(site, FACT, lambda address: f"{address}-2")


@mutation("adresse non enregistrée dans du HTML sans guillemets", Fault.UNREGISTERED)
def _(site):
    return add(site, "<P><A CLASS=x HREF=http://ailleurs.example/x>ailleurs</A></P>", "http://ailleurs.example/x")


@mutation("citation d’une page non enregistrée", Fault.UNREGISTERED)
def _(site):
    return add(site, '<blockquote cite="https://ailleurs.example/">Bon.</blockquote>', "https://ailleurs.example/")


@mutation("adresse canonique d’un autre site", Fault.UNREGISTERED)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<link rel="canonical" href="([^"]+)"', lambda a: a.replace("presence.example", "autre.example"), "")


@mutation("image d’un autre site", Fault.EXTERNAL_RESOURCE)
def _(site):
    return add(site, '<img src="https://www.cnil.fr/" alt="">', "https://www.cnil.fr/")


@mutation("script d’un autre site", Fault.EXTERNAL_RESOURCE)
def _(site):
    return add(site, '<script src="https://cdn.example/a.js"></script>', "https://cdn.example/a.js")


@mutation("connexion anticipée à un autre site", Fault.EXTERNAL_RESOURCE)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<link rel="preload" href="([^"]+)"', lambda _: "https://fonts.example/a.woff2", "")


@mutation("fond pris sur un autre site dans un style", Fault.EXTERNAL_RESOURCE)
def _(site):
    return add(site, '<p style="background: url(&quot;https://cdn.example/a.png&quot;)">x</p>', "https://cdn.example/a.png")


# --- the other attributes of a page ----------------------------------------------------------------------------------


@mutation("icône du site absente", Fault.MISSING_FILE)
def _(site):
    return swap_in(site, "index.html", r'<link rel="icon" href="([^"]+)"', typo)


@mutation("feuille de style absente", Fault.MISSING_FILE)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<link rel="stylesheet" href="([^"]+/css/sheet.css)"', typo)


@mutation("script absent", Fault.MISSING_FILE)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<script src="([^"]+/assets/js/[^"]+)"', typo)


@mutation("police annoncée et absente", Fault.MISSING_FILE)
def _(site):
    return swap_in(site, "404.html", r'<link rel="preload" href="([^"]+)"', typo)


@mutation("page suivante absente", Fault.MISSING_PAGE)
def _(site):
    return swap_in(site, "index.html", r'<link rel="next" href="([^"]+)"', typo)


@mutation("adresse canonique d’une page absente", Fault.MISSING_PAGE)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<link rel="canonical" href="([^"]+)"', typo, "./")


@mutation("renvoi automatique vers une page absente", Fault.MISSING_PAGE)
def _(site):
    return add(site, '<meta http-equiv="refresh" content="0; url=zzz/">', "zzz/")


@mutation("image d’aperçu absente", Fault.MISSING_FILE)
def _(site):
    address = f"https://presence.example{site.base}assets/zzz.png"
    return add(site, f'<meta property="og:image" content="{address}">', address)


@mutation("image double définition absente", Fault.MISSING_FILE)
def _(site):
    icon = f"{site.base}assets/icones/marque.svg"
    wrong = f"{site.base}assets/icones/marques.svg"
    return add(site, f'<img src="{icon}" srcset="{icon} 1x, {wrong} 2x" alt="">', wrong, icon)


@mutation("affiche de vidéo absente", Fault.MISSING_FILE)
def _(site):
    return add(site, '<video poster="affiche.webp"></video>', "affiche.webp")


@mutation("document incorporé absent", Fault.MISSING_FILE)
def _(site):
    return add(site, '<object data="plan.odg" aria-label="Plan"></object>', "plan.odg")


@mutation("cadre vers une page absente", Fault.MISSING_PAGE)
def _(site):
    return add(site, '<iframe title="Cadre" src="zzz/"></iframe>', "zzz/")


@mutation("envoi d’un formulaire à une page absente", Fault.MISSING_PAGE)
def _(site):
    page = site.page_with(SHEET)
    site.edit(page, SHEET, lambda match: match[0].replace("<form", '<form action="zzz/"'))
    return Expected(page, "zzz/")


@mutation("bouton d’envoi vers une page absente", Fault.MISSING_PAGE)
def _(site):
    return add(site, '<button formaction="zzz/">Envoyer</button>', "zzz/")


@mutation("réglages du thème : racine fausse", Fault.CLIMB)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'"base": "([./]+)"', lambda base: f"{base}/..", "")


@mutation("réglages du thème : moteur de recherche absent", Fault.MISSING_FILE)
def _(site):
    return swap_in(site, "index.html", r'"search": "([^"]+)"', typo)


# --- style sheets and listings ---------------------------------------------------------------------------------------


@mutation("police absente d’une feuille de style", Fault.MISSING_FILE)
def _(site):
    return swap_in(site, "assets/css/fonts.css", r'url\("([^"]+)"\)', typo)


@mutation("majuscule dans une feuille de style", Fault.WRONG_CASE)
def _(site):
    return swap_in(site, "assets/css/tokens.css", r'url\("([^"]+)"\)', capital)


@mutation("feuille de style importée d’un autre site", Fault.EXTERNAL_RESOURCE)
def _(site):
    site.write("assets/css/print.css", '@import "https://fonts.example/a.css";\n' + site.text("assets/css/print.css"))
    return Expected("assets/css/print.css", "https://fonts.example/a.css")


@mutation("police écrite sans guillemets et absente", Fault.MISSING_FILE)
def _(site):
    site.write("assets/css/print.css", site.text("assets/css/print.css") + "\na { background: url( ../polices/x.woff2 ) }\n")
    return Expected("assets/css/print.css", "../polices/x.woff2")


@mutation("plan du site vers une page absente", Fault.MISSING_PAGE)
def _(site):
    found = swap_in(site, "sitemap.xml", r"<loc>([^<]+/fiches/[a-z-]+/)</loc>", typo)
    return Expected(found.page, found.address, "fiches/" + found.suggestion.partition("/fiches/")[2])


@mutation("plan du site d’un autre site", Fault.UNREGISTERED)
def _(site):
    return swap_in(site, "sitemap.xml", r"<loc>([^<]+)</loc>", lambda address: address.replace("presence.example", "autre.example"), "")


@mutation("index de recherche vers une page absente", Fault.MISSING_PAGE)
def _(site):
    return swap_in(site, "search/search_index.json", r'"location": ?"(fiches/[a-z-]+/)"', typo)


@mutation("index de recherche vers un titre absent", Fault.MISSING_ANCHOR)
def _(site):
    return swap_in(site, "search/search_index.json", r'"location": ?"([a-z/-]+/#[a-z-]{8,})"', typo)


@mutation("catalogue vers une page absente", Fault.MISSING_PAGE)
def _(site):
    return swap_in(site, "telechargements/catalogue.json", r'"url": ?"([^"]+)"', typo)


@mutation("catalogue vers un fichier absent", Fault.MISSING_FILE)
def _(site):
    catalogue = json.loads(site.text("telechargements/catalogue.json"))
    catalogue[0].setdefault("files", []).append({"format": "pdf", "path": "telechargements/zzz.pdf"})
    site.write("telechargements/catalogue.json", json.dumps(catalogue, indent=1))
    return Expected("telechargements/catalogue.json", "telechargements/zzz.pdf")


@mutation("icône d’application absente", Fault.MISSING_FILE)
def _(site):
    site.write("site.webmanifest", '{"icons": [{"src": "assets/icones/marques.svg"}]}')
    return Expected("site.webmanifest", "assets/icones/marques.svg", "assets/icones/marque.svg")


@mutation("page que rien ne relie aux autres", Fault.ORPHAN)
def _(site):
    page = site.page_with(SHEET)
    orphan = page.replace("/index.html", "-ancienne/index.html")
    site.write(orphan, site.text(page))
    return Expected(orphan, "", "un lien depuis une page voisine ou la navigation")


def forget_in_catalogue(site: SiteCopy, name: str) -> None:
    """Remove a download from the catalogue, so that its absence shows in pages only."""
    catalogue = json.loads(site.text("telechargements/catalogue.json"))
    for definition in catalogue:
        definition["files"] = [file for file in definition.get("files", ()) if not file["path"].endswith(f"/{name}")]
    site.write("telechargements/catalogue.json", json.dumps(catalogue, indent=1))

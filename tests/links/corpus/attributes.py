"""Faults planted in what a page loads, states or sends to, beside its links."""

from macros.links.findings import Fault
from tests.links.corpus.planting import SHEET, Expected, add, collection, swap_in, typo

MUTATIONS, mutation = collection()


@mutation("icône du site absente", Fault.MISSING_FILE)
def _(site):
    return swap_in(site, "index.html", r'<link rel="icon" href="([^"]+)"', typo)


@mutation("feuille de style absente", Fault.MISSING_FILE)
def _(site):
    page = site.page_with(SHEET)
    return swap_in(site, page, r'<link rel="stylesheet" href="([^"]+/css/presence.css)"', typo)


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

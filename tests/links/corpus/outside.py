"""Faults planted in addresses that lead out of the site, or nowhere at all."""

from macros.links.findings import Fault
from tests.links.corpus.planting import FACT, REGISTERED, SHEET, TEXT_LINK, add, collection, swap, swap_in

MUTATIONS, mutation = collection()


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
    return swap_in(
        site,
        page,
        r'<link rel="canonical" href="([^"]+)"',
        lambda a: a.replace("presence.example", "autre.example"),
        "",
    )


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
    return add(
        site, '<p style="background: url(&quot;https://cdn.example/a.png&quot;)">x</p>', "https://cdn.example/a.png"
    )

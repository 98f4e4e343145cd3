"""Faults planted in style sheets, in the site map, the search index and the catalogue; a page that nothing links to."""

import json

from macros.links.findings import Fault
from tests.links.corpus.planting import SHEET, Expected, capital, collection, swap_in, typo

MUTATIONS, mutation = collection()


@mutation("police absente d’une feuille de style", Fault.MISSING_FILE)
def _(site):
    return swap_in(site, "assets/css/presence.css", r'url\((\.\./polices/[^)]+)\)', typo)


@mutation("majuscule dans une feuille de style", Fault.WRONG_CASE)
def _(site):
    return swap_in(site, "assets/css/presence.css", r'url\((\.\./icones/[^)]+)\)', capital)


@mutation("feuille de style importée d’un autre site", Fault.EXTERNAL_RESOURCE)
def _(site):
    site.write("assets/css/paper.css", '@import "https://fonts.example/a.css";\n' + site.text("assets/css/paper.css"))
    return Expected("assets/css/paper.css", "https://fonts.example/a.css")


@mutation("police écrite sans guillemets et absente", Fault.MISSING_FILE)
def _(site):
    site.write(
        "assets/css/paper.css", site.text("assets/css/paper.css") + "\na { background: url( ../polices/x.woff2 ) }\n"
    )
    return Expected("assets/css/paper.css", "../polices/x.woff2")


@mutation("plan du site vers une page absente", Fault.MISSING_PAGE)
def _(site):
    found = swap_in(site, "sitemap.xml", r"<loc>([^<]+/fiches/[a-z-]+/)</loc>", typo)
    return Expected(found.page, found.address, "fiches/" + found.suggestion.partition("/fiches/")[2])


@mutation("plan du site d’un autre site", Fault.UNREGISTERED)
def _(site):
    return swap_in(
        site,
        "sitemap.xml",
        r"<loc>([^<]+)</loc>",
        lambda address: address.replace("presence.example", "autre.example"),
        "",
    )


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

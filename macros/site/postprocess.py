"""Corrections to the pages the theme writes: what stops a keyboard, a screen reader, a printer or a validator.

Each correction must find what it corrects, so that a new version of the theme cannot quietly drop one.
"""

import re
from dataclasses import dataclass

from .errors import SiteError
from .tables import improve_tables

CONTENT_ID = "contenu"


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction: a pattern of the theme's HTML, what replaces it, and why.

    ``count`` is how many times each page has it; None when some pages rightly have it never.
    """

    why: str
    pattern: str
    replacement: str
    count: int | None = 1


_FIXES = (
    Fix(
        "« autocomplete » n’existe pas sur une case à cocher",
        r'(<input class="md-toggle" data-md-toggle="(?:drawer|search)" type="checkbox" id="__\w+") autocomplete="off">',
        r"\1>",
        count=2,
    ),
    Fix(
        "chaque page, même sans titre, a un lien d’évitement, et il mène au contenu",
        r'<div data-md-component="skip">.*?</div>',
        f'<div data-md-component="skip"><a href="#{CONTENT_ID}" class="md-skip">Aller au contenu</a></div>',
    ),
    Fix(
        "cible du lien d’évitement",
        r'<article class="md-content__inner md-typeset">',
        f'<article class="md-content__inner md-typeset" id="{CONTENT_ID}" tabindex="-1">',
    ),
    Fix(
        "la recherche est une région de la page, pas une boîte de dialogue",
        r'(<div class="md-search" data-md-component="search") role="dialog">',
        r"\1>",
    ),
    Fix(
        "un bouton « Effacer » n’est pas une navigation",
        r'<nav class="md-search__options"[^>]*>(.*?)</nav>',
        r'<div class="md-search__options">\1</div>',
    ),
    Fix(
        "le nom du bouton du menu ; docs/assets/js/header-buttons.js en fait un bouton",
        r'<label class="md-header__button md-icon" for="__drawer">',
        '<label class="md-header__button md-icon" for="__drawer" title="Menu">',
    ),
    Fix(
        "le nom du bouton de la recherche",
        r'<label class="md-header__button md-icon" for="__search">',
        '<label class="md-header__button md-icon" for="__search" title="Recherche">',
    ),
    Fix("rien n’annonce les versions des outils", r'\s*<meta name="generator"[^>]*>', ""),
    Fix("« tabindex » vide", r' tabindex=""', "", count=None),
    Fix(
        "le thème change l’espace fine d’un titre en espace simple dans le nom de sa partie du sommaire",
        r'(<nav class="md-nav" aria-label="[^"]*?) ([;!?]">)',
        "\\1\u202f\\2",
        count=None,
    ),
    Fix("une navigation ne se déplie pas", r'(<nav class="md-nav"[^>]*?) aria-expanded="(?:true|false)"', r"\1", count=None),
)


def improve_page(html: str, uri: str) -> str:
    """Return a page with the theme's defects corrected, its tables made scrollable, its part and printed foot named.

    ``uri`` is the page's address or file, from the root of the site (``playbook/faire-le-point/``).
    Raise SiteError when the theme no longer holds what a correction replaces.
    """
    for fix in _FIXES:
        html = _apply(fix, html, uri)
    return _mark_part(improve_tables(html), uri)


def _apply(fix: Fix, html: str, uri: str) -> str:
    html, count = re.subn(fix.pattern, fix.replacement, html, flags=re.DOTALL)
    if fix.count not in (None, count):
        raise SiteError(
            f"{uri} : le thème a changé, une correction de macros/site/postprocess.py ne trouve plus sa place.\n"
            f"  correction : {fix.why}\n"
            f"  attendu {fix.count} fois, trouvé {count} fois : {fix.pattern}"
        )
    return html


def _mark_part(html: str, uri: str) -> str:
    """Name on the root element the part the page belongs to (its first folder) and the foot of its printed pages."""
    folder, slash, _ = uri.partition("/")
    part = folder if slash and folder else "accueil"
    marks = f'data-part="{part}" data-foot="{_printed_foot(html, part)}"'
    root = Fix("la partie du site", r'<html lang="fr" class="no-js">', f'<html lang="fr" class="no-js" {marks}>')
    return _apply(root, html, uri)


def _printed_foot(html: str, part: str) -> str:
    """Return what the print stylesheet writes at the foot of each page: on a sheet its id and version, then the address."""
    sheet = re.search(r'<form class="sheet[^>]*? data-worksheet="([^"]+)" data-version="(\d+)"', html)
    address = re.search(r'<link rel="canonical" href="https?://([^"]+)"', html)
    names = [sheet[1], f"version {sheet[2]}"] if sheet and part == "fiches" else ["Présence"]
    return " · ".join([*names, *([address[1]] if address else [])])

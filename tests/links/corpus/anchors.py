"""Faults planted in anchors, in ids, and in what refers to ids."""

from macros.links.findings import Fault
from tests.links.corpus.planting import (
    FIELD,
    HEADING,
    TEXT_LINK,
    Expected,
    add,
    collection,
    swap,
    swap_in,
    target,
    typo,
)

MUTATIONS, mutation = collection()


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

"""The French report of a live run: what was found, grouped, and what to do about it."""

from collections.abc import Mapping

from macros.links.live import Visit
from macros.links.registry import Link, State

# Heading and advice for each state, in the order of the report.
_GROUPS = {
    State.GONE: (
        "Disparues",
        "cherchez la nouvelle adresse, ou citez l’archive ; sinon retirez ce qui s’appuie dessus",
    ),
    State.SOFT_GONE: ("Fausses pages", "ouvrez-les : elles répondent, mais ne montrent plus ce qui était cité"),
    State.MOVED: ("Déplacées", "relisez la page d’arrivée, puis écrivez son adresse dans le registre"),
    State.UNKNOWN_HOST: ("Domaines introuvables", "le site a sans doute fermé : citez l’archive ou retirez le lien"),
    State.BAD_CERTIFICATE: ("Certificats invalides", "ne les citez plus tant que le site n’est pas réparé"),
    State.REDIRECT_LOOP: ("Redirections sans fin", "ouvrez-les dans un navigateur, puis choisissez"),
    State.SERVER_ERROR: ("Erreurs du serveur", "relancez dans quelques jours"),
    State.TIMED_OUT: ("Sans réponse à temps", "relancez dans quelques jours"),
    State.UNREACHABLE: ("Injoignables", "relancez dans quelques jours"),
    State.REFUSED: (
        "Refusées au programme",
        "à vérifier à la main : le site refuse les programmes ou demande un compte",
    ),
}


def report(links: Mapping[str, Link], visits: Mapping[str, Visit], archives: Mapping[str, str]) -> str:
    """Return the report of the visits of `links`, by key; `archives` are the copies found for those that fail."""
    parts = []
    for state, (heading, advice) in _GROUPS.items():
        keys = [key for key, visit in visits.items() if visit.state is state]
        if keys:
            entries = [_entry(key, links[key], visits[key], archives.get(key)) for key in keys]
            parts.append("\n".join([f"{heading} ({len(keys)}) : {advice}.", *entries]))
    sound = sum(visit.state is State.OK for visit in visits.values())
    parts.append(
        f"{_count(len(visits), 'adresse visitée', 'adresses visitées')} : {sound} en bon état, {len(visits) - sound} à voir."
    )
    return "\n\n".join(parts)


def _entry(key: str, link: Link, visit: Visit, archive: str | None) -> str:
    lines = [f"  {key} · {link.url}"]
    if visit.detail:
        lines.append(f"    {visit.detail}")
    if visit.moved_to:
        lines.append(f"    nouvelle adresse : {visit.moved_to}")
    if archive:
        lines.append(f"    archive : {archive}")
    return "\n".join(lines)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number < 2 else many}"

"""Judge addresses that do not lead into the site: other sites, mail, telephone, scripts, data, files of a machine."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from macros.links.findings import Fault, Verdict, nearest
from macros.links.page import Role

SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_MAIL = re.compile(r"[^\s@,;:/<>()\"]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"\+[1-9](?:[-. ()]?[0-9]){6,14}")
_DATA = re.compile(r"data:(?:image|font)/[a-z0-9.+-]+[;,]", re.IGNORECASE)
_WEB = "une adresse https:// enregistrée dans templates/library/links.yml et citée par sa clé"


def judge(address: str, role: Role, registered: Collection[str]) -> Verdict | None:
    """Return what is wrong with an address that has a scheme (or starts with `//`), or None."""
    if address.startswith("//"):
        return Verdict(
            Fault.NO_SCHEME,
            "L’adresse n’a pas de protocole : hors d’un serveur, elle ne mène nulle part.",
            f"https:{address}",
        )
    scheme = address.partition(":")[0].lower()
    if scheme in ("http", "https"):
        return _web(address, role, registered)
    return _OTHERS.get(scheme, _unknown)(address, role)


def _web(address: str, role: Role, registered: Collection[str]) -> Verdict | None:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if not host or re.search(r"\s", address):
        return Verdict(Fault.MALFORMED, "L’adresse web est mal formée.")
    if _is_local(host):
        return Verdict(Fault.LOCAL_HOST, "L’adresse ne répond que sur la machine de son auteur.")
    if role is Role.RESOURCE:
        return Verdict(
            Fault.EXTERNAL_RESOURCE,
            "La page chargerait ce fichier depuis un autre site : le site n’émet aucune requête externe.",
        )
    if address in registered:
        return None
    return Verdict(
        Fault.UNREGISTERED, f"L’adresse n’est pas enregistrée ; attendu : {_WEB}.", nearest(address, registered, 0.85)
    )


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _mail(address: str, _: Role) -> Verdict | None:
    recipients = unquote(address.partition(":")[2].partition("?")[0])
    if all(_MAIL.fullmatch(one.strip()) for one in recipients.split(",")):
        return None
    tidy = re.sub(r"\s+", "", recipients).lstrip("/").replace(";", ",")
    likely = f"mailto:{tidy}" if all(map(_MAIL.fullmatch, tidy.split(","))) else "mailto:nom@domaine.example"
    return Verdict(Fault.BAD_MAIL, "L’adresse de courriel est mal formée.", likely)


def _phone(address: str, _: Role) -> Verdict | None:
    number = unquote(address.partition(":")[2])
    if _PHONE.fullmatch(number):
        return None
    digits = re.sub(r"\D", "", number)
    likely = f"tel:+{digits}" if number.startswith(("+", "00")) and len(digits) > 6 else ""
    message = "Le numéro doit commencer par + et l’indicatif du pays, par exemple tel:+15145550123."
    return Verdict(Fault.BAD_PHONE, message, likely.replace("+00", "+"))


def _script(_: str, __: Role) -> Verdict:
    return Verdict(
        Fault.SCRIPT,
        "Une adresse javascript: ne marche ni sans script, ni sous la politique de sécurité du site ; employez un bouton.",
    )


def _data(address: str, role: Role) -> Verdict | None:
    if role is Role.RESOURCE and _DATA.match(address):
        return None
    return Verdict(Fault.DATA, "Une adresse data: ne sert qu’aux images et aux polices chargées avec la page.")


def _file(_: str, __: Role) -> Verdict:
    return Verdict(Fault.LOCAL_FILE, "L’adresse désigne un fichier de la machine de son auteur.")


def _key(address: str, _: Role) -> Verdict:
    message = "La clé de lien n’a pas été remplacée par son adresse : ce texte n’est pas passé par le registre."
    return Verdict(Fault.UNRESOLVED_KEY, message)


def _unknown(address: str, role: Role) -> Verdict:
    scheme = address.partition(":")[0]
    if len(scheme) == 1:
        return _file(address, role)
    message = f"Le protocole « {scheme}: » n’est pas admis."
    return Verdict(Fault.SCHEME, message, nearest(scheme.lower(), ("https", "http", *_OTHERS), 0.6))


_OTHERS = {"mailto": _mail, "tel": _phone, "javascript": _script, "data": _data, "file": _file, "lien": _key}

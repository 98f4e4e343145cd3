"""The registry of outside addresses: `templates/library/links.yml`, the only place an address is written.

Pages, definitions and facts cite keys. An entry's state and date come from a live run (`./kit links`) and from
nothing else: a new entry is « jamais-verifie ».
"""

import datetime
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, model_validator

from macros.model import Plain, Record
from macros.names import NameProblem, check_slug
from macros.problems import CatalogError, Problem, did_you_mean, reject, shown, suggestion
from macros.validation import build
from macros.yamlfile import Document, YamlProblem, read

R = TypeVar("R", bound=Record)

_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class Kind(StrEnum):
    """What stands at an address."""

    OFFICIAL = "officiel"
    ARTICLE = "article"
    TOOL = "outil"
    STUDY = "etude"
    MODEL = "modele"
    FOUNDING = "texte-fondateur"


class State(StrEnum):
    """What the last live run found at an address."""

    UNCHECKED = "jamais-verifie"
    OK = "ok"
    MOVED = "deplace"
    GONE = "disparu"
    SOFT_GONE = "fausse-page"
    REFUSED = "refuse"
    TIMED_OUT = "sans-reponse"
    SERVER_ERROR = "erreur-serveur"
    BAD_CERTIFICATE = "certificat-invalide"
    UNKNOWN_HOST = "domaine-introuvable"
    UNREACHABLE = "injoignable"
    REDIRECT_LOOP = "boucle"


def word_of(words: type[StrEnum]) -> BeforeValidator:
    """Return the validator that turns a word of the file into a member of `words`, or says which words there are."""

    def validate(text: Any) -> StrEnum:
        known = [word.value for word in words]
        if text not in known:
            raise reject("un mot parmi " + ", ".join(known), hint=did_you_mean(str(text), known))
        return words(text)

    return BeforeValidator(validate)


def date_of(text: Any) -> datetime.date:
    """Return the date a text says (AAAA-MM-JJ), or reject it."""
    try:
        return datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        raise reject("une date AAAA-MM-JJ qui existe") from None


def _address(text: str) -> str:
    if expected := address_fault(text):
        raise reject(expected)
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise reject("un code de langue, par exemple « fr », « en » ou « fr-CA »")
    return text


Address = Annotated[str, AfterValidator(_address)]


class Link(Record):
    """One registered address; `checked` is the day of the last live run that reached a verdict."""

    url: Address
    title: Plain
    language: Annotated[str, AfterValidator(_language)]
    kind: Annotated[Kind, word_of(Kind)]
    state: Annotated[State, word_of(State)] = State.UNCHECKED
    checked: Annotated[datetime.date, BeforeValidator(date_of)] | None = None
    archive: Address | None = None

    @model_validator(mode="after")
    def _date_of_a_run(self) -> Self:
        if (self.state is State.UNCHECKED) != (self.checked is None):
            expected = (
                f"une date à tout état sauf « {State.UNCHECKED} », écrite par « ./kit links » et par rien d’autre"
            )
            raise reject(expected, received=str(self.checked or "aucune date"), path=("checked",))
        return self


class UnknownLink(LookupError):
    """A key that the registry does not hold; `hint` is the French question that proposes the nearest one."""

    def __init__(self, key: str, hint: str) -> None:
        self.key = key
        self.hint = hint
        super().__init__(f"Lien inconnu : « {key} » n’est pas une clé de templates/library/links.yml. {hint}".rstrip())


class Registry(Record):
    """Every registered link, by key, in file order."""

    links: Mapping[str, Link]

    def resolve(self, key: str) -> Link:
        """Return the link of a key. Raise UnknownLink, with the nearest key, when there is none."""
        try:
            return self.links[key]
        except KeyError:
            raise UnknownLink(key, did_you_mean(key, self.links)) from None

    @property
    def addresses(self) -> frozenset[str]:
        """Every address a page may show: the registered ones and their archives."""
        archives = (link.archive for link in self.links.values() if link.archive)
        return frozenset([*(link.url for link in self.links.values()), *archives])


def load_registry(path: Path, root: Path) -> Registry:
    """Read and validate the registry; problems name the file from `root`. Raise CatalogError with all of them."""
    links, document = load_records(path, root, Link, _written_by_line)
    first_lines: dict[str, int] = {}
    problems = []
    for key, link in links.items():
        line = document.line((key, "url"))
        first = first_lines.setdefault(_place(link.url), line)
        if first != line:
            expected = f"une adresse enregistrée une seule fois (déjà ligne {first})"
            problems.append(Problem(document.file, line, f"{key}, url", shown(link.url), expected))
    if problems:
        raise CatalogError(problems)
    return Registry(links=links)


def load_records(
    path: Path, root: Path, model: type[R], check: Callable[[str, R, Document], list[Problem]]
) -> tuple[dict[str, R], Document]:
    """Read a mapping of kebab-case keys to records, each validated as `model`, then by `check`.

    Return the records in file order and the document they stand in. Raise CatalogError with every problem.
    """
    try:
        document = read(path, root)
    except YamlProblem as fault:
        raise CatalogError([fault.problem]) from None
    if not isinstance(document.data, dict):
        expected = "des entrées « cle: » suivies de leurs champs"
        raise CatalogError([Problem(document.file, 1, "", shown(document.data), expected)])
    records: dict[str, R] = {}
    problems: list[Problem] = []
    for key in document.data:
        problems += _key_problems(str(key), document)
        record = build(model, document, (key,))
        if isinstance(record, list):
            problems += record
        else:
            problems += check(str(key), record, document)
            records[str(key)] = record
    if problems:
        raise CatalogError(problems)
    return records, document


def address_fault(url: str) -> str | None:
    """Say in French what is expected when `url` is not a public web address; None when it is one."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "une adresse web bien formée"
    if parts.scheme not in ("http", "https"):
        return "une adresse qui commence par https:// ou http://"
    if parts.username is not None or re.search(r"\s", url):
        return "une adresse sans espace, sans nom d’utilisateur ni mot de passe"
    if not host or not _HOST.fullmatch(_ascii(host)) or parts.netloc != parts.netloc.lower():
        return "un nom de domaine public en minuscules, par exemple https://www.cnil.fr/"
    return None


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _key_problems(key: str, document: Document) -> list[Problem]:
    try:
        check_slug(key)
    except NameProblem as problem:
        return [
            Problem(document.file, document.line((key,)), "clé", shown(key), problem.expected, suggestion(problem.hint))
        ]
    return []


def _written_by_line(key: str, _: Link, document: Document) -> list[Problem]:
    """A live run rewrites single lines: each field of an entry stands on its own."""
    if document.line((key, "url")) != document.line((key,)):
        return []
    expected = "un champ par ligne, en retrait sous la clé"
    return [Problem(document.file, document.line((key,)), key, "une entrée sur une seule ligne", expected)]


def _place(url: str) -> str:
    """Reduce an address to what tells two places apart: no scheme, no trailing slash."""
    return url.partition("://")[2].rstrip("/")

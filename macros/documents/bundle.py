"""The kit: every file of every sheet in one archive, in folders that a person understands, with what tells them apart."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from macros.catalog import Catalog
from macros.documents.recipe import ROOT
from macros.french import month
from macros.model import Definition

ROOT_FOLDER = "presence-kit"
_ELSEWHERE = "Pour toutes les étapes"
# What Windows refuses in the name of a folder; it also drops a final dot.
_REFUSED = re.compile(r'\s*[<>:"/\\|?*\x00-\x1f]+\s*')
_SUMS = "SHA256SUMS"
_README = """Présence : toutes les fiches
{underline}

Édition {edition}. La version la plus récente, les explications et les exemples sont sur {site}

Chaque fiche a son dossier, rangé par étape du guide. Dans un dossier, selon la fiche :

  fiche.pdf              à remplir à l’écran, ou à imprimer et à remplir au stylo
  fiche.docx             à remplir ou à réécrire dans Word
  fiche.odt              à remplir ou à réécrire dans LibreOffice
  fiche.xlsx             les tableaux, avec leurs calculs, pour un tableur
  fiche-exemple.pdf      la même fiche, remplie par une organisation inventée
  fiche-sans-aide.pdf    les questions seules, pour qui connaît déjà la fiche
  fiche-suite.pdf        des lignes en plus, quand les tableaux imprimés ne suffisent pas
  fiche-lettre.pdf       le PDF au format Lettre, pour les imprimantes du Québec
  fiche.yml              la définition de la fiche, pour fabriquer la vôtre

Vos réponses restent dans vos fichiers : rien n’est envoyé, rien n’est gardé ailleurs. Beaucoup de fiches contiendront des noms :
rangez-les là où seules les personnes concernées peuvent les ouvrir.

SHA256SUMS permet de vérifier que rien n’a été abîmé : sha256sum -c SHA256SUMS

Licence : une fiche, vierge ou remplie, est à vous, sans condition. Si vous republiez les textes du guide ou une fiche changée, ils sont
sous CC BY-SA 4.0 : citez Présence et gardez la même licence. Le logiciel est sous licence MIT. Le détail, en anglais, est dans LICENCE.txt.
"""


class File(Protocol):
    """A file of a definition: its address, whose last part is its name, and its content."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def content(self) -> bytes: ...  # noqa: D102


def bundle(catalog: Catalog, files: Mapping[str, Sequence[File]], site: str) -> bytes:
    """Return the archive of the files of every definition, the same bytes for the same files; ``site`` is the site's address."""
    dated = max((definition.review for definition in catalog.definitions.values()), default="2026-01")
    entries = dict(_entries(catalog, files))
    entries["LISEZMOI.txt"] = _readme(dated, site)
    entries["LICENCE.txt"] = (ROOT / "LICENSE").read_bytes()
    entries[_SUMS] = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in entries.items()).encode()
    year, number = map(int, dated.split("-"))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(f"{ROOT_FOLDER}/{name}", (year, number, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            # Documents are compressed already: only texts gain anything.
            entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith((".txt", ".yml", _SUMS)) else zipfile.ZIP_STORED
            opened.writestr(entry, content)
    return archive.getvalue()


def folder_name(title: str) -> str:
    """Return a title as every system takes it for the name of a folder."""
    return _REFUSED.sub(" ", title).replace("\u202f", " ").replace("\u00a0", " ").strip(" .")[:80].rstrip(" .")


def _entries(catalog: Catalog, files: Mapping[str, Sequence[File]]) -> Iterator[tuple[str, bytes]]:
    steps = list(catalog.library.steps)
    for definition in catalog.definitions.values():
        for file in files[definition.id]:
            yield f"{_folder(catalog, steps, definition)}/{file.path.rpartition('/')[2]}", file.content


def _folder(catalog: Catalog, steps: list[str], definition: Definition) -> str:
    rank = steps.index(definition.step) + 1 if definition.step else 0
    title = catalog.library.steps[definition.step] if definition.step else _ELSEWHERE
    return f"{rank:02d} {folder_name(title)}/{folder_name(definition.title)}"


def _readme(dated: str, site: str) -> bytes:
    text = _README.format(underline="=" * 28, edition=f"de {month(dated)}", site=site)
    return text.replace(" :", "\u00a0:").replace("\n", "\r\n").encode()

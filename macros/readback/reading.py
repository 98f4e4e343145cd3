"""One file read: which sheet it is, its answers and how sure each is, what no field takes, what to know.

The way in: `read_file`, `read_bytes`, `sheets_in` for a file of several sheets, and `merge` for a PDF and its `-suite`.
"""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from macros.answers import AnswersFile, Named, sheets_of, to_nested
from macros.answers.file import DOSSIER
from macros.identity import Identity
from macros.model import Definition
from macros.readback.container import Package
from macros.readback.docx import MAIN as WORD
from macros.readback.docx import read_docx
from macros.readback.findings import Contents
from macros.readback.json_file import read_json
from macros.readback.matching import match
from macros.readback.odt import read_odt
from macros.readback.pdf import read_pdf
from macros.readback.refusal import Refusal, encrypted
from macros.readback.sniff import MAX_FILE, Kind, sniff, text_of
from macros.readback.targets import Answer
from macros.readback.which import Sheet, which
from macros.readback.xlsx import MAIN as WORKBOOK
from macros.readback.xlsx import read_xlsx


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read.

    ``identity`` is what the file says of itself, ``definition`` the sheet that it answers, as it is today. ``found`` are the
    answers by the names that they have in the document; ``answers`` the same in the nested form, rows numbered anew. ``leftovers``
    are the texts that no field of the sheet takes (« Réponses d’une version précédente »). ``remarks`` are French sentences.
    ``file`` is what a file of answers says besides (date, author, territory).
    """

    definition: Definition
    identity: Identity
    found: Mapping[str, Answer]
    answers: Mapping[str, Any]
    leftovers: Named
    remarks: tuple[str, ...] = ()
    file: AnswersFile | None = field(default=None, compare=False)

    @property
    def unreadable(self) -> list[Answer]:
        """The dates, numbers and options kept as they were typed."""
        return [answer for answer in self.found.values() if not answer.readable]


def read_file(path: Path, definitions: Mapping[str, Definition], expected: str | None = None) -> Reading:
    """Read a filled document. Raise Refusal, with one French sentence, when it gives no answers.

    ``expected`` is the identifier of the only sheet to accept.
    """
    return read_bytes(content_of(path), definitions, expected)


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raise Refusal when they can't be had."""
    try:
        return _bytes(path)
    except FileNotFoundError:
        raise Refusal("missing", "Le fichier n’existe pas : vérifiez son nom et son dossier.") from None
    except OSError:
        raise Refusal("closed", "Le fichier ne s’ouvre pas : fermez-le ailleurs et vérifiez que vous avez le droit de le lire.") from None


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raise Refusal when it has too many, or is a pipe or a device, which may never end."""
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise Refusal("special", "Ce n’est pas un fichier, mais un dossier, un tube ou un périphérique : donnez le fichier rempli lui-même.")
    with path.open("rb") as file:
        data = file.read(MAX_FILE + 1) if state.st_size <= MAX_FILE else b""
    if max(len(data), state.st_size) > MAX_FILE:
        size = f"{MAX_FILE // 1_000_000}\u00a0Mo"
        raise Refusal("heavy", f"Le fichier pèse plus de {size} : ce n’est pas une fiche, ou retirez-en les images avant de l’enregistrer.")
    return data


def read_bytes(data: bytes, definitions: Mapping[str, Definition], expected: str | None = None) -> Reading:
    """Read the bytes of a filled document, whatever its name. Raise Refusal when they give no answers."""
    try:
        contents = _contents(data)
        return _reading(contents, which(contents, definitions, expected))
    except (RecursionError, MemoryError):
        raise Refusal("oversized", "Le fichier est trop compliqué pour être une fiche : ne l’ouvrez pas et demandez d’où il vient.") from None


def sheets_in(data: bytes) -> list[bytes]:
    """Return each sheet of a file that « Mes fiches » made of several; the file alone when it is another one."""
    text = text_of(data) if DOSSIER.encode() in data[:1000] else None
    return [sheet.encode() for sheet in sheets_of(text or "")] or [data]


def merge(first: Reading, second: Reading) -> Reading:
    """Join a sheet and its `-suite`: two readings of the same sheet and version, whose names are not the same.

    Raise ValueError otherwise: which of two answers is right is for a person to say.
    """
    if first.identity != second.identity or first.found.keys() & second.found.keys():
        raise ValueError("ce ne sont pas deux parties de la même fiche")
    named = {name: answer.text for name, answer in [*first.found.items(), *second.found.items()]}
    nested, _ = to_nested(first.definition, named)
    remarks = tuple(dict.fromkeys(first.remarks + second.remarks))
    found = {**first.found, **second.found}
    return replace(first, found=found, answers=nested, leftovers={**second.leftovers, **first.leftovers}, remarks=remarks)


def _contents(data: bytes) -> Contents:
    match sniff(data):
        case Kind.PDF:
            return read_pdf(data)
        case Kind.JSON:
            return read_json(data)
    package = Package(data)
    if WORD in package.names:
        return read_docx(package)
    if WORKBOOK in package.names:
        return read_xlsx(package)
    return _open_document(package)


def _open_document(package: Package) -> Contents:
    """Read a package that is neither DOCX nor XLSX. Raise Refusal when it is no OpenDocument text either."""
    kind = package.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in package.names else ""
    if not kind.startswith("application/vnd.oasis.opendocument"):
        raise _other_package(package)
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    if "encrypted-package" in package.names or b"encryption-data" in manifest:
        raise encrypted()
    if not kind.startswith("application/vnd.oasis.opendocument.text"):
        wanted = "XLSX" if "spreadsheet" in kind else "ODT"
        raise Refusal("other", f"Le fichier est un document LibreOffice d’une autre sorte : ouvrez-le et enregistrez-le au format {wanted}.")
    return read_odt(package)


def _other_package(package: Package) -> Refusal:
    """Tell what a ZIP that holds no sheet is."""
    if any(name.startswith("ppt/") for name in package.names):
        return Refusal("other", "Le fichier est un diaporama : donnez la fiche elle-même, en PDF, DOCX, ODT, XLSX ou JSON.")
    if any(name.startswith(("Index/", "index.apxl")) or name.endswith(".iwa") for name in package.names):
        return Refusal("other", "Le fichier vient de Pages ou de Numbers : ouvrez-le, exportez-le en Word ou en Excel, puis recommencez.")
    if any(name.startswith(("word/", "xl/")) for name in package.names):
        return Refusal("damaged", "Le document a perdu sa partie principale : ouvrez-le, enregistrez-le au format DOCX ou XLSX, ou redemandez-le.")
    return Refusal("archive", "Le fichier est une archive ZIP : décompressez-la, puis donnez le dossier.")


def _reading(contents: Contents, sheet: Sheet) -> Reading:
    matched = match(contents, sheet)
    nested, rest = to_nested(sheet.definition, {name: found.text for name, found in matched.answers.items()})
    leftovers = {**matched.leftovers, **rest}
    remarks = tuple(_remarks(sheet, leftovers))
    return Reading(sheet.definition, sheet.identity, matched.answers, nested, leftovers, remarks, contents.file)


def _remarks(sheet: Sheet, leftovers: Named) -> list[str]:
    found = []
    said, now = sheet.identity.version, sheet.definition.version
    if not sheet.said:
        found.append("Le fichier ne dit pas de quelle fiche il vient : elle a été reconnue aux noms de ses champs.")
    if said < now:
        found.append(f"Le fichier est de la version {said} de la fiche, qui en est à la version {now}.")
    if said > now:
        found.append(f"Le fichier est de la version {said} de la fiche, plus récente que la vôtre ({now}) : mettez le recueil à jour.")
    if leftovers:
        count = "1 réponse n’a" if len(leftovers) == 1 else f"{len(leftovers)} réponses n’ont"
        found.append(f"{count} pas de place dans la fiche d’aujourd’hui ; gardées à part.")
    return found

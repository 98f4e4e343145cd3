"""What a file is, by its first bytes: its name and its ending may lie."""

import re
from collections.abc import Iterator
from enum import StrEnum

from macros.readback.refusal import Refusal, damaged, encrypted

MAX_FILE = 60_000_000


class Kind(StrEnum):
    """What can hold answers, by its usual ending; PACKAGE is a ZIP whose parts tell whether it is DOCX, ODT or XLSX."""

    PDF = "pdf"
    PACKAGE = "zip"
    JSON = "json"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS")
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "un document RTF", "ouvrez-le dans un traitement de texte et enregistrez-le au format DOCX ou ODT"),
    (b"7z\xbc\xaf", "une archive", "ouvrez-la, sortez-en les fiches, puis donnez le dossier"),
    (b"Rar!", "une archive", "ouvrez-la, sortez-en les fiches, puis donnez le dossier"),
    (b"\x1f\x8b", "une archive", "ouvrez-la, sortez-en les fiches, puis donnez le dossier"),
    (b"ID3", "un enregistrement sonore", "demandez la fiche elle-même"),
    (b"OggS", "un enregistrement sonore", "demandez la fiche elle-même"),
    (b"RIFF", "une image, un son ou une vidéo", "demandez la fiche elle-même, pas son image"),
    (b"MZ", "un programme", "ne l’ouvrez pas et demandez d’où il vient"),
    (b"\x7fELF", "un programme", "ne l’ouvrez pas et demandez d’où il vient"),
)
_OLE_STREAMS = (("EncryptedPackage", None), ("WordDocument", "un ancien document Word (.doc)"), ("Workbook", "un ancien classeur Excel (.xls)"),
                ("PowerPoint Document", "un ancien diaporama (.ppt)"), ("__substg1.0_", "un courriel enregistré (.msg)"))  # fmt: skip
_MAIL = re.compile(rb"(?:From|Received|Return-Path|MIME-Version|Delivered-To|Subject):", re.IGNORECASE)


def sniff(data: bytes) -> Kind:
    """Return what the bytes of a file are. Raise Refusal when they hold no sheet."""
    if not data:
        raise Refusal("empty", "Le fichier est vide (0 octet) : demandez qu’on vous l’envoie de nouveau.")
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_ZIP):
        return Kind.PACKAGE
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith(_PICTURES):
        raise Refusal("picture", "Le fichier est une image : demandez la fiche elle-même ; ce qui est écrit sur une photo se recopie à la main.")
    if data[4:8] == b"ftyp":
        raise Refusal("other", "Le fichier est une vidéo ou une photo de téléphone : demandez la fiche elle-même, pas son image.")
    if not data.strip(b"\x00"):
        raise damaged()
    for start, what, remedy in _OTHERS:
        if data.startswith(start):
            raise Refusal("other", f"Le fichier est {what} : {remedy}.")
    return _text(data)


def text_of(data: bytes) -> str | None:
    """Return the text that bytes are, in UTF-8 or UTF-16; None when they are none."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _ole(data: bytes) -> Refusal:
    """Tell what the container of old Office files holds, which is also that of encrypted new ones."""
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            if what is None:
                return encrypted()
            remedy = "demandez les pièces jointes" if "courriel" in what else "ouvrez-le, enregistrez-le au format DOCX ou XLSX, puis recommencez"
            return Refusal("old", f"Le fichier est {what} : {remedy}.")
    return damaged()


def _text(data: bytes) -> Kind:
    text = text_of(data)
    head = (text or "").lstrip()[:2000]
    if head.startswith(("{", "[")):
        return Kind.JSON
    for what, remedy in _texts(head, data):
        raise Refusal("text", f"Le fichier est {what} : {remedy}.")
    if text is not None:
        raise Refusal("text", "Le fichier est du texte simple : donnez la fiche elle-même, en PDF, DOCX, ODT, XLSX ou JSON.")
    raise Refusal("unknown", "Le fichier n’est ni un PDF, ni un DOCX, ni un ODT, ni un XLSX, ni un JSON, ou son début est abîmé : redemandez-le.")


def _texts(head: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a text is and what to do, for the kinds that people send by mistake."""
    opening = head[:200].lower()
    if opening.startswith(("<!doctype html", "<html")) or "<html" in head.lower():
        yield "une page web enregistrée", "demandez la fiche remplie elle-même, en PDF, DOCX, ODT, XLSX ou JSON"
    elif "office:document" in head:
        yield "un document OpenDocument à plat", "ouvrez-le dans LibreOffice et enregistrez-le au format ODT ou XLSX"
    elif "<w:worddocument" in head.lower() or "pkg:package" in head:
        yield "un document Word en XML", "ouvrez-le dans Word et enregistrez-le au format DOCX"
    elif _MAIL.match(data):
        yield "un courriel enregistré", "demandez ses pièces jointes"
    elif opening.startswith("<?xml"):
        yield "un fichier XML", "donnez la fiche elle-même, en PDF, DOCX, ODT, XLSX ou JSON"

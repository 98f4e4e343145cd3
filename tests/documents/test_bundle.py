"""The kit opens on every system, says what it holds and can be checked."""

import hashlib
import io
import zipfile

import pytest

from macros.documents.bundle import bundle, folder_name
from macros.downloads import Download
from tests.specimens.load import real_catalog

FILES = {
    key: [Download(f"telechargements/{key}.{extension}", "", "", None, f"{key} {extension}".encode()) for extension in ("pdf", "yml")]
    for key in real_catalog().definitions
}


@pytest.fixture
def opened() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bundle(real_catalog(), FILES, "https://presence.example/")))


def test_kit_is_the_same_each_time():
    assert bundle(real_catalog(), FILES, "x") == bundle(real_catalog(), FILES, "x")


def test_each_sheet_has_a_folder_under_its_step(opened):
    names = opened.namelist()
    assert "presence-kit/02 Faire le point/Inventaire de vos comptes/inventaire-des-comptes.pdf" in names
    assert len(names) == 2 * len(FILES) + 3


def test_sums_are_those_of_the_files(opened):
    lines = opened.read("presence-kit/SHA256SUMS").decode().splitlines()
    assert len(lines) == len(opened.namelist()) - 1
    for line in lines:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(opened.read(f"presence-kit/{name}")).hexdigest() == digest


def test_readme_reads_well_in_any_editor(opened):
    text = opened.read("presence-kit/LISEZMOI.txt").decode("utf-8")
    assert "https://presence.example/" in text
    assert text.count("\n") == text.count("\r\n")
    assert "{" not in text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Qui peut entrer\u202f?", "Qui peut entrer"),
        ("Décider : oui/non", "Décider oui non"),
        ("Fin…", "Fin…"),
        ("Trop " * 30, ("Trop " * 16).strip()),
        ("Point final.", "Point final"),
    ],
)
def test_folder_names_suit_every_system(title, name):
    assert folder_name(title) == name

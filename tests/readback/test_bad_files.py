import os
import re
import time
import tracemalloc
from pathlib import Path

import pytest
from pikepdf import String

from macros.readback import Refusal, read_bytes, read_file, reading
from macros.readback.sniff import MAX_FILE
from tests.readback.makers import form, paragraph, run, sdt, text_field, word
from tests.readback.sheet import SHEETS


def refusal(data: bytes, expected: str | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_bytes(data, SHEETS, expected)
    return caught.value


def test_each_bad_file_gets_its_sentence_in_french_soon_and_within_bounds(bad):
    data, reason = bad
    tracemalloc.start()
    start = time.process_time()
    refused = refusal(data)
    spent, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sentence = str(refused)
    assert refused.reason == reason
    assert re.fullmatch(r"[A-ZÀÉ][^\n]*[.?]", sentence)
    assert 40 < len(sentence) < 220
    assert "la page" not in sentence
    assert spent < 15
    assert peak < 300_000_000


IN_PAGE = {
    "Le fichier est une archive ZIP : décompressez-la, puis donnez le dossier.":
    "Le fichier est une archive ZIP : décompressez-la, puis ouvrez ici les fiches qu’elle contient.",
    "Le fichier est une archive : ouvrez-la, sortez-en les fiches, puis donnez le dossier.":
    "Le fichier est une archive : ouvrez-la, sortez-en les fiches, puis ouvrez-les ici.",
}  # fmt: skip
"""The sentences of the page that are not those of the command: a page takes no folder."""


def test_the_page_says_the_same_of_a_bad_file_and_goes_on(bad, page_engine):
    data, reason = bad
    start = time.monotonic()
    with pytest.raises(Refusal) as caught:
        page_engine.read(data)
    sentence = str(refusal(data))
    assert (caught.value.reason, str(caught.value)) == (reason, IN_PAGE.get(sentence, sentence))
    assert time.monotonic() - start < 30
    assert page_engine.read(form(text_field("texte", String("x")))).answers == {"texte": "x"}


def test_a_sheet_that_is_not_the_one_expected_is_refused_with_both_names():
    refused = refusal(word(paragraph(sdt("texte", run("x")))), "autre-fiche")
    assert refused.reason == "other_sheet"
    assert "« petite-fiche »" in str(refused)
    assert "« autre-fiche »" in str(refused)


def test_a_sheet_that_the_catalog_lacks_is_named_with_the_nearest(engine):
    with pytest.raises(Refusal) as caught:
        engine.read(word(paragraph(run("x")), keywords="petite-fichee · version 4"))
    assert "« petite-fichee »" in str(caught.value)
    assert "Vouliez-vous dire « petite-fiche » ?" in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, reason in ((tmp_path / "rien.pdf", "missing"), (tmp_path, "special")):
        with pytest.raises(Refusal) as caught:
            read_file(path, SHEETS)
        assert caught.value.reason == reason


def test_what_may_never_end_is_refused_unread(tmp_path):
    os.mkfifo(tmp_path / "tube.pdf")
    for path in (tmp_path / "tube.pdf", Path("/dev/zero")):
        with pytest.raises(Refusal) as caught:
            read_file(path, SHEETS)
        assert caught.value.reason == "special"


def test_a_file_that_grows_while_it_is_read_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE", 10)
    real = Path.open

    growing = tmp_path / "fiche.json"
    growing.write_bytes(b"{}")

    def grown(path, *more):
        os.truncate(path, 1_000)
        return real(path, *more)

    monkeypatch.setattr(Path, "open", grown)
    with pytest.raises(Refusal) as caught:
        read_file(growing, SHEETS)
    assert caught.value.reason == "heavy"


def test_a_file_too_heavy_is_refused_unread(tmp_path):
    heavy = tmp_path / "video.pdf"
    with heavy.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    with pytest.raises(Refusal, match="60\u00a0Mo"):
        read_file(heavy, SHEETS)


def test_the_name_of_a_file_may_lie(tmp_path):
    misnamed = tmp_path / "fiche.xls"
    misnamed.write_bytes(form(text_field("texte")))
    assert read_file(misnamed, SHEETS).definition.id == "petite-fiche"


def test_limits_of_the_pdf_engine_are_given_back():
    from pikepdf import settings

    before = settings.get_qpdf_limits()
    read_bytes(form(text_field("texte")), SHEETS)
    assert settings.get_qpdf_limits() == before

"""`./kit answers`: folders, forms of the answer, exit codes."""

import csv
import io
import json

import pytest
from pikepdf import String

from macros.readback.__main__ import main
from macros.readback.folder import read_all
from macros.readback.report import as_csv, as_json, as_text
from tests.readback.conftest import BAD
from tests.readback.makers import form, paragraph, run, sdt, text_field, word, workbook, writer
from tests.readback.sheet import SHEETS


@pytest.fixture
def folder(tmp_path):
    """Return a folder of good files of every format and bad ones, some in a folder inside."""
    inside = tmp_path / "dedans"
    inside.mkdir()
    good = {
        "a.pdf": form(text_field("texte", String("=1+1")), text_field("jour", String("bientôt"))),
        "b.docx": word(paragraph(sdt("texte", run("b")))),
        "dedans/c.odt": writer('<text:p><loext:content-control loext:tag="texte">c</loext:content-control></text:p>'),
        "d.xlsx": workbook({"nombre": 4}),
        "e.json": b'{"definition": "autre-fiche", "version": 2, "answers": {"couleur": "bleu", "ancien": "x"}}',
        "f.pdf": form(text_field("libre__1__nom", String("un"))),
        "f-suite.pdf": form(text_field("libre__4__nom", String("quatre"))),
        "~$b.docx": b"verrou",
        ".cache": b"x",
    }  # fmt: skip
    for name, data in good.items():
        (tmp_path / name).write_bytes(data)
    (inside / "mauvais.pdf").write_bytes(b"")
    (inside / "photo.docx").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


def test_a_bad_file_never_stops_the_others_and_a_suite_joins_its_sheet(folder):
    outcomes = read_all([folder], SHEETS)
    read = {" + ".join(path.name for path in outcome.files): outcome.reading for outcome in outcomes}
    assert list(read) == ["a.pdf", "b.docx", "d.xlsx", "e.json", "f.pdf + f-suite.pdf", "c.odt", "mauvais.pdf", "photo.docx"]
    assert read["f.pdf + f-suite.pdf"].answers == {"libre": [{"nom": "un"}, {"nom": "quatre"}]}
    assert [name for name, reading in read.items() if reading is None] == ["mauvais.pdf", "photo.docx"]


def test_a_file_given_twice_is_read_once(folder):
    assert len(read_all([folder / "a.pdf", folder / "a.pdf"], SHEETS)) == 1


def test_three_hundred_mixed_files(tmp_path):
    pdf, docx, xlsx = form(text_field("texte", String("x"))), word(paragraph(sdt("texte", run("x")))), workbook({"texte": "x"})
    made = [pdf, docx, xlsx, b"texte", pdf, xlsx, pdf, b"", pdf, pdf]
    for number in range(300):
        (tmp_path / f"{number:03}.bin").write_bytes(made[number % 10])
    seen: list[tuple[int, int]] = []
    outcomes = read_all([tmp_path], SHEETS, progress=lambda done, total: seen.append((done, total)))
    assert sum(1 for outcome in outcomes if outcome.reading) == 240
    assert seen[-1] == (300, 300)
    assert "240 fichiers lus, 240 réponses.\n  240 × petite-fiche\n60 fichiers refusés." in as_text(outcomes)


def test_a_fault_of_ours_costs_one_file_only(folder, monkeypatch):
    from macros.readback import folder as module

    def broken(path, *more):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "read_file", broken)
    outcomes = read_all([folder / "a.pdf", folder / "b.docx"], SHEETS)
    assert [outcome.refusal.reason for outcome in outcomes] == ["fault", "fault"]


def test_text_of_one_file_lists_its_answers_and_its_doubts(folder):
    text = as_text(read_all([folder / "a.pdf"], SHEETS))
    assert "Petite fiche (petite-fiche · courte · version\u00a02), 2 réponses, 1 illisible" in text
    assert "  A1 · Quel est votre nom\u202f? : =1+1\n" in text
    assert "  A4 · Quel jour\u202f? : bientôt   [sûre : par le nom du champ ; illisible, gardé tel quel]" in text


def test_text_shows_what_has_no_place(folder):
    text = as_text(read_all([folder / "e.json"], SHEETS))
    assert "Réponses d’une version précédente :\n  ancien : x" in text


def test_json_says_all_of_each_file(folder):
    data = json.loads(as_json(read_all([folder / "a.pdf", folder / "e.json", folder / "dedans/photo.docx"], SHEETS)))["files"]
    assert data[0]["answers"] == {"texte": "=1+1", "jour": "bientôt"}
    assert data[0]["details"][1] == {"name": "jour", "code": "A4", "text": "bientôt", "how": "name", "readable": False}
    assert data[1]["leftovers"] == {"ancien": "x"}
    assert data[2]["refused"] == "picture"


def test_csv_is_for_a_french_spreadsheet_and_harmless(folder):
    text = as_csv(read_all([folder / "a.pdf", folder / "dedans/photo.docx"], SHEETS))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert text.startswith("\ufeff")
    assert [row[6] for row in rows[1:3]] == ["'=1+1", "bientôt"]
    assert rows[3][7] == "refusé"
    assert all(len(row) == 8 for row in rows)


def test_the_command_reads_real_sheets_and_fails_when_a_file_is_refused(tmp_path, capsys):
    good = tmp_path / "fiche.pdf"
    good.write_bytes(form(text_field("organisation", String("Centre")), keywords="audit-d-image · version 1"))
    assert main([str(good)]) == 0
    assert "Centre" in capsys.readouterr().out
    (tmp_path / "vide.pdf").write_bytes(b"")
    assert main([str(tmp_path), "--json"]) == 1
    told = capsys.readouterr()
    assert len(json.loads(told.out)["files"]) == 2
    assert "vide.pdf : Le fichier est vide" in told.err
    assert main([str(good), "--csv", "--fiche", "audit-de-presence"]) == 1
    assert "« audit-d-image »" in capsys.readouterr().err


def test_the_command_refuses_an_unknown_sheet_and_nothing_to_read(tmp_path, capsys):
    assert main([str(tmp_path), "--fiche", "audit-d-imag"]) == 2
    assert "Vouliez-vous dire « audit-d-image » ?" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "Aucun fichier à lire" in capsys.readouterr().err


def test_every_reason_of_the_bad_files_is_met_in_a_folder(tmp_path):
    light = [name for name in BAD if "bomb" not in name and name not in ("wide_xml", "many_empty_parts")]
    for name in light:
        (tmp_path / name).write_bytes(BAD[name][1]())
    outcomes = read_all([tmp_path], SHEETS)
    assert {outcome.files[0].name: outcome.refusal.reason for outcome in outcomes} == {name: BAD[name][0] for name in light}

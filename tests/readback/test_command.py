"""`./kit answers`: folders, forms of the answer, exit codes."""

import csv
import io
import json
import re
import sys

import pytest
from pikepdf import String

from macros.kit.arguments import ArgumentParser
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

    monkeypatch.setattr(module, "read_bytes", broken)
    outcomes = read_all([folder / "a.pdf", folder / "b.docx"], SHEETS)
    assert [outcome.refusal.reason for outcome in outcomes] == ["fault", "fault"]


def test_each_sheet_of_a_file_of_several_is_read_and_a_bad_one_never_stops_the_others(tmp_path):
    small = {"definition": "petite-fiche", "version": 1, "answers": {"texte": "un"}}
    other = {"definition": "autre-fiche", "version": 2, "answers": {"couleur": "bleu"}}
    dossier = {"format": "presence-dossier", "date": "2026-11-23", "sheets": [small, {}, other]}
    (tmp_path / "mes-fiches.json").write_text(json.dumps(dossier), encoding="utf-8")
    first, second, third = read_all([tmp_path], SHEETS)
    assert (first.reading.answers, third.reading.answers) == ({"texte": "un"}, {"couleur": "bleu"})
    assert second.refusal.reason == "json"
    assert {outcome.files[0].name for outcome in (first, second, third)} == {"mes-fiches.json"}


@pytest.mark.parametrize("sheets", [[], 3, {"a": 1}, None])
def test_a_file_of_several_sheets_without_any_is_refused(sheets, tmp_path):
    (tmp_path / "vide.json").write_text(json.dumps({"format": "presence-dossier", "sheets": sheets}), encoding="utf-8")
    [outcome] = read_all([tmp_path], SHEETS)
    assert outcome.refusal.reason == "json"


def test_text_of_one_file_lists_its_answers_and_its_doubts(folder):
    text = as_text(read_all([folder / "a.pdf"], SHEETS))
    assert "Petite fiche (petite-fiche · courte · version\u00a02), 2 réponses, 1 illisible" in text
    assert "  A1 · Quel est votre nom\u202f? : =1+1\n" in text
    assert "  A4 · Quel jour\u202f? : bientôt   [trouvée par le nom du champ ; illisible, gardée telle quelle]" in text


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
    assert all(len(row) == 9 for row in rows)


def test_remarks_stand_under_their_file_and_in_a_column(folder):
    (folder / "vieux.pdf").write_bytes(form(text_field("texte", String("v")), keywords="petite-fiche · version 1"))
    (folder / "vide.docx").write_bytes(word(paragraph(sdt("texte", run(""))), keywords="petite-fiche · version 3"))
    outcomes = read_all([folder / "vieux.pdf", folder / "b.docx", folder / "vide.docx"], SHEETS)
    old, new = ("Le fichier est de la version 1 de la fiche, qui en est à la version 2.", "plus récente que la vôtre (2) : mettez le recueil à jour.")
    lines = as_text(outcomes).splitlines()
    assert lines[0].endswith("1 réponse")
    assert lines[1] == f"    {old}"
    assert "b.docx" in lines[2]
    assert lines[4].endswith(new)
    assert as_text(outcomes[:1]).count(old) == 1
    rows = list(csv.DictReader(io.StringIO(as_csv(outcomes).removeprefix("\ufeff")), delimiter=";"))
    assert [(row["remarques"][-15:], row["sûreté"]) for row in rows] == [
        (old[-15:], "sûre : par le nom du champ"), ("", "sûre : par le nom du champ"), (new[-15:], "aucune réponse"),
    ]  # fmt: skip


def test_lines_of_a_csv_end_alike_on_every_system(folder, monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="utf-8", newline="\r\n"))
    main([str(folder / "a.pdf"), "--csv"])
    sys.stdout.flush()
    assert written.getvalue().count(b"\r\n") == written.getvalue().count(b"\n") > 1
    assert b"\r\r" not in written.getvalue()


@pytest.fixture
def kit(tmp_path):
    """Return a folder like that of the unzipped kit."""
    made = {
        "petite-fiche.pdf": form(text_field("texte", String("x"))), "petite-fiche-courte-exemple.pdf": form(), "petite-fiche.yml": b"id: x",
        "petite-fiche-courte-exemple (1).pdf": form(), "LISEZMOI.txt": b"Bonjour", "LICENCE.txt": b"MIT", "SHA256SUMS": b"00  x", ".x": b"x",
    }  # fmt: skip
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_unzipped_kit_refuses_nothing(kit):
    outcomes = read_all([kit], SHEETS)
    assert [(outcome.files[0].name, bool(outcome.passed)) for outcome in outcomes] == [
        ("petite-fiche-courte-exemple (1).pdf", True), ("petite-fiche-courte-exemple.pdf", True), ("petite-fiche.pdf", False),
    ]  # fmt: skip
    assert not any(outcome.refusal for outcome in outcomes)
    assert "2 exemples laissés de côté." in as_text(outcomes)
    assert json.loads(as_json(outcomes))["files"][0]["passed"] == "example"
    assert ";laissé de côté;" in as_csv(outcomes)


def test_what_is_named_itself_is_always_judged(kit):
    names = ("petite-fiche-courte-exemple.pdf", "petite-fiche.yml", "LISEZMOI.txt", "SHA256SUMS")
    outcomes = read_all([kit / name for name in names], SHEETS)
    assert [outcome.refusal.reason for outcome in outcomes] == ["flat", "text", "text", "text"]
    assert "C’est l’exemple rempli d’une fiche, ou une fiche aplatie" in str(outcomes[0].refusal)


def test_a_flattened_form_is_refused_in_a_folder_whatever_else_is_passed_over(kit):
    for name in ("petite-fiche (nadia).pdf", "exemple.pdf", "autre-fiche-exemple.pdf", "retours.zip", "LISEZMOI-nadia.pdf"):
        (kit / name).write_bytes(form() if name.endswith("pdf") else b"PK\x03\x04")
    refused = [outcome.files[0].name for outcome in read_all([kit], SHEETS) if outcome.refusal]
    assert refused == ["LISEZMOI-nadia.pdf", "autre-fiche-exemple.pdf", "exemple.pdf", "petite-fiche (nadia).pdf", "retours.zip"]


def test_one_refused_file_is_not_counted(folder):
    text = as_text(read_all([folder / "dedans/mauvais.pdf"], SHEETS))
    assert text.count("\n") == 0
    assert "refusé. Le fichier est vide" in text


def test_a_fault_of_ours_can_be_reported_without_the_file(tmp_path, monkeypatch, capsys):
    from macros.readback import reading

    def broken(*_):
        raise ZeroDivisionError("secret de Nadia")

    monkeypatch.setattr(reading, "match", broken)
    (tmp_path / "fiche.pdf").write_bytes(form(text_field("organisation", String("Centre")), keywords="audit-d-image · version 1"))
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "sans joindre le fichier" in told.out
    assert re.search(r"^Défaut à signaler : ZeroDivisionError, macros/readback/reading\.py, ligne \d+$", told.err, re.MULTILINE)
    assert "Nadia" not in told.out + told.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Il manque FICHIER."), (["x", "--csv", "--json"], "--json ne va pas avec --csv : gardez l’une des deux."),
        (["x", "--xml"], "Option ou argument inconnu : --xml."), (["x", "--fiche"], "--fiche demande une valeur."),
        (["x", "--csv=3"], "--csv ne prend pas de valeur."),
    ],
)  # fmt: skip
def test_the_command_line_is_refused_in_french(arguments, told, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert said.startswith("Usage : ./kit answers")
    assert said.endswith(f"\n{told}\n")


def test_the_help_is_in_french(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert "\nArguments\u00a0:\n" in said
    assert "affiche cette aide" in said
    assert not re.search(r"usage:|positional|options:|show|optional", said)


@pytest.mark.parametrize(
    ("options", "arguments", "told"),
    [
        ({"choices": ["un", "deux"]}, ["--cle", "trois"], "--cle : « trois » n’est pas l’une de ces valeurs : "),
        ({"type": int}, ["--cle", "trois"], "--cle : « trois » n’est pas une valeur possible."),
        ({"nargs": "+"}, ["--cle"], "--cle demande au moins une valeur."), ({"nargs": 2}, ["--cle", "a"], "--cle demande 2 valeurs."),
        ({}, ["--cl", "a"], "--cl peut vouloir dire --cle, --clou : écrivez l’option en entier."),
    ],
)  # fmt: skip
def test_other_commands_are_refused_in_french_too(options, arguments, told, capsys):
    parser = ArgumentParser("./kit essai", "Essaie.")
    parser.add_argument("--cle", **options)
    parser.add_argument("--clou")
    with pytest.raises(SystemExit):
        parser.parse_args(arguments)
    assert told in capsys.readouterr().err


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

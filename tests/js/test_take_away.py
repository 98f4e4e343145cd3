"""What leaves the page: names of files, the calendar of next actions, the file of every sheet, the prepared mails."""

import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from macros.answers import dump, read, to_named, with_results
from macros.answers.file import AnswersFile
from macros.identity import Identity
from macros.model import ComputedField, DateField
from macros.sheet_model import sheet_model
from tests.specimens.load import definitions, examples

NAMES, CALENDAR, DOSSIER = "take-away/names.js", "take-away/calendar.js", "bring-back/dossier.js"
DAY = "2026-11-22"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["audit-de-presence", "", "Maison du quartier"], "2026-11-22-audit-de-presence-maison-du-quartier.pdf"),
        (["contrat", "detaille", ""], "2026-11-22-contrat-detaille.pdf"),
        (["a", "", "L’Œuvre d’Éloïse & Cie. "], "2026-11-22-a-l-oeuvre-d-eloise-cie.pdf"),
        (["a", "", '<script>:"/\\|?*\0../..'], "2026-11-22-a-script.pdf"),
        (["a", "", "Ærøskøbing ßtraße İstanbul"], "2026-11-22-a-aer-sk-bing-tra-e-istanbul.pdf"),
        (["a", "", "日本 🙂"], "2026-11-22-a.pdf"),
    ],
)
def test_files_are_named_by_day_sheet_and_organisation(js, parts, name):
    assert js(NAMES, "fileName", parts, "pdf", DAY) == name


@pytest.mark.parametrize("extension", ["pdf", "json", "docx"])
def test_no_name_is_longer_than_a_hundred_characters_nor_ends_on_a_hyphen(js, extension):
    for length in range(60, 100):
        name = js(NAMES, "fileName", ["audit", "", "a" * length + " " + "é" * 3000], extension, DAY)
        assert len(name) <= 100
        assert re.fullmatch(rf"2026-11-22-[a-z0-9]+(-[a-z0-9]+)*\.{extension}", name)


def test_local_day_is_the_readers(js):
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", js(NAMES, "localDay"))


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events(lines: list[str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line and line != "END:VEVENT" and line != "END:VCALENDAR":
            key, _, value = line.partition(":")
            found[-1][key] = value
    return found


def actions_of(js, definition, answers):
    named, computed = to_named(definition, answers), with_results(definition, answers)
    ids = {field.id for field in definition.fields() if isinstance(field, ComputedField)}
    results = {key: value for key, value in computed.items() if key in ids}
    return js.page.evaluate(
        """([model, answers, results]) =>
          globalThis.modules["take-away/calendar.js"].datedActions(model, answers, new Map(Object.entries(results)))""",
        [sheet_model(definition, "fiches/x/", {}), named, results],
    )


@pytest.mark.parametrize(("definition", "example"), examples(), ids=lambda value: getattr(value, "id", getattr(value, "title", "")) or "exemple")
def test_every_day_of_the_last_section_is_an_action(js, definition, example):
    fields = definition.sections[-1].fields
    actions = actions_of(js, definition, example.answers)
    days = [action["day"] for action in actions]
    dated = [example.answers[field.id] for field in fields if isinstance(field, DateField) and example.answers.get(field.id)]
    assert set(dated) & set(filter(re.compile(r"\d{4}-\d\d-\d\d").fullmatch, dated)) <= set(days)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    lines = unfolded(js(CALENDAR, "calendar", {"id": definition.id, "title": definition.title}, actions, "maison"))
    told = events(lines)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert [event["DTSTART;VALUE=DATE"] for event in told] == [day.replace("-", "") for day in days]
    assert len({event["UID"] for event in told}) == len(told)
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]) for event in told)


def test_real_sheets_give_their_next_action_and_their_rereadings(js):
    definition = next(found for found in definitions() if found.id == "audit-de-presence")
    answers = {"prochaine_action": "Écrire à la mairie,\npuis attendre ; oui", "qui": "Line", "quand": "2026-12-01", "date_releve": "2026-10-20"}
    first, *rest = actions_of(js, definition, answers)
    assert (first["day"], first["title"]) == ("2026-12-01", "Écrire à la mairie,")
    assert any("Line" in line for line in first["details"])
    assert [action["day"] for action in rest] == ["2027-04-20", "2027-10-20"]
    assert [action["title"] for action in rest] == ["Même relevé dans six mois", "Et dans douze mois"]
    text = js(CALENDAR, "calendar", {"id": "audit", "title": "Audit"}, [first], "")
    [event] = events(unfolded(text))
    assert event["SUMMARY"] == r"Écrire à la mairie\,"
    assert r"Écrire à la mairie\,\npuis attendre \; oui" in event["DESCRIPTION"]


def test_calendar_takes_any_text(js):
    action = {"id": "quand", "code": "D1", "day": "2026-12-01", "title": "é🙂" * 200 + "\r\nBEGIN:VEVENT\u0000", "details": ["a\\b"]}
    lines = unfolded(js(CALENDAR, "calendar", {"id": "audit", "title": "Audit"}, [action], "x"))
    assert lines.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:" + "é🙂" * 200 + r"\nBEGIN:VEVENT" in lines


def test_dates_that_are_no_day_give_no_action(js):
    definition = next(found for found in definitions() if found.id == "audit-de-presence")
    assert actions_of(js, definition, {"quand": "vers la mi-mars", "prochaine_action": "x"}) == []


def test_dossier_holds_each_file_of_answers_and_gives_it_back(js):
    files = [
        {"identity": {"definition": "audit-d-image", "version": 1, "variant": None}, "answers": {"organisation": "L’Arbre", "__proto__x": "a"},
         "date": DAY, "author": "", "territory": ""},
        {"identity": {"definition": "contrat", "version": 2, "variant": "detaille"}, "answers": {}, "date": "", "author": "Line", "territory": "QC"},
    ]  # fmt: skip
    text = js.page.evaluate(
        """([files]) => globalThis.modules["bring-back/dossier.js"].dumpDossier(files, new Map([["contrat", "termine"]]), "2026-11-22")""", [files]
    )
    said = json.loads(text)
    assert (said["format"], said["date"], said["states"]) == ("presence-dossier", DAY, {"contrat": "termine"})
    first, second = (read(json.dumps(sheet)) for sheet in said["sheets"])
    assert first == AnswersFile(Identity("audit-d-image", 1), {"organisation": "L’Arbre", "__proto__x": "a"}, date=DAY)
    assert second == AnswersFile(Identity("contrat", 2, "detaille"), {}, author="Line", territory="QC")
    back = js(DOSSIER, "readDossier", text.encode())
    assert [read(sheet.decode()) for sheet in back["sheets"]] == [first, second]
    assert back["states"] == {"contrat": "termine"}


OTHERS = ["", "{}", "[]", "null", '"presence-dossier"', '{"format": "presence-reponses"}', '{"format": "presence-dossier"', "%PDF-1.7"]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_dossier_is_left_to_others(js, text):
    assert js(DOSSIER, "readDossier", text.encode()) is None


@pytest.mark.parametrize("sheets", ["", ', "sheets": 3', ', "sheets": []', ', "sheets": {"a": 1}', f', "sheets": [{"{}," * 2000}{{}}]'])
def test_dossier_without_sheets_is_refused(js, sheets):
    with pytest.raises(Exception, match="aucune ne s’y lit"):
        js(DOSSIER, "readDossier", f'{{"format": "presence-dossier"{sheets}}}'.encode())


def test_deep_dossier_does_not_freeze(js):
    deep = '{"format": "presence-dossier", "sheets": [' + "[" * 100_000 + "]" * 100_000 + "]}"
    assert len(js(DOSSIER, "readDossier", deep.encode())["sheets"]) == 1


def test_prepared_message_says_to_join_the_file(js):
    address = urlsplit(js("take-away/send.js", "mailto", "Audit & présence", "a.pdf"))
    fields = parse_qs(address.query)
    assert address.scheme == "mailto"
    assert fields["subject"] == ["Fiche remplie\u00a0: Audit & présence"]
    assert "a.pdf est joint" in fields["body"][0]
    assert "\r\n" in unquote(address.query)


def test_reported_question_takes_the_place_of_the_one_before(js):
    address = "mailto:a@b.example?subject=x&body=Fiche%C2%A0%3A%20a%0D%0AQuestion%C2%A0%3A%20aucune%20en%20particulier%0D%0A%0D%0ACe"
    once = js("report/report.js", "withQuestion", address, "B3")
    assert parse_qs(urlsplit(once).query)["body"][0].splitlines()[1] == "Question\u00a0: B3"
    again = js("report/report.js", "withQuestion", once, "C1a")
    assert parse_qs(urlsplit(again).query)["body"][0].splitlines()[1] == "Question\u00a0: C1a"


def test_file_of_one_sheet_is_the_one_that_python_writes(js):
    for definition, example in examples()[:3]:
        named = to_named(definition, example.answers)
        file = AnswersFile(Identity(definition.id, definition.version), named, date=DAY)
        given = {"identity": {"definition": definition.id, "version": definition.version, "variant": None}, "answers": named, "date": DAY}
        assert js("answers/file.js", "dump", {**given, "author": "", "territory": ""}) == dump(file)


def test_variant_that_a_sheet_does_not_have_is_said_as_it_is(js):
    reading = {"identity": {"version": 1, "variant": "constructor"}, "remarks": [], "file": None}
    model = {"title": "Contrat", "variants": {"court": "Court"}}
    _, sheet, other = js("bring-back/open.js", "factsOf", {"name": "a.pdf"}, reading, model, "court")
    assert ", constructor, " in sheet
    assert other.endswith("(Court).")

"""Answers taken away from a sheet's page and brought back, on every sheet and in every format."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from macros.answers import to_named, to_nested
from macros.model import Definition
from macros.readback import read_bytes
from tests.browser.conftest import PHONE, OpenPage, until
from tests.browser.live_sheet import (
    LABELS,
    SHEET,
    answer,
    answers,
    bring,
    clear,
    each_published,
    idle,
    open_live,
    payload,
    press,
    question,
    ready,
    saved,
    take,
    told,
    write,
)
from tests.browser.test_axe import violations
from tests.roundtrip.trip import compare_answers
from tests.specimens.load import real_catalog

pytestmark = pytest.mark.browser

DEFINITIONS = list(real_catalog().definitions.values())
KNOWN = {definition.id: definition for definition in DEFINITIONS}
AUDIT = KNOWN["audit-de-presence"]
FORMATS = ("save", "pdf", "docx", "odt", "xlsx")
def named(definition: Definition, index: int = 0) -> dict[str, str]:
    return to_named(definition, definition.examples[index].answers)


def page_of(open_page: OpenPage, definition: Definition, **options: object) -> Page:
    return open_live(open_page, f"fiches/{definition.id}/", **options)


def faults(definition: Definition, sent: dict[str, str], came: dict[str, str]) -> list[str]:
    nested, rest = to_nested(definition, came)
    return compare_answers(definition, sent, nested, rest).faults


def whole_trip(page: Page, definition: Definition, sent: dict[str, str], folder: Path) -> dict[str, list[str]]:
    """Take a filled sheet away in every format, bring each file back to it, which changes nothing, then to the emptied page.

    Return what did not come back as it went.
    """
    found: dict[str, list[str]] = {}
    for action in FORMATS:
        if action != "save" and action not in page.evaluate(f"{SHEET}.model.files[''] ?? []"):
            continue
        write(page, sent)
        file = take(page, action, folder)
        idle(page)
        reading = read_bytes(file.read_bytes(), KNOWN)
        found[f"{action}, par Python"] = compare_answers(definition, sent, reading.answers, reading.leftovers).faults
        bring(page, file)
        told(page, "rien à changer")
        idle(page)
        clear(page)
        bring(page, file)
        answer(page, "Appliquer")
        idle(page)
        found[f"{action}, par la page"] = faults(definition, sent, answers(page))
    return found


@each_published
def test_every_format_takes_everything_away_and_brings_it_back(definition, open_page, tmp_path):
    page = page_of(open_page, definition)
    found = whole_trip(page, definition, named(definition), tmp_path)
    assert len(found) >= 6
    assert {way: lost[:5] for way, lost in found.items() if lost} == {}


PDF_ANYWAY = """() => new MutationObserver(() => {
  for (const button of document.querySelectorAll('dialog[open] button')) if (button.textContent === 'PDF quand même') button.click()
}).observe(document.body, { childList: true, subtree: true, attributes: true })"""
"""Have every sheet with signs that no PDF draws taken away as a PDF all the same: what is written in it comes back."""


@pytest.mark.long
@each_published
def test_every_other_example_makes_the_same_trip(definition, open_page, tmp_path, subtests):
    page = page_of(open_page, definition)
    page.evaluate(PDF_ANYWAY)
    filled = [(index, sent) for index in range(1, len(definition.examples)) if (sent := named(definition, index))]
    for index, sent in filled:
        with subtests.test(example=index):
            clear(page)
            found = whole_trip(page, definition, sent, tmp_path)
            assert {way: lost[:5] for way, lost in found.items() if lost} == {}


def test_files_have_a_name_that_sorts(open_page, tmp_path):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "Maison du quartier"})
    for action in FORMATS:
        extension = "json" if action == "save" else action
        name = take(page, action, tmp_path).name
        assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d-audit-de-presence-maison-du-quartier\.{extension}", name)
        told(page, f"«\u00a0{name}\u00a0» est enregistré parmi vos téléchargements")
        idle(page)


def test_everything_saved_is_said_to_be_in_a_file(open_page, tmp_path):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "Maison du quartier"})
    bar = page.locator(".sheet-bar--head .sheet-bar__kept")
    expect(bar).to_contain_text("pas encore dans un fichier")
    take(page, "save", tmp_path)
    expect(bar).to_contain_text("dans un fichier depuis")


def test_document_that_has_no_place_for_an_answer_says_so(open_page, tmp_path):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "Maison du quartier", "ancienne_question": "Une réponse d’avant"})
    take(page, "docx", tmp_path)
    told(page, "Il y manque 1 réponse")
    expect(page.locator(".sheet-bar--head .sheet-bar__kept")).to_contain_text("pas encore dans un fichier")
    file = take(page, "save", tmp_path)
    assert json.loads(file.read_text(encoding="utf-8"))["answers"]["ancienne_question"] == "Une réponse d’avant"


def test_signs_that_a_pdf_cannot_show_are_told_before_with_word_instead(open_page, tmp_path):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "日本語"})
    press(page, "pdf")
    code = AUDIT.field("organisation").code
    expect(question(page)).to_contain_text(f"{code}.")
    assert violations(page, "dialog") == ""
    answer(page, "Annuler")
    told(page, "Aucun fichier n’a été fait")
    press(page, "pdf")
    question(page)
    with page.expect_download() as waiting:
        answer(page, "Word (DOCX)")
    assert waiting.value.suggested_filename.endswith(".docx")
    press(page, "pdf")
    question(page)
    with page.expect_download() as waiting:
        answer(page, "PDF quand même")
    reading = read_bytes(saved(waiting.value, tmp_path).read_bytes(), KNOWN)
    assert reading.answers["organisation"] == "日本語"


def test_calendar_has_the_next_action(open_page, tmp_path):
    page = page_of(open_page, AUDIT)
    write(page, {"prochaine_action": "Écrire à la mairie", "qui": "Line", "quand": "2026-12-01", "organisation": "Maison"})
    file = take(page, "calendar", tmp_path)
    text = file.read_bytes().decode()
    assert file.suffix == ".ics"
    assert "DTSTART;VALUE=DATE:20261201\r\nSUMMARY:Écrire à la mairie\r\n" in text


def test_printing_opens_what_is_folded(open_page):
    page = page_of(open_page, AUDIT)
    page.evaluate("window.print = () => { window.opened = document.querySelectorAll('form details:not([open])').length; window.printed = true }")
    press(page, "print")
    until(page, "window.printed")
    assert page.evaluate("window.opened") == 0


PERSONAL = next(definition for definition in DEFINITIONS if definition.personal_data)


def test_sending_warns_in_the_words_of_the_sheet_then_prepares_a_message(open_page, tmp_path):
    page = page_of(open_page, PERSONAL)
    write(page, named(PERSONAL))
    page.evaluate("navigator.canShare = undefined")
    press(page, "send")
    expect(question(page)).to_contain_text("données personnelles")
    assert violations(page, "dialog") == ""
    with page.expect_download() as waiting:
        question(page).get_by_role("button", name="Envoyer", exact=True).click()
    name = waiting.value.suggested_filename
    assert name.endswith(".pdf")
    link = question(page).get_by_role("link", name="Ouvrir le message préparé")
    assert link.get_attribute("href").startswith("mailto:?subject=")
    assert name in link.get_attribute("href")
    answer(page, "Fermer")
    told(page, "joignez-le au message")


@pytest.mark.parametrize(("error", "words"), [("", "est confié"), ("AbortError", "rien n’est parti")])
def test_sending_uses_the_sharing_of_the_device(error, words, open_page):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "Maison"})
    page.evaluate(
        """(error) => {
          navigator.canShare = ({ files }) => files.length === 1 && files[0].type === "application/pdf"
          navigator.share = async (given) => { window.shared = given.files[0].name; if (error) throw new DOMException("", error) }
        }""",
        error,
    )
    press(page, "send")
    answer(page, "Envoyer")
    told(page, words)
    assert page.evaluate("window.shared").endswith("-audit-de-presence-maison.pdf")


def test_no_answer_leaves_when_sending_is_left(open_page):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "Maison"})
    press(page, "send")
    question(page)
    page.keyboard.press("Escape")
    told(page, "Rien n’est parti")


def test_bar_offers_every_format_of_the_sheet(open_page):
    page = page_of(open_page, AUDIT)
    page.locator(".sheet-bar--head").get_by_role("button", name="Emporter", exact=True).click()
    for label in list(LABELS.values())[:4]:
        expect(page.locator(".sheet-bar--head").get_by_role("button", name=label, exact=True)).to_be_visible()


def test_phone_takes_away_and_brings_back(open_page, tmp_path):
    page = page_of(open_page, AUDIT, viewport=PHONE, has_touch=True)
    sent = named(AUDIT)
    write(page, sent)
    file = take(page, "pdf", tmp_path)
    clear(page)
    bring(page, file)
    box = question(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    answer(page, "Appliquer")
    idle(page)
    assert faults(AUDIT, sent, answers(page)) == []


def test_texts_that_look_like_formulas_stay_texts(open_page, tmp_path):
    formulas = ["=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x.example")']
    texts = [field.id for field in AUDIT.fields() if field.kind in ("text", "longtext")]
    given = dict(zip(texts, formulas, strict=False))
    assert len(given) == len(formulas)
    page = page_of(open_page, AUDIT)
    write(page, given)
    book = openpyxl.load_workbook(take(page, "xlsx", tmp_path))
    for name, formula in given.items():
        [(sheet, place)] = book.defined_names[name].destinations
        cell = book[sheet][place]
        assert (cell.value, cell.data_type) == (formula, "s")


def test_failure_is_one_sentence_and_keeps_the_answers(open_page):
    page = page_of(open_page, AUDIT)
    write(page, {"organisation": "Maison"})
    bring(page, payload("x.json", "{}"))
    idle_words = question(page)
    expect(idle_words).to_contain_text("Ce fichier JSON ne contient pas de réponses")
    answer(page, "Fermer")
    page.route("**/assets/fiches/*.docx.js", lambda route: route.abort())
    press(page, "docx")
    expect(question(page)).to_contain_text("vos réponses sont intactes")
    answer(page, "Fermer")
    assert answers(page) == {"organisation": "Maison"}


def test_sheet_whose_model_cannot_be_had_says_so_and_keeps_what_is_written(open_page):
    page = open_page()
    page.route(f"**/assets/fiches/{AUDIT.id}.js", lambda route: route.abort())
    page.goto(f"fiches/{AUDIT.id}/")
    told(page, "n’a pas pu être chargée")
    page.get_by_label("Comment s’appelle", exact=False).first.fill("Maison")
    until(page, f"{SHEET}.answers().organisation === 'Maison'")
    page.unroute(f"**/assets/fiches/{AUDIT.id}.js")
    press(page, "save")
    told(page, "est enregistré")
    page.reload()
    ready(page)
    assert answers(page)["organisation"] == "Maison"

"""A sheet is filled in its page: every answer of every example is written, worked out, kept and found again."""

import pytest
from playwright.sync_api import BrowserContext, expect

from macros.answers import with_results
from macros.model import ComputedField, Definition, Example
from macros.wording import reading, words
from tests.browser.fill import (
    SHEET,
    OpenSheet,
    answers,
    asked,
    computed_names,
    each_definition,
    each_example,
    fill,
    reload,
    results,
    shown,
)
from tests.chromium import until
from tests.specimens.load import real_catalog, specimen_catalog

pytestmark = pytest.mark.browser

INVENTORY = real_catalog().definition("inventaire-des-comptes")
GRID = specimen_catalog().definition("grille-des-offres")
LIMIT = specimen_catalog().definition("tout-a-la-limite")
REQUEST = specimen_catalog().definition("demande-a-une-agence")


@each_example
def test_what_is_written_is_found_again(definition: Definition, example: Example, sheet: OpenSheet):
    wanted = asked(definition, example.answers)
    page = sheet(definition)
    assert answers(page) == {}
    fill(page, wanted)
    assert answers(page) == wanted
    before = shown(page)
    reload(page)
    assert answers(page) == wanted
    assert shown(page) == before
    assert before.keys() == wanted.keys()
    assert page.evaluate(f"({{...{SHEET}.leftovers()}})") == {}


@each_example
def test_results_are_those_of_python(definition: Definition, example: Example, sheet: OpenSheet):
    page = sheet(definition)
    page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", asked(definition, example.answers))
    names = set(page.evaluate("[...document.querySelectorAll('form output')].map(output => output.name)"))
    kept = {
        field.id
        for field in definition.fields()
        if not field.only or next(iter(definition.variants), None) in field.only
    }
    expected, meanings = {}, {}
    values = with_results(definition, {key: value for key, value in example.answers.items() if key in kept})
    for name, field, value in computed_names(definition, values):
        if name not in names or value is None:
            continue
        unit = f"\u00a0{field.unit}" if field.unit else ""
        expected[name] = words(field, value).removesuffix(unit)
        if isinstance(field, ComputedField) and field.reading and (meaning := reading(field, value)):
            meanings[name] = meaning
    assert results(page) == expected
    reached = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".field__reading dd[data-reached]")].map(
          step => [step.closest(".field").querySelector("output").name, step.textContent.trim()]))"""
    )
    assert reached == {name: text for name, text in meanings.items() if "__" not in name}


@each_definition
def test_results_wait_for_an_answer_and_say_it(definition: Definition, sheet: OpenSheet):
    page = sheet(definition)
    empty = page.evaluate(
        "[...document.querySelectorAll('form output:not([data-result])')].map(output => [output.ariaLive, output.textContent])"
    )
    constant = page.evaluate("document.querySelectorAll('form output[data-result]').length")
    assert all(found == ["off", "…Pas encore calculé"] for found in empty)
    assert constant == 0 or definition is LIMIT


def test_a_number_that_is_not_read_is_said_and_kept(sheet: OpenSheet):
    page = sheet(INVENTORY)
    field = page.locator("[name=effectif]")
    field.press_sequentially("douze")
    remark = page.locator("#inventaire-des-comptes-effectif-remarques")
    expect(remark).to_have_count(0)
    field.press("Tab")
    expect(remark).to_contain_text("Ce nombre n’est pas compris")
    assert "inventaire-des-comptes-effectif-remarques" in field.get_attribute("aria-describedby").split()
    reload(page)
    expect(field).to_have_value("douze")
    expect(remark).to_contain_text("Ce nombre n’est pas compris")
    field.fill("12,5")
    expect(remark).to_be_empty()
    assert "remarques" not in field.get_attribute("aria-describedby")
    assert answers(page) == {"effectif": "12.5"}


def test_a_date_that_is_not_read_becomes_text_and_goes_back(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.evaluate(f"{SHEET}.change({{date_releve: 'vers Noël'}}, 'Lu.')")
    field = page.locator("[name=date_releve]")
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("vers Noël")
    expect(page.locator("#inventaire-des-comptes-date_releve-remarques")).to_contain_text(
        "Cette date n’est pas comprise"
    )
    reload(page)
    expect(field).to_have_value("vers Noël")
    field.fill("3 mars 2026")
    field.press("Tab")
    expect(field).to_have_attribute("type", "date")
    expect(field).to_have_value("2026-03-03")
    assert answers(page) == {"date_releve": "2026-03-03"}


@pytest.mark.parametrize("name", ["choix", "fait", "note_dix"])
def test_a_choice_that_is_gone_is_shown_and_kept(name: str, sheet: OpenSheet):
    page = sheet(LIMIT)
    page.evaluate(f"{SHEET}.change({{{name}: '<b>disparu</b>'}}, 'Lu.')")
    remark = page.locator(f"#tout-a-la-limite-{name}-remarques")
    expect(remark).to_contain_text("« <b>disparu</b> »")
    assert answers(page) == {name: "<b>disparu</b>"}
    page.locator(f"input[name={name}]").first.check()
    expect(remark).to_be_empty()
    assert answers(page)[name] != "<b>disparu</b>"


def test_a_line_that_holds_several_becomes_an_area(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.evaluate(f"{SHEET}.change({{organisation: 'Un\\ndeux'}}, 'Lu.')")
    expect(page.locator("textarea[name=organisation]")).to_have_value("Un\ndeux")
    page.locator("[name=organisation]").press("End")
    page.keyboard.type(" ?")
    assert answers(page) == {"organisation": "Un\ndeux ?"} or answers(page) == {"organisation": "Un ?\ndeux"}
    expect(page.get_by_label("Comment s’appelle votre organisation")).to_have_count(1)


def test_a_choice_is_taken_back(sheet: OpenSheet):
    page = sheet(LIMIT)
    first = page.locator("input[name=choix]").first
    first.check()
    button = page.locator("#tout-a-la-limite-choix").get_by_role("button", name="Effacer ce choix")
    button.focus()
    page.keyboard.press("Enter")
    expect(first).not_to_be_checked()
    expect(first).to_be_focused()
    expect(button).to_be_hidden()
    assert answers(page) == {}


def test_what_is_typed_before_the_programs_come_counts(profile: BrowserContext):
    page = profile.new_page()
    waiting: list = []
    page.route("**/assets/js/sheet.js", lambda route: waiting.append(route))
    page.goto(f"https://presence.test/fiches/{INVENTORY.id}/", wait_until="commit")
    page.locator("[name=organisation]").fill("Avant")
    until(page, "document.querySelector('form').dataset.live === ''")
    waiting[0].fallback()
    until(page, "document.querySelector('form').dataset.live === 'ready'")
    assert answers(page) == {"organisation": "Avant"}
    page.unroute("**/assets/js/sheet.js")
    reload(page)
    assert answers(page) == {"organisation": "Avant"}


def test_hostile_names_and_texts_are_only_texts(sheet: OpenSheet):
    page = sheet(INVENTORY)
    hostile = {
        "__proto__": "a",
        "constructor": "<img src=x onerror=alert(1)>",
        "toString": "b",
        "comptes__0__adresse": "c",
        "comptes__9999999__adresse": "d",
    }
    page.evaluate(f"names => {SHEET}.change(Object.fromEntries(names), 'Lu.')", [*hostile.items()])
    page.locator("[name=organisation]").fill("Là")
    assert page.evaluate(f"Object.entries({SHEET}.leftovers())") == [[name, text] for name, text in hostile.items()]
    assert page.evaluate("document.querySelector('form img')") is None
    reload(page)
    assert dict(page.evaluate(f"Object.entries({SHEET}.leftovers())")) == hostile
    assert answers(page) == {"organisation": "Là"}

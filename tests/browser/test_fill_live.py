"""A sheet alive: rows, conditions, states, progress, what is undone, other tabs, shared computers; with a keyboard alone, on a phone."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.model import Definition
from tests.browser.conftest import PHONE
from tests.browser.fill import SHEET, OpenSheet, answers, asked, each_definition, open_sheet, reload
from tests.specimens.load import real_catalog, specimen_catalog

pytestmark = pytest.mark.browser

INVENTORY = real_catalog().definition("inventaire-des-comptes")
IMAGE = real_catalog().definition("audit-d-image")
GRID = specimen_catalog().definition("grille-des-offres")
OPENED = specimen_catalog().definition("comptes-ouverts")
REQUEST = specimen_catalog().definition("demande-a-une-agence")
UNDER_FOCUS = "document.activeElement"
SMALL = """() => [...document.querySelectorAll("form button, form .sheet-bar__item")]
  .filter(part => part.checkVisibility()).map(part => [part.textContent, part.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text]) => text)"""
"""What a finger would miss."""


def rows(page: Page, table: str = "comptes", column: str = "adresse") -> list[str]:
    """Return what a column of a table shows, from the first row to the last."""
    return page.evaluate(
        f"[...document.querySelectorAll('[name^={table}__][name$=__{column}]')].map(control => control.value)"
    )


def write_rows(page: Page, *texts: str) -> None:
    page.evaluate(
        f"texts => {SHEET}.change(Object.fromEntries(texts.map((text, rank) => [`comptes__${{rank + 1}}__adresse`, text])), 'Rempli.')",
        [*texts],
    )


def focused(page: Page) -> str:
    return page.evaluate(f"{UNDER_FOCUS}.ariaLabel || {UNDER_FOCUS}.name || {UNDER_FOCUS}.textContent")


def bar(page: Page, place: str = "head"):
    return page.locator(f".sheet-bar--{place}")


def test_rows_are_added_and_found_again(sheet: OpenSheet):
    page = sheet(OPENED)
    assert len(rows(page)) == 6
    page.get_by_role("button", name="Ajouter une ligne").click()
    assert focused(page) == "comptes__7__adresse"
    page.keyboard.type("https://sept.example/")
    expect(page.get_by_role("textbox", name="7 A1a Adresse")).to_have_count(1)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(part => part.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate(
        """[...document.querySelectorAll("tr[data-row='7'] [aria-labelledby]")].every(control =>
          control.getAttribute("aria-labelledby").split(" ").every(id => document.getElementById(id)))"""
    )
    reload(page)
    assert rows(page) == ["", "", "", "", "", "", "https://sept.example/"]
    assert answers(page) == {"comptes__7__adresse": "https://sept.example/"}


def test_a_row_moves_and_the_keyboard_with_it(sheet: OpenSheet):
    page = sheet(OPENED)
    write_rows(page, "un", "deux", "trois")
    page.get_by_role("button", name="Monter la ligne 3").focus()
    page.keyboard.press("Enter")
    assert rows(page)[:3] == ["un", "trois", "deux"]
    assert focused(page) == "Monter la ligne 2"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert rows(page)[:3] == ["trois", "un", "deux"]
    expect(page.locator(".told__words")).to_have_text("C’est déjà la première ligne.")
    page.get_by_role("button", name="Descendre la ligne 1").click()
    assert rows(page)[:3] == ["un", "trois", "deux"]
    assert focused(page) == "Descendre la ligne 2"


def test_a_row_is_removed_and_comes_back_with_all_its_answers(sheet: OpenSheet):
    page = sheet(OPENED)
    write_rows(page, "un", "deux", "trois")
    page.locator("[name=comptes__2__reseau]").select_option("instagram")
    page.locator("[name=comptes__2__abonnes]").fill("1 200")
    page.get_by_role("button", name="Retirer la ligne 2").focus()
    page.keyboard.press("Enter")
    assert rows(page) == ["un", "trois", "", "", "", ""]
    assert focused(page) == "Retirer la ligne 2"
    expect(page.locator("p[role=status]")).to_contain_text("Ligne 2 retirée. Le bouton « Annuler »")
    page.locator("[name=comptes__1__adresse]").fill("un, corrigé")
    page.get_by_role("button", name="Annuler").click()
    assert rows(page) == ["un, corrigé", "deux", "trois", "", "", ""]
    expect(page.locator("[name=comptes__2__reseau]")).to_have_value("instagram")
    expect(page.locator("[name=comptes__2__abonnes]")).to_have_value("1200")
    reload(page)
    assert answers(page) == {
        "comptes__1__adresse": "un, corrigé", "comptes__2__adresse": "deux", "comptes__2__reseau": "instagram", "comptes__2__abonnes": "1200",
        "comptes__3__adresse": "trois",
    }  # fmt: skip


def test_a_row_beyond_those_printed_goes_when_it_is_removed_and_the_keyboard_stays(sheet: OpenSheet):
    page = sheet(OPENED)
    write_rows(page, *"abcdefgh")
    assert rows(page) == [*"abcdefgh"]
    page.get_by_role("button", name="Retirer la ligne 8").click()
    assert rows(page) == [*"abcdefg"]
    assert focused(page) == "Retirer la ligne 7"
    page.keyboard.press("Control+z")
    assert rows(page) == [*"abcdefgh"]
    assert answers(page)["comptes__8__adresse"] == "h"


def test_the_keys_that_undo_work_where_the_keyboard_was_led_and_leave_typing_to_the_browser(sheet: OpenSheet):
    page = sheet(OPENED)
    write_rows(page, "un", "deux")
    page.get_by_role("button", name="Retirer la ligne 2").click()
    assert focused(page) == "comptes__2__adresse"
    page.keyboard.press("Control+z")
    assert rows(page)[:2] == ["un", "deux"]
    page.get_by_role("button", name="Retirer la ligne 2").click()
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    assert rows(page)[:2] == ["un", ""]


def test_a_table_goes_no_further_than_its_limit(sheet: OpenSheet):
    page = sheet(OPENED)
    page.evaluate(f"{SHEET}.change({{comptes__999__adresse: 'fin'}}, 'Rempli.')")
    page.get_by_role("button", name="Ajouter une ligne").click()
    assert len(rows(page)) == 999
    expect(page.locator(".told__words")).to_have_text("Un tableau va jusqu’à 999 lignes.")


@each_definition
def test_nothing_sticks_out_of_a_narrow_screen(definition: Definition, sheet: OpenSheet, subtests: pytest.Subtests):
    page = sheet(definition)
    page.set_viewport_size(PHONE)
    for example in definition.examples[:1]:
        page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", asked(definition, example.answers))
    for label in ("Emporter", "Plus"):
        bar(page).get_by_role("button", name=label).click()
    for width in (PHONE["width"], 320):
        with subtests.test(width=width):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(SMALL) == []


def test_a_part_that_is_not_asked_is_folded_and_opens_on_demand(sheet: OpenSheet):
    page = sheet(INVENTORY)
    inside = page.locator("[name=recuperations__1__adresse]")
    part = page.locator("section", has=page.locator("#inventaire-des-comptes-partie-recuperer"))
    expect(inside).to_be_hidden()
    expect(part.locator(".field__condition")).to_be_visible()
    button = part.get_by_role("button", name="Remplir quand même")
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
    inside.fill("https://perdu.example/")
    part.get_by_role("button", name="Replier").click()
    expect(inside).to_be_hidden()
    assert answers(page) == {"recuperations__1__adresse": "https://perdu.example/"}
    page.locator("[name=comptes__1__decision]").select_option("recuperer")
    expect(inside).to_be_visible()
    expect(inside).to_have_value("https://perdu.example/")
    expect(part.locator(".fold")).to_be_hidden()


def test_what_is_being_filled_is_not_folded_under_the_cursor(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.locator("[name=comptes__1__decision]").select_option("recuperer")
    inside = page.locator("[name=recuperations__1__adresse]")
    inside.fill("x")
    page.evaluate(f"{SHEET}.change({{comptes__1__decision: null}}, 'Changé.')")
    expect(inside).to_be_focused()
    expect(inside).to_be_visible()
    page.locator("[name=organisation]").focus()
    expect(inside).to_be_hidden()


def test_a_clause_is_folded_as_a_field_is(sheet: OpenSheet):
    page = sheet(REQUEST)
    clause = page.locator(".clause", has=page.locator("#demande-a-une-agence-clause-images"))
    expect(clause.locator(".clause__text")).to_be_hidden()
    expect(clause.get_by_role("heading")).to_be_visible()
    clause.get_by_role("button", name="Remplir quand même").click()
    expect(clause.locator(".clause__text")).to_be_visible()
    page = sheet(GRID)
    expect(page.locator("[name=decision]").first).to_be_hidden()


def test_the_state_and_the_progress_follow_the_answers(sheet: OpenSheet):
    page = sheet(INVENTORY)
    state = bar(page).get_by_label("État")
    heading = page.locator("#inventaire-des-comptes-partie-interroger")
    expect(state.locator("option").first).to_have_text("Pas commencé")
    expect(bar(page)).to_contain_text("0 réponse sur 11")
    expect(heading).to_contain_text("0 sur 5")
    page.locator("[name=organisation]").fill("Nous")
    page.locator("[name=comptes__3__adresse]").fill("Là")
    expect(state.locator("option").first).to_have_text("En cours")
    expect(bar(page, "foot")).to_contain_text("2 réponses sur 11")
    expect(heading).to_contain_text("1 sur 5")
    state.select_option("Terminé")
    expect(bar(page, "foot").get_by_label("État")).to_have_value("termine")
    reload(page)
    expect(state).to_have_value("termine")
    expect(bar(page)).to_contain_text("2 réponses sur 11")
    state.select_option(index=0)
    reload(page)
    expect(state).to_have_value("")


def test_erasing_is_undone_without_losing_what_is_typed_since(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.evaluate(f"{SHEET}.change({{organisation: 'Nous', autres_noms: 'Eux', ancien: 'Reste'}}, 'Rempli.')")
    bar(page).get_by_label("État").select_option("Terminé")
    bar(page).get_by_role("button", name="Plus").click()
    bar(page).get_by_role("button", name="Effacer").click()
    assert answers(page) == {}
    assert focused(page) == "Plus"
    expect(page.locator(".leftovers")).to_have_count(0)
    page.locator("[name=organisation]").fill("Toi")
    page.locator(".told").get_by_role("button", name="Annuler").click()
    assert answers(page) == {"organisation": "Toi", "autres_noms": "Eux"}
    assert page.evaluate(f"({{...{SHEET}.leftovers()}})") == {"ancien": "Reste"}
    expect(bar(page).get_by_label("État")).to_have_value("termine")
    reload(page)
    assert answers(page) == {"organisation": "Toi", "autres_noms": "Eux"}


def test_a_message_does_not_take_the_undo_away(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.evaluate(f"{SHEET}.change({{organisation: 'Nous'}}, 'Fichier repris.')")
    page.evaluate(f"{SHEET}.say('C’est imprimé.')")
    expect(page.locator(".told__words")).to_have_text("C’est imprimé.")
    button = page.locator(".told__undo")
    expect(button).to_have_text("Annuler « Fichier repris »")
    button.click()
    assert answers(page) == {}


def test_leftovers_are_shown_and_removed_one_by_one(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.evaluate(f"{SHEET}.change({{vieux: 'Un\\ndeux', comptes__1__parti: 'trois'}}, 'Lu.')")
    reload(page)
    box = page.get_by_role("region", name="Réponses d’une version précédente")
    expect(box.locator("dt")).to_have_text(["vieux", "comptes__1__parti"])
    expect(box.locator(".leftovers__text").first).to_have_text("Un\ndeux", use_inner_text=True)
    box.get_by_role("button", name=re.compile("Retirer.*vieux")).focus()
    page.keyboard.press("Enter")
    expect(box.locator("dt")).to_have_text(["comptes__1__parti"])
    assert page.evaluate(f"{UNDER_FOCUS} !== document.body")
    page.keyboard.press("Control+z")
    expect(box.locator("dt")).to_have_count(2)


def test_results_are_told_in_one_voice_and_the_cursor_stays(sheet: OpenSheet):
    page = sheet(INVENTORY)
    page.locator("[name=effectif]").fill("17")
    field = page.locator("[name=interrogees]")
    field.press_sequentially("14")
    expect(page.locator("output[name=part_interrogee]")).to_have_text("82")
    expect(page.locator("p[role=status]")).to_contain_text(
        "Part des personnes qui ont répondu\u00a0: 82\u00a0%. Assez pour commencer. Notez qui manque et posez-lui la question"
    )
    expect(field).to_be_focused()
    assert field.evaluate("control => control.selectionStart") == 2
    assert (
        page.evaluate(
            "document.querySelectorAll('[role=status], [aria-live=polite], [role=alert], output:not([aria-live=off])').length"
        )
        == 1
    )


def test_each_key_in_a_column_that_a_formula_reads_counts(sheet: OpenSheet):
    page = sheet(real_catalog().definition("capacite-et-heures"))
    cell, total = page.locator("[name=heures__1__declarees]"), page.locator("output[name=total_declare]")
    for key, said in (("1", "1"), ("2", "12"), ("Backspace", "1")):
        cell.press(key)
        expect(total).to_contain_text(re.compile(rf"^{said}(,00)?$"))


def test_two_tabs_show_each_other_s_answers(profile: BrowserContext):
    one, other = open_sheet(profile, INVENTORY), open_sheet(profile, INVENTORY)
    one.locator("[name=organisation]").fill("Écrit ici")
    expect(other.locator("[name=organisation]")).to_have_value("Écrit ici")
    other.locator("[name=effectif]").fill("3")
    expect(one.locator("[name=effectif]")).to_have_value("3")
    other.evaluate(f"{SHEET}.change({{comptes__12__adresse: 'douze'}}, 'Là-bas.')")
    expect(one.locator("[name=comptes__12__adresse]")).to_have_value("douze")
    for page in (one, other):
        reload(page)
        assert answers(page) == {"organisation": "Écrit ici", "effectif": "3", "comptes__12__adresse": "douze"}


def test_another_tab_writes_nothing_under_the_cursor(profile: BrowserContext):
    one, other = open_sheet(profile, INVENTORY), open_sheet(profile, INVENTORY)
    field = one.locator("[name=organisation]")
    field.focus()
    other.locator("[name=organisation]").fill("De l’autre")
    other.locator("[name=effectif]").fill("3")
    expect(one.locator("[name=effectif]")).to_have_value("3")
    expect(field).to_have_value("")
    one.keyboard.type("De l’un")
    remark = one.locator("#inventaire-des-comptes-organisation-remarques")
    expect(remark).to_contain_text("De l’autre")
    expect(other.locator("[name=organisation]")).to_have_value("De l’un")
    remark.get_by_role("button", name="Prendre l’autre").click()
    expect(field).to_have_value("De l’autre")
    expect(other.locator("[name=organisation]")).to_have_value("De l’autre")


def test_on_a_shared_computer_nothing_stays(profile: BrowserContext):
    page = open_sheet(profile, INVENTORY)
    expect(bar(page).locator(".sheet-bar__kept")).to_have_text("Ce que vous écrirez sera gardé dans ce navigateur")
    bar(page).get_by_role("button", name="Plus").click()
    bar(page).get_by_role("switch", name="Poste partagé").check()
    expect(bar(page).locator(".sheet-bar__kept")).to_contain_text("Rien n’est gardé")
    page.locator("[name=organisation]").fill("Nous")
    expect(bar(page).locator(".sheet-bar__kept")).to_contain_text("pas encore dans un fichier")
    page.close()
    page = open_sheet(profile, INVENTORY)
    assert answers(page) == {}
    bar(page).get_by_role("button", name="Plus").click()
    expect(bar(page).get_by_role("switch", name="Poste partagé")).to_be_checked()
    page.locator("[name=organisation]").fill("Nous")
    bar(page).get_by_role("switch", name="Poste partagé").uncheck()
    expect(bar(page).locator(".sheet-bar__kept")).to_contain_text("Gardé dans ce navigateur")
    reload(page)
    assert answers(page) == {"organisation": "Nous"}


def test_sharing_asks_what_becomes_of_what_is_kept(profile: BrowserContext):
    page = open_sheet(profile, INVENTORY)
    page.locator("[name=organisation]").fill("Nous")
    reload(page)
    bar(page).get_by_role("button", name="Plus").click()
    switch = bar(page).get_by_role("switch", name="Poste partagé")
    switch.check()
    page.get_by_role("dialog").get_by_role("button", name="Annuler").click()
    expect(switch).not_to_be_checked()
    switch.check()
    page.get_by_role("dialog").get_by_role("button", name="Les effacer").click()
    expect(bar(page).locator(".sheet-bar__kept")).to_contain_text("Rien n’est gardé")
    assert answers(page) == {"organisation": "Nous"}
    page.close()
    page = open_sheet(profile, INVENTORY)
    assert answers(page) == {}


def test_a_file_is_told_until_the_next_change(sheet: OpenSheet):
    page = sheet(INVENTORY)
    kept = bar(page).locator(".sheet-bar__kept")
    page.locator("[name=organisation]").fill("Nous")
    expect(kept).to_have_text("Gardé dans ce navigateur · pas encore dans un fichier")
    page.evaluate(f"{SHEET}.filed()")
    expect(kept).to_contain_text("Gardé dans ce navigateur · dans un fichier depuis ")
    reload(page)
    expect(kept).to_contain_text("dans un fichier depuis ")
    page.locator("[name=organisation]").press("End")
    page.keyboard.type("!")
    expect(kept).to_have_text("Gardé dans ce navigateur · pas encore dans un fichier")


def test_an_answer_asked_once_is_taken_elsewhere(profile: BrowserContext):
    first = open_sheet(profile, INVENTORY)
    first.locator("[name=organisation]").fill("Maison du quartier")
    expect(first.locator(".sheet-bar--head .sheet-bar__kept")).to_contain_text("Gardé")
    reload(first)
    first.close()
    bound = next(field.id for field in IMAGE.fields() if field.bind == "organisation.nom")
    page = open_sheet(profile, IMAGE)
    field = page.locator(f"[name={bound}]")
    expect(field).to_have_value("Maison du quartier")
    expect(page.locator(f"#audit-d-image-{bound}-remarques")).to_contain_text("Inventaire de vos comptes")
    expect(bar(page).get_by_label("État").locator("option").first).to_have_text("Pas commencé")
    assert page.evaluate(f"{SHEET}.organisation()") == "Maison du quartier"
    page.locator(
        f"[name={next(field.id for field in IMAGE.fields() if field.kind == 'longtext' and not field.bind)}]"
    ).fill("Commencé")
    reload(page)
    assert answers(page)[bound] == "Maison du quartier"


def test_a_sheet_begun_is_only_offered_what_others_know(profile: BrowserContext):
    bound = next(field.id for field in IMAGE.fields() if field.bind == "organisation.nom")
    other = next(field.id for field in IMAGE.fields() if field.kind in ("longtext", "text") and not field.bind)
    page = open_sheet(profile, IMAGE)
    page.locator(f"[name={other}]").fill("Commencé")
    first = open_sheet(profile, INVENTORY)
    first.locator("[name=organisation]").fill("Maison du quartier")
    reload(first)
    first.close()
    reload(page)
    expect(page.locator(f"[name={bound}]")).to_have_value("")
    page.locator(f"#audit-d-image-{bound}-remarques").get_by_role("button", name="Reprendre").click()
    expect(page.locator(f"[name={bound}]")).to_have_value("Maison du quartier")
    expect(page.locator(f"[name={bound}]")).to_be_focused()
    expect(page.locator(f"#audit-d-image-{bound}-remarques")).to_be_empty()

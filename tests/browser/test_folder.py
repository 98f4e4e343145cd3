"""« Mes fiches »: every sheet begun, saved, opened, removed, all at once."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from macros.answers import read, sheets_of, to_named
from tests.browser.conftest import until
from tests.browser.live_sheet import SCREENS, answer, answers, payload, question, ready, saved, write
from tests.browser.test_axe import violations
from tests.specimens.load import is_telling, real_catalog

pytestmark = pytest.mark.browser

DEFINITIONS = list(real_catalog().definitions.values())
SOME = [definition for definition in DEFINITIONS if is_telling(definition)]
FOLDER = "mon-dossier/"
AUDIT, IMAGE = "audit-de-presence", "audit-d-image"


def named(definition_id: str) -> dict[str, str]:
    definition = real_catalog().definition(definition_id)
    return to_named(definition, definition.examples[0].answers)


def folder(page: Page) -> Page:
    page.goto(FOLDER)
    until(page, "document.querySelector('.folder__bar') && document.querySelector('#autres, .folder__list, .folder__sheets p')")
    return page


def begin(page: Page, **sheets: dict[str, str]) -> Page:
    for definition_id, given in sheets.items():
        page.goto(f"fiches/{definition_id}/")
        write(ready(page), given)
        expect(page.locator(".sheet-bar--head .sheet-bar__kept")).to_contain_text("Gardé dans ce navigateur")
    return folder(page)


def give(page: Page, *files: dict[str, object]) -> None:
    with page.expect_file_chooser() as waiting:
        page.get_by_role("button", name="Ouvrir des fichiers").click()
    waiting.value.set_files(list(files))


def kept(page: Page, definition_id: str) -> dict[str, str]:
    page.goto(f"fiches/{definition_id}/")
    return answers(ready(page))


def rows(page: Page) -> list[str]:
    return page.locator(".folder__sheet h3").all_inner_texts()


def told(page: Page, words: str) -> None:
    expect(page.locator(".folder__told [role=status]")).to_contain_text(words)


def test_empty_folder_leads_to_every_sheet(open_page):
    page = folder(open_page())
    expect(page.locator("#mes-fiches")).to_contain_text("Aucune fiche n’est commencée")
    assert page.locator(".folder__others a").count() == len(DEFINITIONS)
    expect(page.get_by_role("button", name="Tout enregistrer")).to_be_disabled()


def test_each_sheet_begun_says_where_it_is(open_page):
    page = begin(open_page(), **{IMAGE: {"organisation": "Maison"}, AUDIT: named(AUDIT)})
    assert sorted(rows(page)) == ["Audit de présence", "Audit d’image"]
    row = page.locator(".folder__sheet", has_text="Audit de présence")
    expect(row).to_contain_text("En cours")
    expect(row).to_contain_text(re.compile(r"\d+ réponses sur \d+"))
    expect(row).to_contain_text("pas encore dans un fichier")
    expect(row).to_contain_text("changée aujourd’hui à")
    page.get_by_role("link", name="Audit de présence").first.click()
    ready(page)


def test_everything_saved_opens_on_another_device(open_page, tmp_path):
    page = open_page()
    begin(page, **{definition.id: named(definition.id) for definition in SOME})
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tout enregistrer").click()
    file = saved(waiting.value, tmp_path)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-mes-fiches-.*\.json", file.name)
    told(page, f"il contient {len(SOME)} fiches")
    expect(page.locator(".folder__sheet", has_text="dans un fichier depuis")).to_have_count(len(SOME))
    inside = [read(text) for text in sheets_of(file.read_text(encoding="utf-8"))]
    assert {sheet.identity.definition: sheet.answers for sheet in inside} == {definition.id: named(definition.id) for definition in SOME}
    other = folder(open_page())
    give(other, payload(file.name, file.read_bytes()))
    for rank in range(len(SOME)):
        expect(question(other)).to_contain_text(f"{rank + 1} sur {len(SOME)}")
        question(other).get_by_role("button", name="Appliquer").click()
    told(other, f"dans {len(SOME)} fiches")
    for definition in SOME:
        assert kept(other, definition.id) == named(definition.id)


def dossier(**sheets: dict[str, str]) -> dict[str, object]:
    files = [{"definition": key, "version": 1, "answers": given} for key, given in sheets.items()]
    return payload("tout.json", json.dumps({"format": "presence-dossier", "date": "2026-11-23", "sheets": files}))


def test_giving_up_on_one_sheet_changes_none(open_page):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici"}})
    give(page, dossier(**{AUDIT: {"qui": "Line"}, IMAGE: {"organisation": "Image"}}))
    question(page).get_by_role("button", name="Appliquer").click()
    expect(question(page)).to_contain_text("2 sur 2")
    answer(page, "Tout annuler")
    told(page, "Rien n’a été changé")
    assert rows(page) == ["Audit de présence"]
    assert kept(page, AUDIT) == {"organisation": "Ici"}


def test_one_sheet_is_passed_over_and_all_is_undone(open_page):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici"}})
    give(page, dossier(**{AUDIT: {"organisation": "Là", "qui": "Line"}, IMAGE: {"organisation": "Image"}}))
    question(page).get_by_role("button", name="Passer cette fiche").click()
    expect(question(page)).to_contain_text("2 sur 2")
    answer(page, "Appliquer")
    told(page, "dans 1 fiche")
    assert len(rows(page)) == 2
    page.locator(".folder__told").get_by_role("button", name="Annuler").click()
    told(page, "annulé")
    expect(page.locator(".folder__sheet")).to_have_count(1)
    assert kept(page, AUDIT) == {"organisation": "Ici"}


def test_sheets_without_a_conflict_need_not_be_shown_one_by_one(open_page):
    page = begin(open_page(), **{IMAGE: {"organisation": "Ici"}})
    some = {definition.id: named(definition.id) for definition in SOME if definition.id != IMAGE}
    give(page, dossier(**some, **{IMAGE: {"organisation": "Là"}}))
    question(page).get_by_role("button", name="Prendre aussi les suivantes").click()
    expect(question(page)).to_contain_text(f"{len(some) + 1} sur {len(some) + 1}")
    expect(question(page).get_by_role("button", name="Prendre aussi les suivantes")).to_have_count(0)
    assert rows(page) == ["Audit d’image"], "nothing is written before the last answer"
    answer(page, "Appliquer")
    told(page, f"dans {len(some)} fiches")
    assert kept(page, IMAGE) == {"organisation": "Ici"}
    assert all(kept(page, key) for key in some)


def test_what_was_put_aside_is_compared_saved_and_erased(open_page, tmp_path):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici", "qui": "Line"}})
    page.evaluate("""() => new Promise((done) => {
      indexedDB.open(`presence:${new URL('.', location.href.replace('mon-dossier/', '')).pathname}`, 1).onsuccess = ({ target }) => {
        const records = target.result.transaction('records', 'readwrite').objectStore('records')
        const found = { definition: 'audit-de-presence', answers: { organisation: 'Là', qui: 'Line' } }
        records.put(found, 'a-part/2026-11-20T10:00:00.000Z/fiche/audit-de-presence')
        records.put(null, 'a-part/2026-11-21T10:00:00.000Z/fiche/audit-d-image').onsuccess = () => (target.result.close(), done())
      }
    })""")
    folder(page)
    aside = page.get_by_role("region", name="Mis de côté")
    expect(aside.get_by_role("listitem")).to_contain_text(["2 réponses · le 20 novembre", "Rien de lisible · le 21 novembre"])
    assert violations(page, "#mes-fiches") == ""
    aside.get_by_role("button", name="Comparer").click()
    expect(question(page)).to_contain_text("Là")
    question(page).get_by_label("Prendre du fichier").check()
    answer(page, "Appliquer")
    told(page, "1 réponse prise")
    with page.expect_download() as waiting:
        aside.get_by_role("button", name="Enregistrer « Audit d’image », mis de côté").click()
    assert saved(waiting.value, tmp_path).read_text(encoding="utf-8") == "null"
    for left in (1, 0):
        aside.get_by_role("button", name="Effacer").first.click()
        expect(aside.get_by_role("listitem")).to_have_count(left)
    page.locator(".folder__told").get_by_role("button", name="Annuler").click()
    expect(aside.get_by_role("listitem")).to_have_count(1)
    assert kept(page, AUDIT) == {"organisation": "Là", "qui": "Line"}


def test_bad_files_never_stop_the_others(open_page):
    page = folder(open_page())
    give(page, payload("a.json", "{}"), payload("b.pdf", "pas un PDF"), dossier(**{"inconnue-d-ici": {"a": "b"}, AUDIT: {"qui": "Line"}}))
    question(page).get_by_role("button", name="Appliquer").click()
    dialog = question(page)
    expect(dialog).to_contain_text("Ce qui n’a pas pu être lu")
    for words in ("« a.json »", "« b.pdf »", "« tout.json »"):
        expect(dialog).to_contain_text(words.replace(" ", "\u00a0"))
    assert violations(page, "dialog") == ""
    answer(page, "Fermer")
    assert rows(page) == ["Audit de présence"]


def test_dropped_files_are_opened(open_page):
    page = folder(open_page())
    page.evaluate(
        """(text) => {
          const data = new DataTransfer()
          data.items.add(new File([text], "depose.json"))
          for (const type of ["dragover", "drop"]) {
            document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
          }
        }""",
        json.dumps({"definition": AUDIT, "version": 1, "answers": {"qui": "Line"}}),
    )
    expect(question(page)).to_contain_text("depose.json")
    answer(page, "Appliquer")
    told(page, "1 réponse prise")


def test_removed_sheet_comes_back(open_page):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici"}, IMAGE: {"organisation": "Ici"}})
    page.get_by_role("button", name="Retirer «\u00a0Audit de présence\u00a0»").click()
    told(page, "est retirée")
    assert rows(page) == ["Audit d’image"]
    page.keyboard.press("Enter")
    told(page, "annulé")
    expect(page.locator(".folder__sheet")).to_have_count(2)
    assert kept(page, AUDIT) == {"organisation": "Ici"}


def test_erasing_all_is_asked_once_and_undone(open_page):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici"}})
    page.get_by_role("button", name="Tout effacer").click()
    expect(question(page)).to_contain_text("Ne sont dans aucun fichier")
    expect(question(page)).to_contain_text("Audit de présence")
    answer(page, "Annuler")
    assert rows(page) == ["Audit de présence"]
    page.get_by_role("button", name="Tout effacer").click()
    answer(page, "Tout effacer")
    told(page, "Tout est effacé")
    assert rows(page) == []
    page.locator(".folder__told").get_by_role("button", name="Annuler").click()
    expect(page.locator(".folder__sheet")).to_have_count(1)
    assert kept(page, AUDIT) == {"organisation": "Ici"}


def test_erased_for_good_once_the_page_is_left(open_page):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici"}})
    page.get_by_role("button", name="Tout effacer").click()
    answer(page, "Tout effacer")
    told(page, "Tout est effacé")
    page.reload()
    assert rows(folder(page)) == []
    assert kept(page, AUDIT) == {}


@pytest.mark.parametrize(("choice", "left"), [("Les effacer", {}), ("Les laisser", {"organisation": "Ici"})])
def test_shared_computer_keeps_nothing_more(choice, left, open_page):
    page = begin(open_page(), **{AUDIT: {"organisation": "Ici"}})
    page.get_by_role("switch", name="Poste partagé").check()
    answer(page, choice)
    told(page, "Poste partagé")
    expect(page.get_by_role("switch", name="Poste partagé")).to_be_checked()
    page.goto(f"fiches/{IMAGE}/")
    write(ready(page), {"organisation": "Image"})
    page.reload()
    assert answers(ready(page)) == {}
    folder(page)
    expect(page.get_by_role("switch", name="Poste partagé")).to_be_checked()
    page.get_by_role("switch", name="Poste partagé").uncheck()
    told(page, "de nouveau gardées")
    assert kept(page, AUDIT) == left


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_folder_is_sound_on_any_screen(viewport, scheme, open_page):
    page = folder(open_page(viewport=viewport, color_scheme=scheme))
    assert violations(page) == ""
    begin(page, **{AUDIT: named(AUDIT), IMAGE: {"organisation": "Ici"}})
    assert violations(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Tout effacer").click()
    question(page)
    assert violations(page, "dialog") == ""


def test_without_javascript_the_page_says_what_it_would_do(open_page):
    page = open_page(FOLDER, java_script_enabled=False)
    expect(page.locator("article")).to_contain_text("JavaScript est coupé")
    expect(page.get_by_role("link", name="prenez-la en fichier")).to_be_visible()
    expect(page.locator("article")).to_contain_text("Où sont mes réponses")

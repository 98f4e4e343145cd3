"""The review of a file: what it would change is shown before it does, chosen answer by answer, and can be undone."""

import json

import pytest
from playwright.sync_api import Page, expect

from macros.answers import to_named
from tests.browser.conftest import until
from tests.browser.live_sheet import (
    SCREENS,
    SHEET,
    answer,
    answers,
    bring,
    idle,
    open_live,
    payload,
    question,
    told,
    write,
)
from tests.browser.test_axe import violations
from tests.specimens.load import real_catalog

pytestmark = pytest.mark.browser

AUDIT = real_catalog().definition("audit-de-presence")
IMAGE = real_catalog().definition("audit-d-image")
FULL = to_named(AUDIT, AUDIT.examples[0].answers)
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


def answers_file(given: dict[str, object], definition: str = AUDIT.id, **more: object) -> dict[str, object]:
    told_ = {"format": "presence-reponses", "definition": definition, "version": 1, **more, "answers": given}
    return payload("reponses-de-nadia.json", json.dumps(told_))


@pytest.fixture
def page(open_page) -> Page:
    return open_live(open_page, f"fiches/{AUDIT.id}/")


def test_nothing_changes_before_it_is_applied_nor_when_it_is_left(page):
    write(page, {"organisation": "Ici"})
    bring(page, answers_file({"organisation": "Là-bas", "qui": "Line"}))
    expect(question(page)).to_contain_text("1 réponse différente, à choisir")
    expect(question(page)).to_contain_text("1 réponse à ajouter")
    assert answers(page) == {"organisation": "Ici"}
    page.keyboard.press("Escape")
    told(page, "Rien n’a été changé")
    assert answers(page) == {"organisation": "Ici"}


def test_additions_come_together_and_conflicts_are_kept_unless_chosen(page):
    write(page, {"organisation": "Ici", "qui": "Line"})
    bring(page, answers_file({"organisation": "Là-bas", "qui": "Samuel", "prochaine_action": "Écrire"}))
    question(page).get_by_role("group", name="Qui s’en charge").get_by_label("Prendre du fichier").check()
    answer(page, "Appliquer")
    assert answers(page) == {"organisation": "Ici", "qui": "Samuel", "prochaine_action": "Écrire"}


@pytest.mark.parametrize(("label", "name"), [("Tout prendre", "Là-bas"), ("Tout garder", "Ici")])
def test_all_conflicts_at_once(label, name, page):
    write(page, {"organisation": "Ici", "qui": "Line"})
    bring(page, answers_file({"organisation": "Là-bas", "qui": "Là-bas"}))
    question(page).get_by_role("button", name="Tout prendre").click()
    question(page).get_by_role("button", name=label).click()
    answer(page, "Appliquer")
    idle(page)
    assert answers(page)["organisation"] == name


def test_what_was_applied_is_undone_in_one_step(page):
    write(page, {"organisation": "Ici"})
    bring(page, answers_file({"organisation": "Là-bas", "qui": "Line"}))
    question(page).get_by_role("button", name="Tout prendre").click()
    answer(page, "Appliquer")
    told(page, "2 réponses ont été prises")
    page.get_by_role("button", name="Annuler", exact=True).click()
    assert answers(page) == {"organisation": "Ici"}


def test_same_answers_change_nothing(page):
    write(page, FULL)
    bring(page, answers_file(FULL))
    told(page, "rien à changer")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_boxes_of_a_question_are_one_answer(page):
    boxes = next(field for field in IMAGE.fields() if field.kind == "multichoice")
    first, second = list(boxes.options)[:2]
    page.goto(f"fiches/{IMAGE.id}/")
    until(page, f"{SHEET}?.model?.id === '{IMAGE.id}' && document.querySelector('form[data-worksheet]').dataset.live === 'ready'")
    write(page, {f"{boxes.id}__{first}": "oui"})
    bring(page, answers_file({f"{boxes.id}__{second}": "oui"}, IMAGE.id))
    expect(question(page)).to_contain_text("1 réponse différente")
    question(page).get_by_role("button", name="Tout prendre").click()
    answer(page, "Appliquer")
    assert answers(page) == {f"{boxes.id}__{second}": "oui"}


def test_names_of_former_versions_are_kept_apart(page):
    bring(page, answers_file({"ancienne": "Une réponse d’avant", "__proto__": "x", "constructor": "y"}, version=1))
    section = question(page).get_by_role("region", name="Réponses d’une version précédente")
    expect(section).to_contain_text("Une réponse d’avant")
    answer(page, "Appliquer")
    idle(page)
    assert page.evaluate(f"Object.keys({SHEET}.leftovers()).sort()") == ["__proto__", "ancienne", "constructor"]
    expect(page.locator("form[data-worksheet]")).to_contain_text("Une réponse d’avant")
    assert page.evaluate("({}).x === undefined && Object.prototype.ancienne === undefined")


def test_date_author_and_remarks_of_the_file_are_told(page):
    bring(page, answers_file({"qui": "Line"}, date="2026-11-22", author="Nadia, accueil"))
    expect(question(page)).to_contain_text("enregistré le 22\u00a0novembre\u00a02026 par Nadia, accueil")
    answer(page, "Annuler")
    bring(page, payload("neuve.json", json.dumps({"definition": AUDIT.id, "version": 9, "answers": {"qui": "Line"}})))
    expect(question(page)).to_contain_text("plus récente que la vôtre")


def test_file_of_another_sheet_is_never_applied(page):
    write(page, {"organisation": "Ici"})
    bring(page, answers_file({"organisation": "Là-bas"}, IMAGE.id))
    dialog = question(page)
    expect(dialog).to_contain_text("Audit d’image")
    assert dialog.get_by_role("link", name="Audit d’image").get_attribute("href").endswith(f"/fiches/{IMAGE.id}/")
    assert violations(page, "dialog") == ""
    answer(page, "Fermer")
    assert answers(page) == {"organisation": "Ici"}


def test_this_sheet_is_taken_out_of_a_file_of_several(page):
    sheets = [{"definition": key, "version": 1, "answers": {"organisation": name}} for key, name in ((IMAGE.id, "Image"), (AUDIT.id, "Audit"))]
    bring(page, payload("tout.json", json.dumps({"format": "presence-dossier", "sheets": sheets})))
    answer(page, "Appliquer")
    assert answers(page) == {"organisation": "Audit"}


def test_markup_in_a_file_is_text(page):
    bring(page, answers_file({"organisation": HOSTILE, HOSTILE: HOSTILE}, author=HOSTILE))
    expect(question(page)).to_contain_text(HOSTILE)
    answer(page, "Appliquer")
    idle(page)
    assert page.evaluate("window.hacked") is None
    assert answers(page)["organisation"] == HOSTILE


def test_heavy_file_is_refused_before_it_is_read(page):
    page.evaluate(f"""() => {{
      const file = new File(["x"], "lourd.pdf")
      Object.defineProperty(file, "size", {{ value: 60_000_001 }})
      file.arrayBuffer = () => {{ window.read = true; return Promise.resolve(new ArrayBuffer(0)) }}
      presence.files ? presence.files.open({SHEET}, file) : {SHEET} && (window.heavy = file)
    }}""")
    if page.evaluate("Boolean(window.heavy)"):
        bring(page, payload("x.json", "{}"))
        answer(page, "Fermer")
        idle(page)
        page.evaluate(f"presence.files.open({SHEET}, window.heavy) && null")
    expect(question(page)).to_contain_text("pèse plus de 60\u00a0Mo")
    assert page.evaluate("window.read") is None


def test_thousands_of_answers_are_shown_by_parts(page):
    many = {f"ancien_{rank}": str(rank) for rank in range(5000)}
    bring(page, answers_file(many))
    section = question(page).get_by_role("region", name="Réponses d’une version précédente")
    assert section.locator("dd .review__text").count() == 100
    section.get_by_role("button", name="Montrer la suite").click()
    assert section.locator("dd .review__text").count() == 200
    assert page.evaluate("document.activeElement.textContent").startswith("ancien_100")
    assert violations(page, "dialog") == ""
    answer(page, "Annuler")


def test_by_keyboard_alone(page):
    write(page, {"organisation": "Ici", "doute": "x"})
    opener = page.locator(".sheet-bar--head").get_by_role("button", name="Ouvrir un fichier")
    opener.focus()
    with page.expect_file_chooser() as waiting:
        page.keyboard.press("Enter")
    waiting.value.set_files([answers_file({"organisation": "Là-bas", "doute": "y", "qui": "Line"})])
    question(page)
    assert page.evaluate("document.activeElement.textContent") == "Ce que le fichier changerait"
    walked = []
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.closest('dialog') ? document.activeElement.value || document.activeElement.textContent : ''")
        walked.append(focused)
        if focused == "keep" and walked.count("keep") == 1:
            page.keyboard.press("ArrowDown")
        if focused == "apply":
            page.keyboard.press("Enter")
            break
    expect(page.locator("dialog[open]")).to_have_count(0)
    idle(page)
    assert answers(page) == {"organisation": "Là-bas", "doute": "x", "qui": "Line"}
    assert page.evaluate("document.activeElement.textContent") == "Ouvrir un fichier"


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_review_is_whole_on_any_screen(viewport, scheme, open_page):
    page = open_live(open_page, f"fiches/{AUDIT.id}/", viewport=viewport, color_scheme=scheme)
    write(page, {"organisation": "a" * 300, "doute": "x"})
    rows = {name: text for name, text in FULL.items() if name.startswith("portes__")}
    assert rows
    bring(page, answers_file({"organisation": "b" * 300, "date_releve": "vers la mi-mars", "vieux": "c" * 300, **rows}))
    dialog = question(page)
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    assert box["y"] + box["height"] <= viewport["height"]
    assert page.evaluate("(() => { const body = document.querySelector('dialog .ask__body'); return body.scrollWidth <= body.clientWidth })()")
    assert violations(page, "dialog") == ""
    expect(dialog.get_by_role("button", name="Appliquer")).to_be_in_viewport()


def test_busy_state_is_said(page):
    bring(page, payload("x.json", "{}"))
    answer(page, "Fermer")
    idle(page)
    page.evaluate(f"""() => {{
      window.states = []
      const form = document.querySelector("form[data-worksheet]")
      new MutationObserver(() => window.states.push(form.ariaBusy)).observe(form, {{ attributes: true, attributeFilter: ["aria-busy"] }})
      presence.files.open({SHEET}, new File(["{{}}"], "x.json"))
    }}""")
    answer(page, "Fermer")
    until(page, "window.states.length >= 2")
    assert page.evaluate("window.states") == ["true", None]

"""The page of each sheet, in the real site: without JavaScript, alive, opened as a file, and axe in every state of it."""

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from macros.downloads import WITHOUT_DOCUMENTS
from macros.readback import read_bytes
from macros.wording import NOT_KEPT
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, Turn, some_pages, until
from tests.browser.fill import READY, SHEET, answers, asked
from tests.browser.live_sheet import question, saved, take
from tests.browser.test_axe import WIDTHS, violations
from tests.site.project import build_site, copy_project
from tests.specimens.load import real_catalog

pytestmark = pytest.mark.browser

INVENTORY = "fiches/inventaire-des-comptes/"
OTHER = "fiches/audit-de-presence/"
STEP = "playbook/faire-le-point/"
INCLUDED = "fiches/faire-le-point-liste/"
"""The sheet that the page of the step holds too."""
PUBLISHED = "https://presence.example/"
"""The address of the site in mkdocs.yml: the theme changes in place only the pages that its site map gives."""


def example(url: str) -> dict[str, str]:
    """Return the named answers of the first example of the sheet that a page shows."""
    definition = real_catalog().definition(url.split("/")[1])
    return asked(definition, definition.examples[0].answers) if definition.examples else {}


def live(page: Page, url: str) -> None:
    page.goto(url, wait_until="commit")
    until(page, READY)


@some_pages
def test_without_javascript_every_sheet_is_the_form_that_it_was(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(java_script_enabled=False)
    for url in turn(sheets):
        with subtests.test(page=url):
            page.goto(url)
            expect(page.locator(".sheet__notice--kept")).to_have_text(NOT_KEPT)
            assert page.locator("form[data-worksheet] button, .sheet-bar, .remark, [data-fold], .row-tools").count() == 0
            controls = page.locator("form[data-worksheet] [name]")
            expect(controls.first).to_be_visible()
            expect(controls.last).to_be_visible()


@some_pages
def test_every_sheet_comes_alive_and_keeps_what_is_written(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page()
    for url in turn(sheets):
        with subtests.test(page=url):
            live(page, url)
            expect(page.locator(".sheet__notice--kept")).to_have_count(0)
            page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", example(url))
            page.reload()
            until(page, READY)
            assert answers(page) == example(url)


STATES = ["vide", "rempli", "abîmé", "menus", "ligne", "vidé", "ouvert"]
TOGETHER = ["menus", "ouvert"]
"""States that show, with those before them, all that a sheet can say but « rien »: those that an ordinary run looks at."""


@pytest.mark.parametrize(
    ("width", "scheme", "looked_at"),
    [
        ("phone", "dark", TOGETHER),
        *(pytest.param(width, scheme, STATES, marks=pytest.mark.long) for width in ("phone", "desktop") for scheme in ("light", "dark")),
    ],
)
def test_axe_finds_nothing_in_any_state(width: str, scheme: str, looked_at: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page(viewport=WIDTHS[width], color_scheme=scheme, reduced_motion="reduce")
    live(page, INVENTORY)
    states = {
        "vide": "0",
        "rempli": f"{SHEET}.change({json.dumps(example(INVENTORY))}, 'Rempli.')",
        "abîmé": f"{SHEET}.change({{effectif: 'douze', date_releve: 'hier', comptes__1__cles: 'parti', vieux: 'reste'}}, 'Lu.')",
        "menus": "document.querySelectorAll('.sheet-bar--head [aria-expanded=false]').forEach(button => button.click())",
        "ligne": "document.querySelector('[data-table=comptes] .rows-add').click()",
        "vidé": "[...document.querySelectorAll('.sheet-bar--head .sheet-bar__item')].find(item => item.textContent === 'Effacer').click()",
        "ouvert": "document.querySelector('[data-fold] .fold').click()",
    }
    assert [*states] == STATES
    for state, script in states.items():
        page.evaluate(script)
        if state in looked_at:
            with subtests.test(state=state):
                assert violations(page, "form[data-worksheet]") == ""


@some_pages
def test_the_page_never_scrolls_sideways(turn: Turn, sheets: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page()
    for url in turn(sheets):
        live(page, url)
        page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", example(url))
        page.evaluate("document.querySelectorAll('.sheet-bar [aria-expanded]').forEach(button => button.click())")
        for width in (320, PHONE["width"], DESKTOP["width"]):
            with subtests.test(page=url, width=width):
                page.set_viewport_size({"width": width, "height": 800})
                until(page, f"document.documentElement.scrollWidth <= {width}")


def test_a_sheet_opened_as_a_file_comes_alive_keeps_and_gives_a_filled_document(built_site: Path, open_page: OpenPage, tmp_path: Path):
    page = open_page((built_site / INVENTORY / "index.html").as_uri())
    until(page, READY)
    page.locator("[name=organisation]").fill("Nous")
    page.reload()
    until(page, READY)
    expect(page.locator("[name=organisation]")).to_have_value("Nous")
    reading = read_bytes(take(page, "docx", tmp_path).read_bytes(), real_catalog().definitions)
    assert (reading.answers, reading.leftovers) == ({"organisation": "Nous"}, {})


@pytest.fixture(scope="module")
def instant_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an adapter who wants the theme to change pages in place."""
    root = copy_project(tmp_path_factory.mktemp("instant"))
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  features:\n", "  features:\n    - navigation.instant\n"), encoding="utf-8")
    build_site(root, root / "site", **{WITHOUT_DOCUMENTS: "1"})
    return root / "site"


def test_sheets_that_take_each_other_s_place_come_alive_once_and_keep(instant_site: Path, open_page: OpenPage):
    page = open_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route(f"{PUBLISHED}**", lambda route: route.fulfill(path=page_file(instant_site, route.request.url)))
    live(page, f"{PUBLISHED}{INVENTORY}")
    page.evaluate("globalThis.alive = []; document.addEventListener('presence:sheet', ({detail}) => alive.push(detail.model.id))")

    def follow(url: str) -> None:
        page.locator(f"a[href$='{url.removeprefix('fiches/')}']:visible").first.click()
        expect(page).to_have_url(f"{PUBLISHED}{url}")

    def arrive(url: str) -> None:
        until(page, f"{READY} && presence.sheets[0].model.url === '{url}'")
        assert page.evaluate("[presence.sheets.length, document.querySelectorAll('.sheet-bar').length]") == [1, 2]

    page.locator("[name=organisation]").fill("Nous")
    follow(OTHER)
    arrive(OTHER)
    other = page.locator("form[data-worksheet] textarea").last
    name = other.get_attribute("name")
    other.fill("Là aussi")
    follow(INVENTORY)
    arrive(INVENTORY)
    assert answers(page) == {"organisation": "Nous"}
    page.locator("[name=effectif]").fill("3")
    follow(STEP)
    arrive(INCLUDED)
    follow(OTHER)
    arrive(OTHER)
    assert answers(page)[name] == "Là aussi"
    page.go_back()
    arrive(INCLUDED)
    page.go_back()
    arrive(INVENTORY)
    assert answers(page) == {"organisation": "Nous", "effectif": "3"}
    ids = [url.split("/")[1] for url in (OTHER, INVENTORY, INCLUDED, OTHER, INCLUDED, INVENTORY)]
    assert page.evaluate("alive") == ids, "La page a été rechargée, ou une fiche a pris vie deux fois."
    assert faults == []


def page_file(site: Path, url: str) -> Path:
    """Return the file that a host shows at an address."""
    path = site / unquote(urlsplit(url).path).removeprefix("/")
    return path / "index.html" if path.is_dir() else path


def test_a_whole_path_by_keyboard_alone(open_page: OpenPage, tmp_path: Path):
    page = open_page()
    page.on("filechooser", lambda chooser: None)  # from now on, so that a key never comes before the browser hears of it
    live(page, INVENTORY)
    press = page.keyboard.press

    def reach(name: str, key: str = "Tab") -> None:
        for _ in range(300):
            press(key)
            if page.evaluate("(part => part.ariaLabel || part.name || part.textContent)(document.activeElement)") == name:
                return
        pytest.fail(f"« {name} » n’est pas sur le chemin")

    def erase() -> None:
        reach("Plus")
        press("Enter")
        press("Tab")
        press("Enter")
        assert answers(page) == {}

    reach("organisation")
    page.keyboard.type("Nous")
    reach("comptes__1__adresse")
    page.keyboard.type("https://un.example/")
    reach("Ajouter une ligne")
    press("Enter")
    reach("comptes__11__adresse")
    page.keyboard.type("https://onze.example/")
    reach("Monter la ligne 11")
    press("Space")
    press("Space")
    filled = {"organisation": "Nous", "comptes__1__adresse": "https://un.example/", "comptes__9__adresse": "https://onze.example/"}
    assert answers(page) == filled

    reach("Enregistrer dans un fichier")
    with page.expect_download() as download:
        press("Enter")
    erase()
    reach("Ouvrir un fichier", "Shift+Tab")
    with page.expect_file_chooser() as chooser:
        press("Enter")
    chooser.value.set_files(saved(download.value, tmp_path))
    question(page)
    reach("Appliquer")
    press("Enter")
    until(page, "!document.querySelector('dialog[open]')")
    assert answers(page) == filled

    reach("Enregistrer dans un fichier")
    erase()
    reach("Annuler")
    press("Enter")
    assert answers(page) == filled
    reach("Retirer la ligne 9", "Shift+Tab")
    press("Enter")
    press("Control+z")
    assert answers(page) == filled
    page.reload()
    until(page, READY)
    assert answers(page) == filled


def test_the_bars_and_the_buttons_are_not_printed(open_page: OpenPage):
    page = open_page()
    live(page, INVENTORY)
    page.evaluate(f"answers => {SHEET}.change(answers, 'Rempli.')", example(INVENTORY))
    page.emulate_media(media="print")
    for part in (".sheet-bar", ".told", ".row-tools", ".rows-add", ".fold"):
        assert page.evaluate(f"[...document.querySelectorAll('{part}')].every(part => !part.checkVisibility())"), part
    expect(page.locator("[name=recuperations__1__adresse]")).to_be_visible()

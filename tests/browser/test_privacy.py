"""Nothing leaves the reader's device: no request elsewhere, no cookie, a policy that really blocks, and a silent console."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BASE, HOME, OpenPage, Turn, in_turn, type_in_search, until
from tests.browser.fill import READY
from tests.site.pages import Pages, url_of

pytestmark = pytest.mark.browser

POLICY = "meta[http-equiv=Content-Security-Policy]"
WATCH = "window.blocked = []; addEventListener('securitypolicyviolation', event => blocked.push(`${event.violatedDirective} ${event.blockedURI}`))"
ATTACKS = {
    "inline script": "const s = document.createElement('script'); s.textContent = 'harmed = true'; document.body.append(s)",
    "event attribute": "document.body.insertAdjacentHTML('beforeend', '<b onclick=\"harmed = true\">a</b>'); document.body.lastChild.click()",
    "eval": "setTimeout(() => { try { (0, eval)('harmed = true') } catch {} })",
    "script from elsewhere": "const s = document.createElement('script'); s.src = 'https://example.org/a.js'; document.body.append(s)",
    "picture from elsewhere": "new Image().src = 'https://example.org/a.png'",
    "request elsewhere": "fetch('https://example.org/').catch(() => {})",
    "frame from elsewhere": "const f = document.createElement('iframe'); f.src = 'https://example.org/'; document.body.append(f)",
    "style attribute": "document.body.insertAdjacentHTML('beforeend', '<b style=\"color: red\">a</b>')",
    "sent form": "const f = document.createElement('form'); f.action = 'https://example.org/'; document.body.append(f); f.submit()",
}

KEPT = """async () => {
  const [{name}, ...others] = await indexedDB.databases()
  if (others.length) throw new Error(JSON.stringify(others))
  const opened = request => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = fail })
  const database = await opened(indexedDB.open(name))
  return opened(database.transaction("records").objectStore("records").getAllKeys())
}"""
"""The keys of what the browser keeps, in the one database of the site."""


def watched(page: Page) -> tuple[list[str], list[str]]:
    """Return the lists where requests to elsewhere and complaints of the console will be noted."""
    elsewhere: list[str] = []
    complaints: list[str] = []
    page.add_init_script(WATCH)
    page.on("request", lambda request: elsewhere.append(request.url) if not _ours(request.url) else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return elsewhere, complaints


def _ours(url: str) -> bool:
    return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "127.0.0.1"


@in_turn("base", {"/": "/", BASE: BASE})
def test_pages_ask_nothing_elsewhere_and_complain_of_nothing(turn: Turn, base: str, urls: list[str], open_page: OpenPage, subtests: pytest.Subtests):
    page = open_page()
    elsewhere, complaints = watched(page)
    for url in turn(urls):
        with subtests.test(page=url):
            elsewhere.clear()
            complaints.clear()
            page.goto(base + url, wait_until="networkidle")
            assert elsewhere == []
            assert page.evaluate("blocked") == []
            assert [text for text in complaints if not (url == "nulle/part/" and "404" in text)] == []
    assert page.context.cookies() == []


def test_using_a_page_asks_nothing_elsewhere(open_page: OpenPage):
    page = open_page()
    elsewhere, complaints = watched(page)
    page.goto("playbook/faire-le-point/")
    page.locator("button.provenance").first.click()
    page.keyboard.press("Escape")
    type_in_search(page, "compte")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url("**?h=*")
    page.wait_for_load_state("networkidle")
    assert (elsewhere, complaints, page.evaluate("blocked")) == ([], [], [])


def test_every_page_has_the_same_strict_policy(site_pages: Pages, subtests: pytest.Subtests):
    policies = {url_of(name): [meta["content"] for meta in page.select(POLICY)] for name, page in site_pages.items()}
    for url, found in policies.items():
        with subtests.test(page=url):
            assert found == policies[""]
            directives = dict(part.strip().split(" ", 1) for part in found[0].split(";"))
            assert directives["default-src"] == "'none'"
            assert {"script-src", "style-src", "img-src", "font-src", "connect-src", "base-uri", "form-action"} <= set(directives)
            words = {word for sources in directives.values() for word in sources.split()}
            assert {word for word in words if not word.startswith("'sha256-")} <= {"'none'", "'self'", "data:"}
            assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_policy_blocks(attack: str, open_page: OpenPage):
    page = open_page()
    elsewhere, _ = watched(page)
    page.on("requestfailed", lambda request: elsewhere.remove(request.url) if request.failure == "csp" else None)
    page.goto(HOME)
    page.evaluate(f"() => {{ {ATTACKS[attack]} }}")
    until(page, "blocked.length > 0")
    assert page.evaluate("window.harmed") is None
    assert elsewhere == []


def test_the_referrer_is_never_sent(site_pages: Pages):
    assert [name for name, page in site_pages.items() if page.find("meta", {"name": "referrer"})["content"] != "no-referrer"] == []


def test_nothing_is_kept_of_a_reader_who_writes_nothing_but_the_choice_of_a_scheme(open_page: OpenPage):
    page = open_page("fiches/inventaire-des-comptes/", color_scheme="light")
    until(page, READY)
    page.locator("label[for=__palette_1]").click()
    until(page, "document.body.dataset.mdColorScheme == 'slate'")
    page.goto("adapter/catalogue/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.evaluate("Object.keys(localStorage)") == ["/.__palette"]
    assert page.evaluate(KEPT) == ["site"]
    assert page.evaluate("document.cookie") == ""
    assert page.context.cookies() == []

"""Answers kept in the browser: two tabs on one sheet, and every fault that storage can have."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from macros.site.scripts import bundle
from tests.js.modules import ORIGIN, SOURCE
from tests.site.project import ROOT

ID = "audit"
_ENTRY = f"""
import {{ openStore }} from "{SOURCE}/store/store.js"
import {{ makeSaver }} from "{SOURCE}/store/saver.js"
globalThis.start = async (place = "/") => {{
  globalThis.watched = []
  globalThis.store = await openStore(place)
  store.watch((id) => watched.push(id))
}}
globalThis.edit = async (id) => {{
  const kept = await store.read(id)
  globalThis.told = {{ saved: [], received: [], replaced: [] }}
  globalThis.saver = makeSaver(store, id, kept, {{
    saved: (state, sentence) => told.saved.push([state, sentence]),
    received: (changes) => told.received.push({{ ...changes }}),
    replaced: (others) => told.replaced.push({{ ...others }}),
  }})
}}
// Erasing the site's data closes the connections of the moment, this one's too: it is then opened again.
globalThis.raw = (write, name = "presence:/") => new Promise((resolve, reject) => {{
  const request = indexedDB.open(name, 1)
  const again = ({{ target: {{ error }} }}) => (!error || error.name === "AbortError" ? resolve(raw(write, name)) : reject(error))
  request.onupgradeneeded = () => request.result.createObjectStore("records")
  request.onerror = again
  request.onsuccess = () => {{
    const transaction = request.result.transaction("records", "readwrite"), records = transaction.objectStore("records"), found = {{}}
    for (const [key, value] of Object.entries(write ?? {{}})) records.put(value, key)
    records.openCursor().onsuccess = ({{ target }}) => {{
      if (!target.result) return
      found[target.result.key] = target.result.value
      target.result.continue()
    }}
    transaction.onabort = again
    transaction.oncomplete = () => (request.result.close(), resolve(found))
  }}
}})
"""


class Tab:
    """A tab of the site, with its store open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, name: str, *given: Any) -> Any:
        """Call a function of the store."""
        return self.page.evaluate("([name, given]) => store[name](...given)", [name, list(given)])

    def get(self, expression: str, given: Any = None) -> Any:
        """Return what an expression is worth in the page."""
        return self.page.evaluate(f"(given) => {expression}", given)

    def until(self, condition: str) -> None:
        """Wait until a condition holds, awaited."""
        self.page.evaluate(
            f"""async () => {{
              const end = performance.now() + 30000
              while (!(await ({condition}))) {{
                if (performance.now() > end) throw new Error("toujours faux : " + {condition!r})
                await new Promise((done) => setTimeout(done, 20))
              }}
            }}"""
        )

    def raw(self, **write: Any) -> dict[str, Any]:
        """Write records past the store, and return all there are."""
        return self.page.evaluate("(write) => raw(write)", write)


OpenTab = Callable[..., Tab]
WRITES_WHEN_TOLD = "(globalThis.setTimeout = ((real) => (does, time) => time === 400 ? 0 : real(does, time))(setTimeout), 0)"
"""Makes of the pause before a change is written one that never ends: only `flush` writes."""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    entry = tmp_path_factory.mktemp("store") / "store.js"
    entry.write_text(_ENTRY, encoding="utf-8")
    return bundle(ROOT, entry).decode()


@pytest.fixture
def context(chromium: Browser, script: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="fr-FR")
    body = f"<!doctype html><meta charset=utf-8><title>Essai</title><script>{script}</script>"
    context.route(f"{ORIGIN}**", lambda route: route.fulfill(body=body, content_type="text/html"))
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[OpenTab]:
    """Open a tab whose store is open: `tab(fault="indexedDB.open = …", place="/")`. No error of the page may go uncaught."""
    errors: list[str] = []

    def open_(fault: str = "", place: str = "/") -> Tab:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if fault:
            page.add_init_script(f"(() => {{ {fault} }})()")
        page.goto(ORIGIN)
        page.evaluate("(place) => start(place)", place)
        return Tab(page)

    yield open_
    assert errors == []


def answers(tab: Tab, sheet: str = ID) -> dict[str, str] | None:
    kept = tab("read", sheet)
    return kept and kept["answers"]


# What a store does when all is well.


def test_nothing_is_kept_of_a_sheet_before_a_change(tab: OpenTab) -> None:
    one = tab()
    assert one("read", ID) is None
    assert one("merge", ID, {"answers": {"a": None}})["kept"]["revision"] == 0
    assert (one("list"), one.get("[store.mode, store.trouble]")) == ([], ["navigateur", None])


def test_a_sheet_is_kept_for_the_next_page(tab: OpenTab) -> None:
    kept = tab()("merge", ID, {"answers": {"a": "un", "b": ""}, "version": 3, "variant": "bref", "state": "termine"})["kept"]
    assert kept["answers"] == {"a": "un"}
    assert (kept["definition"], kept["version"], kept["variant"], kept["state"], kept["filed"]) == (ID, 3, "bref", "termine", None)
    other = tab()
    assert other("read", ID) == kept
    assert other("list") == [kept]


def test_only_the_names_given_are_touched(tab: OpenTab) -> None:
    one = tab()
    one("merge", ID, {"answers": {"a": "un", "b": "deux"}, "version": 2, "variant": "bref"})
    kept = one("merge", ID, {"answers": {"b": None, "c": "trois"}})["kept"]
    assert (kept["answers"], kept["version"], kept["variant"]) == ({"a": "un", "c": "trois"}, 2, "bref")


def test_two_places_do_not_mix(tab: OpenTab) -> None:
    tab(place="/une/")("merge", ID, {"answers": {"a": "un"}})
    assert tab(place="/deux/")("read", ID) is None


def test_what_is_removed_can_be_put_back(tab: OpenTab) -> None:
    one = tab()
    one("merge", ID, {"answers": {"a": "un"}})
    removed = one("remove", ID)
    assert (one("read", ID), one("remove", ID)) == (None, None)
    one("replace", removed)
    assert answers(one) == {"a": "un"}
    one("clear")
    assert (one("read", ID), [*one.raw()]) == (None, ["site"])


def test_a_revision_never_comes_twice(tab: OpenTab) -> None:
    one = tab()
    first = one("merge", ID, {"answers": {"a": "un"}})["kept"]["revision"]
    one("remove", ID)
    assert one("merge", ID, {"answers": {"a": "un"}})["kept"]["revision"] > first


def test_answers_are_filed_until_they_change(tab: OpenTab) -> None:
    one, moment = tab(), "2026-11-23T08:00:00.000Z"
    one("merge", ID, {"answers": {"a": "un"}})
    assert one("merge", ID, {"filed": moment, "exactly": {"a": "autre"}})["kept"]["filed"] is None
    assert one("merge", ID, {"filed": moment, "exactly": {"a": "un", "b": ""}})["kept"]["filed"] == moment
    assert one("merge", ID, {"answers": {"a": "un"}, "state": "termine"})["kept"]["filed"] == moment
    assert one("merge", ID, {"answers": {"a": "deux"}})["kept"]["filed"] is None
    one("merge", "vide", {"filed": moment, "exactly": {}})
    assert (one("read", "vide")["filed"], one.get("store.trouble")) == (moment, None)


def test_shared_answers_are_written_with_the_sheet(tab: OpenTab) -> None:
    one = tab()
    one("merge", ID, {"answers": {"nom": "Les Amis"}, "binds": {"organisation.nom": "Les Amis", "organisation.ville": "Lyon"}})
    first = one("shared")
    assert {key: (bound["text"], bound["definition"]) for key, bound in first.items()} == {
        "organisation.nom": ("Les Amis", ID), "organisation.ville": ("Lyon", ID)}  # fmt: skip
    one("merge", "autre", {"binds": {"organisation.nom": "Les Amis", "organisation.ville": None}})
    assert tab()("shared") == {"organisation.nom": first["organisation.nom"]}


def test_names_of_objects_are_names_like_others(tab: OpenTab) -> None:
    one = tab()
    one.get("""store.merge("__proto__",
      JSON.parse('{"answers": {"__proto__": "un", "constructor": "deux"}, "base": {}, "binds": {"__proto__": "x"}}'))""")
    other = tab()
    kept = other.get("""store.read("__proto__").then((kept) => [JSON.stringify(kept.answers), kept.answers.toString === undefined])""")
    assert kept == ['{"__proto__":"un","constructor":"deux"}', True]
    assert other.get("store.shared().then((bound) => bound['__proto__'].text)") == "x"
    assert other.get("store.merge('__proto__', {answers: {toString: 'trois'}, base: {}}).then(({others}) => Object.keys(others))") == []
    assert other.get("store.trouble") is None


# Two tabs.


def test_two_tabs_type_in_two_fields_at_once(tab: OpenTab) -> None:
    one, two = tab(), tab()
    for each in (one, two):
        each.get("edit('audit')")
    typing = """(async () => { for (let n = 1; n <= 60; n++) {
      saver.change({[given]: "x".repeat(n)}); if (n % 7 === 0) await saver.flush(); else await new Promise((done) => setTimeout(done, 5)) } })()"""
    one.page.evaluate(f"(given) => void {typing}", "a")
    two.get(typing, "b")
    one.until("saver.saved === 'garde'")
    two.until("saver.saved === 'garde'")
    assert answers(tab()) == {"a": "x" * 60, "b": "x" * 60}
    assert one.get("told.replaced") + two.get("told.replaced") == []
    one.until("told.received.findLast((changes) => 'b' in changes)?.b?.length === 60")
    two.until("told.received.some((changes) => 'a' in changes)")
    assert one.get("told.received.every((changes) => !('a' in changes))")


def test_two_tabs_change_one_field(tab: OpenTab) -> None:
    one, two = tab(), tab()
    one("merge", ID, {"answers": {"a": "avant"}})
    for each, text in ((one, "de une"), (two, "de deux")):
        each.get(WRITES_WHEN_TOLD)
        each.get("edit('audit')")
        each.get("saver.change({a: given, b: 'même'})", text)
    one.get("saver.flush()")
    two.get("saver.flush()")
    assert two.get("told.replaced") == [{"a": "de une"}]
    assert answers(two) == {"a": "de deux", "b": "même"}
    one.until("told.received.some(({a}) => a === 'de deux')")
    assert one.get("told.replaced") == []


def test_a_tab_hears_of_the_changes_of_others_only(tab: OpenTab) -> None:
    one, two = tab(), tab()
    two("merge", "a", {"answers": {"x": "1"}})
    one("merge", "b", {"answers": {"x": "1"}})
    one("replace", one("read", "b"))
    one("remove", "b")
    one("merge", "c", {"answers": {"x": ""}})
    one("merge", "d", {"answers": {"x": "1"}})
    two.until("watched.includes('d')")
    assert two.get("watched") == ["b", "b", "b", "d"]
    one.until("watched.length > 0")
    assert one.get("watched") == ["a"]


def test_a_tab_that_slept_catches_up(tab: OpenTab) -> None:
    one, deaf = tab(), tab("delete globalThis.BroadcastChannel")
    deaf("merge", ID, {"answers": {"a": "un"}})
    deaf("read", "autre")
    one("merge", ID, {"answers": {"b": "deux"}})
    assert deaf.get("watched") == []
    deaf.get("dispatchEvent(new Event('visibilitychange'))")
    deaf.until("watched.length > 0")
    one("remove", ID)
    one("merge", "autre", {"answers": {"b": "deux"}})
    deaf("merge", "autre", {"answers": {"a": "un"}})
    assert deaf.get("watched") == [ID, "autre"]


def test_a_tab_that_slept_overwrites_nothing_unsaid(tab: OpenTab) -> None:
    one, deaf = tab(), tab("delete globalThis.BroadcastChannel")
    deaf.get("edit('audit')")
    one("merge", ID, {"answers": {"a": "un", "b": "deux"}})
    deaf.get("saver.change({a: 'autre'})")
    deaf.get("saver.flush()")
    assert (deaf.get("told.received[0]"), deaf.get("told.replaced")) == ({"b": "deux"}, [{"a": "un"}])
    assert answers(one) == {"a": "autre", "b": "deux"}


# Faults.

_QUOTA = """{ const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...given) {
    if (globalThis.broken && given[1] !== "site") throw new DOMException("", "QuotaExceededError")
    return put.apply(this, given)
  } }"""
_COMMIT = """{ const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...given) {
    if (globalThis.broken) queueMicrotask(() => { try { this.transaction.abort() } catch {} })
    return put.apply(this, given)
  } }"""
_NO_ANSWER = """{ const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...given) {
    if (!globalThis.broken) return open.apply(this, given)
    const request = {}
    const wait = setInterval(() => {
      if (globalThis.broken) return
      clearInterval(wait)
      const real = open.apply(this, given)
      real.onsuccess = () => (request.result = real.result, request.onsuccess())
    }, 5)
    return request
  } }"""
_FAILS = """{ const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...given) {
    if (!globalThis.broken) return open.apply(this, given)
    const request = new EventTarget()
    Object.assign(request, { error: new DOMException("", "UnknownError") })
    setTimeout(() => request.onerror(new Event("error")))
    return request
  } }"""
_REFUSED = """{ const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...given) {
    if (globalThis.broken) throw new DOMException("", "SecurityError")
    return open.apply(this, given)
  } }"""
_UNREADABLE = """for (const name of ["get", "getAll"]) { const real = IDBObjectStore.prototype[name]
  IDBObjectStore.prototype[name] = function (...given) {
    if (globalThis.broken) queueMicrotask(() => { try { this.transaction.abort() } catch {} }); return real.apply(this, given) } }"""
_ABSENT = """{ const real = indexedDB
  Object.defineProperty(globalThis, "indexedDB", { get: () => globalThis.broken ? undefined : real }) }"""
FAULTS = {"quota": _QUOTA, "commit": _COMMIT, "silent": _NO_ANSWER, "fails": _FAILS, "refused": _REFUSED, "unreadable": _UNREADABLE,
          "absent": _ABSENT}  # fmt: skip
_DEAD = """{ const transaction = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (...given) {
    if (globalThis.broken) throw new DOMException("", "InvalidStateError"); return transaction.apply(this, given) } }"""
BROKEN = "globalThis.broken = true;"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_from_the_start_leaves_the_page_working(tab: OpenTab, fault: str) -> None:
    one = tab(BROKEN + FAULTS[fault])
    assert one("read", ID) is None
    done = one("merge", ID, {"answers": {"a": "un"}, "binds": {"organisation.nom": "Les Amis"}})
    assert (done["kept"]["answers"], done["stored"]) == ({"a": "un"}, False)
    assert one("merge", ID, {"answers": {"b": "deux"}, "base": {}})["others"] == {}
    assert answers(one) == {"a": "un", "b": "deux"}
    assert [kept["definition"] for kept in one("list")] == [ID]
    assert one("shared")["organisation.nom"]["text"] == "Les Amis"
    assert one.get("store.mode") == "memoire"
    assert "place" in one.get("store.trouble") if fault == "quota" else "ne garde pas" in one.get("store.trouble")
    assert one("remove", ID)["answers"] == {"a": "un", "b": "deux"}
    assert answers(one) is None
    one("clear")
    assert one("shared") == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_goes_leaves_nothing_behind(tab: OpenTab, fault: str) -> None:
    two = tab()
    two("merge", ID, {"answers": {"a": "avant"}})
    two("merge", "efface", {"answers": {"a": "avant"}})
    one = tab(FAULTS[fault] + ("" if fault in ("quota", "commit", "unreadable") else _DEAD))
    assert answers(one) == answers(one, "efface") == {"a": "avant"}
    one.get("globalThis.broken = true")
    done = one("merge", ID, {"answers": {"b": "de une", "c": "de une"}, "base": {}})
    assert (done["stored"], done["others"]) == (False, {})
    assert one("remove", "efface") == two("read", "efface")
    two("merge", ID, {"answers": {"c": "de deux", "d": "de deux"}, "state": "termine"})
    one.get("globalThis.broken = false")
    one.until("store.merge('audit', {}).then((done) => done.stored)")
    assert one.get("store.mode") == "navigateur"
    assert answers(tab()) == {"a": "avant", "b": "de une", "c": "de une", "d": "de deux"}
    assert [kept["definition"] for kept in two("list")] == [ID]


def test_two_versions_made_apart_are_both_kept(tab: OpenTab) -> None:
    one, two = tab(_QUOTA), tab()
    one.get("globalThis.broken = true")
    one("merge", ID, {"answers": {"a": "de une"}})
    theirs = two("merge", ID, {"answers": {"a": "de deux"}})["kept"]
    one.get("globalThis.broken = false")
    assert answers(one) == {"a": "de une"}
    assert "changée ailleurs" in one.get("store.trouble")
    assert [value for key, value in one.raw().items() if key.startswith("a-part/")] == [theirs]


def test_what_others_keep_is_still_listed_when_no_more_can_be_written(tab: OpenTab) -> None:
    two = tab()
    two("merge", "autre", {"answers": {"a": "1"}})
    one = tab(BROKEN + _QUOTA)
    one("merge", ID, {"answers": {"a": "1"}})
    assert sorted(kept["definition"] for kept in one("list")) == [ID, "autre"]
    two("merge", "troisieme", {"answers": {"a": "1"}})
    assert sorted(kept["definition"] for kept in one("list")) == [ID, "autre", "troisieme"]


def test_storage_really_full(tab: OpenTab, context: BrowserContext) -> None:
    devtools, origin = context.new_cdp_session(context.new_page()), ORIGIN.rstrip("/")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000})
    one = tab()
    assert one("merge", ID, {"answers": {"a": "un"}})["stored"]
    assert not one("merge", ID, {"answers": {"b": "x" * 3_000_000}})["stored"]
    assert (one.get("store.mode"), len(answers(one)["b"])) == ("memoire", 3_000_000)
    assert "plus de place" in one.get("store.trouble")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    one.until("store.merge('audit', {}).then((done) => done.stored)")
    assert len(answers(tab())["b"]) == 3_000_000


def _delete(one: Tab, two: Tab, context: BrowserContext) -> None:
    outcome = two.get("""new Promise((done) => {
      const request = indexedDB.deleteDatabase("presence:/")
      request.onsuccess = () => done("success"); request.onblocked = () => done("blocked") })""")
    assert outcome == "success"


def _clear_site_data(one: Tab, two: Tab, context: BrowserContext) -> None:
    context.new_cdp_session(two.page).send("Storage.clearDataForOrigin", {"origin": ORIGIN.rstrip("/"), "storageTypes": "all"})


@pytest.mark.parametrize("erase", [_delete, _clear_site_data])
def test_erased_under_the_page_it_is_written_again(tab: OpenTab, context: BrowserContext, erase: Callable[..., None]) -> None:
    one = tab()
    one("merge", "autre", {"answers": {"a": "pas à l’écran"}})
    one("merge", ID, {"answers": {"a": "un"}, "state": "termine"})
    one.page.reload()
    one.get("start()")
    kept = one("read", ID)
    one("list")
    erase(one, tab(), context)
    one.until("raw().then((records) => 'fiche/audit' in records)")
    records = {key: value for key, value in one.raw().items() if key != "site"}
    assert {key: value["answers"] for key, value in records.items()} == {f"fiche/{ID}": kept["answers"]}
    one("merge", ID, {"answers": {"b": "deux"}})
    assert answers(tab()) == {"a": "un", "b": "deux"}
    assert one.get("store.mode") == "navigateur"


def test_erased_while_typing_loses_nothing(tab: OpenTab, context: BrowserContext) -> None:
    one, two = tab(), tab()
    one.get("edit('audit')")
    one.get("void (globalThis.timer = setInterval(() => saver.change({a: (globalThis.count = (globalThis.count ?? 0) + 1) + ''}), 5))")
    one.get("saver.change({b: 'au début'})")
    for _ in range(3):
        one.until("saver.flush().then(() => true)")
        _delete(one, two, context)
    count = one.get("(clearInterval(timer), saver.flush().then(() => String(count)))")
    assert answers(tab()) == {"a": count, "b": "au début"}


_GOOD = {"definition": ID, "version": 2, "variant": None, "answers": {"a": "un"}, "state": "", "changed": "2026-11-23T08:00:00.000Z",
         "filed": None, "revision": 12}  # fmt: skip
DAMAGED: dict[str, Any] = {
    "number": 4, "null": None, "list": [], "text": "fiche", "other definition": {**_GOOD, "definition": "autre"},
    "no answers": {**_GOOD, "answers": None},
    "list of answers": {**_GOOD, "answers": ["a"]}, "number among answers": {**_GOOD, "answers": {"a": "un", "b": 4, "c": {"d": "e"}}},
    "version": {**_GOOD, "version": "2"}, "variant": {**_GOOD, "variant": 3}, "state": {**_GOOD, "state": "fini"},
    "moment": {**_GOOD, "changed": "hier"},
    "filed": {**_GOOD, "filed": 4}, "revision": {**_GOOD, "revision": "12"}, "no revision": {k: v for k, v in _GOOD.items() if k != "revision"},
}  # fmt: skip
READABLE = ("number among answers", "version", "variant", "state", "moment", "filed", "revision", "no revision")


@pytest.mark.parametrize("how", ["read", "list", "merge"])
def test_a_damaged_record_is_put_aside(tab: OpenTab, how: str) -> None:
    one = tab()
    for name, damaged in DAMAGED.items():
        one("clear")
        one.raw(**{f"fiche/{ID}": damaged, "fiche/bonne": {**_GOOD, "definition": "bonne"}})
        one(how, *{"read": [ID], "list": [], "merge": [ID, {"answers": {"z": "écrit"}}]}[how])
        aside = {key.rpartition("Z/")[2]: value for key, value in one.raw().items() if key.startswith("a-part/")}
        assert aside == {f"fiche/{ID}": damaged}, name
        readable = {"a": "un"} if name in READABLE else {}
        assert (answers(one) or {}) == {**readable, **({"z": "écrit"} if how == "merge" else {})}, name
        assert answers(one, "bonne") == {"a": "un"}, name
        assert "mis de côté" in one.get("store.trouble")
        assert len(one.raw()) == len({*one.raw()} & {"site"}) + 2 + (name in READABLE or how == "merge"), name
    other = tab()
    assert (other("shared"), other.get("store.trouble"), len(other("list"))) == ({}, None, 2)


def test_damaged_shared_answers_are_put_aside(tab: OpenTab) -> None:
    one = tab()
    one.raw(**{"commun/a": "texte", "commun/b": {"text": "b", "changed": "2026-11-23T08:00:00.000Z", "definition": ID}})
    assert list(one("shared")) == ["b"]
    assert [value for key, value in one.raw().items() if key.startswith("a-part/")] == ["texte"]


def test_another_kind_of_database_is_left_alone(tab: OpenTab, context: BrowserContext) -> None:
    tab(place="/ailleurs/").get("""new Promise((done) => { const request = indexedDB.open("presence:/", 1)
      request.onupgradeneeded = () => request.result.createObjectStore("autre"); request.onsuccess = () => done(request.result.close()) })""")
    one = tab()
    one("merge", ID, {"answers": {"a": "un"}})
    assert (answers(one), one.get("store.mode")) == ({"a": "un"}, "memoire")


def test_no_local_storage(tab: OpenTab) -> None:
    one = tab("Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })")
    one.get("edit('audit')")
    one.get("(saver.change({a: 'un'}), dispatchEvent(new PageTransitionEvent('pagehide')), saver.flush())")
    assert answers(one) == {"a": "un"}


# A shared computer.


def test_on_a_shared_computer_nothing_outlives_the_page(tab: OpenTab) -> None:
    one, two = tab(), tab()
    one("merge", ID, {"answers": {"a": "d’avant"}})
    assert answers(two) == {"a": "d’avant"}
    one("setShared", True, True)
    assert sorted(one.raw()) == ["site"]
    two.until("store.mode === 'partage'")
    for each in (one, two, tab()):
        assert each.get("store.mode") == "partage"
        done = each("merge", ID, {"answers": {"b": "pendant"}, "binds": {"organisation.nom": "x"}})
        assert (done["stored"], answers(each)["b"], each.get("store.trouble")) == (True, "pendant", None)
        each.get("store.leave('audit', [{ answers: { c: 'en partant' } }])")
        assert each.get("localStorage.length") == 0
    assert sorted(one.raw()) == ["site"]
    new = tab()
    assert (new("list"), new("read", ID), new("shared")) == ([], None, {})


def test_what_was_kept_stays_when_the_reader_wants_it(tab: OpenTab) -> None:
    one = tab()
    one("merge", ID, {"answers": {"a": "d’avant"}})
    one("setShared", True)
    assert tab()("list") == []
    one("merge", ID, {"answers": {"b": "pendant"}})
    one("setShared", False)
    assert one.get("store.mode") == "navigateur"
    assert answers(tab()) == {"a": "d’avant", "b": "pendant"}


def test_a_tab_that_slept_writes_nothing_on_a_shared_computer(tab: OpenTab) -> None:
    deaf = tab("delete globalThis.BroadcastChannel")
    deaf("read", ID)
    tab()("setShared", True)
    deaf("merge", ID, {"answers": {"a": "un"}})
    assert (deaf.get("store.mode"), sorted(deaf.raw())) == ("partage", ["site"])


# The saver.


def notes(tab: Tab) -> list[Any]:
    """Return what pages have noted and not put in its place."""
    return [value for key, value in tab.raw().items() if key.startswith("en-cours/")]


def test_typing_without_a_pause_is_noted_all_along(tab: OpenTab) -> None:
    one, two = tab(), tab()
    one.get("edit('audit')")
    one.get("void (globalThis.count = 0, globalThis.timer = setInterval(() => saver.change({a: String(++count)}), 5))")
    noted = "raw().then((records) => Object.entries(records).find(([key]) => key.startsWith('en-cours/'))?.[1].changes[0].answers.a"
    two.until(f"{noted} > 50)")
    two.until(f"{noted} > 200)")
    assert answers(two) is None
    one.get("clearInterval(timer)")
    two.until("store.read('audit')")
    assert (answers(two), notes(two)) == ({"a": str(one.get("count"))}, [])
    assert one.get("[told.saved[0], saver.saved]") == [["en cours", None], "garde"]


def test_a_page_that_opens_sees_what_another_is_typing(tab: OpenTab) -> None:
    one = tab()
    one.get("edit('audit')")
    one.get("(globalThis.timer = setInterval(() => saver.change({b: 'encore'}), 5), saver.change({a: 'un mot'}))")
    one.until("Object.keys(told.saved).length && raw().then((records) => Object.keys(records).some((key) => key.startsWith('en-cours/')))")
    two = tab()
    assert answers(two) == {"a": "un mot", "b": "encore"}
    two.get("edit('audit')")
    one.get("(clearInterval(timer), saver.change({a: 'un mot de plus'}), saver.flush())")
    two.until("told.received.some(({a}) => a === 'un mot de plus')")
    assert (answers(two), notes(two), one.get("told.replaced")) == ({"a": "un mot de plus", "b": "encore"}, [], [])


def test_the_notes_of_a_page_that_died_find_their_place(tab: OpenTab) -> None:
    one = tab()
    one("merge", ID, {"answers": {"a": "avant", "b": "même", "c": "un"}})
    one("note", ID, {"answers": {"a": "après", "b": None}, "base": {"a": "avant", "b": "même"}, "version": 4})
    one("note", ID, {"answers": {"a": "après coup", "b": None, "c": "deux"}, "base": {"a": "avant", "b": "même", "c": "autre"}, "version": 4})
    two = tab()
    assert (answers(two), two("read", ID)["version"], notes(two)) == ({"a": "après coup", "c": "deux"}, 4, [])
    assert [value for key, value in two.raw().items() if key.startswith("a-part/")] == [{"c": "un"}]


@pytest.mark.parametrize("found", [4, None, [], {"id": ID}, {"id": 4, "changes": []}, {"id": ID, "changes": ["a"]}])
def test_damaged_notes_are_put_aside(tab: OpenTab, found: Any) -> None:
    one = tab()
    one.raw(**{"en-cours/0.5/audit": found})
    two = tab()
    assert (two("list"), notes(two)) == ([], [])
    assert [value for key, value in two.raw().items() if key.startswith("a-part/")] == [found]


def test_nothing_is_noted_where_no_other_tab_is_heard(tab: OpenTab) -> None:
    one = tab("delete globalThis.BroadcastChannel")
    assert one("note", ID, {"answers": {"a": "un"}}) is False
    assert notes(one) == []
    one.get("edit('audit')")
    one.get("saver.change({a: 'un'})")
    one.until("saver.saved === 'garde'")
    assert answers(tab()) == {"a": "un"}


def test_a_note_does_not_outlive_the_page_on_a_shared_computer(tab: OpenTab) -> None:
    one, two = tab("BroadcastChannel.prototype.addEventListener = () => {}"), tab()
    one.get("edit('audit')")
    two("setShared", True)
    assert one("note", ID, {"answers": {"a": "un"}}) is True
    one("settle", ID, {"answers": {"a": "un"}})
    assert (one.get("store.mode"), answers(one), [*one.raw()]) == ("partage", {"a": "un"}, ["site"])
    assert one("note", ID, {"answers": {"a": "deux"}}) is False


def test_a_note_that_cannot_be_written_is_not_remembered(tab: OpenTab) -> None:
    one = tab(_QUOTA)
    one.get("void (globalThis.broken = true)")
    assert one("note", ID, {"answers": {"a": "un"}}) is False
    one.get("void (globalThis.broken = false)")
    one("merge", ID, {"answers": {"b": "deux"}})
    assert (answers(tab()), notes(one)) == ({"b": "deux"}, [])


@pytest.mark.parametrize("event", ["visibilitychange", "pagehide"])
def test_hiding_the_page_writes_at_once(tab: OpenTab, event: str) -> None:
    one = tab("globalThis.setTimeout = new Proxy(setTimeout, { apply: (real, self, [job, delay]) => delay === 500 ? 1 : real(job, delay) })")
    one.get("edit('audit')")
    one.get("saver.change({a: 'un'})")
    one.get("""(Object.defineProperty(document, 'visibilityState', { value: 'hidden' }),
      dispatchEvent(given === 'pagehide' ? new PageTransitionEvent(given) : new Event(given)), null)""", event)  # fmt: skip
    one.until("saver.saved === 'garde'")
    assert answers(tab()) == {"a": "un"}


@pytest.mark.parametrize("how", ["goes elsewhere", "reloads", "closes"])
def test_the_last_word_is_kept_by_a_page_that_goes(tab: OpenTab, how: str) -> None:
    other = tab()
    for round in range(5):
        one = tab()
        one.get("edit('audit')")
        leaving = {"goes elsewhere": "location.href = '/ailleurs'", "reloads": "location.reload()", "closes": ""}[how]
        one.get(f"void (saver.change({{a: given}}), {leaving or 'null'})", f"mot {round}")
        if how == "closes":
            one.page.close()
        else:
            one.page.wait_for_load_state()
        other.until(f"store.read('audit').then((kept) => kept?.answers.a === 'mot {round}')")
        assert answers(tab()) == {"a": f"mot {round}"}
    other.until("localStorage.length === 0")
    assert other.get("store.trouble") is None


def test_a_page_that_comes_back_takes_back_what_it_left(tab: OpenTab) -> None:
    one = tab()
    one.get("edit('audit')")
    one.get("(saver.change({a: 'un'}), dispatchEvent(new PageTransitionEvent('pagehide')), null)")
    one.get("(dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })), saver.change({a: 'deux'}), saver.flush())")
    assert (answers(tab()), one.get("localStorage.length")) == ({"a": "deux"}, 0)


def test_what_cannot_be_written_is_said_and_tried_again(tab: OpenTab) -> None:
    one = tab(_QUOTA)
    one.get("edit('audit')")
    one.get("(globalThis.broken = true, saver.change({a: 'un'}), saver.flush())")
    assert one.get("told.saved.at(-1)") == ["echec", one.get("store.trouble")]
    assert "plus de place" in one.get("store.trouble")
    one.get("globalThis.broken = false")
    one.until("saver.saved === 'garde'")
    assert answers(tab()) == {"a": "un"}


def test_a_saver_that_stops_writes_what_is_left_and_hears_no_more(tab: OpenTab) -> None:
    one, two = tab(), tab()
    one.get("edit('audit')")
    one.get("(saver.change({a: 'un'}), saver.stop())")
    assert answers(two) == {"a": "un"}
    two("merge", ID, {"answers": {"b": "deux"}})
    one.until("watched.length > 0")
    one.get("saver.flush()")
    assert one.get("told.received") == []


def test_what_is_filed_is_what_is_on_screen(tab: OpenTab) -> None:
    one = tab()
    one.get("edit('audit')")
    assert one.get("(saver.change({a: 'un'}), saver.filed({a: 'un'}))")["filed"]
    assert not one.get("(saver.change({a: 'deux'}), saver.filed({a: 'un'}))")["filed"]

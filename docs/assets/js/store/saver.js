/* Typing, kept as it comes: changes are gathered, and noted at most DELAY after the first that isn't; once the typing pauses they are put
   in their place, where other tabs see them. Noting costs the same whatever the size of the sheet. */

import { bare } from "./records.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./records.js").Change} Change */
/** @typedef {import("./records.js").Kept} Kept */
/** @typedef {import("./store.js").Store} Store */

/**
 * "garde": written, as lastingly as the store's mode allows; "en cours": not yet; "echec": in this page only.
 * @typedef {"garde" | "en cours" | "echec"} Saved
 */

/**
 * What a saver tells. `saved`: the state is another; its sentence is the store's. `received`: what other tabs have written, to put in the
 * controls, names being typed here excepted (null: emptied). `replaced`: texts of other tabs that had to give way to what is typed here.
 * @typedef {{
 *   saved?: (state: Saved, sentence: string | null) => void, received?: (changes: Record<string, string | null>, kept: Kept | null) => void,
 *   replaced?: (others: Answers) => void,
 * }} Listener
 */

const DELAY = 500
const RETRY = 1000

/** @typedef {ReturnType<typeof makeSaver>} Saver */

/**
 * Return what writes the changes of one sheet's page.
 * @param {Store} store @param {string} id @param {Kept | null} kept what the page shows, as `store.read` gave it @param {Listener} [listener]
 */
export function makeSaver(store, id, kept, listener = {}) {
  /** The texts that this page and the store have both known. */
  let known = bare(kept?.answers)
  let pending = /** @type {Change | null} */ (null)
  let sending = /** @type {Change | null} */ (null)
  /** Whether something changed since the last beat, and whether anything noted is not in its place. */
  let fresh = false
  let noted = false
  /** The texts noted of each name: another tab that opens the sheet may have put them in their place. @type {Record<string, string[]>} */
  let own = bare()
  let timer = 0
  let retried = false
  /** @type {Promise<any>} */
  let turn = Promise.resolve()
  const events = new AbortController()
  const unwatch = store.watch((changed) => void (changed === id && (turn = turn.then(catchUp))))
  const saver = { saved: /** @type {Saved} */ ("garde"), change, flush, filed, stop }

  /**
   * Take a change of the page: texts by control name (null: emptied), and what else of the sheet changes with them.
   * @param {Record<string, string | null>} texts @param {Pick<Change, "state" | "variant" | "version" | "binds">} [rest]
   */
  function change(texts, rest = {}) {
    pending ??= { answers: bare(), base: bare(), binds: {} }
    const { answers = {}, base = {}, binds } = pending
    for (const [name, text] of Object.entries(texts)) {
      if (!(name in base)) base[name] = shown(name)
      answers[name] = text
    }
    Object.assign(pending, rest, { binds: Object.assign(binds ?? {}, rest.binds) })
    fresh = true
    timer ||= setTimeout(beat, DELAY)
    if (saver.saved === "garde") say("en cours")
  }

  /** What a text of the page replaces: what is being written, else what is known. @param {string} name */
  const shown = (name) => (sending?.answers && name in sending.answers ? sending.answers[name] : known[name]) ?? undefined

  /** Write now what is not written. Never rejects. @returns {Promise<void>} */
  function flush() {
    clearTimeout(timer)
    timer = 0
    return (turn = turn.then(write))
  }

  function beat() {
    timer = 0
    turn = turn.then(fresh ? note : write)
  }

  async function note() {
    if (!pending) return
    fresh = false
    const change = { ...pending, answers: bare(pending.answers) }
    for (const [name, text] of Object.entries(change.answers)) if (own[name]?.at(-1) !== (text ?? "")) (own[name] ??= []).push(text ?? "")
    if (!(await store.note(id, change))) return write()
    noted = true
    timer ||= setTimeout(beat, DELAY)
    if (!fresh) say("garde")
  }

  async function write() {
    if (!pending && saver.saved !== "echec") return
    sending = pending ?? {}
    pending = null
    fresh = false
    const change = { ...sending, own }
    own = bare()
    const { kept: now, others, alone, stored } = await (noted ? store.settle(id, change) : store.merge(id, change))
    if (stored) noted = false
    Object.assign(known, sending.answers)
    sending = null
    if (!alone) learn(now, false)
    if (Object.keys(others).length) listener.replaced?.(others)
    if (stored) say(pending ? "en cours" : "garde")
    else say("echec")
    if (!stored && !retried) timer ||= setTimeout(flush, RETRY)
    retried = !stored
  }

  async function catchUp() {
    learn(await store.read(id), true)
  }

  /** @param {Kept | null} now @param {boolean} always */
  function learn(now, always) {
    const fresh = now?.answers ?? bare()
    const changes = /** @type {Record<string, string | null>} */ (bare())
    for (const name of Object.keys({ ...known, ...fresh })) {
      if ((known[name] || null) !== (fresh[name] ?? null) && !(pending?.answers && name in pending.answers)) changes[name] = fresh[name] ?? null
    }
    known = bare(fresh)
    if (always || Object.keys(changes).length) listener.received?.(changes, now)
  }

  /** @param {Saved} state */
  function say(state) {
    if (saver.saved === state && state !== "echec") return
    saver.saved = state
    listener.saved?.(state, store.trouble)
  }

  /**
   * Note that these answers, leftovers included, are now in a file.
   * @param {Answers} answers @returns {Promise<Kept>} whose `filed` is null when they are no longer those kept
   */
  async function filed(answers) {
    await flush()
    return (await store.merge(id, { filed: new Date().toISOString(), exactly: answers })).kept
  }

  /** Write what is left and stop listening: the sheet is no longer on screen. @returns {Promise<void>} */
  function stop() {
    events.abort()
    unwatch()
    return flush()
  }

  function goAway() {
    const changes = [sending, pending].filter((change) => change !== null)
    if (changes.length) store.leave(id, changes)
    void flush()
  }

  const { signal } = events
  addEventListener("visibilitychange", () => void (document.visibilityState === "hidden" && flush()), { signal })
  addEventListener("pagehide", goAway, { signal })
  addEventListener("pageshow", store.stay, { signal })
  return saver
}

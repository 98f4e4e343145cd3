/* Where answers live: in this browser, and nowhere else. Two tabs on one sheet don't overwrite each other. */

import { EVERYTHING, makeBox } from "./box.js"
import { ASIDE, BOUND, NOTED, SHEET, asNoted, bare, copy, merged, nextRevision, putAside } from "./records.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./records.js").Bound} Bound */
/** @typedef {import("./records.js").Change} Change */
/** @typedef {import("./records.js").Kept} Kept */
/** @typedef {import("./records.js").Noted} Noted */
/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./box.js").Mode} Mode */

/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */

/**
 * What a merge gives: the sheet as it is now, which the caller leaves as it is; the texts that others had written in the same places
 * since `base` (the caller's are kept); whether nobody else has changed the sheet since this page last saw it; and whether all this is
 * as lasting as the store's mode allows: false after a fault only.
 * @typedef {{ kept: Kept, others: Answers, alone: boolean, stored: boolean }} Merged
 */

/**
 * Open what this browser keeps for the site. Nothing here ever rejects: after a fault, the page's memory stands in, `trouble` says so
 * in a sentence, and the next change tries again.
 * @param {string} place the site's base path, which keeps two sites of one origin apart
 */
export async function openStore(place) {
  const name = `presence:${place}`
  const late = `${name}:`
  const page = String(Math.random())
  const mine = late + page
  const channel = openChannel(name)
  /** @type {Set<(id: string) => void>} */
  const watchers = new Set()
  /** The revision of each sheet that this page has seen, 0 when it isn't there. @type {Map<string, number>} */
  const seen = new Map()
  const box = makeBox(name)

  /** @param {string} id */
  const tell = (id) => watchers.forEach((watcher) => watcher(id))

  /** @param {string} id @param {Kept | null} kept @param {boolean} [changed] by this page */
  function saw(id, kept, changed = false) {
    seen.set(id, kept?.revision ?? 0)
    if (changed) channel?.postMessage(id)
  }

  /** @param {string} id @returns {Promise<Kept | null>} */
  async function read(id) {
    const { result } = await box.run([SHEET + id], (records) => records.get(SHEET + id))
    saw(id, result ?? null)
    return copy(result)
  }

  /** Every sheet kept, in no order. @returns {Promise<Kept[]>} */
  const list = async () => (await box.run([SHEET], (records) => sheets(records).map((kept) => /** @type {Kept} */ (copy(kept))))).result

  /**
   * Change a sheet: only what is named is touched, in one step that no other tab can come between.
   * @param {string} id @param {Change} change @param {string[]} [notes] keys of what this change stands for, and that go with it
   * @returns {Promise<Merged>}
   */
  async function merge(id, change, notes = []) {
    const key = SHEET + id
    const binds = Object.entries(change.binds ?? {})
    const { result, stored } = await box.run([key, ...notes, ...binds.map(([bind]) => BOUND + bind)], (records) => {
      for (const note of notes) records.delete(note)
      const before = records.get(key)
      const done = merged(before, id, change)
      if (done.kept.revision) records.set(key, done.kept)
      for (const [bind, text] of binds) bindIn(records, bind, text, id)
      return { ...done, before: before?.revision ?? 0 }
    })
    const { kept, others, before } = result
    const alone = seen.get(id) === before
    const missed = seen.has(id) && !alone
    saw(id, kept, kept.revision !== before)
    if (missed) tell(id)
    return { kept, others, alone, stored }
  }

  /** The key of what this page notes of a sheet. @param {string} id */
  const noteOf = (id) => `${NOTED}${page}/${id}`

  /**
   * Note a change of a sheet, in the place of the last one noted: what it costs doesn't grow with the sheet, so that it can be done while
   * one types. `settle` puts it in its place, or the next page if this one dies. Nothing is noted when no other tab could say that people
   * share this computer.
   * @param {string} id @param {Change} change @returns {Promise<boolean>} whether it is noted
   */
  const note = async (id, change) => channel !== null && box.note(noteOf(id), { id, changes: [change] })

  /** Change a sheet as `merge` does; what was noted of it is done with. @param {string} id @param {Change} change @returns {Promise<Merged>} */
  const settle = (id, change) => merge(id, change, [noteOf(id)])

  /** Put a whole sheet in the place of what is kept of it. @param {Kept} given @returns {Promise<Kept>} as it is kept */
  async function replace(given) {
    const key = SHEET + given.definition
    const { result } = await box.run([key], (records) => {
      const kept = { ...given, answers: bare(given.answers), revision: nextRevision(records.get(key)?.revision) }
      records.set(key, kept)
      return kept
    })
    saw(given.definition, result, true)
    return /** @type {Kept} */ (copy(result))
  }

  /** Take a sheet away; what is returned can be put back by `replace`. @param {string} id @returns {Promise<Kept | null>} */
  async function remove(id) {
    const { result } = await box.run([SHEET + id], (records) => {
      const kept = records.get(SHEET + id)
      records.delete(SHEET + id)
      return kept
    })
    saw(id, null, true)
    return copy(result)
  }

  /** Erase everything, what was put aside included. @returns {Promise<void>} */
  async function clear() {
    dropLeft(() => true)
    const { result } = await box.run(EVERYTHING, (records) => {
      const ids = sheets(records).map((kept) => kept.definition)
      records.clear()
      return ids
    })
    for (const id of result) saw(id, null, true)
  }

  /** What was put aside, the oldest first. @returns {Promise<[key: string, value: any][]>} */
  const aside = async () => (await box.run([ASIDE], (records) => [...records].sort(([one], [other]) => (one < other ? -1 : 1)))).result

  /** Put a record aside again, whatever it is, or erase it when none is given. @param {string} key @param {any} [value] */
  const setAside = (key, value) => box.run([key], (records) => void (value === undefined ? records.delete(key) : records.set(key, value)))

  /** The answers that sheets share, by their `bind`. @returns {Promise<Record<string, Bound>>} */
  async function shared() {
    const { result } = await box.run([BOUND], (records) => [...records])
    return bare(Object.fromEntries(result.filter(([key]) => key.startsWith(BOUND)).map(([key, bound]) => [key.slice(BOUND.length), { ...bound }])))
  }

  /**
   * Say whether people share this computer: then nothing outlives the page. Until it is said again, for every page of the site.
   * @param {boolean} on @param {boolean} [erase] what is kept already
   */
  async function setShared(on, erase = false) {
    if (erase) dropLeft(() => true)
    await box.share(on, erase)
    await box.run([], () => {})
    channel?.postMessage("")
  }

  /** Call back when another tab has changed a sheet. @param {(id: string) => void} watcher @returns {() => void} what stops it */
  function watch(watcher) {
    watchers.add(watcher)
    return () => void watchers.delete(watcher)
  }

  /**
   * Write changes of a sheet without waiting, as a page must when it goes away: the next page, or another tab, puts them in their place.
   * @param {string} id @param {Change[]} changes in their order
   */
  function leave(id, changes) {
    if (box.mode === "partage") return
    try {
      localStorage.setItem(`${mine}:${id}`, JSON.stringify({ id, changes }))
    } catch {
      // No room for it: what the page was writing when it went is all there is.
    }
  }

  /** Take back what `leave` wrote: the page is still there after all. */
  const stay = () => dropLeft((key) => key.startsWith(mine))

  /** @param {(key: string) => boolean} chosen @returns {[key: string, text: string][]} what was left */
  function dropLeft(chosen) {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(late) && chosen(key))
      const left = keys.map((key) => /** @type {[string, string]} */ ([key, localStorage.getItem(key) ?? ""]))
      keys.forEach((key) => localStorage.removeItem(key))
      return left
    } catch {
      return []
    }
  }

  /** Put in their place the changes that other pages had noted: the last pages to be killed, or those still typing. */
  async function gatherNoted() {
    const { result } = await box.run([NOTED], (records) => [...records].filter(([key]) => key.startsWith(NOTED)))
    for (const [key, { id, changes }] of result) await putInPlace(id, changes, [key])
  }

  /** Put in their place the last changes of pages that went away. */
  async function gatherLeft() {
    for (const [key, text] of dropLeft((key) => !key.startsWith(mine))) {
      const left = asLeft(text)
      if (!left) continue
      await putInPlace(left.id, left.changes, [NOTED + key.slice(late.length).replace(":", "/")])
      tell(left.id)
    }
  }

  /** @param {string} id @param {Change[]} changes @param {string[]} notes */
  async function putInPlace(id, changes, notes) {
    for (const change of changes) {
      const { others } = await merge(id, change, notes)
      if (Object.keys(others).length) await box.run([], (records) => putAside(records, SHEET + id, others))
    }
  }

  /** Catch up with what happened while this page was not told: it slept, or was kept aside by the browser. */
  async function catchUp() {
    await box.look()
    const { result } = await box.run([...seen.keys()].map((id) => SHEET + id), (records) => new Map(records))
    for (const [id, revision] of seen) {
      const now = result.get(SHEET + id)?.revision ?? 0
      if (now === revision) continue
      seen.set(id, now)
      tell(id)
    }
  }

  channel?.addEventListener("message", async ({ data }) => {
    if (data === "") return catchUp()
    if (seen.has(data)) await read(data)
    tell(data)
  })
  addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && catchUp()))
  addEventListener("pageshow", ({ persisted }) => void (persisted && catchUp()))
  addEventListener("storage", ({ key }) => void (key?.startsWith(late) && gatherLeft()))
  await gatherLeft()
  await gatherNoted()
  await box.run([], () => {})

  return {
    get mode() { return box.mode },
    /** One sentence when something went wrong, for the reader. */
    get trouble() { return box.trouble },
    read, list, merge, note, settle, replace, remove, clear, aside, setAside, shared, setShared, watch, leave, stay,
  }
}

/** @param {Records} records @returns {Kept[]} */
const sheets = (records) => [...records].filter(([key]) => key.startsWith(SHEET)).map(([, kept]) => kept)

/** @param {Records} records @param {string} bind @param {string | null} text @param {string} definition */
function bindIn(records, bind, text, definition) {
  if (!text) records.delete(BOUND + bind)
  else if (records.get(BOUND + bind)?.text !== text) records.set(BOUND + bind, { text, changed: new Date().toISOString(), definition })
}

/** @param {string} text @returns {Noted | null} */
function asLeft(text) {
  try {
    return asNoted(JSON.parse(text))
  } catch {
    return null
  }
}

/** @param {string} name */
function openChannel(name) {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}

/* Records that outlive any fault: in IndexedDB when it works, else in the page's memory until it works again. */

import { SITE, makeDatabase } from "./database.js"
import { ASIDE, BOUND, ERASED, NOTED, SHEET, rejoin, tidy } from "./records.js"

/** @typedef {import("./database.js").Site} Site */
/** @typedef {import("./records.js").Records} Records */

/** @typedef {"navigateur" | "memoire" | "partage"} Mode IndexedDB; memory because of a fault; memory on purpose, on a shared computer. */

export const EVERYTHING = [SHEET, BOUND, NOTED, ASIDE]
const REFUSED = "Ce navigateur ne garde pas vos réponses\u00a0: enregistrez-les dans un fichier avant de fermer la page."
const FULL = "Il n’y a plus de place dans ce navigateur\u00a0: vos dernières réponses n’y sont pas gardées. Enregistrez-les dans un fichier."
const DAMAGED = "Une fiche gardée dans ce navigateur est abîmée\u00a0: l’original est mis de côté dans «\u00a0Mes fiches\u202f», rien n’est effacé."
const CROSSED = "Une réponse a aussi été changée ailleurs\u00a0: l’autre version de la fiche est mise de côté dans «\u00a0Mes fiches\u202f», rien n’est effacé."

/** @param {string} name the database's */
export function makeBox(name) {
  const memory = /** @type {Records} */ (new Map())
  /** What is in memory only: the records that these came from. */
  const unsaved = /** @type {Records} */ (new Map())
  let notice = /** @type {string | null} */ (null)
  const box = { mode: /** @type {Mode} */ ("navigateur"), trouble: /** @type {string | null} */ (null), run, note, look, share }
  /** @type {Promise<any>} */
  let last = Promise.resolve()

  /** Which database this page has known. */
  let birth = /** @type {number | undefined} */ (undefined)
  const writeAgain = () => void run([], () => {})
  const database = makeDatabase(name, writeAgain)

  /** One job at a time. @template T @param {() => Promise<T>} job @returns {Promise<T>} */
  const inTurn = (job) => (last = last.then(job, job))

  /**
   * Let `work` read and change the records of these keys. Returns what it gives, and whether that is as lasting as the mode allows.
   * Never rejects.
   * @template T @param {string[]} keys @param {(records: Records) => T} work @returns {Promise<{ result: T, stored: boolean }>}
   */
  function run(keys, work) {
    return inTurn(async () => {
      let fault = null
      for (const dry of [false, false, true]) {
        if (box.mode === "partage" || fault?.name === "TimeoutError") break
        try {
          const result = await inDatabase(keys, work, dry)
          if (!result) break
          if (dry) fell(fault)
          else if (unsaved.size) writeAgain()
          return { ...result, stored: !dry }
        } catch (error) {
          fault = /** @type {any} */ (error)
        }
      }
      if (box.mode !== "partage") fell(fault)
      return { result: inMemory(keys, work), stored: box.mode === "partage" }
    })
  }

  /** @template T @param {string[]} keys @param {(records: Records) => T} work @param {boolean} dry */
  async function inDatabase(keys, work, dry) {
    const own = [...new Set([...keys, ...unsaved.keys()])]
    let before = /** @type {Records} */ (new Map())
    let after = before
    const done = await database.run([SITE, ...own], (records) => {
      const site = /** @type {Site | undefined} */ (records.get(SITE))
      if (site?.shared) {
        for (const key of keys) if (key.startsWith(NOTED)) records.delete(key)
        return null
      }
      if (birth !== undefined && birth !== site?.birth) erased()
      birth = site?.birth
      records.delete(SITE)
      if (tidy(records)) notice = DAMAGED
      before = new Map(records)
      for (const key of own) if (unsaved.has(key) && rejoin(records, key, unsaved.get(key), memory.get(key))) notice = CROSSED
      const result = work(records)
      after = new Map(records)
      if (site) records.set(SITE, site)
      return { result }
    }, dry)
    if (!done) {
      box.mode = "partage"
      return null
    }
    box.mode = "navigateur"
    box.trouble = notice
    for (const key of own) unsaved.delete(key)
    if (dry) remember(before, after)
    for (const key of new Set([...own.filter((key) => !isPrefix(key)), ...held(keys)])) put(memory, key, after.get(key))
    return done
  }

  /**
   * Write a record at the least cost, nothing being read. Returns whether it is in the database; nothing is remembered of it if it isn't.
   * @param {string} key @param {any} value @returns {Promise<boolean>}
   */
  function note(key, value) {
    return inTurn(async () => {
      if (box.mode !== "navigateur" || unsaved.size) return false
      return database.run([], (records) => Boolean(records.set(key, value))).catch(() => false)
    })
  }

  /** @template T @param {string[]} keys @param {(records: Records) => T} work @returns {T} */
  function inMemory(keys, work) {
    const records = new Map(held(keys).map((key) => [key, memory.get(key)]))
    const before = new Map(records)
    const result = work(records)
    remember(before, records)
    return result
  }

  /** @param {string[]} keys */
  const held = (keys) => [...memory.keys()].filter((key) => keys.some((asked) => asked === key || (isPrefix(asked) && key.startsWith(asked))))

  /** Remember what memory alone has of these records, and what it came from. @param {Records} before @param {Records} after */
  function remember(before, after) {
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(key) === after.get(key)) continue
      if (!unsaved.has(key)) unsaved.set(key, before.get(key))
      put(memory, key, after.get(key))
    }
  }

  function erased() {
    for (const key of memory.keys()) if (!unsaved.has(key)) unsaved.set(key, ERASED)
  }

  /** @param {any} fault */
  function fell(fault) {
    box.mode = "memoire"
    box.trouble = fault?.name === "QuotaExceededError" ? FULL : REFUSED
  }

  /** See whether another page has said that the computer is shared, or is no more. */
  function look() {
    return inTurn(async () => {
      const shared = await database.run([SITE], (records) => Boolean(records.get(SITE)?.shared)).catch(() => box.mode === "partage")
      if (shared) box.mode = "partage"
      else if (box.mode === "partage") box.mode = "navigateur"
    })
  }

  /** @param {boolean} on @param {boolean} erase what was kept before */
  function share(on, erase) {
    return inTurn(async () => {
      await database.run(erase ? [SITE, ...EVERYTHING] : [SITE], (records) => {
        const site = records.get(SITE)
        if (erase) records.clear()
        records.set(SITE, { ...site, shared: on })
      }).catch(() => {})
      if (erase) erased()
      box.mode = on ? "partage" : "navigateur"
      box.trouble = notice
    })
  }

  return box
}

/** Say whether a key stands for all that begin so. @param {string} key */
const isPrefix = (key) => key.endsWith("/")

/** @param {Records} records @param {string} key @param {any} value */
function put(records, key, value) {
  if (value === undefined) records.delete(key)
  else records.set(key, value)
}

/* What is kept of a sheet, and how two histories of it become one. No storage here. */

/** @typedef {import("../types.js").Answers} Answers */

/**
 * What is kept of one sheet. `answers` are the named form, leftovers of former versions included, in an object without prototype;
 * `filed` is the ISO moment when exactly these answers were last put in a file, null since a change.
 * @typedef {{
 *   definition: string, version: number, variant: string | null, answers: Answers, state: "" | "termine" | "non_concerne",
 *   changed: string, filed: string | null, revision: number,
 * }} Kept
 */

/**
 * What a caller changes of a sheet: nothing but the names given. `base` says what the caller's texts replace: a name that differs from
 * both, and from `own`, the texts that the caller has noted on the way, was changed elsewhere. `filed` counts only when `exactly`, if
 * given, are the answers kept.
 * @typedef {{
 *   answers?: Record<string, string | null>, base?: Record<string, string | undefined>, own?: Record<string, string[]>, state?: Kept["state"],
 *   variant?: string | null, version?: number, filed?: string, exactly?: Answers, binds?: Record<string, string | null>,
 * }} Change
 */

/** Changes that a page has noted, or left when it went away. @typedef {{ id: string, changes: Change[] }} Noted */

/** An answer that several sheets share. @typedef {{ text: string, changed: string, definition: string }} Bound */

/** @typedef {Map<string, any>} Records */

export const SHEET = "fiche/"
export const BOUND = "commun/"
export const NOTED = "en-cours/"
export const ASIDE = "a-part/"

/** What a record is said to come from when what it came from was erased under the page. */
export const ERASED = Symbol("erased")

/** Return a copy of a record that no name can surprise. @template T @param {Record<string, T>} [record] @returns {Record<string, T>} */
export const bare = (record) => Object.assign(Object.create(null), record)

/** @param {string} definition @returns {Kept} */
const blank = (definition) =>
  ({ definition, version: 1, variant: null, answers: bare(), state: "", changed: "", filed: null, revision: 0 })

const now = () => new Date().toISOString()

/** @param {any} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value)

/** @param {any} value */
const isMoment = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value))

/**
 * Return the record itself when it is right, else what texts can be read of it, null when there can't be any.
 * @param {any} value @param {string} id @returns {Kept | null}
 */
function asKept(value, id) {
  if (!isObject(value) || value.definition !== id || !isObject(value.answers)) return null
  const texts = Object.entries(value.answers).filter(([, text]) => typeof text === "string")
  const { version, variant, answers, state, changed, filed, revision } = value
  const right = texts.length === Object.keys(answers).length && [version, revision].every(Number.isSafeInteger) && isMoment(changed)
    && (variant === null || typeof variant === "string") && ["", "termine", "non_concerne"].includes(state) && (filed === null || isMoment(filed))
  if (!right) return { ...blank(id), answers: bare(Object.fromEntries(texts)), changed: now(), revision: nextRevision() }
  Object.setPrototypeOf(answers, null)
  return value
}

/** @param {any} value @returns {Noted | null} */
export const asNoted = (value) =>
  isObject(value) && typeof value.id === "string" && Array.isArray(value.changes) && value.changes.every(isObject) ? value : null

/** @param {any} value @returns {Bound | null} */
const asBound = (value) =>
  isObject(value) && typeof value.text === "string" && isMoment(value.changed) && typeof value.definition === "string" ? value : null

/** Put a record where nobody reads it, instead of losing it. @param {Records} records @param {string} key @param {any} value */
export const putAside = (records, key, value) => records.set(`${ASIDE}${now()}/${key}`, value)

/** Put aside what can't be read, leaving what can; return whether there was any. @param {Records} records */
export function tidy(records) {
  let found = false
  for (const [key, value] of [...records]) {
    if (key.startsWith(ASIDE)) continue
    const id = key.slice(key.indexOf("/") + 1)
    const right = key.startsWith(SHEET) ? asKept(value, id) : key.startsWith(BOUND) ? asBound(value) : asNoted(value)
    if (right !== null && right === value) continue
    found = true
    putAside(records, key, value)
    if (right) records.set(key, right)
    else records.delete(key)
  }
  return found
}

/** @param {Kept | undefined} kept @returns {Kept | null} */
export const copy = (kept) => (kept ? { ...kept, answers: bare(kept.answers) } : null)

/** Return the revision after another: never twice the same, even after a removal. @param {number} [before] */
export const nextRevision = (before = 0) => Math.max(before + 1, Date.now())

/**
 * Return a sheet changed, the very same when there is nothing to change, and the texts of others that were replaced.
 * @param {Kept | undefined} before @param {string} id @param {Change} change @returns {{ kept: Kept, others: Answers }}
 */
export function merged(before, id, change) {
  const kept = before ?? blank(id)
  const { answers, others, touched } = mergedAnswers(kept.answers, change)
  const { version = kept.version, variant = kept.variant, state = kept.state } = change
  const changed = touched || variant !== kept.variant
  let filed = changed ? null : kept.filed
  if (change.filed && (!change.exactly || same(answers, change.exactly))) filed = change.filed
  if (!changed && state === kept.state && filed === kept.filed && (!before || version === kept.version)) return { kept, others }
  const moment = changed || !before || state !== kept.state ? now() : kept.changed
  const revision = nextRevision(kept.revision)
  return { kept: { definition: id, version, variant, answers, state, changed: moment, filed, revision }, others }
}

/** @param {Answers} kept @param {Change} change */
function mergedAnswers(kept, change) {
  const answers = bare(kept)
  const others = /** @type {Answers} */ (bare())
  const base = change.base && bare(change.base)
  const own = bare(change.own)
  let touched = false
  for (const [name, given] of Object.entries(change.answers ?? {})) {
    const text = given || undefined
    const stored = answers[name]
    if (stored === text) continue
    if (base && stored !== (base[name] || undefined) && !own[name]?.includes(stored ?? "")) others[name] = stored ?? ""
    if (text === undefined) delete answers[name]
    else answers[name] = text
    touched = true
  }
  return { answers, others, touched }
}

/** @param {Answers} some @param {Answers} given */
function same(some, given) {
  const others = Object.entries(given).filter(([, text]) => text)
  return others.length === Object.keys(some).length && others.every(([name, text]) => some[name] === text)
}

/**
 * Write in `records` what a page has changed apart, from `base` to `mine`, whatever others have changed meanwhile. Return whether one of
 * their texts had to give way: their record is then put aside.
 * @param {Records} records @param {string} key @param {any} base @param {any} mine
 */
export function rejoin(records, key, base, mine) {
  const theirs = records.get(key)
  if (!key.startsWith(SHEET) || !theirs || theirs.revision === base?.revision) {
    if (mine) records.set(key, mine)
    else records.delete(key)
    return false
  }
  if (!mine) return false
  if (base === ERASED) {
    const [old, recent] = theirs.revision < mine.revision ? [theirs, mine] : [mine, theirs]
    records.set(key, { ...recent, answers: bare({ ...old.answers, ...recent.answers }) })
    return false
  }
  const { kept, others } = merged(theirs, mine.definition, difference(base ?? blank(mine.definition), mine))
  records.set(key, kept)
  const conflict = Object.keys(others).length > 0
  if (conflict) putAside(records, key, theirs)
  return conflict
}

/** @param {Kept} base @param {Kept} mine @returns {Change} */
function difference(base, mine) {
  const answers = /** @type {Record<string, string | null>} */ (bare())
  for (const name of Object.keys({ ...base.answers, ...mine.answers })) {
    if (mine.answers[name] !== base.answers[name]) answers[name] = mine.answers[name] ?? null
  }
  const change = /** @type {Change} */ ({ answers, base: base.answers, version: mine.version })
  if (mine.state !== base.state) change.state = mine.state
  if (mine.variant !== base.variant) change.variant = mine.variant
  return change
}

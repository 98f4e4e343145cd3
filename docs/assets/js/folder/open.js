/* Files opened in « Mes fiches »: every sheet that they hold is shown, then all are written, or none. */

import { compare } from "../bring-back/compare.js"
import { factsOf, isTaken, isWhole } from "../bring-back/open.js"
import { changesOf, review } from "../bring-back/review.js"
import { read } from "../bring-back/source.js"
import { Refusal } from "../readback/refusal.js"
import { modelOf } from "../take-away/site.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../readback/read.js").Reading} Reading */
/** @typedef {import("../store/records.js").Kept} Kept */
/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {{ file: File, reading: Reading, state: string }} Found */

/** What is to be written of one sheet. `whole` tells that a file holds all of it.
 * @typedef {{ model: Model, before: Kept | null, answers: Answers, changes: Record<string, string | null>, variant: string | null, state: string, whole: boolean }} Plan */

/** What came of files: how many answers were taken, of how many sheets, what was refused, and how to go back.
 * @typedef {{ taken: number, sheets: number, same: number, refused: string[], undo: () => Promise<void> }} Outcome */

/**
 * Open files: read them all, show what each sheet would change, then write. Return null when the reader gives up: nothing is changed.
 * @param {Store} store
 * @param {File[]} files
 * @returns {Promise<Outcome | null>}
 */
export async function openFiles(store, files) {
  const { found, refused } = await readAll(files)
  /** @type {Map<string, Plan>} */
  const plans = new Map()
  let taken = 0
  let same = 0
  let shown = true
  for (const [rank, { file, reading, state }] of found.entries()) {
    const plan = plans.get(reading.identity.definition) ?? (await planOf(store, reading))
    const comparison = compare(plan.model, plan.answers, {}, reading)
    let changes = changesOf(comparison.differences)
    if (!comparison.differences.length) same++
    else if (shown || comparison.differences.some(({ conflict }) => conflict)) {
      const place = { among: found.length > 1, following: shown && rank + 1 < found.length }
      const reviewed = await review(titleOf(plan.model, rank, found.length), factsOf(file, reading, plan.model, plan.variant), comparison, place)
      if (!reviewed) return null
      if (reviewed.answer === "pass") continue
      if (reviewed.answer === "rest") shown = false
      changes = reviewed.changes
    }
    taken += comparison.differences.filter((item) => isTaken(item, changes)).length
    plans.set(plan.model.id, joined(plan, changes, plan.state || state, isWhole(comparison, changes)))
  }
  const written = [...plans.values()].filter(({ before, changes, state }) => Object.keys(changes).length || (before?.state ?? "") !== state)
  for (const plan of written) await write(store, plan)
  return { taken, same, sheets: written.length, refused, undo: () => putBack(store, written) }
}

/**
 * @param {File[]} files
 * @returns {Promise<{ found: Found[], refused: string[] }>}
 */
async function readAll(files) {
  /** @type {Found[]} */
  const found = []
  /** @type {string[]} */
  const refused = []
  for (const file of files) {
    try {
      const contents = await read(file)
      found.push(...contents.readings.map((reading) => ({ file, reading, state: contents.states.get(reading.identity.definition) ?? "" })))
      refused.push(...contents.refused.map(({ message }) => `« ${file.name} » : ${message}`))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push(`« ${file.name} » : ${error.message}`)
    }
  }
  return { found, refused }
}

/**
 * @param {Model} model
 * @param {number} rank
 * @param {number} count
 * @returns {string}
 */
const titleOf = (model, rank, count) => (count > 1 ? `${rank + 1} sur ${count} : ${model.title}` : `Ce que le fichier changerait : ${model.title}`)

/**
 * @param {Store} store
 * @param {Reading} reading
 * @returns {Promise<Plan>}
 */
async function planOf(store, { identity }) {
  const model = await modelOf(identity.definition)
  const before = await store.read(identity.definition)
  const answers = before?.answers ?? Object.create(null)
  return { model, before, answers, changes: Object.create(null), variant: before?.variant ?? identity.variant, state: before?.state ?? "", whole: false }
}

/**
 * @param {Plan} plan
 * @param {Record<string, string | null>} changes
 * @param {string} state
 * @param {boolean} whole
 * @returns {Plan}
 */
function joined(plan, changes, state, whole) {
  const answers = Object.assign(Object.create(null), plan.answers, changes)
  for (const name in answers) if (answers[name] === null) delete answers[name]
  return { ...plan, answers, changes: Object.assign(Object.create(null), plan.changes, changes), state, whole }
}

/**
 * @param {Store} store
 * @param {Plan} plan
 */
async function write(store, { model, before, answers, changes, variant, state, whole }) {
  const binds = model.fields.flatMap(({ id, bind }) => (bind && changes[id] !== undefined ? [[bind, changes[id]]] : []))
  const filed = whole ? { filed: new Date().toISOString(), exactly: answers } : {}
  await store.merge(model.id, {
    answers: changes, base: before?.answers ?? {}, version: model.version, variant, state: /** @type {Kept["state"]} */ (state), binds: Object.fromEntries(binds), ...filed,
  })
}

/**
 * @param {Store} store
 * @param {Plan[]} plans
 */
async function putBack(store, plans) {
  for (const { model, before } of plans) {
    if (before) await store.replace(before)
    else await store.remove(model.id)
  }
}

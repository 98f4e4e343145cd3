/* How far a sheet is filled. */

import { unaskedWith } from "./asked.js"
import { workedOut } from "./results.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../expressions/evaluate.js").Nested} Nested */
/** @typedef {{ asked: number, answered: number }} Count */

/**
 * How many questions are asked and how many have an answer, in the sheet and in each of its sections. A table is one question, a
 * multichoice too, a result is none; questions of clauses count, those that are not asked don't.
 * @param {Model} model
 * @param {string | null} variant
 * @param {Answers} answers
 * @returns {Count & { sections: Record<string, Count> }}
 */
export function progress(model, variant, answers) {
  const { values } = workedOut(model, answers)
  return progressWith(model, values, unaskedWith(model, variant, values))
}

/**
 * The same, from nested answers with their results and what is not asked.
 * @param {Model} model
 * @param {Nested} values
 * @param {Set<string>} out
 * @returns {Count & { sections: Record<string, Count> }}
 */
export function progressWith(model, values, out) {
  const computed = new Set(model.fields.filter(({ kind }) => kind === "computed").map(({ id }) => id))
  /** @type {Record<string, Count>} */
  const sections = {}
  for (const section of model.sections) {
    const ids = [section, ...(section.clauses ?? [])].flatMap(({ fields = [] }) => fields)
    const asked = ids.filter((id) => !computed.has(id) && !out.has(`field:${id}`))
    sections[section.id] = { asked: asked.length, answered: asked.filter((id) => values[id] !== undefined).length }
  }
  const counts = Object.values(sections)
  /** @type {(key: keyof Count) => number} */
  const total = (key) => counts.reduce((sum, count) => sum + count[key], 0)
  return { asked: total("asked"), answered: total("answered"), sections }
}

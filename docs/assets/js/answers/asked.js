/* What a sheet doesn't ask: what the variant leaves out (`only`), what a condition leaves out (`when`). */

import { evaluate } from "../expressions/evaluate.js"
import { workedOut } from "./results.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../expressions/evaluate.js").Nested} Nested */
/** @typedef {{ only?: string[], when?: import("../types.js").Expression }} Scope */

/**
 * The sections, clauses and fields that are not asked, as "section:<id>", "clause:<id>" and "field:<id>". What stands in a part that
 * is not asked is not asked either. Formulas go on reading the answers given there, as everywhere.
 * @param {Model} model
 * @param {string | null} variant the first one declared when null
 * @param {Answers} answers
 * @returns {Set<string>}
 */
export function unasked(model, variant, answers) {
  return unaskedWith(model, variant, workedOut(model, answers).values)
}

/**
 * The same, from nested answers with their results.
 * @param {Model} model
 * @param {string | null} variant
 * @param {Nested} values
 * @returns {Set<string>}
 */
export function unaskedWith(model, variant, values) {
  const shown = variant ?? Object.keys(model.variants ?? {})[0]
  const fields = new Map(model.fields.map((field) => [field.id, field]))
  /** @type {Set<string>} */
  const found = new Set()

  /** @type {(key: string, scope: Scope, within: boolean) => boolean} */
  const settle = (key, { only, when }, within) => {
    const kept = !only || (shown !== undefined && only.includes(shown))
    const asked = within && kept && (!when || evaluate(when, values) === true)
    if (!asked) found.add(key)
    return asked
  }
  /** @type {(ids: string[] | undefined, within: boolean) => void} */
  const settleFields = (ids = [], within) => ids.forEach((id) => settle(`field:${id}`, fields.get(id) ?? {}, within))

  for (const section of model.sections) {
    const asked = settle(`section:${section.id}`, section, true)
    settleFields(section.fields, asked)
    for (const clause of section.clauses ?? []) settleFields(clause.fields, settle(`clause:${clause.id}`, clause, asked))
  }
  return found
}

/* What a control name stands for in a model, and what the text found there answers (`macros/readback/targets.py`). */

import { TICKED } from "../answers/forms.js"
import { cellName, splitName } from "../answers/names.js"
import { strip } from "../answers/spaces.js"
import { sameLabel, understood } from "../answers/written.js"

/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("./findings.js").Place} Place */

/** How an answer was found, the surest first. @typedef {"name" | "position" | "code"} How */

/**
 * One answer in the named form. `readable` is false for a date, a number or an option kept as it was typed.
 * @typedef {{ name: string, text: string, how: How, readable: boolean }} Answer
 */

/**
 * What a control answers: a field, a column in a row of a table, or one option of a multichoice.
 * @typedef {{ name: string, field: Field, table: Field | null, row: string, option: string }} Target
 */

/** What people write in a box, or across it, to tick it. */
export const TICKS = new Set(["oui", "x", "vrai", "true", "1", "on", "yes", "☒", "☑", "✓", "✔", "✗", "✘"])
const NO_TICKS = new Set(["non", "faux", "false", "0", "off", "no", "☐", "□"])
const ADDED_ROW = /^[1-9][0-9]{0,5}$/

/** The control names of a model. */
export class Targets {
  /** @param {Model} model */
  constructor(model) {
    this.model = model
    this.fields = new Map(model.fields.map((field) => [field.id, field]))
    this.ranks = new Map(model.fields.map((field, rank) => [field.id, rank]))
  }

  /**
   * Return what a name stands for, or null when the model has no such name.
   * @param {string} name
   * @returns {Target | null}
   */
  get(name) {
    const [id = "", ...rest] = splitName(name)
    const field = this.fields.get(id)
    if (field?.kind === "table") {
      const [row = "", columnId, ...more] = rest
      const column = field.columns?.find((one) => one.id === columnId)
      const known = Array.isArray(field.rows) ? field.rows.some((one) => one.id === row) : ADDED_ROW.test(row)
      return column && known && !more.length ? { name, field: column, table: field, row, option: "" } : null
    }
    if (field?.kind === "multichoice") {
      const [option = ""] = rest
      return rest.length === 1 && field.options?.some((one) => one.id === option) ? { name, field, table: null, row: "", option } : null
    }
    return field && !rest.length ? { name, field, table: null, row: "", option: "" } : null
  }

  /**
   * Return the cell of a table.
   * @param {Field} table
   * @param {string} row
   * @param {string} column
   * @returns {Target | null}
   */
  cell(table, row, column) {
    return this.get(cellName(table.id, row, column))
  }
}

/**
 * Return what a place answers; null when it is empty or when its field is worked out.
 * @param {Target} target
 * @param {Place} place
 * @param {How} how
 * @returns {Answer | null}
 */
export function answer(target, place, how) {
  if (target.field.kind === "computed") return null
  if (target.option) return tick(target, place, how)
  if (!strip(place.text) || place.ticked === false) return null
  return { name: target.name, ...understood(target.field, place.text), how }
}

/** The answer of one box; a sign that is neither a yes nor a no is kept as it is.
 * @type {(target: Target, place: Place, how: How) => Answer | null} */
function tick({ name, field, option }, place, how) {
  const said = sameLabel(place.text)
  const ticked = place.ticked ?? TICKS.has(said)
  const label = field.options?.find((one) => one.id === option)?.label ?? ""
  if (ticked || (place.ticked === null && (said === sameLabel(label) || said === option))) return { name, text: TICKED, how, readable: true }
  if (place.ticked !== null || !said || NO_TICKS.has(said)) return null
  return { name, text: place.text, how, readable: false }
}

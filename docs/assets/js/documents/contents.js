/* What to write in each control of a document, whatever its format. */

import { MAX_ROWS, splitName } from "../answers/names.js"
import { reached, said } from "../answers/wording.js"
import { written } from "../answers/written.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {number | string | boolean | null} Result */
/**
 * The answer as it is kept, and as a document shows it; of a result, the rank of the reading that it reaches, -1 for none.
 * @typedef {{ field: Field, value: string, text: string, step?: number }} Content
 */
/** @typedef {{ bytes: Uint8Array, unprintable: string[], unplaced: string[] }} Filled */

/** What XML can't hold: control characters, half of a character, non-characters. */
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu

const TICKED = "oui"

/**
 * The contents of the controls that have something to show, results included, by control name.
 * @param {Model} model
 * @param {Answers} answers
 * @param {Map<string, Result>} [results]
 * @returns {Map<string, Content>}
 */
export function contents(model, answers, results = new Map()) {
  const fields = new Map(model.fields.map((field) => [field.id, field]))
  /** @type {Map<string, Content>} */
  const found = new Map()
  for (const [name, answer] of Object.entries(answers)) {
    const field = fieldOf(fields, name)
    const value = legal(answer)
    if (!field || field.kind === "computed" || !value.trim() || (field.kind === "multichoice" && value !== TICKED)) continue
    found.set(name, { field, value, text: field.kind === "multichoice" ? value : legal(written(field, value)) })
  }
  for (const [name, result] of results) {
    const field = fieldOf(fields, name)
    if (field?.kind !== "computed" || result === null || result === "") continue
    found.set(name, { field, value: String(result), text: legal(said({ ...field, unit: undefined }, result)), step: reached(field, result) })
  }
  return found
}

/**
 * The names of answers that no control of a document takes.
 * @param {Answers} answers
 * @param {(name: string) => boolean} placed
 */
export function unplaced(answers, placed) {
  return Object.keys(answers).filter((name) => answers[name]?.trim() && !placed(name))
}

/**
 * The table and the number of the row that a control name says, null for another control.
 * @param {string} name
 * @returns {{ table: string, row: number, column: string } | null}
 */
export function addedRow(name) {
  const [table = "", row = "", column, ...rest] = splitName(name)
  return column !== undefined && !rest.length && /^[1-9]\d{0,5}$/.test(row) ? { table, row: Number(row), column } : null
}

/**
 * The last row of each table that has something to show.
 * @param {Iterable<string>} names
 * @returns {Map<string, number>}
 */
export function lastRows(names) {
  /** @type {Map<string, number>} */
  const found = new Map()
  for (const name of names) {
    const place = addedRow(name)
    if (place) found.set(place.table, Math.max(place.row, found.get(place.table) ?? 0))
  }
  return found
}

/** The field of a control, or the column of its table; undefined for a name that the model does not have.
 * @type {(fields: Map<string, Field>, name: string) => Field | undefined} */
function fieldOf(fields, name) {
  const [id = "", second, column, ...rest] = splitName(name)
  const field = rest.length ? undefined : fields.get(id)
  if (field?.kind === "table") return inTable(field, second) ? field.columns?.find((each) => each.id === column) : undefined
  if (field?.kind === "multichoice" && column === undefined) return field.options?.some((option) => option.id === second) ? field : undefined
  return second === undefined ? field : undefined
}

/** @type {(table: Field, row: string | undefined) => boolean} */
function inTable(table, row) {
  if (Array.isArray(table.rows)) return table.rows.some((fixed) => fixed.id === row)
  return /^[1-9]\d*$/.test(row ?? "") && Number(row) <= MAX_ROWS
}

/** @type {(text: string) => string} */
function legal(text) {
  return text.replace(/\r\n?/g, "\n").replace(ILLEGAL, "")
}

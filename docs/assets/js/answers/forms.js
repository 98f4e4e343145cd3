/* The nested and the named form of answers, and the way from each to the other, as macros/answers/forms.py. */

import { number } from "../expressions/values.js"
import { cellName, optionName, splitName } from "./names.js"
import { plainNumber, withExponent } from "./numbers.js"
import { strip } from "./spaces.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../expressions/evaluate.js").Nested} Nested */
/** @typedef {{ name: string, row: string, column: string }} Cell */

/** The text of a ticked box. */
export const TICKED = "oui"

const ROW = /^[1-9][0-9]{0,5}$/
const WHOLE = /^(-?)0*([0-9]{1,400})$/

/**
 * The nested form of named answers; `rest` are those that the model has no place for, `rows` what stands for each row of a table in
 * the names, in order. Empty answers are left out, computed values are not answers. Numbers become numbers; what can't be read as
 * one stays text, as does a whole number that a double would round. Rows that the reader adds are numbered anew.
 * @param {Model} model
 * @param {Answers} answers
 * @returns {{ nested: Nested, rest: Answers, rows: Map<string, string[]> }}
 */
export function toNested(model, answers) {
  const waiting = new Map(Object.entries(answers).filter(([, text]) => text !== ""))
  const cells = cellsByTable(waiting.keys())
  const rows = new Map()
  /** @type {Nested} */
  const nested = {}
  for (const field of model.fields) {
    if (field.kind === "table") {
      const found = takeRows(field, cells.get(field.id) ?? [], waiting)
      rows.set(field.id, [...found.keys()])
      if (found.size) nested[field.id] = Array.isArray(field.rows) ? Object.fromEntries(found) : [...found.values()]
    } else if (field.kind === "multichoice") {
      const ticked = takeOptions(field, waiting)
      if (ticked.length) nested[field.id] = ticked
    } else {
      const text = take(waiting, field.id)
      if (text && field.kind !== "computed") nested[field.id] = valued(field, text)
    }
  }
  return { nested, rest: Object.fromEntries(waiting), rows }
}

/**
 * The named form of nested answers; empty answers are left out, computed values are not answers.
 * @param {Model} model
 * @param {Nested} nested
 * @returns {Answers}
 */
export function toNamed(model, nested) {
  /** @type {[string, unknown][]} */
  const cells = []
  for (const { kind, id } of model.fields) {
    const value = nested[id]
    if (kind === "table") cells.push(...namedCells(id, value))
    else if (kind === "multichoice") cells.push(...(value ?? []).map((/** @type {string} */ option) => [optionName(id, option), TICKED]))
    else if (kind !== "computed") cells.push([id, value])
  }
  const held = cells.filter(([, value]) => value !== null && value !== undefined && value !== "")
  return Object.fromEntries(held.map(([name, value]) => [name, typeof value === "number" ? plainNumber(value) : String(value)]))
}

/**
 * A text as the nested form keeps it for a field or a column: a number when it reads as one, else as it is.
 * @param {Field} field
 * @param {string} text
 * @returns {number | string}
 */
export function valued(field, text) {
  if (field.kind === "number") return numeric(text)
  const mark = field.kind === "scale" ? number(text) : null
  return mark !== null && Number.isInteger(mark) && mark >= (field.min ?? 0) && mark <= (field.max ?? 0) ? mark : text
}

/** @type {(text: string) => number | string} */
function numeric(text) {
  const bare = strip(text)
  const whole = WHOLE.exec(bare)
  if (whole) return Number.isSafeInteger(Number(bare)) ? Number(bare) + 0 : `${whole[1]}${whole[2]}`
  return withExponent(bare) ?? number(text) ?? text
}

/** @type {(waiting: Map<string, string>, name: string) => string} */
function take(waiting, name) {
  const text = waiting.get(name) ?? ""
  waiting.delete(name)
  return text
}

/** @type {(field: Field, waiting: Map<string, string>) => string[]} */
function takeOptions(field, waiting) {
  const options = (field.options ?? []).map(({ id }) => id)
  return options.filter((id) => waiting.get(optionName(field.id, id)) === TICKED && take(waiting, optionName(field.id, id)))
}

/** What could be the cells of each table, by its identifier.
 * @type {(names: Iterable<string>) => Map<string, Cell[]>} */
function cellsByTable(names) {
  const found = new Map()
  for (const name of names) {
    const [table, row, column, ...more] = splitName(name)
    if (column === undefined || more.length) continue
    if (!found.has(table)) found.set(table, [])
    found.get(table).push({ name, row, column })
  }
  return found
}

/** The rows of a table that hold an answer, by what stands for each in the names; their cells wait no more.
 * @type {(table: Field, cells: Cell[], waiting: Map<string, string>) => Map<string, Nested>} */
function takeRows(table, cells, waiting) {
  const columns = table.columns ?? []
  const fixed = Array.isArray(table.rows) ? table.rows.map(({ id }) => id) : null
  /** @type {Map<string, Map<string, string>>} */
  const rows = new Map()
  for (const { name, row, column } of cells) {
    const field = columns.find(({ id }) => id === column)
    if (!field || !(fixed ? fixed.includes(row) : ROW.test(row))) continue
    const text = take(waiting, name)
    if (field.kind !== "computed") rows.set(row, (rows.get(row) ?? new Map()).set(column, text))
  }
  const inOrder = fixed ?? [...rows.keys()].sort((one, other) => Number(one) - Number(other))
  return new Map(inOrder.flatMap((row) => {
    const texts = rows.get(row)
    return texts ? [[row, cellsInOrder(columns, texts)]] : []
  }))
}

/** @type {(columns: Field[], texts: Map<string, string>) => Nested} */
function cellsInOrder(columns, texts) {
  /** @type {Nested} */
  const row = {}
  for (const column of columns) {
    const text = texts.get(column.id)
    if (text) row[column.id] = valued(column, text)
  }
  return row
}

/** @type {(table: string, value: any) => [string, unknown][]} */
function namedCells(table, value) {
  return Object.entries(value ?? {}).flatMap(([key, row]) => {
    const id = Array.isArray(value) ? Number(key) + 1 : key
    return Object.entries(row).map(([column, cell]) => /** @type {[string, unknown]} */ ([cellName(table, id, column), cell]))
  })
}

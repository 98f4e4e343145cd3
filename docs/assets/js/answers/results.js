/* What is worked out from answers, as macros/answers/results.py. */

import { answeredRows, evaluate } from "../expressions/evaluate.js"
import { references } from "../expressions/references.js"
import { isEmpty } from "../expressions/values.js"
import { toNested } from "./forms.js"
import { cellName } from "./names.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Expression} Expression */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../expressions/evaluate.js").Nested} Nested */
/** @typedef {import("../expressions/evaluate.js").Scalar} Scalar */
/** @typedef {import("../expressions/references.js").References} References */
/** @typedef {Map<string, Scalar>} Results by control name */
/** @typedef {{ id: string, value: Expression, reads: References }} Formula */
/** @typedef {{ id: string, formula: Formula | null, columns: Formula[] }} Step a computed field, or the computed columns of a table */

/** @type {WeakMap<Model, Step[]>} */
const plans = new WeakMap()

/**
 * The result of every computed field, and of every computed column in the rows that hold an answer. A computed field is null while
 * nothing that it reads holds an answer.
 * @param {Model} model
 * @param {Answers} answers
 * @returns {Results}
 */
export function results(model, answers) {
  return workedOut(model, answers).results
}

/**
 * The nested answers with every computed field and column worked out in the order of what each needs, and the same results by
 * control name.
 * @param {Model} model
 * @param {Answers} answers
 * @returns {{ values: Nested, results: Results }}
 */
export function workedOut(model, answers) {
  const { nested, rows } = toNested(model, answers)
  /** @type {Results} */
  const found = new Map()
  for (const { id, formula, columns } of planOf(model)) {
    if (formula) {
      nested[id] = readsSomething(formula.reads, nested) ? evaluate(formula.value, nested) : null
      found.set(id, nested[id])
    } else {
      fillRows(id, columns, nested, rows.get(id) ?? [], found)
    }
  }
  return { values: nested, results: found }
}

/** @type {(table: string, columns: Formula[], values: Nested, names: string[], found: Results) => void} */
function fillRows(table, columns, values, names, found) {
  const rows = Object.values(values[table] ?? {})
  rows.forEach((row, rank) => {
    for (const { id, value } of columns) {
      row[id] = evaluate(value, values, row)
      found.set(cellName(table, names[rank] ?? "", id), row[id])
    }
  })
}

/** Whether anything that a formula reads holds an answer: a sheet nobody has begun has no result, not a zero.
 * @type {(reads: References, values: Nested) => boolean} */
function readsSomething({ fields, columns }, values) {
  if (fields.size + columns.size === 0) return true
  if ([...fields].some((id) => !isEmpty(values[id]))) return true
  return [...columns].some(([table, named]) => answeredRows(values[table]).some((row) =>
    named.size === 0 || [...named].some((column) => !isEmpty(row[column]))))
}

/** @type {(model: Model) => Step[]} */
function planOf(model) {
  const plan = plans.get(model) ?? inOrder(model.fields.map(stepOf).filter((step) => step !== null), needsOf)
  plans.set(model, plan)
  return plan
}

/** @type {(field: Field) => Step | null} */
function stepOf(field) {
  const formula = formulaOf(field)
  const columns = (field.columns ?? []).map(formulaOf).filter((column) => column !== null)
  return formula || columns.length ? { id: field.id, formula, columns: inOrder(columns, ({ reads }) => [...reads.rowColumns]) } : null
}

/** @type {(field: Field) => Formula | null} */
function formulaOf({ id, value }) {
  return value ? { id, value, reads: references(value) } : null
}

/** The fields and tables that a step reads.
 * @type {(step: Step) => string[]} */
function needsOf({ formula, columns }) {
  return (formula ? [formula] : columns).flatMap(({ reads }) => [...reads.fields, ...reads.columns.keys()])
}

/**
 * Items, each after those that it needs; those that need one another keep their order.
 * @template {{ id: string }} Item
 * @param {Item[]} items
 * @param {(item: Item) => string[]} needs
 * @returns {Item[]}
 */
function inOrder(items, needs) {
  const waiting = new Map(items.map((item) => [item.id, { item, needed: needs(item).filter((id) => id !== item.id) }]))
  const ordered = []
  while (waiting.size) {
    const ready = [...waiting].filter(([, { needed }]) => !needed.some((id) => waiting.has(id)))
    for (const [id, { item }] of ready.length ? ready : [...waiting]) {
      ordered.push(item)
      waiting.delete(id)
    }
  }
  return ordered
}

/* The value of an expression. The language is defined by the docstring of macros/expressions/__init__.py; one table of cases runs
   against both, tests/vectors/expressions.yml. */

import { dayNumber, moved } from "./dates.js"
import { finite, isEmpty, number } from "./values.js"

/** @typedef {import("../types.js").Expression} Expression */
/** @typedef {number | string | boolean | null} Scalar */
/** @typedef {Record<string, any>} Nested answers by field identifier, or cells by column identifier */
/** @typedef {{ answers: Nested, row: Nested }} Read what an evaluation reads */

/** @type {Record<string, (node: Expression, read: Read) => Scalar>} */
const OPERATIONS = {
  Constant: (node) => node.value,
  FieldValue: (node, read) => scalar(read.answers[node.id]),
  ColumnValue: (node, read) => scalar(read.row[node.id]),
  Sum: (node, read) => total(node.terms.map((/** @type {Expression} */ term) => numberOf(term, read))),
  FieldsSum: (node, read) => total(node.fields.map((/** @type {string} */ id) => worth(read.answers[id], node.marks))),
  TableSum: (node, read) => total(matching(node, read).map((row) => weighted(row, node))),
  FieldsCount: (node, read) => node.fields.filter((/** @type {string} */ id) => counts(read.answers[id], node.where)).length,
  TableCount: (node, read) => matching(node, read).length,
  WeightedMean: weightedMean,
  Ratio: (node, read) => divided(times(numberOf(node.numerator, read), node.times), numberOf(node.denominator, read)),
  Compare: compare,
  And: (node, read) => node.terms.every((/** @type {Expression} */ term) => isTrue(term, read)),
  Or: (node, read) => node.terms.some((/** @type {Expression} */ term) => isTrue(term, read)),
  Not: (node, read) => !isTrue(node.term, read),
  DateAdd: (node, read) => moved(dayNumber(valueOf(node.date, read)), numberOf(node.days, read)),
}

/** @type {Record<string, (left: number, right: number) => boolean>} */
const ORDERS = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
}

/**
 * The value of an expression: number, boolean, ISO date or other text, null for empty. Answers never make it throw.
 * @param {Expression} expression
 * @param {Nested} answers in their nested form
 * @param {Nested} [row] the cells of the row, for the expression of a computed column
 * @returns {Scalar}
 */
export function evaluate(expression, answers, row = {}) {
  return valueOf(expression, { answers, row })
}

/**
 * The rows of a table's answer that hold at least one answer, in order, whether rows are added or fixed.
 * @param {unknown} table
 * @returns {Nested[]}
 */
export function answeredRows(table) {
  if (typeof table !== "object" || table === null) return []
  return Object.values(table).filter((row) => isRow(row) && Object.values(row).some((cell) => !isEmpty(cell)))
}

/** @param {unknown} row */
function isRow(row) {
  return typeof row === "object" && row !== null && !Array.isArray(row)
}

/** @type {(node: Expression, read: Read) => Scalar} */
function valueOf(node, read) {
  const operation = OPERATIONS[node.op]
  if (!operation) throw new TypeError(`not an expression: ${node.op}`)
  return operation(node, read)
}

/** @type {(node: Expression, read: Read) => number | null} */
function numberOf(node, read) {
  return number(valueOf(node, read))
}

/** @type {(node: Expression, read: Read) => boolean} */
function isTrue(node, read) {
  return valueOf(node, read) === true
}

/** @type {(value: unknown) => Scalar} */
function scalar(value) {
  return typeof value === "boolean" || (typeof value === "string" && value !== "") ? value : number(value)
}

/** The plain sum of what is not empty, from left to right.
 * @type {(numbers: (number | null)[]) => number | null} */
function total(numbers) {
  return finite(numbers.reduce((/** @type {number} */ sum, value) => sum + (value ?? 0), 0))
}

/** @type {(value: number | null, weight: number | null) => number | null} */
function times(value, weight) {
  return value === null || weight === null ? null : value * weight
}

/** @type {(numerator: number | null, denominator: number | null) => number | null} */
function divided(numerator, denominator) {
  return numerator === null || !denominator ? null : finite(numerator / denominator)
}

/** The values held: those of a list, or the scalar alone; an empty holds nothing.
 * @type {(value: unknown) => unknown[]} */
function items(value) {
  return (Array.isArray(value) ? value : [value]).filter((item) => !isEmpty(item))
}

/** The number a value counts for, null when it counts for nothing.
 * @type {(value: unknown, marks: [string, number][] | null) => number | null} */
function worth(value, marks) {
  if (!marks) return number(value)
  const known = new Map(marks)
  const held = items(value).map((item) => known.get(/** @type {string} */ (item))).filter((mark) => mark !== undefined)
  return held.length ? total(held) : null
}

/** @type {(row: Nested, node: Expression) => number | null} */
function weighted(row, node) {
  const value = worth(row[node.column], node.marks)
  return node.weight === null ? value : times(value, number(row[node.weight]))
}

/** The rows of a table that have an answer and match.
 * @type {(node: Expression, read: Read) => Nested[]} */
function matching(node, read) {
  return answeredRows(read.answers[node.table]).filter((row) =>
    node.where.every((/** @type {[string, Scalar[]]} */ [column, values]) => values.some((value) => equal(row[column], value))))
}

/** @type {(value: unknown, where: Scalar[] | null) => boolean} */
function counts(value, where) {
  return where === null ? items(value).length > 0 : where.some((accepted) => equal(value, accepted))
}

/** @type {(node: Expression, read: Read) => number | null} */
function weightedMean(node, read) {
  const pairs = answeredRows(read.answers[node.table]).map((row) => ({ value: number(row[node.value]), weight: number(row[node.weight]) }))
  const weights = pairs.map(({ value, weight }) => (value === null ? null : weight))
  return divided(total(pairs.map(({ value, weight }) => times(value, weight))), total(weights))
}

/** @type {(node: Expression, read: Read) => boolean} */
function compare(node, read) {
  const [left, right] = [held(node.left, read), held(node.right, read)]
  const order = ORDERS[node.operator]
  return order ? ordered(left, order, right) : equal(left, right) === (node.operator === "=")
}

/** What a side of a comparison holds: the list itself for a multichoice.
 * @type {(node: Expression, read: Read) => unknown} */
function held(node, read) {
  if (node.op === "FieldValue") return read.answers[node.id]
  return node.op === "ColumnValue" ? read.row[node.id] : valueOf(node, read)
}

/** @type {(left: unknown, order: (left: number, right: number) => boolean, right: unknown) => boolean} */
function ordered(left, order, right) {
  for (const reading of [number, dayNumber]) {
    const [first, second] = [reading(left), reading(right)]
    if (first !== null && second !== null) return order(first, second)
  }
  return false
}

/** @type {(left: unknown, right: unknown) => boolean} */
function equal(left, right) {
  const [lefts, rights] = [items(left), items(right)]
  if (!lefts.length || !rights.length) return lefts.length === rights.length
  return lefts.some((one) => rights.some((other) => same(one, other)))
}

/** Whether two values that are not empty are the same.
 * @type {(left: unknown, right: unknown) => boolean} */
function same(left, right) {
  const [first, second] = [number(left), number(right)]
  if (first !== null && second !== null) return first === second
  return (typeof left === "string" || typeof left === "boolean") && left === right
}

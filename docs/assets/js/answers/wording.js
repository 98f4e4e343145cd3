/* Answers and results as a French reader says them, as macros/wording.py. */

import { number, roundHalfUp } from "../expressions/values.js"
import { valued } from "./forms.js"
import { frenchDay, frenchNumber, listed } from "./french.js"

/** @typedef {import("../types.js").Field} Field */

/** What stands for no answer. */
export const EMPTY = "—"

/**
 * An answer or a result as a French reader says it: labels for identifiers, a comma in numbers, a month in letters. Both forms of an
 * answer are said alike; what the field can't read is said as it was typed.
 * @param {Field} field
 * @param {unknown} value
 * @returns {string}
 */
export function said(field, value) {
  if (value === null || value === undefined || value === "") return EMPTY
  switch (field.kind) {
    case "multichoice":
      return Array.isArray(value) && value.length ? listed(value.map((id) => label(field, id))) : EMPTY
    case "choice":
    case "check":
      return label(field, value)
    case "scale":
    case "number":
      return figure(field, value)
    case "date":
      return frenchDay(String(value))
    case "computed":
      return result(field, value)
  }
  return String(value)
}

/**
 * What a result means; null when there is no result or no reading.
 * @param {Field} field
 * @param {unknown} value
 * @returns {string | null}
 */
export function reading(field, value) {
  if (typeof value !== "number") return null
  return field.reading?.find(({ upTo }) => upTo === undefined || value <= upTo)?.text ?? null
}

/** @type {(field: Field, id: unknown) => string} */
function label(field, id) {
  return field.options?.find((option) => option.id === id)?.label ?? String(id)
}

/** @type {(field: Field, value: unknown) => string} */
function figure(field, value) {
  const read = number(typeof value === "string" ? valued(field, value) : value)
  if (read === null) return String(value)
  if (field.kind === "number") return withUnit(frenchNumber(read), field.unit)
  const anchor = field.anchors?.[read]
  return `${read} sur ${field.max}${anchor ? ` (${anchor})` : ""}`
}

/** @type {(field: Field, value: unknown) => string} */
function result(field, value) {
  if (typeof value === "boolean") return value ? "Oui" : "Non"
  if (typeof value !== "number") return frenchDay(String(value))
  const decimals = field.decimals ?? 0
  return withUnit(frenchNumber(roundHalfUp(value, decimals), decimals), field.unit)
}

/** @type {(text: string, unit: string | undefined) => string} */
function withUnit(text, unit) {
  return unit ? `${text}\u00a0${unit}` : text
}

/**
 * The rank of the reading that a result reaches; -1 when there is none.
 * @param {Field} field
 * @param {unknown} result
 */
export function reached(field, result) {
  const meaning = reading(field, result)
  return field.reading?.findIndex(({ text }) => text === meaning) ?? -1
}

/* How an answer is written in a document that people fill in, and how what they wrote is read, as macros/written.py: each the inverse
   of the other. Values are those of the named form. */

import { isDay } from "../expressions/dates.js"
import { squeeze, strip } from "./spaces.js"
import { lines, typedDay, typedNumber, withComma } from "./typed.js"

/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Option} Option */

/**
 * What stands in a document for an answer: a label, « 23/11/2026 », « 3,5 »; what can't be read stays as it is.
 * @param {Field} field
 * @param {string} text
 * @returns {string}
 */
export function written(field, text) {
  const option = field.options?.find(({ id }) => id === text)
  if (option) return option.label
  if (field.kind === "date" && isDay(text)) return text.split("-").reverse().join("/")
  return field.kind === "number" ? withComma(text) : text
}

/**
 * The answer that a text stands for, and whether it could be read; what can't be read comes back as it was typed. An option is known by
 * its label, by a label it had before, by its identifier or by its rank. A number may have the unit of its field after it.
 * @param {Field} field
 * @param {string} text
 * @returns {{ text: string, readable: boolean }}
 */
export function understood(field, text) {
  const typed = lines(text)
  const found = reading(field, typed)
  return found === null ? { text: typed, readable: strip(typed) === "" } : { text: found, readable: true }
}

/**
 * What two labels have in common when a reader takes one for the other: no case, no doubled or odd space. The same as in Python, but
 * for Cherokee, whose capitals and small letters are one in both, and for letters newer than Python's Unicode.
 * @param {string} text
 */
export function sameLabel(text) {
  return folded(strip(squeeze(text.normalize("NFKC")))).replaceAll("'", "’")
}

/** A text without case: capitals first, so that « ß » is « ss »; the dotless i, which they would change, stays.
 * @type {(text: string) => string} */
function folded(text) {
  return text.replace(/[^ı]+/g, (run) => run.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ"))
}

/** @type {(field: Field, text: string) => string | null} */
function reading(field, text) {
  if (field.options) return optionOf(field.options, text)
  if (field.kind === "date") return typedDay(text)
  return field.kind === "number" || field.kind === "scale" ? typedNumber(text, field.unit) : text
}

/** The option that a text names: by its label first, then by a former one, by its rank, by its identifier.
 * @type {(options: Option[], text: string) => string | null} */
function optionOf(options, text) {
  const wanted = sameLabel(text)
  /** @type {((option: Option, rank: number) => string[])[]} */
  const ways = [
    ({ label }) => [sameLabel(label)],
    ({ was = [] }) => was.map(sameLabel),
    ({ label }, rank) => [`${rank}`, `${rank} = ${sameLabel(label)}`],
    ({ id }) => [id],
  ]
  for (const names of ways) {
    const rank = options.findLastIndex((option, place) => names(option, place + 1).includes(wanted))
    if (rank >= 0) return options[rank]?.id ?? null
  }
  return null
}

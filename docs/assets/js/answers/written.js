/* How an answer is written in a document that people fill in, and how what they wrote is read, as macros/written.py: each the inverse
   of the other. Values are those of the named form. */

import { isDay, isoDay } from "../expressions/dates.js"
import { number } from "../expressions/values.js"
import { MONTHS } from "./french.js"
import { plainNumber, withExponent, withoutExponent } from "./numbers.js"
import { SPACE, squeeze, strip } from "./spaces.js"

/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Option} Option */

const DAY_FIRST = new RegExp(`^([0-9]{1,2})${SPACE}*[/.-]${SPACE}*([0-9]{1,2})${SPACE}*[/.-]${SPACE}*([0-9]{4})$`)
const YEAR_FIRST = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T[0-9:.]+Z?)?$/
const WEEK_DAY = `(?:(?:lun|mar|mercre|jeu|vendre|same)di${SPACE}+|dimanche${SPACE}+)?`
const IN_LETTERS = new RegExp(`^${WEEK_DAY}(1er|[0-9]{1,2})${SPACE}+([a-zéû]+)${SPACE}+([0-9]{4})$`)

const SAME_UNIT = new Map([["h", "heures"], ["€", "euros"], ["%", "pour cent"]])

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
 * A text with the line feed as its only line break.
 * @param {string} text
 */
export function lines(text) {
  return text.replace(/\r\n?/g, "\n")
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

/** A number with a decimal comma and no exponent; any other text unchanged.
 * @type {(text: string) => string} */
function withComma(text) {
  const plain = withoutExponent(text)
  return number(plain) === null ? plain : plain.replaceAll(".", ",")
}

/** @type {(field: Field, text: string) => string | null} */
function reading(field, text) {
  if (field.options) return optionOf(field.options, text)
  if (field.kind === "date") return dayOf(strip(text))
  if (field.kind !== "number" && field.kind !== "scale") return text
  const value = typedNumber(text, field.unit)
  return value === null ? null : plainNumber(value)
}

/** The number that a text is, alone or before its unit, plural or not.
 * @type {(text: string, unit: string | undefined) => number | null} */
function typedNumber(text, unit) {
  const value = withExponent(text) ?? number(text)
  if (value !== null || !unit) return value
  const said = strip(squeeze(text))
  const ended = unitForms(unit).filter((form) => said.slice(-form.length).toLowerCase() === form)
  return ended.map((form) => number(said.slice(0, -form.length))).find((found) => found !== null) ?? null
}

/** @type {(unit: string) => string[]} */
function unitForms(unit) {
  const forms = [unit, SAME_UNIT.get(unit) ?? unit].map((form) => squeeze(form).toLowerCase())
  return [...forms, ...forms.filter((form) => [...form].length > 3).map((form) => form.replace(/s$/, ""))]
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

/** The ISO text of a day typed in figures or with its month in letters.
 * @type {(text: string) => string | null} */
function dayOf(text) {
  const dayFirst = DAY_FIRST.exec(text) ?? IN_LETTERS.exec(text.toLowerCase())
  if (dayFirst) return isoDay(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ""), Number.parseInt(dayFirst[1] ?? ""))
  const yearFirst = YEAR_FIRST.exec(text)
  return yearFirst && isoDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]))
}

/** The rank of a month in figures or in letters, 0 for none.
 * @type {(text: string) => number} */
function monthOf(text) {
  return Number(text) || MONTHS.indexOf(text) + 1
}

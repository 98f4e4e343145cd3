/* Numbers and days as people write them, as macros/written.py reads them. Values are those of the named form. */

import { isoDay } from "../expressions/dates.js"
import { number } from "../expressions/values.js"
import { MONTHS } from "./french.js"
import { plainNumber, withExponent, withoutExponent } from "./numbers.js"
import { SPACE, squeeze, strip } from "./spaces.js"

const DAY_FIRST = new RegExp(`^([0-9]{1,2})${SPACE}*[/.-]${SPACE}*([0-9]{1,2})${SPACE}*[/.-]${SPACE}*([0-9]{4})$`)
const YEAR_FIRST = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T[0-9:.]+Z?)?$/
const WEEK_DAY = `(?:(?:lun|mar|mercre|jeu|vendre|same)di${SPACE}+|dimanche${SPACE}+)?`
const IN_LETTERS = new RegExp(`^${WEEK_DAY}(1er|[0-9]{1,2})${SPACE}+([a-zéû]+)${SPACE}+([0-9]{4})$`)
const CLOCK = /^(?:([0-9]{1,4}) ?h(?:eures?)? ?([0-5]?[0-9])(?: ?min(?:utes?)?)?|([0-9]{1,4}) ?min(?:utes?)?)$/

const SAME_UNIT = new Map([["h", "heures"], ["€", "euros"], ["%", "pour cent"]])

/**
 * A text with the line feed as its only line break.
 * @param {string} text
 */
export function lines(text) {
  return text.replace(/\r\n?/g, "\n")
}

/** A number with a decimal comma and no exponent; any other text unchanged.
 * @type {(text: string) => string} */
export function withComma(text) {
  const plain = withoutExponent(text)
  return number(plain) === null ? plain : plain.replaceAll(".", ",")
}

/** The number that a text is, alone or before its unit, plural or not, or typed as hours and minutes; null when it is none.
 * @type {(text: string, unit: string | undefined) => string | null} */
export function typedNumber(text, unit) {
  const value = withExponent(text) ?? number(text) ?? beforeUnit(text, unit)
  return value === null ? null : plainNumber(value)
}

/** The ISO text of a day typed in figures or with its month in letters; null when it is none.
 * @type {(text: string) => string | null} */
export function typedDay(text) {
  const said = strip(text)
  const dayFirst = DAY_FIRST.exec(said) ?? IN_LETTERS.exec(said.toLowerCase())
  if (dayFirst) return isoDay(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ""), Number.parseInt(dayFirst[1] ?? ""))
  const yearFirst = YEAR_FIRST.exec(said)
  return yearFirst && isoDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]))
}

/** @type {(text: string, unit: string | undefined) => number | null} */
function beforeUnit(text, unit) {
  if (!unit) return null
  const said = strip(squeeze(text))
  const forms = unitForms(unit)
  const ended = forms.filter((form) => said.slice(-form.length).toLowerCase() === form)
  const found = ended.map((form) => number(said.slice(0, -form.length))).find((value) => value !== null)
  return found ?? (forms.includes("heures") ? hours(said) : null)
}

/** The hours that « 1 h 30 » or « 45 min » stands for, with two decimals; null for anything else.
 * @type {(said: string) => number | null} */
function hours(said) {
  const found = CLOCK.exec(said.toLowerCase())
  return found && Math.round((60 * Number(found[1] ?? 0) + Number(found[2] ?? found[3])) * 5 / 3) / 100
}

/** @type {(unit: string) => string[]} */
function unitForms(unit) {
  const forms = [unit, SAME_UNIT.get(unit) ?? unit].map((form) => squeeze(form).toLowerCase())
  return [...forms, ...forms.filter((form) => [...form].length > 3).map((form) => form.replace(/s$/, ""))]
}

/** The rank of a month in figures or in letters, 0 for none.
 * @type {(text: string) => number} */
function monthOf(text) {
  return Number(text) || MONTHS.indexOf(text) + 1
}

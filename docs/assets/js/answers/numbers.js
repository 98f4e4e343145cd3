/* Numbers as the named form keeps them: « 3 », « 3.5 », « 1e-07 ». */

import { finite } from "../expressions/values.js"

const EXPONENT = /^(-?)([0-9])(?:\.([0-9]+))?e([+-]?[0-9]{1,3})$/

/**
 * A finite number as the named form keeps it, as Python writes it.
 * @param {number} value
 */
export function plainNumber(value) {
  const [mantissa = "", exponent = ""] = value.toExponential().split("e")
  const power = Number(exponent)
  if (power >= -4 && power < 16) return String(value)
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`
}

/**
 * The number that a text with an exponent is; null for any other text, and for what no double holds.
 * @param {string} text
 * @returns {number | null}
 */
export function withExponent(text) {
  return EXPONENT.test(text) ? finite(Number(text)) : null
}

/**
 * A text with an exponent as one without, to the last digit; any other text unchanged.
 * @param {string} text
 */
export function withoutExponent(text) {
  const found = EXPONENT.exec(text)
  if (!found) return text
  const [, sign = "", first = "", rest = "", exponent = ""] = found
  const power = Number(exponent)
  const digits = `${"0".repeat(Math.max(0, -power))}${first}${rest}${"0".repeat(Math.max(0, power - rest.length))}`
  const whole = 1 + Math.max(0, power)
  const decimals = digits.slice(whole)
  return sign + digits.slice(0, whole).replace(/^0+(?=.)/, "") + (decimals && `.${decimals}`)
}

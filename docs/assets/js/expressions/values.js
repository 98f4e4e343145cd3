/* Readings of a value and rounding for display, as macros/expressions/values.py. */

const BLANKS = /[ \u00a0\u202f]/g
const NUMBER = /^[+\-\u2212]?[0-9]+(?:[.,][0-9]+)?$/
const KEPT_DIGITS = 15

/**
 * A number, given as such or typed the French way ("1 234,5"); null when it is not one.
 * @param {unknown} value
 * @returns {number | null}
 */
export function number(value) {
  if (typeof value === "number") return finite(value)
  const typed = typeof value === "string" ? value.replace(BLANKS, "") : ""
  return NUMBER.test(typed) ? finite(Number(typed.replace(",", ".").replace("\u2212", "-"))) : null
}

/**
 * A number without minus zero; null when it is not finite.
 * @param {number} value
 * @returns {number | null}
 */
export function finite(value) {
  return Number.isFinite(value) ? value + 0 : null
}

/**
 * Whether nothing is held: no value, an empty text, a list or a row without items.
 * @param {unknown} value
 */
export function isEmpty(value) {
  if (value === null || value === undefined || value === "") return true
  return typeof value === "object" && Object.keys(value).length === 0
}

/**
 * A finite number as spreadsheets show it: 15 significant digits are kept, then halves go away from zero. The few numbers that would
 * no longer be finite stay as they are.
 * @param {number} value
 * @param {number} decimals may be negative
 * @returns {number}
 */
export function roundHalfUp(value, decimals = 0) {
  const [digits = "", exponent] = Math.abs(value).toExponential(KEPT_DIGITS - 1).split("e")
  const whole = Number(digits.replace(".", ""))
  const scale = Number(exponent) - KEPT_DIGITS + 1
  const dropped = -decimals - scale
  const rounded = dropped > 0 ? Number(`${withoutDigits(whole, dropped)}e${-decimals}`) : Number(`${whole}e${scale}`)
  if (rounded === Infinity) return value
  return value < 0 ? 0 - rounded : rounded
}

/**
 * A whole number of 15 digits at most without its last `count` digits, rounded half up.
 * @param {number} whole
 * @param {number} count
 */
function withoutDigits(whole, count) {
  if (count > KEPT_DIGITS) return 0
  const unit = 10 ** count
  const rest = whole % unit
  return (whole - rest) / unit + (rest * 2 >= unit ? 1 : 0)
}

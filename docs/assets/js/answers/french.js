/* Numbers, dates and lists as a French reader writes them, as macros/french.py. */

import { isDay } from "../expressions/dates.js"

const NBSP = "\u00a0"
const MANY_DECIMALS = 10

/** The months, as they are written. */
export const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ")

/**
 * A number with a decimal comma and thousands apart; as many decimals as it has when none is said.
 * @param {number} value
 * @param {number} [decimals]
 */
export function frenchNumber(value, decimals) {
  const text = fixed(Math.abs(value), decimals ?? MANY_DECIMALS)
  const [whole = "", fraction = ""] = (decimals === undefined ? text.replace(/\.?0+$/, "") : text).split(".")
  const sign = value < 0 && /[1-9]/.test(text) ? "−" : ""
  return sign + whole.replace(/\B(?=(?:\d{3})+$)/g, NBSP) + (fraction && `,${fraction}`)
}

/**
 * « 1er juin 2019 » for 2019-06-01; any other text unchanged.
 * @param {string} iso
 */
export function frenchDay(iso) {
  if (!isDay(iso)) return iso
  const [year = "", month, day] = iso.split("-")
  return [day === "01" ? "1er" : Number(day), MONTHS[Number(month) - 1], Number(year)].join(NBSP)
}

/**
 * « a, b et c ».
 * @param {string[]} items
 */
export function listed(items) {
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} et ${items.at(-1)}` : items[0] ?? ""
}

/** A positive number with a decimal point and no exponent; exact halves go to the even digit, as Python writes them.
 * @type {(value: number, decimals: number) => string} */
function fixed(value, decimals) {
  if (value >= 1e21) return `${BigInt(value)}.${"0".repeat(decimals)}`
  const half = (value * 2 ** (decimals + 1)) % 2 === 1
  const cut = value.toFixed(decimals + 1).slice(0, -1).replace(/\.$/, "")
  return half && /[02468]$/.test(cut) ? cut : value.toFixed(decimals)
}

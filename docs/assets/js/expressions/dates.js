/* Days of the Gregorian calendar as ISO texts, years 1 to 9999, without any time zone. */

const ISO = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
const DAY = 86_400_000
const FIRST = Date.UTC(1900, 0, 1) / DAY
const LAST = Date.UTC(9999, 11, 31) / DAY

/**
 * A day as an ISO text; null when the calendar has no such day.
 * @param {number} year
 * @param {number} month from 1
 * @param {number} day
 * @returns {string | null}
 */
export function isoDay(year, month, day) {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const [yyyy, mm, dd] = [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")]
  const iso = `${yyyy}-${mm}-${dd}`
  return year > 0 && date.toISOString().startsWith(`${iso}T`) ? iso : null
}

/**
 * Whether a text is a day of the calendar, written YYYY-MM-DD.
 * @param {string} text
 */
export function isDay(text) {
  const found = ISO.exec(text)
  return found !== null && isoDay(Number(found[1]), Number(found[2]), Number(found[3])) !== null
}

/**
 * The rank of a day of the years 1900 to 9999, as formulas read it; null for anything else.
 * @param {unknown} value
 * @returns {number | null}
 */
export function dayNumber(value) {
  const rank = typeof value === "string" && isDay(value) ? Date.parse(value) / DAY : null
  return rank !== null && rank >= FIRST ? rank : null
}

/**
 * The day that many days after one, rounded down to a whole number; null outside the years 1900 to 9999.
 * @param {number | null} start
 * @param {number | null} days
 * @returns {string | null}
 */
export function moved(start, days) {
  if (start === null || days === null) return null
  const rank = start + Math.floor(days)
  return rank >= FIRST && rank <= LAST ? new Date(rank * DAY).toISOString().slice(0, 10) : null
}

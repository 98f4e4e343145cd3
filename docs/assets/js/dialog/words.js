/* Counts and long texts in French sentences. */

import { frenchNumber } from "../answers/french.js"

/**
 * Return a number and what it counts: « 1 réponse », « 3 réponses ».
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string}
 */
export function counted(count, one, many = `${one}s`) {
  return `${frenchNumber(count)} ${count < 2 ? one : many}`
}

/**
 * Return the beginning of a long text, and how much of it there is.
 * @param {string} text
 * @param {number} [limit] in characters
 * @returns {string}
 */
export function shortened(text, limit = 1000) {
  return text.length > limit ? `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}… (${counted(text.length, "caractère")})` : text
}

/* Spaces as Python knows them: those of JavaScript, without U+FEFF, with U+001C to U+001F and U+0085. */

/** One space, for a regular expression. */
export const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"

const RUNS = new RegExp(`${SPACE}+`, "g")
const ENDS = new RegExp(`^${SPACE}+|(?<!${SPACE})${SPACE}+$`, "g")

/**
 * A text without the spaces at its ends.
 * @param {string} text
 */
export function strip(text) {
  return text.replace(ENDS, "")
}

/**
 * A text whose runs of spaces are one plain space.
 * @param {string} text
 */
export function squeeze(text) {
  return text.replace(RUNS, " ")
}

/* Results in their place, with what they mean. */

import { reached, reading, said } from "../answers/wording.js"
import { element } from "../dialog/element.js"

/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {string | number | boolean | null | undefined} Value */

const NOTHING_YET = "Pas encore calculé"

/**
 * Show results; return, as sentences, those that are not what they were.
 * @param {Places} places
 * @param {(name: string) => Field | undefined} fieldOf what finds the field, or the column, that a control name is about
 * @param {Map<string, any>} results by control name
 * @param {Map<string, string>} shown what is shown already, by control name: it is brought up to date
 * @returns {string[]}
 */
export function showResults(places, fieldOf, results, shown) {
  const news = []
  for (const [name, place] of places) {
    const field = place.kind === "result" && fieldOf(name)
    if (!field) continue
    const value = /** @type {Value} */ (results.get(name) ?? null)
    const words = value === null ? "" : said(field, value)
    if (shown.get(name) === words) continue
    const before = shown.has(name)
    shown.set(name, words)
    show(place, field, value, words)
    if (before) news.push(sentence(name, field, words, value))
  }
  return news
}

/**
 * @param {Place} place
 * @param {Field} field
 * @param {Value} value
 * @param {string} words
 */
function show({ controls }, field, value, words) {
  const output = /** @type {HTMLOutputElement} */ (controls[0])
  const unit = `\u00a0${field.unit}`
  const bare = field.unit && words.endsWith(unit) ? words.slice(0, -unit.length) : words
  output.toggleAttribute("data-result", words !== "")
  if (words) output.replaceChildren(bare)
  else output.replaceChildren(element("span", { "aria-hidden": "true" }, "…"), element("span", { class: "unseen" }, NOTHING_YET))
  const list = output.closest(".field--computed")?.querySelector(".field__reading")
  if (list) reach(list, reached(field, value))
}

/**
 * Mark the step that a result reaches, in words too.
 * @param {Element} list
 * @param {number} step
 */
function reach(list, step) {
  list.querySelector(".field__reached")?.remove()
  list.querySelectorAll("dt, dd").forEach((part, rank) => part.toggleAttribute("data-reached", Math.floor(rank / 2) === step))
  list.querySelector("dt[data-reached]")?.append(element("span", { class: "field__reached" }, " votre résultat"))
}

/**
 * @param {string} name
 * @param {Field} field
 * @param {string} words
 * @param {Value} value
 * @returns {string}
 */
function sentence(name, field, words, value) {
  const row = name.split("__")[1]
  const where = row && /^\d+$/.test(row) ? `, ligne ${row}` : ""
  const meaning = reading(field, value)
  return `${field.label}${where}\u00a0: ${words || NOTHING_YET.toLowerCase()}.${meaning ? ` ${meaning}` : ""}`
}

/* The answer that a place holds, and an answer put in its place. */

import { lines, typedDay, typedNumber, withComma } from "../answers/typed.js"
import { element } from "../dialog/element.js"

/** @typedef {import("./places.js").Place} Place */

const TICKED = "oui"
const ISO = /^\d{4}-\d\d-\d\d$/
const GROWS = CSS.supports("field-sizing", "content")

/**
 * Return the answer that a place shows, in its named form; "" when it is empty.
 * @param {Place} place
 * @returns {string}
 */
export function read(place) {
  const { kind, controls } = place
  const buttons = /** @type {HTMLInputElement[]} */ (controls)
  if (kind === "radio") return buttons.find((button) => button.checked)?.value ?? ""
  if (kind === "box") return buttons[0]?.checked ? TICKED : ""
  const text = controls[0]?.value ?? ""
  return understood(place, text) ?? lines(text)
}

/**
 * Return the number or the day that a text of a place stands for, the text itself elsewhere; null when it can't be read.
 * @param {Place} place
 * @param {string} text
 * @returns {string | null}
 */
export function understood({ kind, unit }, text) {
  if (kind === "number") return typedNumber(lines(text), unit)
  return kind === "date" ? typedDay(lines(text)) : text
}

/**
 * Show an answer in its place. What a list, buttons or a date can't show leaves them empty: `trouble` says it beside them.
 * @param {Place} place
 * @param {string} text
 */
export function write(place, text) {
  const { kind, controls } = place
  const buttons = /** @type {HTMLInputElement[]} */ (controls)
  if (kind === "radio") for (const button of buttons) button.checked = button.value === text
  else if (kind === "box") for (const button of buttons) button.checked = text === TICKED
  else if (kind === "date") writeDate(/** @type {HTMLInputElement} */ (controls[0]), text)
  else if (kind === "list") {
    const list = /** @type {HTMLSelectElement} */ (controls[0])
    list.value = text
    if (list.selectedIndex < 0) list.value = ""
  } else if (kind === "number" || kind === "text") {
    if (text.includes("\n") && controls[0]?.type !== "textarea") becomeArea(place)
    const control = /** @type {HTMLTextAreaElement} */ (place.controls[0])
    if (read(place) !== text) control.value = kind === "number" ? withComma(text) : text
    grow(control)
  }
}

/**
 * Say whether a place shows an answer whole.
 * @param {Place} place
 * @param {string} text
 * @returns {boolean}
 */
export function shows(place, text) {
  return place.kind === "result" || read(place) === text
}

/**
 * Give its height to an area, in browsers that don't do it.
 * @param {Element | undefined} area
 */
export function grow(area) {
  if (GROWS || !(area instanceof HTMLTextAreaElement)) return
  area.style.height = "auto"
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
}

/**
 * Show as the page writes it what was typed and is understood: a date finds its calendar again, a number its comma.
 * @param {Place} place
 * @param {string} text its answer
 */
export function settle({ kind, controls }, text) {
  const control = /** @type {HTMLInputElement} */ (controls[0])
  if (kind === "date" && control.type !== "date") writeDate(control, text)
  if (kind === "number") control.value = withComma(text)
}

/**
 * A date that a date control can't show is shown as text.
 * @param {HTMLInputElement} control
 * @param {string} text
 */
function writeDate(control, text) {
  const focused = document.activeElement === control
  control.type = "date"
  control.value = ISO.test(text) ? text : ""
  if (control.value !== text) {
    control.type = "text"
    control.value = text
  }
  if (focused) control.focus()
}

/**
 * A line can't hold a line break: it becomes an area.
 * @param {Place} place
 */
function becomeArea(place) {
  const line = /** @type {HTMLInputElement} */ (place.controls[0])
  const kept = [...line.attributes].filter((attribute) => attribute.name !== "type" && attribute.name !== "value")
  const area = element("textarea", { ...Object.fromEntries(kept.map(({ name, value }) => [name, value])), rows: 1 })
  line.replaceWith(area)
  place.controls = [area]
}

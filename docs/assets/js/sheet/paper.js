/* The answers on screen: read from the controls as they are typed, written in them, rows made when they are needed. */

import { element } from "../dialog/element.js"
import { cellName, splitName } from "../answers/names.js"
import { grow, read, settle, write } from "./controls.js"
import { findPlaces } from "./places.js"
import { remark, trouble } from "./remarks.js"
import { makeRoom, makeTables, markRow } from "./rows.js"

/** @typedef {import("./places.js").Place} Place */
/** @typedef {Map<string, string>} Texts */

/**
 * What a paper tells: names that hold another text by the reader's hand or by a program of the page, a step that can be undone, a word.
 * @typedef {{ changed: (names: string[]) => void, step: (said: string, undo: () => void) => void, say: (text: string) => void }} Hears
 */

/** @typedef {ReturnType<typeof makePaper>} Paper */

/**
 * Return the answers on screen of a form: `values` holds all of them, with those that have no place, none empty.
 * @param {HTMLFormElement} form
 * @param {Hears} hears
 */
export function makePaper(form, hears) {
  const places = findPlaces(form)
  /** @type {Texts} */
  const values = new Map()
  const rowsHear = {
    values,
    apply: (/** @type {Texts} */ changes) => {
      put(changes)
      hears.changed([...changes.keys()])
    },
    arrived: (/** @type {HTMLTableRowElement} */ row) => {
      for (const [name, place] of findPlaces(row)) {
        places.set(name, place)
        write(place, values.get(name) ?? "")
      }
    },
    left: (/** @type {HTMLTableRowElement} */ row) => {
      for (const name of findPlaces(row).keys()) places.delete(name)
    },
    step: hears.step,
    say: hears.say,
  }
  const tables = makeTables(form, rowsHear)

  for (const place of places.values()) {
    const text = place.kind === "result" ? "" : read(place)
    if (text !== "") hold(place.name, text)
  }

  /**
   * Show answers in their places; nobody is told.
   * @param {Texts} changes "" empties
   */
  function put(changes) {
    makeRoom(tables, [...changes].filter(([, text]) => text !== "").map(([name]) => name), rowsHear)
    for (const [name, text] of changes) {
      const place = places.get(name)
      hold(name, text)
      if (!place || place.kind === "result") continue
      write(place, text)
      remark(place, "trouble", trouble(place, text))
    }
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  function hold(name, text) {
    if (text === "") values.delete(name)
    else values.set(name, text)
    const [id = "", row] = splitName(name)
    const table = tables.get(id)
    if (table) markRow(table, Number(row), values)
    const place = places.get(name)
    if (place?.kind === "radio") offerToClear(place, text !== "")
  }

  /**
   * Read what was just typed or chosen.
   * @param {Event} event
   */
  function typed(event) {
    const place = places.get(/** @type {HTMLInputElement} */ (event.target).name)
    if (!place || place.kind === "result") return
    const text = read(place)
    const before = values.get(place.name) ?? ""
    if (event.type === "input") grow(place.controls[0])
    else settle(place, text)
    const wrong = trouble(place, text)
    if (event.type === "change" || wrong === "") remark(place, "trouble", wrong)
    if (text === before) return
    hold(place.name, text)
    hears.changed([place.name])
  }

  /**
   * A button that takes a choice back, where there is one.
   * @param {Place} place
   * @param {boolean} chosen
   */
  function offerToClear(place, chosen) {
    const options = place.controls[0]?.closest(".field__options")
    let button = /** @type {HTMLElement | null | undefined} */ (options?.querySelector(".clear-choice"))
    if (!button && chosen) {
      button = element("button", { type: "button", class: "quiet clear-choice", click: () => {
        place.controls[0]?.focus()
        put(new Map([[place.name, ""]]))
        hears.changed([place.name])
      } }, "Effacer ce choix")
      options?.append(button)
    }
    if (button) button.hidden = !chosen
  }

  form.addEventListener("input", typed)
  form.addEventListener("change", typed)
  return { values, places, put }
}

/**
 * Say whether a name is that of a cell, of a table of the form, which has no place in it.
 * @param {Paper} paper
 * @param {string} name
 * @returns {boolean}
 */
export function isLostCell({ places }, name) {
  const [table = "", row, column] = splitName(name)
  return row !== undefined && column !== undefined && !places.has(name) && places.has(cellName(table, 1, column))
}

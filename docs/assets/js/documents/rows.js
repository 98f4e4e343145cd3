/* More rows in the tables of a text document: copies of the last one, numbered after it. */

import { cellName } from "../answers/names.js"
import { addedRow, lastRows } from "./contents.js"

/**
 * What a format calls the things that a copied row has to change.
 * @typedef {{
 *   controls(root: ParentNode): Map<string, Element>, rowOf(control: Element): Element, name(control: Element, name: string): void,
 *   title(control: Element): string, entitle(control: Element, title: string): void, label(row: Element): Node | null,
 *   numbers(root: ParentNode): { value: string }[],
 * }} Format
 */

/**
 * Add the rows that answers need, and their controls to `controls`.
 * @param {Document} document
 * @param {Map<string, Element>} controls
 * @param {Iterable<string>} names the controls that have something to show
 * @param {Format} format
 */
export function addRows(document, controls, names, format) {
  const printed = lastRows(controls.keys())
  let number = Math.max(0, ...format.numbers(document).map((attribute) => Number(attribute.value)))
  for (const [table, last] of lastRows(names)) {
    const known = printed.get(table)
    const pattern = known === undefined ? undefined : rowOf(controls, table, known, format)
    if (known === undefined || !pattern) continue
    /** @type {Element[]} */
    const added = []
    for (let row = known + 1; row <= last; row += 1) {
      const copy = /** @type {Element} */ (pattern.cloneNode(true))
      for (const attribute of format.numbers(copy)) attribute.value = String(number += 1)
      renumber(copy, table, known, row, controls, format)
      added.push(copy)
    }
    pattern.after(...added)
  }
}

/** @type {(controls: Map<string, Element>, table: string, row: number, format: Format) => Element | undefined} */
function rowOf(controls, table, row, format) {
  for (const [name, control] of controls) {
    const place = addedRow(name)
    if (place?.table === table && place.row === row) return format.rowOf(control)
  }
  return undefined
}

/** @type {(copy: Element, table: string, known: number, row: number, controls: Map<string, Element>, format: Format) => void} */
function renumber(copy, table, known, row, controls, format) {
  for (const [name, control] of format.controls(copy)) {
    const renamed = cellName(table, row, addedRow(name)?.column ?? "")
    format.name(control, renamed)
    format.entitle(control, format.title(control).replace(new RegExp(`(ligne\u00a0)${known}$`), `$1${row}`))
    controls.set(renamed, control)
  }
  const label = format.label(copy)
  if (label?.textContent === String(known)) label.textContent = String(row)
}

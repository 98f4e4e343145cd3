/* The rows of a table that the reader extends. A row never moves: answers do, from row to row; rows are only added and dropped at the end. */

import { MAX_ROWS, cellName, splitName } from "../answers/names.js"
import { element } from "../dialog/element.js"

/** @typedef {Map<string, string>} Texts */

/**
 * A table and its rows. `columns` are those that are answered; `printed` is how many rows it has at least.
 * @typedef {{ id: string, box: HTMLElement, body: HTMLTableSectionElement, columns: string[], printed: number }} Table
 */

/**
 * What a table needs of the sheet: the answers of the page, what changes some of them, what is done with a row that came or went.
 * @typedef {{
 *   values: Texts, apply: (changes: Texts) => void, arrived: (row: HTMLTableRowElement) => void, left: (row: HTMLTableRowElement) => void,
 *   step: (said: string, undo: () => void) => void, say: (text: string) => void,
 * }} Sheet
 */

/**
 * Return the tables of a form that the reader extends, each with its buttons.
 * @param {HTMLFormElement} form
 * @param {Sheet} sheet
 * @returns {Map<string, Table>}
 */
export function makeTables(form, sheet) {
  const tables = new Map()
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-table][data-rows='libres']"))) {
    const { table: id = "" } = box.dataset
    const body = /** @type {HTMLTableSectionElement} */ (box.querySelector("tbody"))
    const controls = /** @type {NodeListOf<HTMLInputElement>} */ (body.rows[0]?.querySelectorAll("input, textarea, select"))
    const columns = [...controls].map(({ name }) => splitName(name)[2] ?? "")
    const table = { id, box, body, columns, printed: body.rows.length }
    tables.set(id, table)
    box.querySelector("thead tr")?.append(element("td", { class: "row-tools" }))
    for (const row of body.rows) row.append(tools(row.dataset.row ?? ""))
    box.append(element("button", { type: "button", class: "rows-add", click: () => addByHand(table, sheet) }, "Ajouter une ligne"))
    body.addEventListener("click", (event) => pressed(event, table, sheet))
  }
  return tables
}

/**
 * Give a table the rows that answers need, as far as a table may go.
 * @param {Map<string, Table>} tables
 * @param {Iterable<string>} names control names
 * @param {Sheet} sheet
 */
export function makeRoom(tables, names, sheet) {
  for (const name of names) {
    const [id = "", row = "", column = ""] = splitName(name)
    const table = tables.get(id)
    if (!table || !table.columns.includes(column) || !/^[1-9][0-9]{0,2}$/.test(row)) continue
    while (table.body.rows.length < Math.min(Number(row), MAX_ROWS)) addRow(table, sheet)
  }
}

/**
 * Say of each row whether it holds an answer: only those, and the rows added, have buttons.
 * @param {Table} table
 * @param {number} number of the row
 * @param {Texts} values
 */
export function markRow(table, number, values) {
  const row = table.body.rows[number - 1]
  row?.toggleAttribute("data-answered", number > table.printed || table.columns.some((column) => values.has(cellName(table.id, number, column))))
}

/**
 * @param {string | number} number
 * @returns {HTMLElement}
 */
function tools(number) {
  const button = (/** @type {string} */ move, /** @type {string} */ verb) =>
    element("button", { type: "button", class: `row-tool row-tool--${move}`, "data-move": move, "aria-label": `${verb} la ligne ${number}` },
      element("span", { class: "row-tool__words" }, verb))
  return element("td", { class: "row-tools" }, button("up", "Monter"), button("down", "Descendre"), button("out", "Retirer"))
}

/**
 * @param {Table} table
 * @param {Sheet} sheet
 */
function addByHand(table, sheet) {
  if (table.body.rows.length >= MAX_ROWS) {
    sheet.say(`Un tableau va jusqu’à ${MAX_ROWS} lignes.`)
    return
  }
  const row = addRow(table, sheet)
  focusRow(table, row.rowIndex)
  sheet.say(`Ligne ${row.dataset.row} ajoutée.`)
}

/**
 * @param {Table} table
 * @param {Sheet} sheet
 * @returns {HTMLTableRowElement}
 */
function addRow(table, sheet) {
  const number = table.body.rows.length + 1
  const first = /** @type {HTMLTableRowElement} */ (table.body.rows[0])
  const row = /** @type {HTMLTableRowElement} */ (first.cloneNode(true))
  renumber(row, table.id, number)
  row.querySelector(".row-tools")?.replaceWith(tools(number))
  for (const left of row.querySelectorAll(".remarks")) left.remove()
  table.body.append(row)
  sheet.arrived(row)
  markRow(table, number, sheet.values)
  return row
}

/**
 * Give the copy of a first row the names and identifiers of another.
 * @param {HTMLTableRowElement} row
 * @param {string} table
 * @param {number} number
 */
function renumber(row, table, number) {
  const anew = (/** @type {string} */ text) =>
    text.split(" ").filter((word) => !word.endsWith("-remarques")).join(" ")
      .replaceAll(`${table}__1__`, `${table}__${number}__`).replace(new RegExp(`-${table}-ligne-1(?= |$)`), `-${table}-ligne-${number}`)
  row.dataset.row = String(number)
  for (const part of row.querySelectorAll("[id], [name]")) {
    for (const name of ["id", "name", "aria-labelledby", "aria-describedby"]) {
      const value = part.getAttribute(name)
      if (value !== null) part.setAttribute(name, anew(value))
    }
    if (part.matches(".field__row")) part.textContent = String(number)
  }
}

/**
 * @param {Event} event
 * @param {Table} table
 * @param {Sheet} sheet
 */
function pressed(event, table, sheet) {
  const button = /** @type {Element} */ (event.target).closest("[data-move]")
  const row = button?.closest("tr")
  if (!(button instanceof HTMLElement) || !row) return
  const number = Number(row.dataset.row)
  if (button.dataset.move === "out") removeRow(table, number, sheet)
  else moveRow(table, number, number + (button.dataset.move === "up" ? -1 : 1), button.dataset.move ?? "", sheet)
}

/**
 * @param {Table} table
 * @param {number} from
 * @param {number} to
 * @param {string} move the button pressed, that follows the row
 * @param {Sheet} sheet
 */
function moveRow(table, from, to, move, sheet) {
  if (to < 1 || to > table.body.rows.length) {
    sheet.say(to < 1 ? "C’est déjà la première ligne." : "C’est déjà la dernière ligne.")
    return
  }
  const swap = () => sheet.apply(new Map([...moved(table, from, to, sheet.values), ...moved(table, to, from, sheet.values)]))
  swap()
  sheet.step(`La ligne ${from} est maintenant la ligne ${to}.`, swap)
  focusRow(table, to, move)
}

/**
 * @param {Table} table
 * @param {number} number
 * @param {Sheet} sheet
 */
function removeRow(table, number, sheet) {
  const { values } = sheet
  const removed = moved(table, number, number, values)
  const last = table.body.rows.length
  const up = new Map(moved(table, last + 1, last, values))
  for (let row = number; row < last; row++) for (const [name, text] of moved(table, row + 1, row, values)) up.set(name, text)
  sheet.apply(up)
  if (last > table.printed) dropLast(table, sheet)
  else markRow(table, last, values)
  sheet.step(`Ligne ${number} retirée.`, () => putBack(table, number, removed, last, sheet))
  focusRow(table, Math.min(number, table.body.rows.length), "out")
}

/**
 * Put a removed row back in its place.
 * @param {Table} table
 * @param {number} number
 * @param {Texts} removed
 * @param {number} last how many rows there were
 * @param {Sheet} sheet
 */
function putBack(table, number, removed, last, sheet) {
  const filled = table.columns.some((column) => sheet.values.has(cellName(table.id, table.body.rows.length, column)))
  const room = Math.min(filled ? table.body.rows.length + 1 : Math.max(last, table.body.rows.length), MAX_ROWS)
  while (table.body.rows.length < room) addRow(table, sheet)
  const down = new Map(removed)
  for (let row = number; row < room; row++) for (const [name, text] of moved(table, row, row + 1, sheet.values)) down.set(name, text)
  sheet.apply(down)
  focusRow(table, number)
}

/**
 * @param {Table} table
 * @param {Sheet} sheet
 */
function dropLast(table, sheet) {
  const row = /** @type {HTMLTableRowElement} */ (table.body.rows[table.body.rows.length - 1])
  sheet.left(row)
  row.remove()
}

/**
 * Return the answers of a row under the names of another.
 * @param {Table} table
 * @param {number} from
 * @param {number} to
 * @param {Texts} values
 * @returns {Texts}
 */
function moved(table, from, to, values) {
  const { id } = table
  return new Map(table.columns.map((column) => [cellName(id, to, column), values.get(cellName(id, from, column)) ?? ""]))
}

/**
 * Lead the keyboard to a row: to the same button as before where it is offered, else to the first answer.
 * @param {Table} table
 * @param {number} number
 * @param {string} [move]
 */
function focusRow(table, number, move) {
  const row = table.body.rows[number - 1]
  const button = move && row?.hasAttribute("data-answered") && row.querySelector(`[data-move="${move}"]`)
  const target = button || row?.querySelector("input, textarea, select")
  if (target instanceof HTMLElement) target.focus()
}

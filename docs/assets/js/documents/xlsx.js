/* A workbook: cells filled by their name, rows that go on under the last one named, results left for the spreadsheet to work out. */

import { cellName } from "../answers/names.js"
import { addedRow, lastRows, unplaced } from "./contents.js"
import { child, children, closed, opened, part, tree, XML } from "./package.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./contents.js").Content} Content */
/** @typedef {import("./contents.js").Filled} Filled */
/**
 * Where a control is; of a row that is added, its number and the row of the sheet that it looks like.
 * @typedef {{ sheet: string, column: string, row: number, added?: { number: number, like: number } }} Place
 */

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PLACE = /^(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]+)\$(\d+)$/
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/
const LARGEST = 9.9e307
/** The first day on which all spreadsheets agree. */
const FIRST_DAY = "1900-03-01"
const DAY = 24 * 3600 * 1000
/** The column that says the number of each row. */
const LABELS = "A"
/** Characters of a cell, at most. */
const LONGEST = 32767

/**
 * Fill an XLSX.
 * @param {{ base64: string }} document
 * @param {Map<string, Content>} contents
 * @param {Answers} answers
 * @returns {Filled}
 */
export function fillXlsx(document, contents, answers) {
  const parts = opened(document.base64)
  const { places, sheets } = workbook(parts)
  const printed = lastRows(places.keys())
  const placed = new Map([...contents].flatMap(([name, content]) => {
    const place = placeOf(places, printed, name)
    return place ? [[name, { ...content, place }]] : []
  }))
  for (const [sheet, name] of sheets) {
    const root = tree(parts, name)
    const grid = new Grid(root)
    for (const { place, ...content } of placed.values()) {
      if (place.sheet === sheet) write(grid.cell(place), content)
    }
    forgetResults(root)
    parts[name] = part(root)
  }
  const unprintable = [...placed].flatMap(([name, { text }]) => (text.length > LONGEST ? [name] : []))
  return { bytes: closed(parts), unprintable, unplaced: unplaced(answers, (name) => placed.has(name)) }
}

/** The place of each name, and the part of each sheet.
 * @type {(parts: import("./package.js").Parts) => { places: Map<string, Place>, sheets: Map<string, string> }} */
function workbook(parts) {
  const book = tree(parts, "xl/workbook.xml").documentElement
  const relations = [...tree(parts, "xl/_rels/workbook.xml.rels").documentElement.children]
  const targets = new Map(relations.map((relation) => [relation.getAttribute("Id"), `xl/${relation.getAttribute("Target")}`]))
  const sheets = new Map(children(child(book, MAIN, "sheets"), MAIN, "sheet").map(
    (sheet) => [sheet.getAttribute("name") ?? "", targets.get(sheet.getAttributeNS(RELATION, "id")) ?? ""],
  ))
  /** @type {Map<string, Place>} */
  const places = new Map()
  for (const defined of children(child(book, MAIN, "definedNames"), MAIN, "definedName")) {
    const [, quoted, plain = "", column = "", row] = PLACE.exec(defined.textContent ?? "") ?? []
    if (row) places.set(defined.getAttribute("name") ?? "", { sheet: quoted?.replaceAll("''", "'") ?? plain, column, row: Number(row) })
  }
  return { places, sheets }
}

/** The place of a control: the cell of its name, or the one where its row is if the table goes on.
 * @type {(places: Map<string, Place>, printed: Map<string, number>, name: string) => Place | undefined} */
function placeOf(places, printed, name) {
  const known = places.get(name)
  const added = addedRow(name)
  if (known || !added) return known
  const first = places.get(cellName(added.table, 1, added.column))
  const last = printed.get(added.table)
  return first && last ? { ...first, row: first.row + added.row - 1, added: { number: added.row, like: first.row + last - 1 } } : undefined
}

/** The cells of a sheet, in their order. */
class Grid {
  /** @param {Document} root */
  constructor(root) {
    this.root = root
    this.data = /** @type {Element} */ (child(root.documentElement, MAIN, "sheetData"))
    this.rows = new Map(children(this.data, MAIN, "row").map((row) => [Number(row.getAttribute("r")), row]))
  }

  /**
   * The cell of a place, made if need be; that of an added row looks like those above it, and its row says its number.
   * @param {Place} place
   * @returns {Element}
   */
  cell({ column, row, added }) {
    const cell = this.at(column, row)
    if (!added || child(cell, MAIN, "f")) return cell
    this.dress(cell, column, added.like)
    const label = this.at(LABELS, row)
    if (!label.children.length) {
      this.dress(label, LABELS, added.like)
      label.append(element(label, "v", String(added.number)))
    }
    return cell
  }

  /**
   * @param {string} column
   * @param {number} row
   */
  at(column, row) {
    const line = this.row(row)
    const place = `${column}${row}`
    const found = [...line.children].find((cell) => cell.getAttribute("r") === place)
    if (found) return found
    const cell = this.root.createElementNS(MAIN, "c")
    cell.setAttribute("r", place)
    line.insertBefore(cell, [...line.children].find((other) => rank(other) > rank(cell)) ?? null)
    return cell
  }

  /**
   * Give a cell the look of that of another row.
   * @param {Element} cell
   * @param {string} column
   * @param {number} like
   */
  dress(cell, column, like) {
    cell.setAttribute("s", this.at(column, like).getAttribute("s") ?? "0")
  }

  /** @param {number} number */
  row(number) {
    const found = this.rows.get(number)
    if (found) return found
    const row = this.root.createElementNS(MAIN, "row")
    row.setAttribute("r", String(number))
    const next = [...this.rows].filter(([other]) => other > number).sort(([one], [other]) => one - other)[0]?.[1]
    this.data.insertBefore(row, next ?? null)
    this.rows.set(number, row)
    return row
  }
}

/** Write an answer as its cell takes it: a number and a day as such, the rest as text, even what looks like a formula.
 * @type {(cell: Element, content: Content) => void} */
function write(cell, { field, value, text }) {
  if (child(cell, MAIN, "f")) return
  const number = numeric(field.kind, value, text)
  if (number !== null) {
    cell.removeAttribute("t")
    cell.replaceChildren(element(cell, "v", number))
    return
  }
  const words = element(cell, "t", text.slice(0, LONGEST).replace(/_x(?=[0-9a-f]{4}_)/gi, "_x005F_x"))
  words.setAttributeNS(XML, "xml:space", "preserve")
  const inline = element(cell, "is", "")
  inline.append(words)
  cell.setAttribute("t", "inlineStr")
  cell.replaceChildren(inline)
}

/** @type {(near: Element, name: string, text: string) => Element} */
function element(near, name, text) {
  const made = near.ownerDocument.createElementNS(MAIN, name)
  made.textContent = text
  return made
}

/** What the cell of an answer holds as a number, null when it is a text.
 * @type {(kind: string, value: string, text: string) => string | null} */
function numeric(kind, value, text) {
  if (kind === "date") {
    const isDay = text !== value && value >= FIRST_DAY
    return isDay ? String((Date.parse(`${value}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY) : null
  }
  const counts = kind === "number" || kind === "scale" || kind === "computed"
  return counts && NUMBER.test(value) && Math.abs(Number(value)) < LARGEST ? value : null
}

/** Drop the results of formulas: programs trust those that they find.
 * @type {(root: Document) => void} */
function forgetResults(root) {
  for (const formula of [...root.getElementsByTagNameNS(MAIN, "f")]) {
    const cell = formula.parentElement
    child(cell, MAIN, "v")?.remove()
    cell?.removeAttribute("t")
  }
}

/** The rank of a cell in its row.
 * @type {(cell: Element) => number} */
function rank(cell) {
  let found = 0
  for (const letter of (cell.getAttribute("r") ?? "").replace(/\d+/, "")) found = found * 26 + letter.charCodeAt(0) - 64
  return found
}

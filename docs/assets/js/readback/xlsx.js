/*
 * Workbooks: the cells that have a name, and every sheet as a table. A value is what the cell holds, formatted only where its format
 * changes its nature (a date, a percentage).
 */

import { lines } from "../answers/typed.js"
import { strip } from "../answers/spaces.js"
import { breathe } from "./breathe.js"
import { formatsOf } from "./cell-formats.js"
import { EMPTY, cell, contents, place } from "./findings.js"
import { oversized } from "./refusal.js"
import { attribute, child, ownText } from "./xml.js"

/** @typedef {import("./container.js").Package} Package */
/** @typedef {import("./findings.js").Cell} Cell */
/** @typedef {import("./findings.js").Grid} Grid */
/** @typedef {Map<number, Map<number, string[]>>} Names by row then by column */

export const MAIN = "xl/workbook.xml"
const MAX_COLUMNS = 300
const MAX_CELLS = 150_000
/** Cells of a table, the empty ones that lie before others included. */
const MAX_ROOM = 2_000_000

const REFERENCE = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/
const NAMED = /^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?$/
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g
const FOOTER_CODES = /&(?:"[^"]*"|[0-9]+|K[0-9A-Fa-f]{6}|[A-Za-z])/g
const DAY = 86_400_000

/**
 * Return what a workbook holds. Reject with Refusal when a part can't be read.
 * @param {Package} found
 * @returns {Promise<import("./findings.js").Contents>}
 */
export async function readXlsx(found) {
  const workbook = await found.xml(MAIN)
  const shared = await found.xmlOrNull("xl/sharedStrings.xml")
  const reader = new Reader(workbook, [...(shared?.children ?? [])].map(rich), formatsOf(await found.xmlOrNull("xl/styles.xml")))
  const flow = []
  const said = [ownText(child(await found.xmlOrNull("docProps/core.xml"), "keywords"))]
  for (const [name, part] of await sheets(found, workbook)) {
    const root = await found.xml(part)
    flow.push(await reader.grid(root, name))
    const footers = [...(child(root, "headerFooter")?.children ?? [])].filter((element) => element.localName.endsWith("Footer"))
    said.push(...footers.map((element) => ownText(element).replace(FOOTER_CODES, " ")))
  }
  return contents({ said, flow })
}

/** The name and the part of each sheet, in order.
 * @type {(found: Package, workbook: Element) => Promise<[name: string, part: string][]>} */
async function sheets(found, workbook) {
  const relations = await found.xmlOrNull("xl/_rels/workbook.xml.rels")
  const targets = new Map([...(relations?.children ?? [])].map((item) => [attribute(item, "Id"), attribute(item, "Target") ?? ""]))
  return [...(child(workbook, "sheets")?.children ?? [])].flatMap((sheet) => {
    const target = targets.get(attribute(sheet, "id")) ?? ""
    const part = target.startsWith("/") ? target.replace(/^\/+/, "") : normal(`xl/${target}`)
    return found.has(part) && !part.includes("chartsheet") ? [[attribute(sheet, "name") ?? "", part]] : []
  })
}

/** A path without « . » and « .. ».
 * @type {(path: string) => string} */
function normal(path) {
  /** @type {string[]} */
  const kept = []
  for (const step of path.split("/")) {
    if (step === "..") kept.pop()
    else if (step && step !== ".") kept.push(step)
  }
  return kept.join("/")
}

class Reader {
  /**
   * @param {Element} workbook
   * @param {string[]} strings
   * @param {import("./cell-formats.js").Formats} formats
   */
  constructor(workbook, strings, formats) {
    const properties = child(workbook, "workbookPr")
    this.strings = strings
    this.formats = formats
    this.origin = properties && ["1", "true"].includes(attribute(properties, "date1904") ?? "") ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
    this.names = namesOf(workbook)
    this.count = 0
    this.room = 0
  }

  /**
   * Return a sheet as a table; a gap between two rows is one empty row.
   * @param {Element} root
   * @param {string} sheet
   * @returns {Promise<Grid>}
   */
  async grid(root, sheet) {
    const names = this.names.get(sheet.toLowerCase()) ?? new Map()
    /** @type {Map<number, Map<number, Cell>>} */
    const byRow = new Map()
    for (const [row, columns] of names) {
      for (const [column, found] of columns) put(byRow, row, column, cell([{ pieces: found.map((/** @type {string} */ name) => place(name, "")) }]))
    }
    await this.cells(root, names, byRow)
    /** @type {Cell[][]} */
    const rows = []
    let previous = 0
    for (const [row, columns] of [...byRow].sort(([one], [other]) => one - other)) {
      if (row > previous + 1) rows.push([])
      previous = row
      const last = Math.max(...columns.keys())
      this.room += last
      if (this.room > MAX_ROOM) throw oversized()
      rows.push(Array.from({ length: last }, (_, rank) => columns.get(rank + 1) ?? EMPTY))
    }
    return { rows }
  }

  /**
   * Put the cells that hold something in their rows.
   * @param {Element} root
   * @param {Names} names
   * @param {Map<number, Map<number, Cell>>} byRow
   */
  async cells(root, names, byRow) {
    let lastRow = 0
    for (const row of child(root, "sheetData")?.children ?? []) {
      const number = attribute(row, "r") ?? ""
      let [line, column] = [/^[0-9]{1,7}$/.test(number) ? Number(number) : lastRow + 1, 0]
      for (const element of row.children) {
        this.count += 1
        if (this.count > MAX_CELLS) throw oversized()
        ;[line, column] = positionOf(attribute(element, "r")) ?? [line, column + 1]
        const text = this.text(element)
        const found = names.get(line)?.get(column)
        const pieces = found?.map((name) => place(name, text)) ?? [text]
        if (text || found) put(byRow, line, column, cell([{ pieces }], child(element, "f") !== null))
      }
      lastRow = line
      await breathe()
    }
  }

  /**
   * Return what a cell holds; of a formula, its result, or the formula itself when it was never worked out.
   * @param {Element} element
   * @returns {string}
   */
  text(element) {
    const raw = ownText(child(element, "v"))
    switch (attribute(element, "t")) {
      case "s":
        return /^[0-9]+$/.test(raw) ? this.strings[Number(raw)] ?? "" : ""
      case "inlineStr": {
        const inline = child(element, "is")
        return inline ? rich(inline) : ""
      }
      case "b":
        return ["1", "true"].includes(raw) ? "Oui" : "Non"
      case "str":
      case "e":
      case "d":
        return unescaped(raw)
    }
    const formula = ownText(child(element, "f"))
    return raw ? this.number(raw, attribute(element, "s")) : formula && `=${formula}`
  }

  /**
   * Return a number as people read it: a day when its format says so, a percentage times one hundred.
   * @param {string} raw
   * @param {string | null} style
   * @returns {string}
   */
  number(raw, style) {
    const value = Number(raw)
    if (!strip(raw) || !Number.isFinite(value)) return raw
    if (this.formats.isDate(style)) return dayOf(this.origin + Math.trunc(value) * DAY) ?? raw
    return decimal(value, this.formats.isPercent(style) ? 2 : 0)
  }
}

/** @type {(byRow: Map<number, Map<number, Cell>>, row: number, column: number, found: Cell) => void} */
function put(byRow, row, column, found) {
  if (column > MAX_COLUMNS) return
  const columns = byRow.get(row) ?? new Map()
  byRow.set(row, columns.set(column, found))
}

/** A day as « 23/11/2026 »; null outside the years that have four figures.
 * @type {(time: number) => string | null} */
function dayOf(time) {
  const day = new Date(time)
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()]
  if (!(year >= 1 && year <= 9999)) return null
  return `${String(date).padStart(2, "0")}/${String(month).padStart(2, "0")}/${year}`
}

/** A number in full, its point moved to the right.
 * @type {(value: number, moved: number) => string} */
function decimal(value, moved) {
  const [, sign = "", first = "", rest = "", exponent = "0"] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? []
  const point = 1 + Number(exponent) + moved
  const digits = `${first}${rest}`
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0").replace(/^0+(?=\d)/, "") : "0"
  const decimals = `${"0".repeat(Math.max(0, -point))}${digits.slice(Math.max(0, point))}`.replace(/0+$/, "")
  return `${sign}${whole}${decimals && `.${decimals}`}`
}

/** The names of cells, by sheet.
 * @type {(workbook: Element) => Map<string, Names>} */
function namesOf(workbook) {
  /** @type {Map<string, Names>} */
  const found = new Map()
  for (const element of child(workbook, "definedNames")?.children ?? []) {
    const name = attribute(element, "name") ?? ""
    const text = strip(ownText(element))
    const where = text.length < 500 ? NAMED.exec(text) : null
    if (!where || name.startsWith("_xlnm")) continue
    const sheet = (where[1] || where[2] || "").replaceAll("''", "'").toLowerCase()
    const rows = found.get(sheet) ?? new Map()
    const columns = rows.get(Number(where[4])) ?? new Map()
    const column = columnOf(where[3] ?? "")
    const names = columns.get(column) ?? []
    names.push(name)
    found.set(sheet, rows.set(Number(where[4]), columns.set(column, names)))
  }
  return found
}

/** @type {(reference: string | null) => [row: number, column: number] | null} */
function positionOf(reference) {
  const found = REFERENCE.exec(reference ?? "")
  return found && [Number(found[2]), columnOf(found[1] ?? "")]
}

/** @type {(letters: string) => number} */
const columnOf = (letters) => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

/** A text in one or several runs, pronunciation left out.
 * @type {(item: Element) => string} */
function rich(item) {
  const parts = [...item.children].flatMap((element) => {
    if (element.localName === "t") return ownText(element)
    return element.localName === "r" ? [...element.children].filter((part) => part.localName === "t").map(ownText) : []
  })
  return unescaped(parts.join(""))
}

/** A text with the signs that XML can't hold, which Excel writes « _x000D_ ».
 * @type {(text: string) => string} */
const unescaped = (text) => lines(text.replace(ESCAPED, (_, code) => String.fromCharCode(Number.parseInt(code, 16))))

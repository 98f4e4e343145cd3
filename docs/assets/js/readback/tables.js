/* The rows of tables, under the visible codes of their columns (B3a): a copied row has the names of another, an inserted one none. */

import { cellName, splitName } from "../answers/names.js"
import { SPACE, strip } from "../answers/spaces.js"
import { sameLabel } from "../answers/written.js"
import { breathe } from "./breathe.js"
import { cellOutside, cellPlaces, cellText, place } from "./findings.js"
import { PROMPTS } from "./prompts.js"
import { answer } from "./targets.js"

/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("./findings.js").Cell} Cell */
/** @typedef {import("./findings.js").Grid} Grid */
/** @typedef {import("./findings.js").Place} Place */
/** @typedef {import("./targets.js").Answer} Answer */
/** @typedef {import("./targets.js").Targets} Targets */

/** The table that a row heads, and where its columns are. @typedef {{ table: Field, columns: Map<number, Field> }} Header */

/**
 * One row of a table in a document: the grid it stands in, a place for each column that it has, what heads it.
 * @typedef {{ grid: number, cells: Map<string, Place>, head: string }} Line
 */

/** What stands in names for a row that a fixed table does not have. */
const UNKNOWN_ROW = "autre"
const CODE = new RegExp(`^${SPACE}*([A-Z]{1,2}[0-9]{1,3}[a-z]{1,2})(?![A-Za-z0-9])`)
const AROUND = /^[ ·\u00a0]+|[ ·\u00a0]+$/g

/** The tables of a document that show the codes of a model. */
export class Tables {
  /** @param {Targets} targets */
  constructor(targets) {
    this.targets = targets
    /** @type {Map<string, { table: Field, column: Field }>} */
    this.columns = new Map()
    for (const table of targets.model.fields) {
      for (const column of table.columns ?? []) this.columns.set(column.code, { table, column })
    }
    this.questions = new Set(targets.model.fields.map((field) => field.code))
    /** @type {Map<string, Line[]>} */
    this.lines = new Map()
    /** @type {Set<number>} */
    this.headed = new Set()
  }

  /**
   * Find the lines of every table of the model.
   * @param {Grid[]} grids
   */
  async find(grids) {
    for (const [rank, grid] of grids.entries()) {
      /** @type {Header | null} */
      let under = null
      for (const row of grid.rows) {
        const header = this.header(row)
        if (header) {
          under = header
          this.headed.add(rank)
        } else if (under && this.isOther(row, under.table)) {
          under = null
        } else if (under && !isBlank(row)) {
          const lines = this.lines.get(under.table.id) ?? []
          lines.push(lineOf(rank, row, under))
          this.lines.set(under.table.id, lines)
        }
        await breathe()
      }
    }
  }

  /**
   * Return each table whose rows can't be told by their names alone, with its answers. What stands in a row that the table does not have
   * comes too, under a name that the model does not know.
   * @param {Map<string, number>} counts the names of the document
   * @returns {Map<string, Answer[]>}
   */
  answers(counts) {
    const found = new Map()
    for (const [id, lines] of this.lines) {
      const table = /** @type {Field} */ (this.targets.fields.get(id))
      const held = lines.filter((line) => [...line.cells.values()].some((one) => strip(one.text)))
      if (held.every((line) => isNamed(line, counts))) continue
      const numbered = Array.isArray(table.rows) ? fixed(table, lines) : renumbered(lines)
      found.set(id, numbered.flatMap(([row, line]) => this.cells(table, row, line, counts)))
    }
    return found
  }

  /**
   * @param {Field} table
   * @param {string} row
   * @param {Line} line
   * @param {Map<string, number>} counts
   * @returns {Answer[]}
   */
  cells(table, row, line, counts) {
    return [...line.cells].flatMap(([column, found]) => {
      const target = this.targets.cell(table, row, column)
      if (target) return answer(target, found, found.name && counts.get(found.name) === 1 ? "name" : "position") ?? []
      return strip(found.text) ? { name: cellName(table.id, row, column), text: found.text, how: "position", readable: false } : []
    })
  }

  /**
   * Return the table that a row heads and where its columns are, or null.
   * @param {Cell[]} row
   * @returns {Header | null}
   */
  header(row) {
    /** @type {Map<number, Field>} */
    const columns = new Map()
    const tables = new Set()
    for (const [position, cell] of row.entries()) {
      const found = this.columns.get(CODE.exec(cellText(cell))?.[1] ?? "")
      if (!found || cellPlaces(cell).length) continue
      columns.set(position, found.column)
      tables.add(found.table)
    }
    const [table] = tables
    if (tables.size !== 1 || columns.size < Math.min(2, table.columns.length)) return null
    if (table.columns.length === 1 && !isHeading(row, /** @type {number} */ ([...columns.keys()][0]), table.columns[0])) return null
    return { table, columns }
  }

  /**
   * Tell whether a row belongs to something else than the table above it: it has other names, or the code of a question.
   * @param {Cell[]} row
   * @param {Field} table
   * @returns {boolean}
   */
  isOther(row, table) {
    if (row.some((cell) => this.questions.has(strip(cellText(cell))))) return true
    const names = row.flatMap(cellPlaces).flatMap((one) => one.name || [])
    return names.length > 0 && names.every((name) => splitName(name)[0] !== table.id)
  }
}

/** Tell fixed rows by their names, or by what heads them when their names serve twice or are lost.
 * @type {(table: Field, lines: Line[]) => [row: string, line: Line][]} */
function fixed(table, lines) {
  const labels = (Array.isArray(table.rows) ? table.rows : []).map(({ id, label }) => ({ id, label: sameLabel(label) }))
  return lines.map((line) => {
    const first = sameLabel(line.head.split("\n")[0] ?? "")
    const whole = sameLabel(line.head)
    const row = labels.findLast(({ label }) => label === first) ?? labels.find(({ label }) => whole.startsWith(label))
    return [row?.id ?? rowsOf(line)[0] ?? UNKNOWN_ROW, line]
  })
}

/**
 * Number the rows that the reader adds in the order of the document, from the number that its first row says. A table cut in two goes on;
 * columns of the same rows that stand in another grid start again.
 * @type {(lines: Line[]) => [row: string, line: Line][]}
 */
function renumbered(lines) {
  let [count, first, grid] = [0, 1, -1]
  /** @type {Map<string, Place>} */
  let columns = new Map()
  return lines.map((line) => {
    if (line.grid !== grid) {
      if (grid < 0 || ![...line.cells.keys()].some((column) => columns.has(column))) {
        const said = rowsOf(line).find((row) => /^[0-9]+$/.test(row))
        count = 0
        first = said === undefined ? 1 : Number(said)
      }
      grid = line.grid
      columns = line.cells
    }
    count += 1
    return [String(first + count - 1), line]
  })
}

/** The rows that the names of a line say, the likeliest first.
 * @type {(line: Line) => string[]} */
function rowsOf(line) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const { name } of line.cells.values()) {
    const [, row, column, ...more] = splitName(name)
    if (row !== undefined && column !== undefined && !more.length) counts.set(row, (counts.get(row) ?? 0) + 1)
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([row]) => row)
}

/** @type {(rank: number, row: Cell[], header: Header) => Line} */
function lineOf(rank, row, { table, columns }) {
  /** @type {Map<string, Place>} */
  const cells = new Map()
  for (const [position, column] of columns) {
    const cell = row[position]
    if (cell && column.kind !== "computed") cells.set(column.id, placeIn(cell, table, column))
  }
  const before = row.slice(0, Math.min(...columns.keys())).map(cellText)
  return { grid: rank, cells, head: before.filter((text) => strip(text)).join("\n") }
}

/** What a cell holds: its control, or what was written beside it when it is empty.
 * @type {(cell: Cell, table: Field, column: Field) => Place} */
function placeIn(cell, table, column) {
  const own = cellPlaces(cell).filter(({ name }) => {
    const parts = splitName(name)
    return !name || (parts.length >= 3 && parts.length <= 4 && parts[0] === table.id && parts[2] === column.id)
  })
  const held = own.find(({ text }) => strip(text)) ?? own[0] ?? place("", "")
  const beside = strip(cellOutside(cell))
  if (strip(held.text) || PROMPTS.has(beside) || sameLabel(beside) === sameLabel(column.unit ?? "")) return held
  return beside ? place("", beside) : held
}

/** Tell whether every cell of a row that holds something has a name of its own, all of the same row.
 * @type {(line: Line, counts: Map<string, number>) => boolean} */
function isNamed(line, counts) {
  const held = [...line.cells.values()].filter(({ text }) => strip(text))
  return held.every(({ name }) => name && counts.get(name) === 1) && rowsOf(line).length === 1
}

/** @type {(row: Cell[]) => boolean} */
const isBlank = (row) => !row.some((cell) => strip(cellText(cell)) || cellPlaces(cell).length)

/** Tell a header of one column from a note on this column: it says the label and nothing more, beside what heads the rows.
 * @type {(row: Cell[], position: number, column: Field) => boolean} */
function isHeading(row, position, column) {
  const texts = row.map((cell) => strip(cellText(cell)))
  if (texts.slice(position + 1).some(Boolean) || !texts.slice(0, position).some(Boolean)) return false
  const said = sameLabel((texts[position] ?? "").replace(CODE, "").replace(AROUND, ""))
  return said === sameLabel(column.label) || said === sameLabel(`${column.label} (${column.unit ?? "None"})`)
}

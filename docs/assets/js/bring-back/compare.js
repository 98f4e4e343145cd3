/* What a file would change in the answers that are here, question by question. */

import { alignRows } from "./rows.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {{ text: string, how: "name" | "position" | "code", readable: boolean }} Found */

/**
 * An answer that the file has and that is not here, or not the same. `field` is null for an answer without a place in the sheet. `here`
 * and `theirs` are texts of the named form, several for a question with boxes (those of its options that are ticked). `changes` is what
 * to write here to take it, null to untick a box.
 * @typedef {{
 *   field: Field | null, code: string, label: string, place: string, conflict: boolean,
 *   here: string[], theirs: string[], changes: Record<string, string | null>, how: Found["how"], readable: boolean,
 * }} Difference
 */

/** @typedef {{ differences: Difference[], same: number, kept: number }} Comparison with how many answers are the same, or here alone */

/** @typedef {{ field: Field | null, code: string, label: string, place: string, options?: string[] }} Question */
/** @typedef {[here: string, theirs: string]} Pair the name of a control here, and its name in the file */

const SURENESS = /** @type {const} */ (["name", "position", "code"])

/**
 * Compare what a file holds with what is here. An answer of here that the file does not have is kept.
 * @param {Model} model
 * @param {Answers} here
 * @param {Answers} former the answers of here without a place in the sheet
 * @param {{ found: Map<string, Found>, leftovers: Answers }} reading
 * @returns {Comparison}
 */
export function compare(model, here, former, reading) {
  const loose = new Map(Object.entries(reading.leftovers).filter(([, text]) => text !== ""))
  const mine = new Map([...Object.entries(former), ...Object.entries(here)].filter(([, text]) => text !== ""))
  const theirs = new Map([...reading.found].filter(([name, found]) => found.text !== "" && !loose.has(name)))
  const leftovers = new Map([...loose].map(([name, text]) => [name, { how: SURENESS[0], readable: true, ...reading.found.get(name), text }]))
  const told = [
    ...model.fields.flatMap((field) => questions(field, mine, theirs)).map(([question, pairs]) => compared(question, pairs, mine, theirs)),
    ...[...leftovers.keys()].map((name) => compared({ field: null, code: "", label: name, place: "" }, [[name, name]], mine, leftovers)),
  ]
  const differences = told.filter((item) => item !== null && item !== "same" && item !== "kept")
  return { differences, same: told.filter((item) => item === "same").length, kept: told.filter((item) => item === "kept").length }
}

/**
 * @param {Field} field
 * @param {Map<string, string>} mine
 * @param {Map<string, Found>} theirs
 * @returns {[Question, Pair[]][]} what the field asks, cell by cell when it is a table, with the names of its controls
 */
function questions(field, mine, theirs) {
  const { code, label } = field
  if (field.kind === "computed") return []
  if (field.kind === "table") return cells(field, mine, theirs)
  if (field.kind !== "multichoice") return [[{ field, code, label, place: "" }, [[field.id, field.id]]]]
  const options = (field.options ?? []).map((option) => option.id)
  const names = options.map((option) => `${field.id}__${option}`)
  return [[{ field, code, label, place: "", options }, names.map((name) => [name, name])]]
}

/**
 * @param {Field} table
 * @param {Map<string, string>} mine
 * @param {Map<string, Found>} theirs
 * @returns {[Question, Pair[]][]}
 */
function cells(table, mine, theirs) {
  const columns = (table.columns ?? []).filter((column) => column.kind !== "computed")
  const ours = rows(table, columns, mine, (text) => text)
  const coming = rows(table, columns, theirs, (found) => found.text)
  const fixed = Array.isArray(table.rows) ? new Map(table.rows.map((row) => [row.id, row.label])) : null
  const places = fixed ? new Map([...coming.keys()].map((row) => [row, row])) : alignRows(ours, coming, table.key)
  const back = new Map([...places].map(([row, place]) => [place, row]))
  const shown = fixed ? [...fixed.keys()] : [...new Set([...ours.keys(), ...places.values()])].sort((one, other) => Number(one) - Number(other))
  return shown.flatMap((row) => columns.map((column) => {
    const place = fixed?.get(row) ?? `ligne ${row}`
    const pair = /** @type {Pair} */ ([`${table.id}__${row}__${column.id}`, `${table.id}__${back.get(row) ?? ""}__${column.id}`])
    return /** @type {[Question, Pair[]]} */ ([{ field: column, code: column.code, label: column.label, place }, [pair]])
  }))
}

/**
 * @template T
 * @param {Field} table
 * @param {Field[]} columns
 * @param {Map<string, T>} values
 * @param {(value: T) => string} textOf
 * @returns {import("./rows.js").Rows}
 */
function rows(table, columns, values, textOf) {
  /** @type {import("./rows.js").Rows} */
  const found = new Map()
  for (const [name, value] of values) {
    const [id, row, cell, ...more] = name.split("__")
    const column = columns.find((each) => each.id === cell)
    if (id !== table.id || row === undefined || !column || more.length) continue
    found.set(row, (found.get(row) ?? new Map()).set(column.id, plain(column, textOf(value))))
  }
  return Array.isArray(table.rows) ? found : new Map([...found].sort(([one], [other]) => Number(one) - Number(other)))
}

/**
 * @param {Question} question
 * @param {Pair[]} pairs
 * @param {Map<string, string>} mine
 * @param {Map<string, Found>} theirs
 * @returns {Difference | "same" | "kept" | null} null when neither side answers
 */
function compared({ options, ...question }, pairs, mine, theirs) {
  const here = pairs.flatMap(([name], rank) => (mine.has(name) ? [options?.[rank] ?? mine.get(name) ?? ""] : []))
  const found = pairs.map(([, name]) => theirs.get(name))
  const came = found.filter((each) => each !== undefined)
  if (!came.length) return here.length ? "kept" : null
  /** @type {Record<string, string | null>} */
  const changes = Object.create(null)
  pairs.forEach(([name], rank) => {
    const text = found[rank]?.text
    const before = mine.get(name)
    if (text === undefined ? before !== undefined : before === undefined || plain(question.field, before) !== plain(question.field, text)) {
      changes[name] = text ?? null
    }
  })
  if (!Object.keys(changes).length) return "same"
  const theirTexts = found.flatMap((each, rank) => (each ? [options?.[rank] ?? each.text] : []))
  const how = SURENESS.findLast((each) => came.some((answer) => answer.how === each)) ?? SURENESS[0]
  return { ...question, conflict: here.length > 0, here, theirs: theirTexts, changes, how, readable: came.every((answer) => answer.readable) }
}

/**
 * Return what two copies of a text have in common: documents keep one line break, one no-break space and fifteen digits.
 * @param {Field | null} field
 * @param {string} text
 * @returns {string}
 */
function plain(field, text) {
  if (field?.kind === "number" && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return String(Number(Number(text).toPrecision(15)))
  return text.replace(/\r\n?/g, "\n").replaceAll("\u202f", "\u00a0")
}

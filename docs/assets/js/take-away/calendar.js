/* The dated next actions of a sheet as a calendar file (RFC 5545). */

import { isDay } from "../expressions/dates.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {{ id: string, code: string, day: string, title: string, details: string[] }} DatedAction */

const WORDS = new Set(["text", "longtext"])
const MAX_OCTETS = 75

/**
 * Return the dated actions of a sheet: those of its last section, where every sheet ends on what to do next. They are its date fields,
 * named by the texts asked since the date before (« Quelle est la prochaine action ? ») or else by their label, with the persons asked
 * between; the dates of its tables, named by the texts of their row; and its results that are a day, named by their label.
 * @param {Model} model
 * @param {Answers} answers
 * @param {Map<string, any>} results by control name
 * @returns {DatedAction[]}
 */
export function datedActions(model, answers, results) {
  const section = model.sections.at(-1)
  const ids = [...(section?.fields ?? []), ...(section?.clauses ?? []).flatMap((clause) => clause.fields ?? [])]
  const fields = ids.map((id) => model.fields.find((field) => field.id === id)).filter((field) => field !== undefined)
  return fields.flatMap((field, rank) => {
    if (field.kind === "table") return rowActions(field, answers, results)
    const since = fields.slice(0, rank).findLastIndex((earlier) => earlier.kind === "date" || earlier.kind === "table") + 1
    return action(field, field.id, fields.slice(since, rank).map((asked) => [asked, asked.id]), answers, results)
  })
}

/**
 * @param {Field} table
 * @param {Answers} answers
 * @param {Map<string, any>} results
 * @returns {DatedAction[]}
 */
function rowActions(table, answers, results) {
  const columns = table.columns ?? []
  const rows = new Set(Object.keys(answers).map((name) => name.split("__")).filter((parts) => parts.length === 3 && parts[0] === table.id)
    .map((parts) => parts[1] ?? ""))
  return [...rows].flatMap((row) => {
    const asked = /** @type {[Field, string][]} */ (columns.map((column) => [column, `${table.id}__${row}__${column.id}`]))
    return asked.flatMap(([column, name]) => action(column, name, asked, answers, results))
  })
}

/**
 * @param {Field} field
 * @param {string} name of its control
 * @param {[Field, string][]} around what is asked with it
 * @param {Answers} answers
 * @param {Map<string, any>} results
 * @returns {DatedAction[]} one, or none when the field holds no day
 */
function action(field, name, around, answers, results) {
  const value = field.kind === "date" ? answers[name] : field.kind === "computed" ? results.get(name) : null
  if (typeof value !== "string" || !isDay(value)) return []
  const said = (/** @type {Field} */ asked, /** @type {string} */ id) => (Object.hasOwn(answers, id) ? `${asked.label} ${answers[id]}` : "")
  const written = field.kind === "date" ? around.filter(([asked, id]) => WORDS.has(asked.kind) && Object.hasOwn(answers, id)) : []
  const who = field.kind === "date" ? around.filter(([asked]) => asked.kind === "person").map(([asked, id]) => said(asked, id)) : []
  const what = written.at(-1)
  const title = what ? String(answers[what[1]]).trim().split("\n")[0] : ""
  return [{ id: name, code: field.code, day: value, title: title || field.label, details: [...written.map(([asked, id]) => said(asked, id)), ...who].filter(Boolean) }]
}

/**
 * Return the calendar of dated actions. An action keeps its identifier: a calendar that takes the file again moves it.
 * @param {Pick<Model, "id" | "title">} sheet
 * @param {DatedAction[]} actions
 * @param {string} owner what tells apart two organisations that fill the same sheet
 * @param {Date} [now]
 * @returns {string}
 */
export function calendar(sheet, actions, owner, now = new Date()) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "")
  const events = actions.flatMap((action) => [
    "BEGIN:VEVENT",
    `UID:${[sheet.id, action.id, owner].filter(Boolean).join(".")}@presence`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${action.day.replaceAll("-", "")}`,
    `SUMMARY:${escaped(action.title)}`,
    `DESCRIPTION:${escaped([...action.details, `${sheet.title}, ${action.code}`].join("\n"))}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ])
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Présence//Fiches//FR", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"]
  return lines.map((line) => `${folded(line)}\r\n`).join("")
}

/**
 * @param {string} text
 * @returns {string} the text as a value of a calendar, without the characters that it can't hold
 */
function escaped(text) {
  const clean = text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
  return clean.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")
}

/**
 * Return a line cut in lines of 75 octets, no character cut.
 * @param {string} line
 * @returns {string}
 */
function folded(line) {
  const encoder = new TextEncoder()
  let length = 0
  let result = ""
  for (const sign of line) {
    const size = encoder.encode(sign).length
    if (length + size > MAX_OCTETS) {
      result += "\r\n "
      length = 1
    }
    result += sign
    length += size
  }
  return result
}

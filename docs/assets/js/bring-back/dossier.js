/* The file of all the sheets, as « Mes fiches » saves it.

   {"format": "presence-dossier", "date": "2026-11-23", "sheets": [file of answers, …], "states": {"audit-d-image": "termine"}}

   Each element of `sheets` is what `answers/file.js` writes of one sheet; `states` tells those that are finished or not concerned. */

import { dump } from "../answers/file.js"
import { Refusal } from "../readback/refusal.js"

/** @typedef {import("../answers/file.js").AnswersFile} AnswersFile */

const FORMAT = "presence-dossier"
const MAX_SHEETS = 1000

/**
 * Return the text of the file of several sheets.
 * @param {AnswersFile[]} sheets
 * @param {Map<string, string>} states by sheet
 * @param {string} date in ISO
 * @returns {string}
 */
export function dumpDossier(sheets, states, date) {
  const told = { format: FORMAT, date, sheets: sheets.map((sheet) => JSON.parse(dump(sheet))), states: Object.fromEntries(states) }
  return `${JSON.stringify(told, null, 1)}\n`
}

/**
 * Return the files of answers that a dossier holds and the states that it tells; null when the bytes are something else. Throw a
 * Refusal when the dossier is empty or out of measure.
 * @param {Uint8Array} bytes
 * @returns {{ sheets: Uint8Array[], states: Map<string, string> } | null}
 */
export function readDossier(bytes) {
  if (!new TextDecoder().decode(bytes.subarray(0, 1000)).includes(FORMAT)) return null
  try {
    const data = JSON.parse(new TextDecoder().decode(bytes))
    if (data?.format !== FORMAT) return null
    const sheets = Array.isArray(data.sheets) ? data.sheets : []
    if (!sheets.length || sheets.length > MAX_SHEETS) throw empty()
    const states = Object.entries(data.states ?? {}).filter((state) => ["termine", "non_concerne"].includes(/** @type {any} */ (state[1])))
    const encoder = new TextEncoder()
    return { sheets: sheets.map((/** @type {unknown} */ sheet) => encoder.encode(JSON.stringify(sheet))), states: new Map(/** @type {any} */ (states)) }
  } catch (error) {
    if (error instanceof SyntaxError) return null // `readFile` says what is wrong better.
    throw error instanceof RangeError ? empty() : error
  }
}

/** @returns {Refusal} */
function empty() {
  return new Refusal("dossier", "Ce fichier devait contenir toutes vos fiches, et aucune ne s’y lit : prenez-en une autre copie.")
}

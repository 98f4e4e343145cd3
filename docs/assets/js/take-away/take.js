/* The answers of a sheet taken away in a file: the file of answers, or a document filled with them. */

import { dump } from "../answers/file.js"
import { results } from "../answers/results.js"
import { ask } from "../dialog/dialog.js"
import { element } from "../dialog/element.js"
import { counted } from "../dialog/words.js"
import { listed } from "../answers/french.js"
import { fill, needsContinuation } from "../documents/fill.js"
import { Refusal } from "../readback/refusal.js"
import { calendar, datedActions } from "./calendar.js"
import { fileOf } from "./download.js"
import { fileName, localDay, slug } from "./names.js"
import { documentOf } from "./site.js"

/** @typedef {import("../sheet/sheet.js").Sheet} Sheet */

/** What each format is called. @type {Record<string, string>} */
export const FORMATS = { pdf: "PDF", docx: "Word (DOCX)", odt: "OpenDocument (ODT)", xlsx: "tableur (XLSX)" }

/**
 * A file made of a sheet. `whole` tells whether it holds every answer, `missing` what it does not hold, in a sentence.
 * @typedef {{ file: File, whole: boolean, missing: string }} Taken
 */

/**
 * Return the file of answers of a sheet: everything that it holds.
 * @param {Sheet} sheet
 * @returns {File}
 */
export function answersFile(sheet) {
  return fileOf(nameOf(sheet, "json"), dump(answersOf(sheet)))
}

/**
 * Return all that a sheet holds, as `answers/file.js` writes it.
 * @param {Sheet} sheet
 */
export function answersOf({ model, variant, answers, leftovers }) {
  const identity = { definition: model.id, version: model.version, variant }
  const all = Object.assign(Object.create(null), leftovers(), answers())
  return { identity, answers: all, date: localDay(), author: "", territory: "" }
}

/**
 * Return a document filled with the answers of a sheet; null when the reader would rather not have it. A PDF that can't show some
 * of them is offered as Word instead.
 * @param {Sheet} sheet
 * @param {string} extension
 * @returns {Promise<Taken | null>}
 */
export async function documentFile(sheet, extension) {
  const { model, variant } = sheet
  if (!(model.files?.[variant ?? ""] ?? []).includes(extension)) {
    throw new Refusal("format", `Cette fiche n’existe pas au format ${FORMATS[extension]} : enregistrez vos réponses dans un fichier.`)
  }
  const { bytes, unprintable, unplaced } = await filled(sheet, extension)
  if (unprintable.length) {
    const choice = await askInstead(sheet, unprintable)
    if (choice !== extension) return choice ? documentFile(sheet, choice) : null
  }
  const loose = unplaced.length + Object.keys(sheet.leftovers()).length
  return { file: fileOf(nameOf(sheet, extension), bytes), whole: !loose, missing: loose ? missing(loose) : "" }
}

/**
 * @param {Sheet} sheet
 * @param {string} extension
 */
async function filled({ model, variant, answers }, extension) {
  const name = [model.id, variant].filter(Boolean).join("-")
  const blank = await documentOf(`${name}.${extension}`)
  const given = answers()
  const continuation = extension === "pdf" && needsContinuation(blank, given) ? await documentOf(`${name}-suite.pdf`) : undefined
  return fill(blank, model, given, { results: results(model, given), continuation })
}

/** @param {number} count @returns {string} */
function missing(count) {
  const answers = counted(count, "réponse qui n’y a pas de place", "réponses qui n’y ont pas de place")
  return `Il y manque ${answers} : « Enregistrer dans un fichier » les garde toutes.`
}

/**
 * @param {Sheet} sheet
 * @param {string[]} unprintable the controls whose text a PDF can't show
 * @returns {Promise<string | null>} the format to take
 */
function askInstead({ model, variant }, unprintable) {
  const codes = [...new Set(unprintable.map((name) => codeOf(model, name)))]
  const word = model.files?.[variant ?? ""]?.includes("docx")
  const body = [
    element("p", {}, `Le PDF n’a pas de dessin pour certains signes de ${codes.length === 1 ? "la réponse" : "vos réponses"} ${listed(codes)}.`),
    word && element("p", {}, "Le fichier Word les montre tous. Dans le PDF, ils ne seraient pas dessinés."),
  ]
  return ask("Des signes que le PDF ne sait pas montrer", body, [
    { value: "pdf", label: "PDF quand même", main: !word }, ...(word ? [{ value: "docx", label: "Word (DOCX)", main: true }] : []),
  ])
}

/**
 * Return the calendar of a sheet's dated actions. Throw a Refusal when it has none.
 * @param {Sheet} sheet
 * @returns {File}
 */
export function calendarFile(sheet) {
  const { model } = sheet
  const found = datedActions(model, sheet.answers(), results(model, sheet.answers()))
  if (!found.length) {
    const last = model.sections.at(-1)
    throw new Refusal("no_date", `Aucune date à porter au calendrier : datez d’abord la prochaine action, dans la partie ${last?.letter} (${last?.title}).`)
  }
  return fileOf(nameOf(sheet, "ics"), calendar(model, found, slug(sheet.organisation())))
}

/**
 * @param {Sheet} sheet
 * @param {string} extension
 */
const nameOf = ({ model, variant, organisation }, extension) => fileName([model.id, variant ?? "", organisation()], extension)

/**
 * Return the visible code of what a control answers.
 * @param {import("../types.js").Model} model
 * @param {string} name
 */
export function codeOf(model, name) {
  const [id, , column] = name.split("__")
  const field = model.fields.find((each) => each.id === id)
  return field?.columns?.find((each) => each.id === column)?.code ?? field?.code ?? name
}

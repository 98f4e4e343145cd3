/* The file of answers, `<anything>.json`, as macros/answers/file.py writes it and reads it. */

import { TICKED } from "./forms.js"
import { findIdentity, printedIdentity } from "./identity.js"
import { cellName, optionName } from "./names.js"
import { plainNumber } from "./numbers.js"
import { strip } from "./spaces.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./identity.js").Identity} Identity */

/**
 * What a file of answers says. `date` is ISO; `date`, `author` and `territory` are "" when the file does not say them.
 * @typedef {{ identity: Identity, answers: Answers, date: string, author: string, territory: string }} AnswersFile
 */

const FORMAT = "presence-reponses"
const MAX_ANSWERS = 100_000
const TERRITORIES = ["FR", "QC", "BE", "CH"]
const BROKEN = "Ce fichier JSON est abîmé ou incomplet : demandez qu’on vous l’envoie de nouveau."

/** A text that is not a file of answers; the message is a French sentence for the person who gave it. */
export class AnswersFileError extends Error {}

/**
 * Return the text of a file of answers, the same for the same answers.
 * @param {AnswersFile} file
 * @returns {string}
 */
export function dump({ identity, answers, date, author, territory }) {
  const { definition, version, variant } = identity
  const said = { format: FORMAT, definition, version, variant, date, author, territory }
  const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value))
  return `${JSON.stringify({ ...kept, answers }, null, 1)}\n`
}

/**
 * Return what the text of a file of answers says. Throw AnswersFileError when it is something else.
 * @param {string} text
 * @returns {AnswersFile}
 */
export function read(text) {
  const data = parsed(text.replace(/^\ufeff/, ""))
  if (!isMapping(data) || !isMapping(own(data, "answers"))) {
    throw new AnswersFileError("Ce fichier JSON ne contient pas de réponses : il lui faut « answers », avec une réponse par nom de champ.")
  }
  const territory = own(data, "territory")
  return {
    identity: identityOf(data),
    answers: flat(/** @type {Record<string, unknown>} */ (own(data, "answers"))),
    date: label(own(data, "date")),
    author: label(own(data, "author")),
    territory: TERRITORIES.find((code) => code === territory) ?? "",
  }
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    throw new AnswersFileError(BROKEN)
  }
}

/**
 * @param {Record<string, unknown>} data
 * @returns {Identity}
 */
function identityOf(data) {
  const [definition, version, variant] = [own(data, "definition"), own(data, "version"), own(data, "variant")]
  const counted = typeof version === "number" && Number.isInteger(version) ? version : 0
  const sheet = { definition: typeof definition === "string" ? definition : "", version: counted, variant: null }
  if (sheet.version < 1 || !isPrinted(sheet)) {
    const expected = "« definition » (un identifiant) et « version » (un entier, 1 ou plus)"
    throw new AnswersFileError(`Ce fichier JSON ne dit pas de quelle fiche il vient : il lui faut ${expected}.`)
  }
  const whole = typeof variant === "string" ? { ...sheet, variant } : sheet
  return isPrinted(whole) ? whole : sheet
}

/** Tell whether an identity comes back from the line that it prints.
 * @type {(identity: Identity) => boolean} */
function isPrinted(identity) {
  const found = findIdentity(printedIdentity(identity))
  return found !== null && found.definition === identity.definition && found.version === identity.version && found.variant === identity.variant
}

/** Answers by name, whatever form each is in.
 * @type {(answers: Record<string, unknown>) => Answers} */
function flat(answers) {
  const found = Object.create(null)
  let count = 0
  for (const [key, value] of Object.entries(answers)) {
    for (const [name, text] of named(key, value)) {
      count += 1
      if (count > MAX_ANSWERS) {
        throw new AnswersFileError(`Ce fichier JSON contient plus de ${MAX_ANSWERS} réponses : ce n’est pas une fiche remplie.`)
      }
      if (text) found[name] = text
    }
  }
  return found
}

/** @type {(key: string, value: unknown) => Generator<[name: string, text: string]>} */
function* named(key, value) {
  const rows = Array.isArray(value) && value.some(isMapping) ? value.entries() : isMapping(value) ? Object.entries(value) : null
  if (rows) {
    const first = Array.isArray(value) ? 1 : ""
    for (const [row, cells] of rows) {
      for (const [column, cell] of isMapping(cells) ? Object.entries(cells) : [["", cells]]) {
        yield [cellName(key, first ? Number(row) + first : row, String(column)), textOf(cell)]
      }
    }
  } else if (Array.isArray(value)) {
    for (const item of value) yield [optionName(key, textOf(item)), TICKED]
  } else {
    yield [key, textOf(value)]
  }
}

/** @type {(value: unknown) => string} */
function textOf(value) {
  if (value === null || value === false) return ""
  if (value === true) return TICKED
  if (typeof value === "string") return value
  return typeof value === "number" ? plainNumber(value) : spelt(value)
}

/** What has no place in an answer, as Python spells it.
 * @type {(value: unknown) => string} */
function spelt(value) {
  try {
    if (Array.isArray(value)) return `[${value.map(spelt).join(", ")}]`
    if (isMapping(value)) return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spelt(item)}`).join(", ")}}`
    return JSON.stringify(value)
  } catch (error) {
    throw error instanceof RangeError ? new AnswersFileError(BROKEN) : error
  }
}

/** @type {(value: unknown) => value is Record<string, unknown>} */
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** What an object from outside holds itself under a name.
 * @type {(data: Record<string, unknown>, key: string) => unknown} */
function own(data, key) {
  return Object.hasOwn(data, key) ? data[key] : undefined
}

/** @type {(value: unknown) => string} */
function label(value) {
  return typeof value === "string" ? strip(value) : ""
}

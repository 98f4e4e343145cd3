/* A file that a reader gives, read: one sheet, or all those of a file made by « Mes fiches ». */

import { counted } from "../dialog/words.js"
import { Refusal } from "../readback/refusal.js"
import { readFile } from "../readback/read.js"
import { MAX_FILE } from "../readback/sniff.js"
import { readingCatalog } from "../take-away/site.js"
import { readDossier } from "./dossier.js"

/** @typedef {import("../readback/read.js").Reading} Reading */

/** What a reader may choose in the browser's list of files. */
export const ACCEPTED = ".pdf,.docx,.odt,.xlsx,.json"

/**
 * What a file holds: one sheet, or those of a dossier, some of which may be `refused`. `states` are what the dossier says of each.
 * @typedef {{ readings: Reading[], refused: Refusal[], states: Map<string, string> }} Contents
 */

/**
 * Read a file. Throw a Refusal when it gives no answers at all.
 * @param {File} file
 * @returns {Promise<Contents>}
 */
export async function read(file) {
  if (file.size > MAX_FILE) {
    const limit = counted(MAX_FILE / 1_000_000, "Mo", "Mo")
    throw new Refusal("heavy", `Le fichier pèse plus de ${limit} : ce n’est pas une fiche, ou retirez-en les images avant de l’enregistrer.`)
  }
  const bytes = await bytesOf(file)
  const catalog = await readingCatalog()
  const dossier = readDossier(bytes)
  if (!dossier) return { readings: [await readFile(bytes, catalog)], refused: [], states: new Map() }
  /** @type {Contents} */
  const contents = { readings: [], refused: [], states: dossier.states }
  for (const sheet of dossier.sheets) {
    try {
      contents.readings.push(await readFile(sheet, catalog))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      contents.refused.push(error)
    }
  }
  if (!contents.readings.length) throw /** @type {Refusal} */ (contents.refused[0])
  return contents
}

/**
 * @param {File} file
 * @returns {Promise<Uint8Array>}
 */
async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    throw new Refusal("closed", "Le fichier ne s’ouvre pas : fermez-le ailleurs, ou copiez-le sur cet appareil, puis recommencez.")
  }
}

/**
 * Let the reader choose files. Return none when they don't.
 * @param {boolean} [multiple]
 * @returns {Promise<File[]>}
 */
export function choose(multiple = false) {
  return new Promise((done) => {
    const input = document.createElement("input")
    Object.assign(input, { type: "file", accept: ACCEPTED, multiple, hidden: true })
    input.addEventListener("change", () => finish())
    input.addEventListener("cancel", () => finish())
    const finish = () => {
      input.remove()
      done([...(input.files ?? [])])
    }
    document.body.append(input)
    input.click()
  })
}

/*
 * One file read: which sheet it is, its answers and how sure each is, what no field takes, what to know. A file is judged by its contents,
 * never by its name, and opened within limits; the rules are those of `macros/readback/`.
 */

import { toNamed, toNested } from "../answers/forms.js"
import { printedIdentity } from "../answers/identity.js"
import { breathe } from "./breathe.js"
import { Package } from "./container.js"
import { MAIN as WORD, readDocx } from "./docx.js"
import { readJson } from "./json.js"
import { match } from "./matching.js"
import { readOdt } from "./odt.js"
import { readPdf } from "./pdf.js"
import { Refusal, encrypted, tooComplicated } from "./refusal.js"
import { sniff } from "./sniff.js"
import { which } from "./which.js"
import { MAIN as WORKBOOK, readXlsx } from "./xlsx.js"

/** @typedef {import("../answers/file.js").AnswersFile} AnswersFile */
/** @typedef {import("../answers/identity.js").Identity} Identity */
/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("./findings.js").Contents} Contents */
/** @typedef {import("./known.js").Printed} Printed */
/** @typedef {import("./targets.js").Answer} Answer */

/**
 * What files are read against; what can't be had rejects with an Error whose message is a French sentence.
 * @typedef {{ ids: string[], model: (id: string) => Promise<Model>, printed: (id: string) => Promise<Printed> }} Catalog
 */

/**
 * A file that was read. `identity` is what the file says of itself, `model` the sheet that it answers, as it is today. `found` are the answers
 * by the names that they have in the document, in the order of the sheet; `answers` the same, rows numbered anew. `leftovers` are the texts
 * that no field takes (« Réponses d’une version précédente »). `remarks` are French sentences. `file` is what a file of answers says besides.
 * @typedef {{
 *   identity: Identity, model: Model, found: Map<string, Answer>, answers: Answers, leftovers: Answers, remarks: string[], file: AnswersFile | null,
 * }} Reading
 */

/**
 * Read the bytes of a filled document, whatever its name. Reject with Refusal, and nothing else, when they give no answers.
 * @param {Uint8Array} bytes
 * @param {Catalog} catalog
 * @returns {Promise<Reading>}
 */
export async function readFile(bytes, catalog) {
  try {
    const sure = reachable(catalog)
    const contents = await contentsOf(bytes)
    await breathe()
    return await reading(contents, sure)
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof RangeError) throw tooComplicated()
    const sentence = "Le fichier n’a pas pu être lu, par un défaut de ce programme : signalez-le sans joindre le fichier, et lisez-le à la main."
    throw new Refusal("fault", sentence, { cause: error })
  }
}

/**
 * Join a sheet and its « -suite »: two readings of the same sheet and version, whose names are not the same; null otherwise, since which of two
 * answers is right is for a person to say.
 * @param {Reading} first
 * @param {Reading} second
 * @returns {Reading | null}
 */
export function merge(first, second) {
  const [one, other] = [printedIdentity(first.identity), printedIdentity(second.identity)]
  if (one !== other || [...first.found.keys()].some((name) => second.found.has(name))) return null
  const found = new Map([...first.found, ...second.found])
  const { answers } = numberedAnew(first.model, found)
  const leftovers = Object.assign(Object.create(null), second.leftovers, first.leftovers)
  return { ...first, found, answers, leftovers, remarks: [...new Set([...first.remarks, ...second.remarks])] }
}

/** A catalog whose failures are refusals.
 * @type {(catalog: Catalog) => Catalog} */
function reachable({ ids, model, printed }) {
  const unavailable = (/** @type {unknown} */ error) => {
    throw new Refusal("unavailable", error instanceof Error ? error.message : String(error), { cause: error })
  }
  return { ids, model: (id) => model(id).catch(unavailable), printed: (id) => printed(id).catch(unavailable) }
}

/** @type {(bytes: Uint8Array) => Promise<Contents>} */
async function contentsOf(bytes) {
  const kind = sniff(bytes)
  if (kind === "pdf") return readPdf(bytes)
  if (kind === "json") return readJson(bytes)
  const found = new Package(bytes)
  if (found.has(WORD)) return readDocx(found)
  return found.has(WORKBOOK) ? readXlsx(found) : openDocument(found)
}

/** Read a package that is neither DOCX nor XLSX. Reject with Refusal when it is no OpenDocument text either.
 * @type {(found: Package) => Promise<Contents>} */
async function openDocument(found) {
  const textIn = (/** @type {string} */ name) => (found.has(name) ? new TextDecoder().decode(found.read(name)) : "")
  const kind = textIn("mimetype").trim()
  if (!kind.startsWith("application/vnd.oasis.opendocument")) throw otherPackage(found.names)
  if (found.has("encrypted-package") || textIn("META-INF/manifest.xml").includes("encryption-data")) throw encrypted()
  if (kind.startsWith("application/vnd.oasis.opendocument.text")) return readOdt(found)
  const wanted = kind.includes("spreadsheet") ? "XLSX" : "ODT"
  throw new Refusal("other", `Le fichier est un document LibreOffice d’une autre sorte : ouvrez-le et enregistrez-le au format ${wanted}.`)
}

/** What a ZIP that holds no sheet is.
 * @type {(names: string[]) => Refusal} */
function otherPackage(names) {
  const some = (/** @type {string[]} */ ...starts) => names.some((name) => starts.some((start) => name.startsWith(start)))
  if (some("ppt/")) return new Refusal("other", "Le fichier est un diaporama : donnez la fiche elle-même, en PDF, DOCX, ODT, XLSX ou JSON.")
  if (some("Index/", "index.apxl") || names.some((name) => name.endsWith(".iwa"))) {
    return new Refusal("other", "Le fichier vient de Pages ou de Numbers : ouvrez-le, exportez-le en Word ou en Excel, puis recommencez.")
  }
  if (some("word/", "xl/")) {
    return new Refusal("damaged", "Le document a perdu sa partie principale : ouvrez-le, enregistrez-le au format DOCX ou XLSX, ou redemandez-le.")
  }
  return new Refusal("archive", "Le fichier est une archive ZIP : décompressez-la, puis ouvrez ici les fiches qu’elle contient.")
}

/** @type {(contents: Contents, catalog: Catalog) => Promise<Reading>} */
async function reading(contents, catalog) {
  const sheet = await which(contents, catalog)
  const { model, identity } = sheet
  const matched = await match(contents, sheet, () => catalog.printed(model.id))
  const { answers, rest } = numberedAnew(model, matched.answers)
  const leftovers = Object.assign(Object.create(null), Object.fromEntries(matched.leftovers), rest)
  const remarks = remarksOn(sheet, Object.keys(leftovers).length)
  return { identity, model, found: matched.answers, answers, leftovers, remarks, file: contents.file }
}

/** @type {(model: Model, found: Map<string, Answer>) => { answers: Answers, rest: Answers }} */
function numberedAnew(model, found) {
  const { nested, rest } = toNested(model, Object.fromEntries([...found].map(([name, { text }]) => [name, text])))
  return { answers: toNamed(model, nested), rest }
}

/** @type {(sheet: import("./which.js").Sheet, left: number) => string[]} */
function remarksOn({ said, identity, model }, left) {
  const [told, now] = [identity.version, model.version]
  const count = left === 1 ? "1 réponse n’a" : `${left} réponses n’ont`
  return [
    !said && "Le fichier ne dit pas de quelle fiche il vient : elle a été reconnue aux noms de ses champs.",
    told < now && `Le fichier est de la version ${told} de la fiche, qui en est à la version ${now}.`,
    told > now && `Le fichier est de la version ${told} de la fiche, plus récente que la vôtre (${now}) : mettez le recueil à jour.`,
    left > 0 && `${count} pas de place dans la fiche d’aujourd’hui ; gardées à part.`,
  ].filter((remark) => remark !== false)
}

/* Which sheet a document is: what it says of itself, else the names that it holds. */

import { findIdentity } from "../answers/identity.js"
import { breathe } from "./breathe.js"
import { cellText, isGrid, paragraphText, placesOf } from "./findings.js"
import { nearest } from "./nearest.js"
import { Refusal } from "./refusal.js"
import { Targets } from "./targets.js"

/** @typedef {import("../answers/identity.js").Identity} Identity */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("./findings.js").Contents} Contents */
/** @typedef {import("./read.js").Catalog} Catalog */

/**
 * The model that a document answers, and what the document says of itself; `said` is false when its names told it.
 * @typedef {{ model: Model, identity: Identity, said: boolean }} Sheet
 */

/** Characters of a paragraph that may be the line of an identity, pasted in the text by an editor without footers. */
const LONGEST = 300
/** Characters of what else says it: nobody's keywords and descriptions are longer. */
const MAX_SAID = 200_000

/**
 * Return the sheet of a document. Reject with Refusal when it is none, or one that the catalog does not have.
 * @param {Contents} contents
 * @param {Catalog} catalog
 * @returns {Promise<Sheet>}
 */
export async function which(contents, catalog) {
  /** @type {Identity | null} */
  let stranger = null
  for (const { text, printed } of said(contents)) {
    const identity = findIdentity(text)
    if (identity && catalog.ids.includes(identity.definition)) return { model: await catalog.model(identity.definition), identity, said: true }
    if (!printed) stranger ??= identity
  }
  const sheet = stranger ? null : await byNames(contents, catalog)
  if (!sheet) throw unknown(stranger, catalog)
  return sheet
}

/** The texts that may say which sheet it is; `printed` for those of the pages themselves.
 * @type {(contents: Contents) => Generator<{ text: string, printed: boolean }>} */
function* said(contents) {
  for (const text of contents.said) yield { text: text.slice(0, MAX_SAID), printed: false }
  for (const block of contents.flow) {
    for (const text of isGrid(block) ? block.rows.flatMap((row) => row.map(cellText)) : [paragraphText(block)]) {
      if (text.length < LONGEST && text.includes("version")) yield { text, printed: true }
    }
  }
}

/** The sheet that has most of the names of a document, when no other comes near.
 * @type {(contents: Contents, catalog: Catalog) => Promise<Sheet | null>} */
async function byNames(contents, catalog) {
  const names = [...new Set(placesOf(contents).flatMap(({ name }) => name || []))]
  if (!names.length) return null
  const ranked = []
  for (const id of catalog.ids) {
    const model = await catalog.model(id)
    const targets = new Targets(model)
    ranked.push({ model, score: names.filter((name) => targets.get(name)).length })
    await breathe()
  }
  const [first, second] = ranked.sort((one, other) => other.score - one.score)
  if (!first?.score || first.score * 2 < names.length || (second?.score ?? 0) * 2 > first.score) return null
  return { model: first.model, identity: { definition: first.model.id, version: first.model.version, variant: null }, said: false }
}

/** @type {(stranger: Identity | null, catalog: Catalog) => Refusal} */
function unknown(stranger, catalog) {
  if (!stranger) {
    return new Refusal(
      "no_sheet", "Le fichier s’ouvre, mais rien n’y dit de quelle fiche il vient : recopiez les réponses dans la fiche téléchargée.",
    )
  }
  const near = nearest(stranger.definition, catalog.ids)
  const gone = "Il vient d’un autre recueil, ou la fiche a été retirée : demandez les réponses à qui l’a publiée."
  const remedy = near ? `Vouliez-vous dire « ${near} » ?` : gone
  return new Refusal("unknown_sheet", `Le fichier est la fiche « ${stranger.definition} », que ce recueil n’a pas. ${remedy}`)
}

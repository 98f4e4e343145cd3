/* A file opened on a sheet: read, shown, then applied as chosen, in one step that can be undone. */

import { ask } from "../dialog/dialog.js"
import { element } from "../dialog/element.js"
import { frenchDay, listed } from "../answers/french.js"
import { addressOf } from "../load.js"
import { sheetsOfSite } from "../take-away/site.js"
import { compare } from "./compare.js"
import { review } from "./review.js"
import { read } from "./source.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../sheet/sheet.js").Sheet} Sheet */
/** @typedef {import("../readback/read.js").Reading} Reading */
/** @typedef {import("./compare.js").Comparison} Comparison */

/**
 * Open a file on a sheet. Throw a Refusal when it gives no answers.
 * @param {Sheet} sheet
 * @param {File} file
 * @returns {Promise<void>}
 */
export async function openOn(sheet, file) {
  const { readings } = await read(file)
  const reading = readings.find(({ identity }) => identity.definition === sheet.model.id)
  if (!reading) return askOthers(sheet, file, readings)
  const comparison = compare(sheet.model, sheet.answers(), sheet.leftovers(), reading)
  if (!comparison.differences.length) {
    if (!comparison.kept) sheet.filed()
    return sheet.say(`« ${file.name} » dit la même chose que cette page : rien à changer.`)
  }
  const reviewed = await review("Ce que le fichier changerait", factsOf(file, reading, sheet.model, sheet.variant), comparison)
  if (!reviewed) return sheet.say("Rien n’a été changé.")
  const { changes } = reviewed
  const count = comparison.differences.filter((item) => isTaken(item, changes)).length
  if (!count) return sheet.say("Tout est gardé comme avant : rien n’a été changé.")
  sheet.change(changes, `${taken(count)} de « ${file.name} ».`)
  if (isWhole(comparison, changes)) sheet.filed()
}

/**
 * Say how many answers were taken.
 * @param {number} count
 * @returns {string}
 */
export const taken = (count) => (count === 1 ? "Une réponse a été prise" : `${count} réponses ont été prises`)

/**
 * Tell whether a difference is among those taken.
 * @param {Comparison["differences"][number]} item
 * @param {Record<string, string | null>} changes
 * @returns {boolean}
 */
export const isTaken = (item, changes) => Object.keys(item.changes).every((name) => name in changes)

/**
 * Tell whether, once changed, what is here is what the file holds.
 * @param {Comparison} comparison
 * @param {Record<string, string | null>} changes
 * @returns {boolean}
 */
export const isWhole = ({ differences, kept }, changes) => kept === 0 && differences.every((item) => isTaken(item, changes))

/**
 * Return what is to be known of a file before it is taken, in sentences.
 * @param {File} file
 * @param {Reading} reading
 * @param {Model} model
 * @param {string | null} variant that of the sheet here
 * @returns {string[]}
 */
export function factsOf(file, { identity, remarks, file: told }, model, variant) {
  const { version, variant: theirs } = identity
  const named = theirs ? `, ${nameOf(model, theirs)}` : ""
  const saved = [told?.date && `enregistré le ${frenchDay(told.date)}`, told?.author && `par ${told.author.slice(0, 200)}`].filter(Boolean).join(" ")
  return [
    `Fichier « ${file.name} »${saved ? `, ${saved}` : ""}.`,
    `Fiche « ${model.title} »${named}, version ${version}.`,
    ...(theirs && variant && theirs !== variant ? [`Il vient d’une autre variante de la fiche que celle de cette page (${nameOf(model, variant)}).`] : []),
    ...remarks,
  ]
}

/** @param {Model} model @param {string} variant @returns {string} what it is called, or as it is when the sheet does not know it */
const nameOf = ({ variants = {} }, variant) => (Object.hasOwn(variants, variant) ? variants[variant] : undefined) ?? variant

/**
 * Say which sheets a file is of, when it is none of this page; nothing is applied.
 * @param {Sheet} sheet
 * @param {File} file
 * @param {Reading[]} readings
 * @returns {Promise<void>}
 */
async function askOthers(sheet, file, readings) {
  const catalog = await sheetsOfSite()
  const links = readings.map(({ identity }) => catalog.find(({ id }) => id === identity.definition)).filter((found) => found !== undefined)
    .map(({ title, url }) => element("li", {}, element("a", { href: addressOf(url) }, title)))
  const titles = [...new Set(links.map((link) => `« ${link.textContent} »`))]
  await ask("Ce fichier est celui d’une autre fiche", [
    element("p", {}, `« ${file.name} » contient ${listed(titles)}, pas « ${sheet.model.title} ». Rien n’a été changé ici.`),
    element("p", {}, "Ouvrez-le depuis sa page :"), element("ul", {}, links),
  ], [], { leave: "Fermer" })
  sheet.say("Rien n’a été changé : le fichier est celui d’une autre fiche.")
}

/* The sheets begun in this browser, as « Mes fiches » shows them. */

import { progress } from "../answers/progress.js"
import { modelOf, sheetsOfSite } from "../take-away/site.js"
import { asideOf } from "./aside.js"

/** @typedef {import("../store/records.js").Kept} Kept */
/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("../take-away/site.js").Listed} Listed */

/** A sheet begun; `listed` is null for one that the site no longer has. `done` counts the questions that have an answer.
 * @typedef {{ kept: Kept, title: string, listed: Listed | null, done: { asked: number, answered: number } | null }} Begun */

const STATES = { "": "En cours", termine: "Terminé", non_concerne: "Non concerné" }

/**
 * Return the sheets begun, in the order of the site, those that are not, and what was put aside.
 * @param {Store} store
 * @returns {Promise<{ begun: Begun[], others: Listed[], aside: import("./aside.js").Aside[] }>}
 */
export async function sheetsKept(store) {
  const catalog = await sheetsOfSite()
  const rank = new Map(catalog.map(({ id }, place) => [id, place]))
  const kept = (await store.list()).filter((sheet) => sheet.state || Object.keys(sheet.answers).length)
  kept.sort((one, other) => (rank.get(one.definition) ?? Infinity) - (rank.get(other.definition) ?? Infinity))
  const begun = await Promise.all(kept.map((sheet) => described(sheet, catalog)))
  const names = new Set(kept.map(({ definition }) => definition))
  const aside = (await store.aside()).map(([key, value]) => asideOf(key, value, catalog))
  return { begun, others: catalog.filter(({ id }) => !names.has(id)), aside }
}

/**
 * @param {Kept} kept
 * @param {Listed[]} catalog
 * @returns {Promise<Begun>}
 */
async function described(kept, catalog) {
  const listed = catalog.find(({ id }) => id === kept.definition) ?? null
  const model = listed && (await modelOf(listed.id))
  return { kept, listed, title: listed?.title ?? kept.definition, done: model && progress(model, kept.variant, kept.answers) }
}

/** @param {Kept} kept @returns {string} */
export const stateOf = (kept) => STATES[kept.state]

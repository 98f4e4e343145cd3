/* Answers asked once: what another sheet has already, taken in an empty sheet, offered in a sheet that is begun. */

import { load } from "../load.js"
import { said } from "../answers/wording.js"
import { remark } from "./remarks.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("./paper.js").Paper} Paper */

/**
 * Take or offer what other sheets have.
 * @param {Model} model
 * @param {Paper} paper
 * @param {Store} store
 * @param {(name: string, text: string) => boolean} take puts one on screen, or answers false: it is offered
 * @param {(changes: Record<string, string>, said: string) => void} change
 */
export async function offerShared(model, paper, store, take, change) {
  if (!model.fields.some(({ bind }) => bind)) return
  const shared = await store.shared()
  const found = model.fields.flatMap((field) => {
    const bound = shared[field.bind ?? ""]
    return bound && bound.definition !== model.id && paper.places.has(field.id) ? [{ field, bound }] : []
  })
  if (found.length === 0) return
  const titles = await titlesOf()
  for (const { field, bound } of found) {
    const place = paper.places.get(field.id)
    if (!place || paper.values.has(field.id)) continue
    const title = titles.get(bound.definition)
    const source = title ? `«\u00a0${title}\u202f»` : "une autre fiche"
    if (take(field.id, bound.text)) remark(place, "shared", `Repris de ${source}.`)
    else {
      remark(place, "shared", `Déjà écrit dans ${source}\u00a0: «\u00a0${said(field, bound.text)}\u202f».`, { label: "Reprendre", press: () => {
        place.controls[0]?.focus()
        change({ [field.id]: bound.text }, "La réponse est reprise.")
      } })
    }
  }
}

/** @returns {Promise<Map<string, string>>} the title of each sheet, none when they can't be had */
async function titlesOf() {
  await load("fiches/index.js").catch(() => {})
  const catalog = /** @type {{ id: string, title: string }[]} */ (/** @type {any} */ (globalThis).presence.catalog ?? [])
  return new Map(catalog.map(({ id, title }) => [id, title]))
}

/* What follows from the answers, worked out after the typing: results, conditions, progress, leftovers, what other sheets know, dates. */

import { toNested } from "../answers/forms.js"
import { results } from "../answers/results.js"
import { ask } from "../dialog/dialog.js"
import { datedActions } from "../take-away/calendar.js"
import { showLeftovers } from "./leftovers.js"
import { isLostCell } from "./paper.js"
import { offerShared } from "./shared.js"
import { makeView } from "./view.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("./paper.js").Paper} Paper */

/**
 * What follows is told of: the form, its answers, how a word is said, how a change is made, and that something else is to be shown.
 * @typedef {{
 *   form: HTMLFormElement, model: Model, variant: string | null, paper: Paper, announce: (text: string) => void, say: (text: string) => void,
 *   change: (changes: Record<string, string | null>, said: string) => void, shown: () => void,
 * }} Followed
 */

/** @typedef {ReturnType<typeof makeFollower>} Follower */

/**
 * Return what follows from the answers of a sheet.
 * @param {Followed} followed
 */
export function makeFollower({ form, model, variant, paper, announce, say, change, shown }) {
  const view = makeView(form, model, variant, announce)
  /** @type {Answers} */
  let leftovers = Object.create(null)

  /** @returns {Answers} those that have their place in the model */
  function answers() {
    const found = Object.create(null)
    for (const [name, text] of paper.values) if (!(name in leftovers)) found[name] = text
    return found
  }

  /** Show what all the answers lead to, at once. */
  function refresh() {
    leftovers = Object.assign(Object.create(null), toNested(model, Object.fromEntries(paper.values)).rest)
    for (const [name, text] of paper.values) if (isLostCell(paper, name)) leftovers[name] = text
    showLeftovers(form, leftovers, { remove: (name) => change({ [name]: null }, "Réponse retirée."), say })
    view.refresh(paper.places, answers())
    shown()
  }

  return {
    answers,
    refresh,
    leftovers: () => leftovers,
    progress: view.progress,
    stop: view.stop,
    soon: (/** @type {string[]} */ names) => view.soon(names, paper.places, paper.values, answers, shown),
    dated: () => datedActions(model, answers(), results(model, answers())).length > 0,
    offer: (/** @type {Store} */ store, /** @type {(name: string, text: string) => boolean} */ take) => offerShared(model, paper, store, take, change),
    askToErase,
  }
}

/**
 * Ask what becomes of what the browser keeps already, now that people share this computer.
 * @returns {Promise<string | null>} "effacer", "laisser", or null for no change at all
 */
function askToErase() {
  return ask("Poste partagé",
    "Une fois cette page fermée, plus rien de ce que vous écrivez ne restera ici. Ce navigateur garde déjà des fiches\u00a0: faut-il les effacer\u202f?",
    [{ value: "laisser", label: "Les laisser" }, { value: "effacer", label: "Les effacer", main: true }])
}

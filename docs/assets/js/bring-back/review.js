/* What a file will change, shown before it does: differences one by one, additions together. */

import { said } from "../answers/wording.js"
import { ask } from "../dialog/dialog.js"
import { element } from "../dialog/element.js"
import { counted, shortened } from "../dialog/words.js"

/** @typedef {import("./compare.js").Comparison} Comparison */
/** @typedef {import("./compare.js").Difference} Difference */
/** @typedef {import("../dialog/dialog.js").Choice} Choice */

const PAGE = 100
const SURENESS = {
  name: "sûre : par le nom du champ",
  position: "à relire : trouvée par sa position dans le tableau",
  code: "à relire : trouvée par le code visible",
}
const UNREADABLE = "illisible : gardée telle quelle"

/**
 * Show what a file would change. Return what to write for what was chosen, or null when nothing is to change; with other sheets about to
 * follow, « pass » tells that this one is left as it is, « rest » that those without a conflict need not be shown.
 * @param {string} title
 * @param {string[]} facts sentences on the file
 * @param {Comparison} comparison
 * @param {{ among?: boolean, following?: boolean }} [options] whether the sheet is one of several, and others are to be shown after it
 * @returns {Promise<{ answer: "apply" | "rest" | "pass", changes: Record<string, string | null> } | null>}
 */
export async function review(title, facts, comparison, { among = false, following = false } = {}) {
  const conflicts = comparison.differences.filter((item) => item.conflict)
  const added = comparison.differences.filter((item) => !item.conflict && item.field)
  const former = comparison.differences.filter((item) => !item.conflict && !item.field)
  /** @type {Set<Difference>} */
  const taken = new Set()
  const body = [
    element("ul", { class: "review__facts" }, facts.map((fact) => element("li", {}, fact))),
    element("p", { class: "review__sum" }, summary(conflicts.length, added.length + former.length, comparison)),
    conflicts.length ? conflictPart(conflicts, taken) : null,
    added.length ? additions("Ajoutées aux questions sans réponse", added) : null,
    former.length ? additions("Réponses d’une version précédente", former, "Aucune question d’aujourd’hui ne les demande : elles seront gardées à part, sous la fiche.") : null,
  ]
  /** @type {Choice[]} */
  const choices = [
    ...(among ? [{ value: "pass", label: "Passer cette fiche" }] : []),
    ...(following ? [{ value: "rest", label: "Prendre aussi les suivantes, sauf désaccord" }] : []),
    { value: "apply", label: "Appliquer", main: true },
  ]
  const answer = /** @type {"apply" | "rest" | "pass" | null} */ (await ask(title, body, choices, { wide: true, leave: among ? "Tout annuler" : "Annuler" }))
  return answer && { answer, changes: answer === "pass" ? Object.create(null) : changesOf([...taken, ...added, ...former]) }
}

/** @param {Difference[]} items @returns {Record<string, string | null>} what taking them writes */
export const changesOf = (items) => Object.assign(Object.create(null), ...items.map((item) => item.changes))

/**
 * @param {number} conflicts
 * @param {number} additions
 * @param {Comparison} comparison
 * @returns {string}
 */
function summary(conflicts, additions, { same, kept }) {
  const parts = [
    conflicts ? counted(conflicts, "réponse différente, à choisir", "réponses différentes, à choisir") : "",
    additions ? counted(additions, "réponse à ajouter", "réponses à ajouter") : "",
    same ? counted(same, "pareille", "pareilles") : "",
    kept ? `${counted(kept, "réponse qui n’est qu’ici, et reste", "réponses qui ne sont qu’ici, et restent")}` : "",
  ]
  return `${parts.filter(Boolean).join(" ; ")}.`
}

/**
 * @param {Difference[]} conflicts
 * @param {Set<Difference>} taken filled as choices are made
 * @returns {HTMLElement}
 */
function conflictPart(conflicts, taken) {
  const list = element("div", { class: "review__conflicts" })
  const all = (/** @type {boolean} */ take) => () => {
    for (const item of conflicts) take ? taken.add(item) : taken.delete(item)
    for (const radio of list.querySelectorAll("input")) radio.checked = (radio.value === "take") === take
    told.textContent = take ? "Toutes les réponses du fichier sont choisies." : "Toutes les réponses d’ici sont gardées."
  }
  const told = element("p", { class: "review__told", role: "status" })
  const rows = conflicts.map((item, rank) => () => conflictRow(item, rank, taken))
  inPages(list, rows)
  return element("section", { "aria-label": "Réponses différentes" },
    element("h3", {}, "Réponses différentes"),
    element("p", { class: "review__all" },
      element("button", { type: "button", class: "ask__button", click: all(false) }, "Tout garder"), " ",
      element("button", { type: "button", class: "ask__button", click: all(true) }, "Tout prendre")),
    told, list)
}

/**
 * @param {Difference} item
 * @param {number} rank
 * @param {Set<Difference>} taken
 * @returns {HTMLElement}
 */
function conflictRow(item, rank, taken) {
  const choice = (/** @type {boolean} */ take, /** @type {string} */ verb, /** @type {string[]} */ texts) =>
    element("label", { class: "review__choice" },
      element("input", { type: "radio", name: `conflit-${rank}`, value: take ? "take" : "keep", checked: taken.has(item) === take,
        change: () => (take ? taken.add(item) : taken.delete(item)) }),
      element("span", {}, element("b", {}, verb), " ", element("span", { class: "review__text" }, shown(item, texts))))
  return element("fieldset", { class: "review__conflict" },
    element("legend", {}, question(item)), choice(false, "Garder ici :", item.here), choice(true, "Prendre du fichier :", item.theirs), doubt(item))
}

/**
 * @param {string} title
 * @param {Difference[]} items
 * @param {string} [note]
 * @returns {HTMLElement}
 */
function additions(title, items, note) {
  const list = element("dl", { class: "review__added" })
  inPages(list, items.map((item) => () => element("div", {},
    element("dt", {}, question(item)), element("dd", {}, element("span", { class: "review__text" }, shown(item, item.theirs)), doubt(item)))))
  return element("section", { "aria-label": title }, element("h3", {}, title), note && element("p", {}, note), list)
}

/**
 * Show a long list by parts, so that no number of answers freezes the page.
 * @param {HTMLElement} list
 * @param {(() => HTMLElement)[]} items
 */
function inPages(list, items) {
  const shown = items.splice(0, PAGE).map((make) => make())
  list.append(...shown)
  if (!items.length) return
  const more = element("button", { type: "button", class: "ask__button", click: () => {
    more.closest(".review__more")?.remove()
    const next = list.childElementCount
    inPages(list, items)
    const first = list.children[next]
    if (first instanceof HTMLElement) {
      first.tabIndex = -1
      first.focus()
    }
  } }, `Montrer la suite (${counted(items.length, "réponse")})`)
  list.append(element("div", { class: "review__more" }, list.localName === "dl" ? element("dt", {}, more) : more, list.localName === "dl" && element("dd", {})))
}

/**
 * @param {Difference} item
 * @returns {(string | Node)[]}
 */
function question({ code, label, place }) {
  return [...(code ? [element("span", { class: "field__code" }, code), " "] : []), label, ...(place ? [` (${shortened(place, 80)})`] : [])]
}

/**
 * @param {Difference} item
 * @returns {HTMLElement | null} what to know of an answer that was not found by its name, or not understood
 */
function doubt({ how, readable }) {
  const words = [...(how === "name" ? [] : [SURENESS[how]]), ...(readable ? [] : [UNREADABLE])]
  return words.length ? element("span", { class: "review__doubt" }, words.join(" ; ")) : null
}

/**
 * @param {Difference} item
 * @param {string[]} texts
 * @returns {string}
 */
function shown({ field }, texts) {
  return shortened(field ? said(field, field.kind === "multichoice" ? texts : (texts[0] ?? "")) : texts.join(", "))
}

/* What the answers say need not be asked: folded, said why, opened on demand, never erased. */

import { element } from "../dialog/element.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {{ key: string, box: HTMLElement, button: HTMLButtonElement, opened: boolean }} Fold */

/**
 * Return the parts of a form that have a condition.
 * @param {HTMLFormElement} form
 * @param {Model} model
 * @returns {Fold[]}
 */
export function findFolds(form, model) {
  const at = (/** @type {string} */ id, /** @type {string} */ box) => /** @type {HTMLElement | null} */ (document.getElementById(`${model.id}-${id}`)?.closest(box))
  const sections = model.sections.flatMap((section) => [
    { key: `section:${section.id}`, when: section.when, box: at(`partie-${section.id}`, ".sheet__section") },
    ...(section.clauses ?? []).map((clause) => ({ key: `clause:${clause.id}`, when: clause.when, box: at(`clause-${clause.id}`, ".clause") })),
  ])
  const fields = model.fields.map((field) => ({
    key: `field:${field.id}`, when: field.when, box: field.kind === "table" ? at(`${field.id}-question`, ".field") : at(field.id, ".field"),
  }))
  return [...sections, ...fields].flatMap(({ key, when, box }) => (when && box && form.contains(box) ? [fold(key, box)] : []))
}

/**
 * Fold what is not asked and unfold the rest; a part of what is folded already is left as it is. What holds the keyboard's focus stays open.
 * @param {Fold[]} folds
 * @param {Set<string>} unasked
 */
export function showFolds(folds, unasked) {
  const { activeElement } = document
  for (const fold of folds) {
    const { key, box, button } = fold
    const useless = unasked.has(key) && !box.parentElement?.closest("[data-fold]")
    if (!useless && box.dataset.fold === undefined) continue
    const busy = box.dataset.fold !== "closed" && activeElement !== button && box.contains(activeElement)
    fold.opened &&= useless
    const now = useless ? (fold.opened || busy ? "open" : "closed") : undefined
    if (now !== box.dataset.fold) put(box, button, now)
  }
}

/**
 * @param {string} key
 * @param {HTMLElement} box
 * @returns {Fold}
 */
function fold(key, box) {
  const button = element("button", { type: "button", class: "quiet fold", hidden: true })
  const made = { key, box, button, opened: false }
  button.addEventListener("click", () => {
    made.opened = box.dataset.fold === "closed"
    put(box, button, made.opened ? "open" : "closed")
  })
  const condition = box.querySelector(":scope > .field__condition")
  if (condition) condition.after(button)
  else box.append(button)
  return made
}

/**
 * @param {HTMLElement} box
 * @param {HTMLButtonElement} button
 * @param {"open" | "closed"} [state] none: what the box holds is asked
 */
function put(box, button, state) {
  const closed = state === "closed"
  if (state) box.dataset.fold = state
  else box.removeAttribute("data-fold")
  button.hidden = !state
  button.setAttribute("aria-expanded", String(!closed))
  button.textContent = closed ? "Remplir quand même" : "Replier\u00a0: vos réponses ne le demandent pas"
}

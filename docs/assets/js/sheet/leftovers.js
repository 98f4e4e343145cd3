/* « Réponses d’une version précédente »: what came with the answers and has no place in the form, shown, never dropped unasked. */

import { element } from "../dialog/element.js"

/** @typedef {import("../types.js").Answers} Answers */

/**
 * Show the answers without a place under a form; nothing when there is none.
 * @param {HTMLFormElement} form
 * @param {Answers} leftovers
 * @param {{ remove: (name: string) => void, say: (text: string) => void }} does
 */
export function showLeftovers(form, leftovers, { remove, say }) {
  const before = form.querySelector(".leftovers")
  const names = Object.keys(leftovers)
  const focused = before?.contains(document.activeElement)
  before?.remove()
  if (names.length === 0) {
    if (focused) form.querySelector(".sheet-bar--foot")?.querySelector("button")?.focus()
    return
  }
  const title = element("h2", { id: `${form.dataset.worksheet}-restes`, tabindex: -1 }, "Réponses d’une version précédente")
  const list = element("dl", { class: "leftovers__list" }, names.map((name) => item(name, leftovers[name] ?? "", { remove, say })))
  const box = element("section", { class: "leftovers", "aria-labelledby": title.id }, title,
    element("p", {}, "Ces réponses n’ont pas de place dans cette version de la fiche. Elles sont gardées avec les autres\u00a0: copiez ce qui sert, retirez le reste."), list)
  const foot = form.querySelector(".sheet-bar--foot")
  if (foot) foot.before(box)
  else form.append(box)
  if (focused) title.focus()
}

/**
 * @param {string} name
 * @param {string} text
 * @param {{ remove: (name: string) => void, say: (text: string) => void }} does
 * @returns {HTMLElement}
 */
function item(name, text, { remove, say }) {
  const copied = () => {
    navigator.clipboard.writeText(text).then(() => say("C’est copié."), () => say("Le navigateur refuse de copier\u00a0: sélectionnez le texte."))
  }
  const buttons = [
    navigator.clipboard && element("button", { type: "button", class: "quiet", "aria-label": `Copier «\u00a0${name}\u202f»`, click: copied }, "Copier"),
    element("button", { type: "button", class: "quiet", "aria-label": `Retirer «\u00a0${name}\u202f»`, click: () => remove(name) }, "Retirer"),
  ]
  return element("div", { class: "leftovers__item" }, element("dt", {}, element("code", {}, name)), element("dd", {}, element("span", { class: "leftovers__text" }, text), buttons))
}

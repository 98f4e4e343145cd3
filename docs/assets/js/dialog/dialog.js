/* Questions asked over the page, in the browser's own dialog: it keeps the keyboard inside, closes with Escape and gives focus back. */

import { load } from "../load.js"
import { element } from "./element.js"

/** @typedef {import("./element.js").Content} Content */
/** @typedef {{ value: string, label: string, main?: boolean }} Choice */

const STYLE = "css/dialogs.css"

let opened = 0

/** Have the look of dialogs, and of what stands in them; without it, they are plain. @returns {Promise<void>} */
export const dressed = () => load(STYLE).catch(() => {})

/**
 * Ask over the page; answer the value of the button pressed, or null when the dialog is left.
 * @param {string} title
 * @param {Content} body
 * @param {Choice[]} choices the buttons, in order, after the one that leaves
 * @param {{ leave?: string, wide?: boolean }} [options] what the button that leaves says; whether there is much to read
 * @returns {Promise<string | null>}
 */
export async function ask(title, body, choices, { leave = "Annuler", wide = false } = {}) {
  await dressed()
  const id = `question-${++opened}`
  return new Promise((answer) => {
    const heading = element("h2", { id, class: "ask__title", tabindex: -1, autofocus: true }, title)
    const buttons = [{ value: "", label: leave }, ...choices].map((choice) =>
      element("button", { type: "button", class: `ask__button${choice.main ? " ask__button--main" : ""}`, value: choice.value,
        click: () => dialog.close(choice.value) }, choice.label))
    const dialog = element("dialog", { class: `ask md-typeset${wide ? " ask--wide" : ""}`, "aria-labelledby": id },
      heading, element("div", { class: "ask__body" }, body), element("div", { class: "ask__buttons" }, buttons))
    dialog.addEventListener("close", () => {
      const value = dialog.returnValue
      dialog.remove()
      answer(value || null)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

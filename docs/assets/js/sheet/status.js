/* What the sheet tells: one line over the foot of the window, and one voice for screen readers. */

import { element } from "../dialog/element.js"

/** @typedef {{ undo?: () => void }} More */

const MOMENT = 8000

/**
 * Return what tells: `say` shows and announces, `announce` only announces, when the last word is a moment old.
 * @param {HTMLFormElement} form
 */
export function makeStatus(form) {
  const voice = element("p", { class: "unseen", role: "status" })
  const words = element("span", { class: "told__words" })
  const undoButton = element("button", { type: "button", class: "told__undo", click: () => undo() }, "Annuler")
  const close = element("button", { type: "button", class: "told__close", "aria-label": "Fermer ce message", click: () => hide() }, "×")
  const line = element("div", { class: "told", hidden: true }, words, undoButton, close)
  form.append(voice, line)
  /** @type {(() => void) | undefined} */
  let step
  let done = ""
  let last = false
  /** @type {Element | null} */
  let before = null
  let timer = 0
  let pause = 0

  function hide() {
    const focused = line.contains(document.activeElement)
    line.hidden = true
    step = undefined
    if (focused && before instanceof HTMLElement && before.isConnected) before.focus()
  }

  /** @returns {boolean} whether there was something to undo */
  function undo() {
    const back = step
    if (!back) return false
    const focused = line.contains(document.activeElement)
    step = undefined
    back()
    say("C’est annulé.")
    if (focused && line.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    return true
  }

  /**
   * @param {string} text
   * @param {More} [more] what the button « Annuler » does
   */
  function say(text, { undo: back } = {}) {
    clearTimeout(timer)
    if (back) [step, done, last] = [back, text, true]
    if (!line.contains(document.activeElement)) before = document.activeElement
    words.textContent = text
    undoButton.hidden = !step
    undoButton.textContent = text === done ? "Annuler" : `Annuler «\u00a0${done.replace(/\.$/, "")}\u202f»`
    line.hidden = false
    if (!step) timer = setTimeout(() => line.contains(document.activeElement) || hide(), MOMENT)
    announce(back ? `${text} Le bouton «\u00a0Annuler\u202f», à la fin de la fiche, ou les touches Ctrl et Z reviennent en arrière.` : text, 0)
  }

  /**
   * @param {string} text
   * @param {number} [wait] in milliseconds: a word that comes meanwhile takes its place
   */
  function announce(text, wait = 1500) {
    clearTimeout(pause)
    pause = setTimeout(() => (voice.textContent = text), wait)
  }

  form.addEventListener("input", () => (last = false))
  line.addEventListener("focusin", (event) => {
    if (event.relatedTarget instanceof Element && !line.contains(event.relatedTarget)) before = event.relatedTarget
  })
  line.addEventListener("keydown", (event) => event.key === "Escape" && hide())
  return { say, announce, undo, isLast: () => last }
}

/* Work on a sheet that may take time or fail: a busy state while it lasts, one sentence when it fails, the answers untouched. */

import { ask } from "../dialog/dialog.js"
import { element } from "../dialog/element.js"
import { Refusal } from "../readback/refusal.js"

/** @typedef {{ form: HTMLElement, say: (text: string) => void }} Place where the work is told: a live sheet, or « Mes fiches » */

const FAULT = "Un défaut de la page a arrêté ce travail : vos réponses sont intactes. Signalez l’erreur, en bas de la page, sans joindre le fichier."

/**
 * Do some work, said while it lasts. What it throws is told, never thrown further. One work at a time: another asked meanwhile is not done.
 * @param {Place} place
 * @param {string} doing what is being done, « Lecture du fichier… »
 * @param {string} undone what to say when it is not
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */
export async function attempt(place, doing, undone, work) {
  if (place.form.ariaBusy === "true") return
  place.form.ariaBusy = "true"
  place.say(doing)
  await painted()
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error)
    place.say(undone)
    await ask(undone, element("p", {}, error instanceof Refusal ? error.message : FAULT), [], { leave: "Fermer" })
  } finally {
    place.form.ariaBusy = null
  }
}

/** Let the page show what was said before a long work. @returns {Promise<void>} */
function painted() {
  return new Promise((done) => {
    const timer = setTimeout(done, 200)
    requestAnimationFrame(() => setTimeout(() => {
      clearTimeout(timer)
      done()
    }))
  })
}

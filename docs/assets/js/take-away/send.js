/* A file sent: by the device's own sharing, or joined to a message that is prepared. */

import { ask } from "../dialog/dialog.js"
import { element } from "../dialog/element.js"
import { download } from "./download.js"

/** @typedef {import("../sheet/sheet.js").Sheet} Sheet */

/**
 * Send a file of a sheet. Return what happened, in a sentence.
 * @param {Sheet} sheet
 * @param {File} file
 * @returns {Promise<string>}
 */
export async function send(sheet, file) {
  const notices = [...sheet.form.querySelectorAll(".sheet__notice:not(.sheet__notice--kept)")].map((notice) => notice.textContent ?? "")
  const sharing = navigator.canShare?.({ files: [file] }) ?? false
  const how = sharing
    ? "Votre appareil va vous demander par où l’envoyer."
    : "Le fichier va être enregistré parmi vos téléchargements, et un message préparé : il vous restera à y joindre le fichier."
  const body = [...notices.map((notice) => element("p", { class: "ask__warning" }, notice)), element("p", {}, `Fichier : ${file.name}`), element("p", {}, how)]
  if ((await ask("Envoyer cette fiche", body, [{ value: "send", label: "Envoyer", main: true }])) === null) return "Rien n’est parti."
  if (sharing) {
    const outcome = await share(file, sheet.model.title)
    if (outcome) return outcome
  }
  download(file)
  await askMessage(sheet, file)
  return `« ${file.name} » est enregistré parmi vos téléchargements : joignez-le au message.`
}

/**
 * @param {File} file
 * @param {string} title
 * @returns {Promise<string | null>} null when the device would not do it
 */
async function share(file, title) {
  try {
    await navigator.share({ files: [file], title })
    return `« ${file.name} » est confié à l’application choisie.`
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "Envoi abandonné : rien n’est parti." : null
  }
}

/**
 * @param {Sheet} sheet
 * @param {File} file
 */
function askMessage({ model }, file) {
  const link = element("a", { href: mailto(model.title, file.name), class: "ask__button ask__button--main" }, "Ouvrir le message préparé")
  const body = [element("p", {}, `« ${file.name} » est enregistré parmi vos téléchargements. Joignez-le au message, puis choisissez à qui l’envoyer.`), element("p", {}, link)]
  return ask("Il reste à joindre le fichier", body, [], { leave: "Fermer" })
}

/**
 * Return the address of a prepared message.
 * @param {string} title
 * @param {string} name of the file to join
 * @returns {string}
 */
export function mailto(title, name) {
  const text = `Bonjour,\r\n\r\nVoici la fiche « ${title} » remplie : le fichier ${name} est joint à ce message.\r\n\r\nBonne lecture.\r\n`
  return `mailto:?subject=${encodeURIComponent(`Fiche remplie : ${title}`)}&body=${encodeURIComponent(text)}`
}

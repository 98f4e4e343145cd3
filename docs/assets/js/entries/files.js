/* What a sheet does with files, loaded when it is first asked for. */

import { attempt } from "../take-away/attempt.js"
import { download } from "../take-away/download.js"
import { print } from "../take-away/print.js"
import { send } from "../take-away/send.js"
import { presence } from "../take-away/site.js"
import { answersFile, calendarFile, documentFile } from "../take-away/take.js"
import { openOn } from "../bring-back/open.js"
import { choose } from "../bring-back/source.js"

/** @typedef {import("../sheet/sheet.js").Sheet} Sheet */

const NOT_MADE = "Le fichier n’a pas été fait."

/**
 * @param {string} extension
 * @returns {(sheet: Sheet) => Promise<void>} what saves a sheet as a document
 */
function taking(extension) {
  return (sheet) => attempt(sheet, "Le document se prépare…", NOT_MADE, async () => {
    const taken = await documentFile(sheet, extension)
    if (!taken) return sheet.say("Aucun fichier n’a été fait.")
    download(taken.file)
    if (taken.whole) sheet.filed()
    sheet.say(`« ${taken.file.name} » est enregistré parmi vos téléchargements. ${taken.missing}`.trim())
  })
}

presence.files = {
  /** @param {Sheet} sheet */
  save: (sheet) => attempt(sheet, "Le fichier se prépare…", NOT_MADE, async () => {
    const file = answersFile(sheet)
    download(file)
    sheet.filed()
    sheet.say(`« ${file.name} » est enregistré parmi vos téléchargements : ouvrez-le ici pour continuer, sur n’importe quel appareil.`)
  }),
  pdf: taking("pdf"),
  docx: taking("docx"),
  odt: taking("odt"),
  xlsx: taking("xlsx"),
  /** @param {Sheet} sheet */
  print: (sheet) => attempt(sheet, "L’impression se prépare…", "La fiche n’a pas été imprimée.", async () => {
    print(sheet.form)
    sheet.say("La fiche a été confiée à l’impression.")
  }),
  /** @param {Sheet} sheet */
  send: (sheet) => attempt(sheet, "Le document se prépare…", NOT_MADE, async () => {
    const formats = sheet.model.files?.[sheet.variant ?? ""] ?? []
    const taken = formats.includes("pdf") ? await documentFile(sheet, "pdf") : { file: answersFile(sheet) }
    sheet.say(taken ? await send(sheet, taken.file) : "Rien n’est parti.")
  }),
  /** @param {Sheet} sheet */
  calendar: (sheet) => attempt(sheet, "Le calendrier se prépare…", NOT_MADE, async () => {
    const file = calendarFile(sheet)
    download(file)
    sheet.say(`« ${file.name} » est enregistré parmi vos téléchargements : ouvrez-le pour l’ajouter à votre agenda.`)
  }),
  /** @param {Sheet} sheet @param {File} [file] */
  open: async (sheet, file) => {
    const chosen = file ?? (await choose())[0]
    if (chosen) await attempt(sheet, "Lecture du fichier…", "Le fichier n’a pas été ouvert.", () => openOn(sheet, chosen))
  },
}

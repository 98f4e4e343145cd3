/* Every sheet in one file. */

import { dumpDossier } from "../bring-back/dossier.js"
import { fileOf } from "../take-away/download.js"
import { fileName, localDay } from "../take-away/names.js"

/** @typedef {import("../store/records.js").Kept} Kept */

/**
 * Return the file of all that is kept.
 * @param {Kept[]} sheets
 * @param {string} organisation "" when it is not known
 * @returns {File}
 */
export function dossierFile(sheets, organisation) {
  const files = sheets.map(({ definition, version, variant, answers, changed }) =>
    ({ identity: { definition, version, variant }, answers, date: localDay(new Date(changed)), author: "", territory: "" }))
  const states = new Map(sheets.filter(({ state }) => state).map(({ definition, state }) => [definition, state]))
  return fileOf(fileName(["mes-fiches", organisation], "json"), dumpDossier(files, states, localDay()))
}

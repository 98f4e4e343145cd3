/* When something happened, as « Mes fiches » says it. */

import { moment } from "../sheet/keep.js"

/** @param {string} iso @returns {string} « aujourd’hui à 14:05 », « le 22 novembre » */
export function when(iso) {
  const words = moment(iso)
  return words.startsWith("le ") ? words : `aujourd’hui à ${words}`
}

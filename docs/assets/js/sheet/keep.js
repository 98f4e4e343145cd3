/* What the browser keeps of a sheet: opened once for the page, said in one sentence. */

import { home } from "../load.js"
import { openStore } from "../store/store.js"

/** @typedef {import("../store/store.js").Store} Store */

/** @type {Promise<Store> | undefined} */
let opening

/**
 * Return what this browser keeps for the site.
 * @returns {Promise<Store>}
 */
export function keptHere() {
  opening ??= openStore(new URL(home).pathname)
  return opening
}

/**
 * Say what is kept, and whether it is in a file.
 * @param {Store | null} store null while it opens
 * @param {boolean} filled whether there is anything to keep
 * @param {string | null} filed since when it is in a file
 * @returns {{ kept: string, worry: boolean }}
 */
export function keptWords(store, filled, filed) {
  const shared = store?.mode === "partage"
  const file = filed ? `dans un fichier depuis ${moment(filed)}` : "pas encore dans un fichier"
  if (store?.trouble && (filled || store.mode === "memoire")) return { kept: filed ? `${store.trouble} ${sentence(file)}` : store.trouble, worry: !filed }
  if (!filled) return { kept: shared ? "Rien n’est gardé\u00a0: poste partagé" : "Ce que vous écrirez sera gardé dans ce navigateur", worry: false }
  return { kept: `${shared ? "Rien n’est gardé\u00a0: poste partagé" : "Gardé dans ce navigateur"} · ${file}`, worry: shared && !filed }
}

/**
 * @param {string} iso
 * @param {Date} [now]
 * @returns {string} « 14:05 » today, « le 22 novembre » before
 */
export function moment(iso, now = new Date()) {
  const when = new Date(iso)
  if (when.toDateString() === now.toDateString()) return when.toLocaleTimeString("fr", { hour: "2-digit", minute: "2-digit" })
  const year = when.getFullYear() === now.getFullYear() ? undefined : /** @type {const} */ ("numeric")
  return `le ${when.toLocaleDateString("fr", { day: "numeric", month: "long", year })}`
}

/**
 * @param {string} words
 * @returns {string}
 */
function sentence(words) {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/* Answers that found no place: put aside by the store, looked at again here, saved or erased by the reader alone. */

import { element } from "../dialog/element.js"
import { counted } from "../dialog/words.js"
import { addressOf } from "../load.js"
import { ASIDE, SHEET, bare } from "../store/records.js"
import { fileOf } from "../take-away/download.js"
import { fileName } from "../take-away/names.js"
import { dossierFile } from "./save.js"
import { when } from "./moments.js"

/** @typedef {import("../take-away/site.js").Listed} Listed */

/** What was put aside: of which sheet, when, and the texts that can be read of it. `value` is the record as it was found.
 * @typedef {{ key: string, value: any, id: string, moment: string, listed: Listed | null, answers: Record<string, string> }} Aside */

/** @typedef {{ compare: (file: File) => void, save: (file: File) => void, erase: (aside: Aside) => void }} Does */

/**
 * Return what is known of a record put aside.
 * @param {string} key
 * @param {any} value
 * @param {Listed[]} catalog
 * @returns {Aside}
 */
export function asideOf(key, value, catalog) {
  const [moment = "", ...from] = key.slice(ASIDE.length).split("/")
  const id = from.at(-1) ?? ""
  const answers = value?.answers ?? value
  const readable = typeof answers === "object" && from.join("/").startsWith(SHEET)
  const texts = readable ? Object.entries(answers ?? {}).filter(([, text]) => typeof text === "string") : []
  return { key, value, id, moment, listed: catalog.find((sheet) => sheet.id === id) ?? null, answers: bare(Object.fromEntries(texts)) }
}

/**
 * Return the part of the page that shows what is put aside, null when nothing is.
 * @param {Aside[]} all
 * @param {Does} does
 * @returns {HTMLElement | null}
 */
export function asidePart(all, does) {
  if (!all.length) return null
  return element("section", { "aria-labelledby": "mis-de-cote" },
    element("h2", { id: "mis-de-cote" }, "Mis de côté"),
    element("p", {}, "Ces réponses n’ont pas trouvé leur place : deux onglets écrivaient la même, ou ce qui était gardé s’est abîmé. Elles restent ici tant que vous ne les effacez pas."),
    element("ul", { class: "folder__list" }, all.map((aside) => row(aside, does))))
}

/**
 * @param {Aside} aside
 * @param {Does} does
 * @returns {HTMLElement}
 */
function row(aside, { compare, save, erase }) {
  const { id, value, moment, listed, answers } = aside
  const title = listed?.title ?? id
  const count = Object.keys(answers).length
  const button = (/** @type {string} */ label, /** @type {() => void} */ click) =>
    element("button", { type: "button", class: "ask__button", "aria-label": `${label} « ${title} », mis de côté`, click }, label)
  const again = () => compare(new File([dossierFile([{ definition: id, version: 1, variant: null, answers, state: "", changed: moment, filed: null, revision: 0 }], "")], "réponses mises de côté"))
  return element("li", { class: "folder__sheet" },
    element("h3", {}, listed ? element("a", { href: addressOf(listed.url) }, title) : title),
    element("p", { class: "folder__facts" }, `${count ? counted(count, "réponse") : "Rien de lisible"} · ${when(moment)}`),
    element("div", { class: "folder__does" },
      listed && count ? button("Comparer", again) : null,
      button("Enregistrer", () => save(fileOf(fileName(["mis-de-cote", id], "json"), JSON.stringify(value, null, 2)))),
      button("Effacer", () => erase(aside))))
}

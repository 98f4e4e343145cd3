/* What the site has for each sheet, loaded when it is needed. */

import { load } from "../load.js"
import { Refusal } from "../readback/refusal.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {{ id: string, title: string, url: string, version: number, kind: string }} Listed a sheet of the catalog */

/** What scripts of the site have put in common. */
export const presence = /** @type {any} */ (/** @type {any} */ (globalThis).presence ??= {})

/**
 * Return what a script of the site puts in common. Throw a Refusal when it can't be had.
 * @param {string} script its place in `assets/`
 * @param {() => any} value
 * @returns {Promise<any>}
 */
async function loaded(script, value) {
  if (value() === undefined) {
    await load(script).catch((error) => {
      throw new Refusal("load", error.message)
    })
  }
  return value()
}

/** @returns {Promise<Listed[]>} the sheets of the site, in its order */
export const sheetsOfSite = () => loaded("fiches/index.js", () => presence.catalog)

/** @param {string} id @returns {Promise<Model>} */
export const modelOf = (id) => loaded(`fiches/${id}.js`, () => own(presence.models, id))

/** @param {string} name of a file, « audit-d-image.pdf » @returns {Promise<any>} what `documents/fill.js` fills */
export const documentOf = (name) => loaded(`fiches/${name}.js`, () => own(presence.documents, name))

/** @returns {Promise<import("../readback/read.js").Catalog>} what reading a file needs */
export async function readingCatalog() {
  const sheets = await sheetsOfSite()
  return {
    ids: sheets.map((sheet) => sheet.id),
    model: modelOf,
    printed: (id) => loaded(`fiches/${id}.lecture.js`, () => own(presence.printed, id)),
  }
}

/** @param {Record<string, any> | undefined} values @param {string} key */
const own = (values, key) => (values && Object.hasOwn(values, key) ? values[key] : undefined)

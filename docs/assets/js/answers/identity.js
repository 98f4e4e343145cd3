/* What a document says of itself: which definition, which variant, which version (`macros/identity.py`). */

import { SPACE } from "./spaces.js"

/** @typedef {{ definition: string, version: number, variant: string | null }} Identity */

const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
const PRINTED = new RegExp(`(?<![a-z0-9-])(${SLUG})(?:${SPACE}·${SPACE}(${SLUG}))?${SPACE}·${SPACE}version${SPACE}([0-9]{1,6})(?![0-9])`)

/**
 * Return the line that a document prints: « contrat · detaille · version 2 ».
 * @param {Identity} identity
 * @returns {string}
 */
export const printedIdentity = ({ definition, version, variant }) => `${definition}${variant ? ` · ${variant}` : ""} · version\u00a0${version}`

/**
 * Return the first identity that a text prints, whatever spaces an editor has made of its own; null when there is none.
 * @param {string} text
 * @returns {Identity | null}
 */
export function findIdentity(text) {
  const found = PRINTED.exec(text)
  return found && { definition: found[1] ?? "", version: Number(found[3]), variant: found[2] ?? null }
}

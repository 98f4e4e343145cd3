/* A document made of zipped XML parts: opened, changed, closed. The same answers give the same bytes. */

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"

import { decoded } from "./bytes.js"

/** @typedef {Record<string, Uint8Array>} Parts */

const MIMETYPE = "mimetype"
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The namespace of `xml:space`. */
export const XML = "http://www.w3.org/XML/1998/namespace"

/**
 * The parts of a package, in their order.
 * @param {string} base64
 * @returns {Parts}
 */
export function opened(base64) {
  return unzipSync(decoded(base64))
}

/**
 * The package of some parts: the media type of an OpenDocument is stored as it is, no clock is read.
 * @param {Parts} parts
 */
export function closed(parts) {
  const date = new Date(1980, 0, 1)
  return zipSync(Object.fromEntries(Object.entries(parts).map(
    ([name, content]) => [name, [content, { level: name === MIMETYPE ? 0 : 6, mtime: date }]],
  )))
}

/**
 * A part as a tree.
 * @param {Parts} parts
 * @param {string} name
 */
export function tree(parts, name) {
  return new DOMParser().parseFromString(strFromU8(/** @type {Uint8Array} */ (parts[name])), "application/xml")
}

/**
 * A tree as a part.
 * @param {Document} document
 */
export function part(document) {
  return strToU8(DECLARATION + new XMLSerializer().serializeToString(document.documentElement))
}

/**
 * The first child of an element that has a name.
 * @param {Element | null | undefined} parent
 * @param {string} namespace
 * @param {string} name
 */
export function child(parent, namespace, name) {
  return children(parent, namespace, name)[0] ?? null
}

/**
 * The children of an element that have a name.
 * @param {Element | null | undefined} parent
 * @param {string} namespace
 * @param {string} name
 */
export function children(parent, namespace, name) {
  return [...parent?.children ?? []].filter((element) => element.namespaceURI === namespace && element.localName === name)
}

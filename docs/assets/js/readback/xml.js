/* The XML parts of a package, measured before they are parsed: a file may come from anyone. */

import { breathe } from "./breathe.js"
import { damaged, forbidden, oversized } from "./refusal.js"

const MAX_ELEMENTS = 300_000
const MAX_DEPTH = 120
const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/

/**
 * Return the root of an XML text. Reject with Refusal when it is cut short, defines entities, or is out of measure.
 * @param {Uint8Array} data
 * @returns {Promise<Element>}
 */
export async function parse(data) {
  const text = decoded(data)
  judge(text)
  await breathe()
  const parsed = new DOMParser().parseFromString(text, "text/xml")
  if (parsed.getElementsByTagName("parsererror").length) throw damaged()
  return parsed.documentElement
}

/**
 * Return the first descendant reached by these local names, or null: the strict and the transitional forms of Office differ by namespace only.
 * @param {Element | null} element
 * @param {...string} path
 * @returns {Element | null}
 */
export function child(element, ...path) {
  let found = element
  for (const name of path) {
    let next = found?.firstElementChild ?? null
    while (next && next.localName !== name) next = next.nextElementSibling
    found = next
  }
  return found
}

/**
 * Return an attribute by its local name, or null.
 * @param {Element} element
 * @param {string} name
 * @returns {string | null}
 */
export function attribute(element, name) {
  for (const found of element.attributes) {
    if (found.localName === name && found.prefix !== "xmlns") return found.value
  }
  return null
}

/**
 * Return the text of an element up to its first child.
 * @param {Element | null} element
 * @returns {string}
 */
export function ownText(element) {
  let text = ""
  for (let node = element?.firstChild ?? null; node && node.nodeType !== Node.ELEMENT_NODE; node = node.nextSibling) {
    if (isText(node)) text += node.nodeValue
  }
  return text
}

/**
 * Tell whether a node is text, comments and instructions being none.
 * @param {Node} node
 * @returns {boolean}
 */
export const isText = (node) => node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE

/**
 * @param {Uint8Array} data
 * @returns {string}
 */
function decoded(data) {
  const marked = data[0] === 0xff && data[1] === 0xfe ? "utf-16le" : data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : ""
  const said = DECLARED.exec(String.fromCharCode(...data.subarray(0, 200)))?.[1]
  try {
    return new TextDecoder(marked || said || "utf-8", { fatal: true }).decode(data)
  } catch {
    throw damaged()
  }
}

/**
 * Walk over the tags of a text; throw Refusal when there are too many, too deep, or a declaration that no document needs.
 * @param {string} text
 */
function judge(text) {
  let depth = 0
  let count = 0
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const next = text.charAt(at + 1)
    if (next === "!" || next === "?") {
      at = afterSpecial(text, at)
    } else if (next === "/") {
      depth -= 1
      at += 2
    } else {
      count += 1
      if (depth >= MAX_DEPTH || count > MAX_ELEMENTS) throw oversized()
      at = afterTag(text, at)
      if (text.charAt(at - 2) !== "/") depth += 1
    }
  }
}

/**
 * Return where a comment, a section of plain text or an instruction ends.
 * @param {string} text
 * @param {number} at
 * @returns {number}
 */
function afterSpecial(text, at) {
  const [opening, closing] = text.startsWith("<!--", at) ? ["<!--", "-->"] : text.startsWith("<![CDATA[", at) ? ["<![CDATA[", "]]>"] : ["<?", "?>"]
  if (!text.startsWith(opening, at)) throw forbidden()
  const end = text.indexOf(closing, at + opening.length)
  if (end < 0) throw damaged()
  return end + closing.length
}

/**
 * Return where a tag ends; what stands between quotes is passed over.
 * @param {string} text
 * @param {number} start
 * @returns {number}
 */
function afterTag(text, start) {
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (sign === ">") return at + 1
    if (sign === '"' || sign === "'") {
      at = text.indexOf(sign, at + 1)
      if (at < 0) break
    }
  }
  throw damaged()
}

/* OpenDocument texts: content controls by their tag (LibreOffice's extension of the format), and what surrounds them. */

import { strip } from "../answers/spaces.js"
import { breathe } from "./breathe.js"
import { TICKED_SIGNS, UNTICKED_SIGNS } from "./docx.js"
import { EMPTY, cell, contents, isGrid, paragraphText, paragraphsOf, place } from "./findings.js"
import { PROMPTS } from "./prompts.js"
import { attribute, child, isText, ownText } from "./xml.js"

/** @typedef {import("./container.js").Package} Package */
/** @typedef {import("./findings.js").Paragraph} Paragraph */
/** @typedef {import("./findings.js").Grid} Grid */
/** @typedef {import("./findings.js").Cell} Cell */
/** @typedef {import("./findings.js").Place} Place */

/**
 * Text as it stands in the XML, where any run of white space counts for one space.
 * @typedef {{ raw: string }} Raw
 */

const SKIPPED = new Set([
  "tracked-changes", "annotation", "annotation-end", "note", "table-of-content", "forms", "sequence-decls", "variable-decls", "user-field-decls",
  "title", "desc", "list-item-text", "ruby-text",
])
const ROWS = new Set(["table-rows", "table-header-rows", "table-row-group"])
const MOST_SPACES = 10_000
const MOST_REPEATED = 64

/**
 * Return what an OpenDocument text holds. Reject with Refusal when a part can't be read.
 * @param {Package} found
 * @returns {Promise<import("./findings.js").Contents>}
 */
export async function readOdt(found) {
  const body = child(await found.xml("content.xml"), "body", "text")
  /** @type {(Paragraph | Grid)[]} */
  const flow = []
  for (const element of body?.children ?? []) {
    blocks([element], flow)
    await breathe()
  }
  const meta = await found.xmlOrNull("meta.xml")
  const keywords = [...(meta?.getElementsByTagNameNS("*", "keyword") ?? [])].map(ownText).join(" ")
  const styles = await found.xmlOrNull("styles.xml")
  const footers = [...(styles?.getElementsByTagName("*") ?? [])].filter((element) => element.localName.startsWith("footer")).map(plain)
  return contents({ said: [keywords, ...footers], flow })
}

/** @type {(footer: Element) => string} */
const plain = (footer) => blocks(footer.children).flatMap((block) => (isGrid(block) ? [] : paragraphText(block))).join(" ")

/** @type {(parts: Iterable<Element>, found?: (Paragraph | Grid)[]) => (Paragraph | Grid)[]} */
function blocks(parts, found = []) {
  for (const element of parts) {
    const name = element.localName
    if (name === "p" || name === "h") found.push({ pieces: collapsed(inlines(element)) })
    else if (name === "table") found.push({ rows: rows(element) })
    else if (!SKIPPED.has(name)) blocks(element.children, found)
  }
  return found
}

/** @type {(parent: Element, found?: Cell[][]) => Cell[][]} */
function rows(parent, found = []) {
  for (const element of parent.children) {
    if (element.localName === "table-row") found.push(cells(element))
    else if (ROWS.has(element.localName)) rows(element, found)
  }
  return found
}

/** @type {(row: Element) => Cell[]} */
function cells(row) {
  return [...row.children].flatMap((element) => {
    if (element.localName === "covered-table-cell") return EMPTY
    if (element.localName !== "table-cell") return []
    const found = cell(paragraphsOf(blocks(element.children)))
    return Array(Math.min(counted(element, "number-columns-repeated"), MOST_REPEATED)).fill(found)
  })
}

/** The texts and controls inside a paragraph.
 * @type {(element: Element, found?: (string | Place | Raw)[]) => (string | Place | Raw)[]} */
function inlines(element, found = []) {
  for (const node of element.childNodes) {
    if (isText(node)) found.push({ raw: node.nodeValue ?? "" })
    if (!(node instanceof Element)) continue
    const name = node.localName
    if (name === "content-control") found.push(control(node))
    else if (name === "s") found.push(" ".repeat(Math.min(counted(node, "c"), MOST_SPACES)))
    else if (name === "tab") found.push("\t")
    else if (name === "line-break") found.push("\n")
    else if (name === "frame") framed(node, found)
    else if (!SKIPPED.has(name)) inlines(node, found)
  }
  return found
}

/** Collapse white space as OpenDocument has it: one space, none after another nor at the start of a paragraph.
 * @type {(pieces: (string | Place | Raw)[]) => (string | Place)[]} */
function collapsed(pieces) {
  /** @type {(string | Place)[]} */
  const found = []
  let spaced = true
  for (const piece of pieces) {
    if (typeof piece === "string" || !("raw" in piece)) {
      spaced = false
      found.push(piece)
      continue
    }
    const text = piece.raw.replace(/[ \t\r\n]+/g, " ").slice(spaced && /^[ \t\r\n]/.test(piece.raw) ? 1 : 0)
    if (!text) continue
    spaced = text.endsWith(" ")
    found.push(text)
  }
  return found
}

/** Note what a text frame holds, a line for each paragraph.
 * @type {(frame: Element, found: (string | Place | Raw)[]) => void} */
function framed(frame, found) {
  for (const box of frame.getElementsByTagNameNS("*", "text-box")) {
    for (const [rank, block] of blocks(box.children).entries()) {
      for (const paragraph of paragraphsOf([block])) found.push(...(rank ? ["\n"] : []), ...paragraph.pieces)
    }
  }
}

/** @type {(element: Element) => Place} */
function control(element) {
  const name = attribute(element, "tag") ?? ""
  const text = paragraphText({ pieces: collapsed(inlines(element)) })
  if (attribute(element, "checkbox") === "true" || TICKED_SIGNS.has(text) || UNTICKED_SIGNS.has(text)) {
    return place(name, text, attribute(element, "checked") === "true" || TICKED_SIGNS.has(text))
  }
  const empty = attribute(element, "showing-place-holder") === "true" || !strip(text) || PROMPTS.has(strip(text))
  return place(name, empty ? "" : text)
}

/** @type {(element: Element, name: string) => number} */
function counted(element, name) {
  const value = attribute(element, name) ?? ""
  return /^[0-9]{1,9}$/.test(value) ? Number(value) : 1
}

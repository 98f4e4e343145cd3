/* An OpenDocument text: content controls of LibreOffice filled by their tag, as an editor leaves them. */

import { unplaced } from "./contents.js"
import { child, children, closed, opened, part, tree } from "./package.js"
import { markReached } from "./reached.js"
import { addRows } from "./rows.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./contents.js").Content} Content */
/** @typedef {import("./contents.js").Filled} Filled */

const MAIN = "content.xml"
const LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
const TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
const TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
const TICK = "☒"
/** The styles of prompts, and those of what is written over them. */
const WRITTEN = new Map([["BlankPrompt", "Blank"], ["PlaceholderText", "Response"]])

/** @type {import("./rows.js").Format} */
const FORMAT = {
  controls, rowOf,
  label: (row) => child(child(row, TABLE, "table-cell"), TEXT, "p"),
  name: (control, name) => control.setAttributeNS(LOEXT, "loext:tag", name),
  title: (control) => control.getAttributeNS(LOEXT, "alias") ?? "",
  entitle: (control, title) => control.setAttributeNS(LOEXT, "loext:alias", title),
  numbers: (root) => [...controls(root).values()].flatMap((control) => control.getAttributeNodeNS(LOEXT, "id") ?? []),
}

/**
 * Fill an ODT.
 * @param {{ base64: string }} document
 * @param {Map<string, Content>} contents
 * @param {Answers} answers
 * @returns {Filled}
 */
export function fillOdt(document, contents, answers) {
  const parts = opened(document.base64)
  const main = tree(parts, MAIN)
  const places = controls(main)
  addRows(main, places, contents.keys(), FORMAT)
  for (const [name, content] of contents) {
    const control = places.get(name)
    if (control) write(main, control, content)
  }
  parts[MAIN] = part(main)
  return { bytes: closed(parts), unprintable: [], unplaced: unplaced(answers, (name) => places.has(name) && contents.has(name)) }
}

/** @type {(main: Document, control: Element, content: Content) => void} */
function write(main, control, { field, value, text, step = -1 }) {
  const [prompt, ...others] = children(control, TEXT, "span")
  if (!prompt) return
  if (control.getAttributeNS(LOEXT, "checkbox") === "true") {
    control.setAttributeNS(LOEXT, "loext:checked", "true")
    prompt.textContent = TICK
    return
  }
  control.removeAttributeNS(LOEXT, "showing-place-holder")
  if (field.kind === "date" && text !== value) control.setAttributeNS(LOEXT, "loext:current-date", `${value}T00:00:00Z`)
  for (const other of others) other.remove()
  prompt.setAttributeNS(TEXT, "text:style-name", WRITTEN.get(prompt.getAttributeNS(TEXT, "style-name") ?? "") ?? "Response")
  prompt.replaceChildren(...pieces(main, text))
  if (step >= 0 && control.parentElement) markReached(control.parentElement, step, isReading, (opening) => opening)
}

/** @type {(paragraph: Element) => boolean} */
function isReading(paragraph) {
  return paragraph.getAttributeNS(TEXT, "style-name") === "Reading"
}

/** A text as OpenDocument keeps it: line breaks, tabs and the spaces that it would drop have elements of their own.
 * @type {(main: Document, text: string) => Node[]} */
function pieces(main, text) {
  const found = text.match(/[\n\t]| +|[^\n\t ]+/g) ?? []
  return found.map((piece, rank) => {
    if (piece === "\n") return main.createElementNS(TEXT, "text:line-break")
    if (piece === "\t") return main.createElementNS(TEXT, "text:tab")
    const inside = isWord(found[rank - 1]) && isWord(found[rank + 1])
    if (isWord(piece) || (piece === " " && inside)) return main.createTextNode(piece)
    const spaces = main.createElementNS(TEXT, "text:s")
    spaces.setAttributeNS(TEXT, "text:c", String(piece.length))
    return spaces
  })
}

/** @type {(piece: string | undefined) => boolean} */
function isWord(piece) {
  return piece !== undefined && !/^[\n\t ]/.test(piece)
}

/** @type {(root: ParentNode) => Map<string, Element>} */
function controls(root) {
  const every = /** @type {Document | Element} */ (root).getElementsByTagNameNS(LOEXT, "content-control")
  return new Map([...every].map((control) => [control.getAttributeNS(LOEXT, "tag") ?? "", control]))
}

/** @type {(control: Element) => Element} */
function rowOf(control) {
  let row = control
  while (row.parentElement && !(row.namespaceURI === TABLE && row.localName === "table-row")) row = row.parentElement
  return row
}

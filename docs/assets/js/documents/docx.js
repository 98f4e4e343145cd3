/* A Word document: content controls filled by their tag, as an editor leaves them. */

import { unplaced } from "./contents.js"
import { child, closed, opened, part, tree, XML } from "./package.js"
import { markReached } from "./reached.js"
import { addRows } from "./rows.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./contents.js").Content} Content */
/** @typedef {import("./contents.js").Filled} Filled */

const MAIN = "word/document.xml"
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
const W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
const TICK = "☒"

/** @type {import("./rows.js").Format} */
const FORMAT = {
  controls, rowOf, label: (row) => descendants(row, W, "t")[0] ?? null,
  name: (control, name) => setValue(child(properties(control), W, "tag"), name),
  title: (control) => child(properties(control), W, "alias")?.getAttributeNS(W, "val") ?? "",
  entitle: (control, title) => setValue(child(properties(control), W, "alias"), title),
  numbers: (root) => descendants(root, W, "id").flatMap((element) => element.getAttributeNodeNS(W, "val") ?? []),
}

/**
 * Fill a DOCX.
 * @param {{ base64: string }} document
 * @param {Map<string, Content>} contents
 * @param {Answers} answers
 * @returns {Filled}
 */
export function fillDocx(document, contents, answers) {
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
  const about = properties(control)
  const run = descendants(control, W, "r")[0]
  if (!about || !run) return
  const box = child(about, W14, "checkbox")
  if (box) {
    child(box, W14, "checked")?.setAttributeNS(W14, "w14:val", "1")
    const sign = child(run, W, "t")
    if (sign) sign.textContent = TICK
    return
  }
  child(about, W, "showingPlcHdr")?.remove()
  if (field.kind === "date" && text !== value) child(about, W, "date")?.setAttributeNS(W, "w:fullDate", `${value}T00:00:00Z`)
  const look = child(about, W, "rPr")?.cloneNode(true)
  run.replaceChildren(...look ? [look] : [], ...pieces(main, text))
  if (step >= 0 && control.parentElement) markReached(control.parentElement, step, isReading, (opening) => child(opening, W, "t"))
}

/** @type {(paragraph: Element) => boolean} */
function isReading(paragraph) {
  return child(child(paragraph, W, "pPr"), W, "pStyle")?.getAttributeNS(W, "val") === "Reading"
}

/** A text as the elements of a run: line breaks and tabs have their own.
 * @type {(main: Document, text: string) => Element[]} */
function pieces(main, text) {
  return (text.match(/[\n\t]|[^\n\t]+/g) ?? []).map((piece) => {
    const element = main.createElementNS(W, piece === "\n" ? "w:br" : piece === "\t" ? "w:tab" : "w:t")
    if (element.localName === "t") {
      element.setAttributeNS(XML, "xml:space", "preserve")
      element.textContent = piece
    }
    return element
  })
}

/** @type {(root: ParentNode) => Map<string, Element>} */
function controls(root) {
  const found = new Map()
  for (const control of descendants(root, W, "sdt")) {
    const tag = child(properties(control), W, "tag")?.getAttributeNS(W, "val")
    if (tag) found.set(tag, control)
  }
  return found
}

/** The row of a control, with the item of a repeating section that wraps it.
 * @type {(control: Element) => Element} */
function rowOf(control) {
  let row = control
  while (row.parentElement && !(row.namespaceURI === W && row.localName === "tr")) row = row.parentElement
  const wrap = row.parentElement?.parentElement
  return wrap && child(properties(wrap), W15, "repeatingSectionItem") ? wrap : row
}

/** @type {(control: Element) => Element | null} */
function properties(control) {
  return child(control, W, "sdtPr")
}

/** @type {(root: ParentNode, namespace: string, name: string) => Element[]} */
function descendants(root, namespace, name) {
  return [.../** @type {Document | Element} */ (root).getElementsByTagNameNS(namespace, name)]
}

/** @type {(element: Element | null, value: string) => void} */
function setValue(element, value) {
  element?.setAttributeNS(W, "w:val", value)
}

/*
 * Word documents: content controls by their tag, wherever they stand, and what surrounds them (`macros/readback/docx.py`).
 *
 * An insertion under revision counts, a deletion does not. A control that shows its prompt is empty, whether it says so itself, by the
 * style of its text, or only by being one of the prompts that documents show.
 */

import { strip } from "../answers/spaces.js"
import { breathe } from "./breathe.js"
import { EMPTY, cell, contents, paragraphText, paragraphsOf, place } from "./findings.js"
import { PROMPTS } from "./prompts.js"
import { attribute, child, ownText } from "./xml.js"

/** @typedef {import("./container.js").Package} Package */
/** @typedef {import("./findings.js").Paragraph} Paragraph */
/** @typedef {import("./findings.js").Grid} Grid */
/** @typedef {import("./findings.js").Cell} Cell */
/** @typedef {import("./findings.js").Place} Place */

export const MAIN = "word/document.xml"
export const TICKED_SIGNS = new Set("☒☑✓✔✗✘■")
export const UNTICKED_SIGNS = new Set("☐□")

/** @type {Map<string, string>} */
const TEXT = new Map([["tab", "\t"], ["br", "\n"], ["cr", "\n"], ["noBreakHyphen", "\u2011"], ["softHyphen", "\u00ad"]])
const SKIPPED = new Set([
  "del", "moveFrom", "Fallback", "sdtPr", "sdtEndPr", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delText",
])
const PLACEHOLDER = "placeholder text"

/**
 * Return what a Word document holds. Reject with Refusal when a part can't be read.
 * @param {Package} found
 * @returns {Promise<import("./findings.js").Contents>}
 */
export async function readDocx(found) {
  const body = child(await found.xml(MAIN), "body")
  const reader = new Reader(promptStyles(await found.xmlOrNull("word/styles.xml")))
  const flow = []
  for (const part of body ? wrapped(body) : []) {
    flow.push(...reader.blocks(part))
    await breathe()
  }
  const said = [ownText(child(await found.xmlOrNull("docProps/core.xml"), "keywords"))]
  for (const name of found.names.filter((one) => one.startsWith("word/footer")).sort()) {
    said.push(paragraphsOf(reader.blocks([await found.xml(name)])).map(paragraphText).join(" "))
  }
  return contents({ said, flow })
}

/** The children of a body, those that a joined paragraph goes on in kept together.
 * @type {(body: Element) => Generator<Element[]>} */
function* wrapped(body) {
  /** @type {Element[]} */
  let pending = []
  let joined = false
  for (const element of body.children) {
    pending.push(element)
    if (element.localName === "p") joined = isJoined(element)
    if (joined) continue
    yield pending
    pending = []
  }
  yield pending
}

/** The identifiers of the character style of prompts: each word processor names it its own way.
 * @type {(styles: Element | null) => Set<string | null>} */
function promptStyles(styles) {
  /** @type {Set<string | null>} */
  const found = new Set(["PlaceholderText", "Placeholder"])
  for (const style of styles?.children ?? []) {
    if ((valueOf(style, "name") ?? "").toLowerCase() === PLACEHOLDER) found.add(attribute(style, "styleId") ?? "")
  }
  return found
}

class Reader {
  /** @param {Set<string | null>} styles the character styles of prompts */
  constructor(styles) {
    this.styles = styles
  }

  /**
   * Return the paragraphs and tables of a body, of a cell or of what wraps some of them.
   * @param {Iterable<Element>} parts
   * @returns {(Paragraph | Grid)[]}
   */
  blocks(parts) {
    /** @type {(Paragraph | Grid)[]} */
    const found = []
    /** @type {(string | Place)[]} */
    let pending = []
    for (const element of parts) {
      const name = element.localName
      if (name === "p") {
        this.inlines(element, pending)
        if (isJoined(element)) continue
        found.push({ pieces: pending })
        pending = []
      } else if (name === "tbl") {
        found.push({ rows: this.rows(element) })
      } else if (name === "sdt" && isIndex(element)) {
        continue
      } else if (name === "sdt" && !wraps(element)) {
        found.push({ pieces: [this.place(element)] })
      } else if (!SKIPPED.has(name)) {
        for (const block of this.blocks(element.children)) found.push(block)
      }
    }
    if (pending.length) found.push({ pieces: pending })
    return found
  }

  /**
   * @param {Element} parent
   * @param {Cell[][]} [found]
   * @returns {Cell[][]}
   */
  rows(parent, found = []) {
    for (const element of parent.children) {
      if (element.localName === "tr") {
        if (!child(element, "trPr", "del")) found.push(this.cells(element))
      } else if (!SKIPPED.has(element.localName)) {
        this.rows(element, found)
      }
    }
    return found
  }

  /**
   * @param {Element} parent
   * @param {Cell[]} [found]
   * @returns {Cell[]}
   */
  cells(parent, found = []) {
    for (const element of parent.children) {
      if (element.localName === "tc") {
        found.push(cell(paragraphsOf(this.blocks(element.children))))
        for (let more = spanOf(element); more > 1; more -= 1) found.push(EMPTY)
      } else if (element.localName === "sdt" && !wraps(element)) {
        found.push(cell([{ pieces: [this.place(element)] }]))
      } else if (!SKIPPED.has(element.localName)) {
        this.cells(element, found)
      }
    }
    return found
  }

  /**
   * Return the texts and controls inside a paragraph.
   * @param {Element} parent
   * @param {(string | Place)[]} [found]
   * @returns {(string | Place)[]}
   */
  inlines(parent, found = []) {
    for (const element of parent.children) {
      const name = element.localName
      if (name === "sdt" && !wraps(element)) found.push(this.place(element))
      else if (name === "t") found.push(ownText(element))
      else if (name === "br" && ["page", "column"].includes(attribute(element, "type") ?? "")) continue
      else if (name === "sym") found.push(symbol(element))
      else if (TEXT.has(name)) found.push(TEXT.get(name) ?? "")
      else if (!SKIPPED.has(name)) this.inlines(element, found)
    }
    return found
  }

  /**
   * Return a control: its tag and what is written there.
   * @param {Element} sdt
   * @returns {Place}
   */
  place(sdt) {
    const properties = child(sdt, "sdtPr")
    const content = child(sdt, "sdtContent")
    const name = valueOf(properties, "tag") ?? ""
    const text = content ? this.content(content) : ""
    const box = child(properties, "checkbox")
    if (box || TICKED_SIGNS.has(text) || UNTICKED_SIGNS.has(text)) {
      return place(name, text, isOn(child(box, "checked")) || TICKED_SIGNS.has(text))
    }
    return place(name, this.isEmpty(properties, content, text) ? "" : text)
  }

  /**
   * Return the text of a control, a line for each paragraph.
   * @param {Element} content
   * @returns {string}
   */
  content(content) {
    const names = new Set([...content.children].map((element) => element.localName))
    if (names.has("tc")) return this.cells(content).flatMap((one) => one.paragraphs).map(paragraphText).join("\n")
    if (names.has("p") || names.has("tbl")) return paragraphsOf(this.blocks(content.children)).map(paragraphText).join("\n")
    return paragraphText({ pieces: this.inlines(content) })
  }

  /**
   * Tell whether a control shows its prompt only.
   * @param {Element | null} properties
   * @param {Element | null} content
   * @param {string} text
   * @returns {boolean}
   */
  isEmpty(properties, content, text) {
    const bare = strip(text)
    if (!bare || PROMPTS.has(bare)) return true
    const said = runsOf(content).filter((run) => [...run.children].some((item) => item.localName === "t" && strip(ownText(item))))
    const showing = child(properties, "showingPlcHdr")
    return said.length > 0 && said.every((run) => this.styles.has(valueOf(child(run, "rPr"), "rStyle"))) && (!showing || isOn(showing))
  }
}

/** @type {(content: Element | null, found?: Element[]) => Element[]} */
function runsOf(content, found = []) {
  for (const element of content?.children ?? []) {
    if (element.localName === "r") found.push(element)
    else if (!SKIPPED.has(element.localName)) runsOf(element, found)
  }
  return found
}

/** Tell whether a control only groups others, as a repeating section does.
 * @type {(sdt: Element) => boolean} */
function wraps(sdt) {
  const content = child(sdt, "sdtContent")
  return content !== null && ["sdt", "tr"].some((name) => content.getElementsByTagNameNS("*", name).length > 0)
}

/** @type {(sdt: Element) => boolean} */
const isIndex = (sdt) => child(sdt, "sdtPr", "docPartObj") !== null

/** Tell whether the end of a paragraph is deleted under revision: what follows goes on in it.
 * @type {(paragraph: Element) => boolean} */
const isJoined = (paragraph) => child(paragraph, "pPr", "rPr", "del") !== null

/** @type {(parent: Element | null, name: string) => string | null} */
function valueOf(parent, name) {
  const found = child(parent, name)
  return found && attribute(found, "val")
}

/** @type {(element: Element | null) => boolean} */
const isOn = (element) => element !== null && !["0", "false", "off"].includes(attribute(element, "val") ?? "")

/** @type {(element: Element) => number} */
function spanOf(element) {
  const span = child(element, "tcPr", "gridSpan")
  const value = (span && attribute(span, "val")) || "1"
  return /^[0-9]+$/.test(value) ? Math.min(Number(value), 64) : 1
}

/** @type {(element: Element) => string} */
function symbol(element) {
  const sign = Number.parseInt(attribute(element, "char") ?? "", 16)
  return sign >= 0 && sign <= 0x10ffff ? String.fromCodePoint(sign) : ""
}

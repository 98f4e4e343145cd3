/*
 * PDF forms: the value of every field, as any program left it (`macros/readback/pdf.py`).
 *
 * A program may change the value and not the drawing (/V without /AS), or the other way round; one that says something wins over one that
 * says nothing, and the value wins over the drawing. What was laid over the page, as phones do, is no field: it is kept apart.
 */

import { findIdentity } from "../answers/identity.js"
import { strip } from "../answers/spaces.js"
import { lines } from "../answers/typed.js"
import { breathe } from "./breathe.js"
import { contents, place } from "./findings.js"
import { PdfFile } from "./pdf-file.js"
import { Name, Stream, textOfString } from "./pdf-syntax.js"
import { Refusal, damaged, oversized } from "./refusal.js"

/** @typedef {import("./findings.js").Place} Place */
/** @typedef {import("./pdf-syntax.js").Dict} Dict */
/** @typedef {import("./pdf-syntax.js").PdfObject} PdfObject */

const MAX_FIELDS = 50_000
const MAX_PAGES = 2_000
const MAX_DEPTH = 60
/** Values that a form may make of others, lists of lists included. */
const MAX_TEXTS = 400_000
const RADIO = 1 << 15
const PUSH = 1 << 16
const OFF = "Off"
const INHERITED = ["FT", "Ff", "V", "Opt"]

/**
 * Return what a PDF form holds. Reject with Refusal when it is truncated, protected, out of measure, or has no field left.
 * @param {Uint8Array} data
 * @returns {Promise<import("./findings.js").Contents>}
 */
export async function readPdf(data) {
  const file = new PdfFile(data)
  await breathe()
  const form = new Form(file)
  const said = form.said()
  const loose = await form.places()
  if (!loose.length) throw flat(said.some((text) => findIdentity(text.slice(0, 200_000))))
  return contents({ said, loose, notes: form.notes() })
}

/** The refusal of a PDF without fields; one of ours is the example, or a form that lost its own.
 * @type {(ours: boolean) => Refusal} */
function flat(ours) {
  const sentence = ours
    ? "C’est l’exemple rempli d’une fiche, ou une fiche aplatie, sans champ à lire : demandez le fichier rempli lui-même, sans impression."
    : "Le PDF n’a pas de champ à lire : c’est un autre document, ou une fiche imprimée, numérisée ou aplatie ; demandez le fichier lui-même."
  return new Refusal("flat", sentence)
}

/** The fields of a document, each once: from the form, then from the pages for those that a program forgot to declare. */
class Form {
  /** @param {PdfFile} file */
  constructor(file) {
    this.file = file
    /** @type {Set<PdfObject>} */
    this.seen = new Set()
    this.count = 0
    this.texts = 0
    this.pages = this.pagesUnder(file.get(file.root, "Pages"), new Set())
  }

  /** @returns {string[]} the keywords of the document, then the descriptions that other programs keep beside them */
  said() {
    const { file } = this
    const information = file.resolve(file.trailer.get("Info"))
    const found = ["Keywords", "Subject", "Title"].map((key) => file.get(information, key)).filter((value) => value instanceof Uint8Array)
    const described = file.get(file.root, "Metadata")
    return [...found.map(textOfString), ...(described instanceof Stream ? [new TextDecoder().decode(file.bytes(described))] : [])]
  }

  /** @returns {string[]} the texts laid over the pages */
  notes() {
    const { file } = this
    const laid = this.pages.flatMap((page) => file.items(file.get(page, "Annots"))).filter((item) => this.isA(item, "FreeText"))
    return laid.map((item) => strip(this.text(file.get(item, "Contents")))).filter(Boolean)
  }

  /** @returns {Promise<Place[]>} */
  async places() {
    const { file } = this
    /** @type {Place[]} */
    const found = []
    for (const field of file.items(file.get(file.get(file.root, "AcroForm"), "Fields"))) {
      this.walk(field, "", new Map(), found, 0)
      await breathe()
    }
    for (const page of this.pages) {
      for (const item of file.items(file.get(page, "Annots"))) {
        if (this.isA(item, "Widget")) this.walk(this.top(item), "", new Map(), found, 0)
      }
      await breathe()
    }
    return found
  }

  /**
   * Note the fields under one, what they inherit in `above`.
   * @param {PdfObject} field
   * @param {string} prefix
   * @param {Dict} above
   * @param {Place[]} found
   * @param {number} depth
   */
  walk(field, prefix, above, found, depth) {
    if (!(field instanceof Map) || this.isKnown(field)) return
    if (depth > MAX_DEPTH) throw damaged()
    const name = [prefix, this.text(this.file.get(field, "T"))].filter(Boolean).join(".")
    const known = new Map(above)
    for (const key of INHERITED) if (field.has(key)) known.set(key, this.file.get(field, key))
    const kids = this.file.items(this.file.get(field, "Kids")).filter((kid) => kid instanceof Map)
    if (kids.some((kid) => kid.has("T"))) {
      for (const kid of kids) this.walk(kid, name, known, found, depth + 1)
    } else if (name) {
      for (const kid of kids) this.isKnown(kid)
      found.push(...this.place(name, known, kids.length ? kids : [field]))
    }
  }

  /**
   * Tell whether a field was met already, and note it.
   * @param {Dict} field
   * @returns {boolean}
   */
  isKnown(field) {
    this.count += 1
    if (this.count > MAX_FIELDS) throw oversized()
    const known = this.seen.has(field)
    this.seen.add(field)
    return known
  }

  /**
   * Return what a field holds; nothing for a push button or a signature.
   * @param {string} name
   * @param {Dict} field
   * @param {Dict[]} widgets
   * @returns {Place[]}
   */
  place(name, field, widgets) {
    const type = field.get("FT")
    const kind = type instanceof Name ? type.text : null
    const flags = Number(field.get("Ff")) || 0
    const values = [field.get("V") ?? null, ...widgets.map((widget) => this.file.get(widget, "V"))]
    if (kind === "Btn" && !(flags & PUSH)) {
      const state = this.state(values, widgets, field.get("Opt") ?? null)
      return [flags & RADIO ? place(name, state) : place(name, state, Boolean(state))]
    }
    if (kind !== "Tx" && kind !== "Ch" && !(!type && field.has("V"))) return []
    const text = values.map((value) => this.text(value)).find((one) => strip(one)) ?? ""
    return [place(name, kind === "Ch" ? this.label(text, field.get("Opt") ?? null) : text)]
  }

  /**
   * Return which button is on: "" for none.
   * @param {PdfObject[]} values
   * @param {Dict[]} widgets
   * @param {PdfObject} offered
   * @returns {string}
   */
  state(values, widgets, offered) {
    const said = [...values, ...widgets.map((widget) => this.file.get(widget, "AS"))].map((state) => this.text(state).replace(/^\//, ""))
    const found = said.find((text) => text && text !== OFF) ?? ""
    const exported = /^[0-9]+$/.test(found) ? this.file.items(offered)[Number(found)] : undefined
    return exported === undefined ? found : this.text(exported)
  }

  /**
   * Return the label of what a list exports.
   * @param {string} text
   * @param {PdfObject} offered
   * @returns {string}
   */
  label(text, offered) {
    for (const option of this.file.items(offered)) {
      const [exported, label, ...more] = this.file.items(option)
      if (exported !== undefined && label !== undefined && !more.length && this.text(exported) === text) return this.text(label)
    }
    return text
  }

  /**
   * Return the text of a value, whatever object holds it.
   * @param {PdfObject} value
   * @param {number} [depth]
   * @returns {string}
   */
  text(value, depth = 0) {
    this.texts += 1
    if (this.texts > MAX_TEXTS) throw oversized()
    if (depth > MAX_DEPTH) throw damaged()
    if (value instanceof Uint8Array) return lines(textOfString(value))
    if (value instanceof Name) return value.text
    if (value instanceof Stream) return lines(textOfString(this.file.bytes(value)))
    if (Array.isArray(value)) return this.file.items(value.slice(0, 100)).map((item) => this.text(item, depth + 1)).filter(Boolean).join(", ")
    return Number.isInteger(value) ? String(value) : ""
  }

  /**
   * @param {PdfObject} item
   * @param {string} subtype
   * @returns {item is Dict}
   */
  isA(item, subtype) {
    const found = this.file.get(item, "Subtype")
    return found instanceof Name && found.text === subtype
  }

  /**
   * Return the field that a widget belongs to; a chain without end stops.
   * @param {Dict} widget
   * @returns {PdfObject}
   */
  top(widget) {
    /** @type {PdfObject} */
    let found = widget
    for (let step = 0; step < 32; step += 1) {
      const parent = this.file.get(found, "Parent")
      if (!(parent instanceof Map)) break
      found = parent
    }
    return found
  }

  /**
   * Return the pages under a node of their tree.
   * @param {PdfObject} node
   * @param {Set<PdfObject>} seen
   * @param {Dict[]} [found]
   * @param {number} [depth]
   * @returns {Dict[]}
   */
  pagesUnder(node, seen, found = [], depth = 0) {
    if (!(node instanceof Map) || seen.has(node) || found.length >= MAX_PAGES || depth > MAX_DEPTH) return found
    seen.add(node)
    const kids = this.file.get(node, "Kids")
    if (!Array.isArray(kids)) found.push(node)
    for (const kid of this.file.items(kids)) this.pagesUnder(kid, seen, found, depth + 1)
    return found
  }
}

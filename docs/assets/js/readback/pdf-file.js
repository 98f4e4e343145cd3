/*
 * A PDF from its bytes: where each object stands, from its cross-reference tables and streams, and each object read when it is asked for.
 * What was cut short is refused, its last answers would be missing; what is only untidy is mended by looking for the objects themselves.
 */

import { unfolded } from "./pdf-streams.js"
import { Name, Stream, Syntax } from "./pdf-syntax.js"
import { Refusal, damaged, encrypted, oversized } from "./refusal.js"

/** @typedef {import("./pdf-syntax.js").Dict} Dict */
/** @typedef {import("./pdf-syntax.js").PdfObject} PdfObject */
/**
 * Where an object stands: in the file, or in a stream of objects; `at` is -1 for one that was taken out.
 * @typedef {{ at: number, inside: number }} Entry
 */

const MAX_SECTIONS = 500
const MAX_OBJECTS = 500_000
/** Octets that streams of objects may unfold into, all together. */
const MAX_UNFOLDED = 64_000_000
const TAIL = 2_048

/** The objects of a document. */
export class PdfFile {
  /**
   * Open a document. Throw Refusal when it is truncated, protected or out of measure.
   * @param {Uint8Array} data
   */
  constructor(data) {
    this.data = data
    this.shift = Math.max(0, textAt(data, 0, 1_024).indexOf("%PDF-"))
    /** @type {Map<number, Entry>} */
    this.entries = new Map()
    /** @type {Dict} */
    this.trailer = new Map()
    /** @type {Map<number, PdfObject>} */
    this.known = new Map()
    /** @type {Map<number, Map<number, PdfObject>>} */
    this.packs = new Map()
    this.work = 0
    this.room = 0
    this.open()
    if (this.trailer.has("Encrypt") && this.resolve(this.trailer.get("Encrypt")) !== null) throw encrypted()
  }

  /** @returns {Dict} the root of the document */
  get root() {
    const root = this.resolve(this.trailer.get("Root"))
    if (!(root instanceof Map)) throw damaged()
    return root
  }

  /**
   * Return what a value is once its reference is followed.
   * @param {PdfObject | undefined} value
   * @returns {PdfObject}
   */
  resolve(value) {
    let found = value ?? null
    for (let step = 0; step < 32 && isRef(found); step += 1) found = this.object(found.ref)
    return isRef(found) ? null : found
  }

  /**
   * Return what a dictionary has under a key.
   * @param {PdfObject} dict
   * @param {string} key
   * @returns {PdfObject}
   */
  get(dict, key) {
    return dict instanceof Map ? this.resolve(dict.get(key)) : null
  }

  /**
   * Return the items of an array, references followed; nothing for anything else.
   * @param {PdfObject} value
   * @returns {PdfObject[]}
   */
  items(value) {
    return Array.isArray(value) ? value.map((item) => this.resolve(item)) : []
  }

  /**
   * Return the bytes of a stream.
   * @param {Stream} stream
   * @returns {Uint8Array}
   */
  bytes(stream) {
    const found = unfolded(stream, (value) => this.resolve(value))
    this.room += found.length
    if (this.room > MAX_UNFOLDED) throw oversized()
    return found
  }

  /** Read where the objects are, or look for them. */
  open() {
    const tail = textAt(this.data, Math.max(0, this.data.length - TAIL), this.data.length)
    const start = /startxref\s+(\d{1,10})(?![^]*startxref)/.exec(tail)
    try {
      if (!start) throw damaged()
      this.sections(Number(start[1]) + this.shift)
      if (this.trailer.has("Encrypt")) return
      if (!(this.get(this.root, "Pages") instanceof Map)) throw damaged()
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== "damaged" || !tail.includes("%%EOF")) throw error
      this.mend()
    }
  }

  /**
   * Read the sections of cross-references, the newest first.
   * @param {number} first
   */
  sections(first) {
    const waiting = [first]
    const seen = new Set()
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at)) continue
      seen.add(at)
      if (seen.size > MAX_SECTIONS) throw oversized()
      const syntax = new Syntax(this.data, at)
      const trailer = syntax.takes("xref") ? this.table(syntax) : this.crossStream(at)
      for (const [key, value] of trailer) if (!this.trailer.has(key)) this.trailer.set(key, value)
      for (const key of ["XRefStm", "Prev"]) {
        const next = trailer.get(key)
        if (typeof next === "number") waiting.push(next + this.shift)
      }
    }
  }

  /**
   * Read a table of cross-references.
   * @param {Syntax} syntax
   * @returns {Dict}
   */
  table(syntax) {
    while (!syntax.takes("trailer")) {
      const [first, count] = [syntax.whole(), syntax.whole()]
      for (let rank = 0; rank < count; rank += 1) {
        const [at] = [syntax.whole(), syntax.whole()]
        const used = syntax.takes("n")
        if (!used && !syntax.takes("f")) throw damaged()
        this.place(first + rank, { at: used ? at + this.shift : -1, inside: 0 })
      }
    }
    return dictOf(syntax.object())
  }

  /**
   * Read a stream of cross-references.
   * @param {number} at
   * @returns {Dict}
   */
  crossStream(at) {
    const stream = this.objectAt(at)
    if (!(stream instanceof Stream) || nameOf(stream.dict.get("Type")) !== "XRef") throw damaged()
    const data = this.bytes(stream)
    const widths = this.items(stream.dict.get("W") ?? null).map(Number)
    const [one = 0, two = 0, three = 0] = widths
    const width = one + two + three
    if (widths.length < 3 || widths.some((value) => !(value >= 0 && value <= 8)) || !width) throw damaged()
    const index = this.items(stream.dict.get("Index") ?? null).map(Number)
    /** @type {(from: number, size: number) => number} */
    const number = (from, size) => data.subarray(from, from + size).reduce((sum, byte) => sum * 256 + byte, 0)
    let from = 0
    for (const [rank, first] of (index.length ? index : [0, Number(stream.dict.get("Size"))]).entries()) {
      if (rank % 2) continue
      const count = index.length ? index[rank + 1] ?? 0 : Number(stream.dict.get("Size"))
      for (let step = 0; step < count && from + width <= data.length; step += 1, from += width) {
        const kind = one ? number(from, one) : 1
        const where = number(from + one, two)
        this.place(first + step, kind === 2 ? { at: 0, inside: where } : { at: kind === 1 ? where + this.shift : -1, inside: 0 })
      }
    }
    return stream.dict
  }

  /**
   * Note where an object stands, unless something newer has said it.
   * @param {number} number
   * @param {Entry} entry
   */
  place(number, entry) {
    if (this.entries.size > MAX_OBJECTS) throw oversized()
    if (!this.entries.has(number)) this.entries.set(number, entry)
  }

  /** Look for the objects themselves, the last of each number being the one that counts, and for what names the root. */
  mend() {
    this.entries.clear()
    this.known.clear()
    this.trailer.clear()
    for (let at = this.data.indexOf(0x6f); at >= 0; at = this.data.indexOf(0x6f, at + 1)) {
      if (this.data[at + 1] !== 0x62 || this.data[at + 2] !== 0x6a) continue
      const from = Math.max(0, at - 24)
      const found = /(?:^|[^\d])(\d{1,10})\s+\d{1,5}\s+$/.exec(textAt(this.data, from, at))
      if (!found) continue
      this.entries.set(Number(found[1]), { at: at - found[0].length + found[0].search(/\d/), inside: 0 })
      if (this.entries.size > MAX_OBJECTS) throw oversized()
    }
    for (const [number, { at }] of [...this.entries]) this.mendWith(number, at)
    if (!(this.get(this.root, "Pages") instanceof Map)) throw damaged()
  }

  /**
   * Take from an object what tells of others: objects packed in it, the root that it is or names.
   * @param {number} number
   * @param {number} at
   */
  mendWith(number, at) {
    const found = orNull(() => this.objectAt(at))
    const dict = found instanceof Stream ? found.dict : found
    if (!(dict instanceof Map)) return
    const type = nameOf(dict.get("Type"))
    if (type === "Catalog") this.trailer.set("Root", { ref: number })
    if (type === "XRef") for (const key of ["Root", "Info", "Encrypt"]) if (dict.has(key)) this.trailer.set(key, dict.get(key) ?? null)
    if (type !== "ObjStm") return
    for (const inside of orNull(() => this.pack(number))?.keys() ?? []) this.place(inside, { at: 0, inside: number })
  }

  /**
   * Return the object of a number, null when there is none.
   * @param {number} number
   * @returns {PdfObject}
   */
  object(number) {
    const known = this.known.get(number)
    if (known !== undefined) return known
    const entry = this.entries.get(number)
    this.known.set(number, null)
    const found = !entry || entry.at < 0 ? null : entry.inside ? this.pack(entry.inside).get(number) ?? null : this.objectAt(entry.at, number)
    this.known.set(number, found)
    return found
  }

  /**
   * Return the object that stands at a place of the file. Throw Refusal when there is none, or another than expected.
   * @param {number} at
   * @param {number} [number]
   * @returns {PdfObject}
   */
  objectAt(at, number) {
    const syntax = new Syntax(this.data, at)
    const found = syntax.whole()
    syntax.whole()
    if (!syntax.takes("obj") || (number !== undefined && found !== number)) throw damaged()
    const value = syntax.object()
    const whole = value instanceof Map && syntax.takes("stream") ? this.stream(syntax, value) : value
    this.work += syntax.at - at
    if (this.work > 4 * this.data.length + 1_000_000) throw oversized()
    return whole
  }

  /**
   * @param {Syntax} syntax
   * @param {Dict} dict
   * @returns {Stream}
   */
  stream(syntax, dict) {
    if (this.data[syntax.at] === 13) syntax.at += 1
    const start = syntax.at + (this.data[syntax.at] === 10 ? 1 : 0)
    const length = this.resolve(dict.get("Length"))
    if (typeof length === "number" && length >= 0) {
      syntax.at = start + length
      if (syntax.takes("endstream")) return new Stream(dict, this.data.subarray(start, start + length))
    }
    for (let at = this.data.indexOf(0x65, start); at >= 0; at = this.data.indexOf(0x65, at + 1)) {
      if (textAt(this.data, at, at + 9) !== "endstream") continue
      syntax.at = at + 9
      return new Stream(dict, this.data.subarray(start, at))
    }
    throw damaged()
  }

  /**
   * Return the objects that a stream of objects holds, by their numbers.
   * @param {number} number
   * @returns {Map<number, PdfObject>}
   */
  pack(number) {
    const known = this.packs.get(number)
    if (known) return known
    /** @type {Map<number, PdfObject>} */
    const found = new Map()
    this.packs.set(number, found)
    const entry = this.entries.get(number)
    const stream = entry && entry.at >= 0 && !entry.inside ? this.objectAt(entry.at, number) : null
    if (!(stream instanceof Stream)) throw damaged()
    const data = this.bytes(stream)
    const [count, first] = ["N", "First"].map((key) => Number(this.resolve(stream.dict.get(key))))
    const head = new Syntax(data, 0)
    for (let rank = 0; rank < (count ?? 0); rank += 1) {
      const [inside, at] = [head.whole(), head.whole()]
      const syntax = new Syntax(data, at + (first ?? 0))
      found.set(inside, syntax.object())
      this.work += syntax.at - at - (first ?? 0)
      if (found.size > MAX_OBJECTS || this.work > 4 * (this.data.length + this.room) + 1_000_000) throw oversized()
    }
    return found
  }
}

/** @type {(value: PdfObject | undefined) => value is import("./pdf-syntax.js").Ref} */
const isRef = (value) => typeof value === "object" && value !== null && "ref" in value

/** @type {(value: PdfObject | undefined) => string} */
const nameOf = (value) => (value instanceof Name ? value.text : "")

/** @type {(value: PdfObject) => Dict} */
function dictOf(value) {
  if (!(value instanceof Map)) throw damaged()
  return value
}

/** What a reading gives, null when what it reads is damaged.
 * @template T
 * @param {() => T} reading
 * @returns {T | null} */
function orNull(reading) {
  try {
    return reading()
  } catch (error) {
    if (error instanceof Refusal && error.reason === "damaged") return null
    throw error
  }
}

/** @type {(data: Uint8Array, start: number, end: number) => string} */
const textAt = (data, start, end) => String.fromCharCode(...data.subarray(start, end))

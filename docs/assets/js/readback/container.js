/*
 * ZIP packages, opened within limits. Nothing is inflated before its announced size is judged, nothing more than announced is ever
 * inflated, and what comes out has to be what was announced.
 */

import { inflateSync } from "fflate"
import { breathe } from "./breathe.js"
import { damaged, encrypted, oversized } from "./refusal.js"
import { parse } from "./xml.js"

const MAX_PARTS = 5_000
const MAX_TOTAL = 400_000_000
const MAX_PART = 24_000_000
const MAX_RATIO = 250
/** A package that unfolds in less than this is read whatever its ratio. */
const SMALL = 5_000_000
const END_SIZE = 22
const FROM_END = END_SIZE + 65_535

/** @typedef {{ name: string, method: number, packed: number, size: number, sum: number, at: number }} Entry */

/** A ZIP file whose directory has been judged sound. */
export class Package {
  /**
   * Open a package. Throw Refusal when it is truncated, encrypted or announces a content out of measure.
   * @param {Uint8Array} data
   */
  constructor(data) {
    this.data = data
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    /** @type {Map<string, Entry>} */
    this.entries = new Map()
    try {
      this.open()
    } catch (error) {
      throw error instanceof RangeError ? damaged() : error
    }
  }

  /** @returns {string[]} the names of the parts */
  get names() {
    return [...this.entries.keys()]
  }

  /**
   * Tell whether there is a part.
   * @param {string} name
   * @returns {boolean}
   */
  has(name) {
    return this.entries.has(name)
  }

  /**
   * Return a part. Throw Refusal when there is none, or when it is damaged or too big.
   * @param {string} name
   * @returns {Uint8Array}
   */
  read(name) {
    const entry = this.entries.get(name)
    if (!entry) throw damaged()
    if (entry.size > MAX_PART) throw oversized()
    try {
      const found = this.inflated(entry)
      if (found.length !== entry.size || sumOf(found) !== entry.sum) throw damaged()
      return found
    } catch {
      throw damaged()
    }
  }

  /**
   * Return the root of an XML part. Reject with Refusal when there is none, or when it can't be trusted.
   * @param {string} name
   * @returns {Promise<Element>}
   */
  async xml(name) {
    const data = this.read(name)
    await breathe()
    const root = await parse(data)
    await breathe()
    return root
  }

  /**
   * Return the root of an XML part, or null when the package has no such part.
   * @param {string} name
   * @returns {Promise<Element | null>}
   */
  async xmlOrNull(name) {
    return this.has(name) ? this.xml(name) : null
  }

  /** Read the directory and judge it. */
  open() {
    const { view, data } = this
    const end = this.end()
    const count = view.getUint16(end + 10, true)
    const length = view.getUint32(end + 12, true)
    const start = end - length
    const shift = start - view.getUint32(end + 16, true)
    if (start < 0 || shift < 0) throw damaged()
    if (count > MAX_PARTS) throw oversized()
    let total = 0
    for (let at = start, rank = 0; rank < count; rank += 1) {
      if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw damaged()
      const short = (/** @type {number} */ place) => view.getUint16(at + place, true)
      const long = (/** @type {number} */ place) => view.getUint32(at + place, true)
      if (short(8) & 1) throw encrypted()
      const name = new TextDecoder().decode(data.subarray(at + 46, at + 46 + short(28)))
      this.entries.set(name, { name, method: short(10), sum: long(16), packed: long(20), size: long(24), at: long(42) + shift })
      total += long(24)
      at += 46 + short(28) + short(30) + short(32)
    }
    if (total > MAX_TOTAL || (total > SMALL && total > MAX_RATIO * data.length)) throw oversized()
  }

  /** @returns {number} where the last record of the directory starts */
  end() {
    for (let at = this.data.length - END_SIZE; at >= Math.max(0, this.data.length - FROM_END); at -= 1) {
      if (this.view.getUint32(at, true) === 0x06054b50 && at + END_SIZE + this.view.getUint16(at + 20, true) <= this.data.length) return at
    }
    throw damaged()
  }

  /**
   * @param {Entry} entry
   * @returns {Uint8Array}
   */
  inflated(entry) {
    if (this.view.getUint32(entry.at, true) !== 0x04034b50) throw damaged()
    const start = entry.at + 30 + this.view.getUint16(entry.at + 26, true) + this.view.getUint16(entry.at + 28, true)
    const packed = this.data.subarray(start, start + entry.packed)
    if (entry.method === 0) return packed
    if (entry.method !== 8) throw damaged()
    return entry.size ? inflateSync(packed, { out: new Uint8Array(entry.size) }) : new Uint8Array()
  }
}

/** @type {Uint32Array | undefined} */
let table

/**
 * Return the CRC-32 of some bytes.
 * @param {Uint8Array} data
 * @returns {number}
 */
function sumOf(data) {
  table ??= Uint32Array.from({ length: 256 }, (_, start) => {
    let value = start
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
    return value
  })
  let sum = 0xffffffff
  for (const byte of data) sum = (table[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}

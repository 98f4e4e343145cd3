/* The objects of a PDF, as they are written (ISO 32000-2, 7.3): read from any place in its bytes. */

import { damaged, oversized } from "./refusal.js"

/** @typedef {{ ref: number }} Ref */

/** A name, without its slash. */
export class Name {
  /** @param {string} text */
  constructor(text) {
    this.text = text
  }
}

/** @typedef {Map<string, PdfObject>} Dict */

/** A stream: its dictionary, and its bytes as they stand in the file. */
export class Stream {
  /**
   * @param {Dict} dict
   * @param {Uint8Array} packed
   */
  constructor(dict, packed) {
    this.dict = dict
    this.packed = packed
  }
}

/** @typedef {null | boolean | number | Name | Uint8Array | any[] | Map<string, any> | Stream | Ref} PdfObject a string is its bytes */

const MAX_NESTING = 100
const SPACES = new Set([0, 9, 10, 12, 13, 32])
const DELIMITERS = new Set([..."()<>[]{}/%"].map((sign) => sign.charCodeAt(0)))
const SIGNS = [..."<>()/[]%\\\n\r"].map((sign) => sign.charCodeAt(0))
const [LESS, MORE, OPEN, CLOSE, SLASH, BRACKET, END_BRACKET, PERCENT, BACKSLASH, LINE, RETURN] = SIGNS
/** @type {Map<number, number>} */
const ESCAPES = new Map([["n", 10], ["r", 13], ["t", 9], ["b", 8], ["f", 12]].map(([sign, code]) => [String(sign).charCodeAt(0), Number(code)]))

/** A reader that goes forward from a place in the bytes; what it meets that is no object is a damaged file. */
export class Syntax {
  /**
   * @param {Uint8Array} data
   * @param {number} at
   */
  constructor(data, at) {
    this.data = data
    this.at = at
  }

  /** Pass over white space and comments. */
  skip() {
    for (; this.at < this.data.length; this.at += 1) {
      const byte = /** @type {number} */ (this.data[this.at])
      if (byte === PERCENT) while (this.at < this.data.length && this.data[this.at] !== LINE && this.data[this.at] !== RETURN) this.at += 1
      else if (!SPACES.has(byte)) return
    }
  }

  /**
   * Pass over a word when it comes next, and tell whether it did.
   * @param {string} word
   * @returns {boolean}
   */
  takes(word) {
    this.skip()
    for (let rank = 0; rank < word.length; rank += 1) if (this.data[this.at + rank] !== word.charCodeAt(rank)) return false
    this.at += word.length
    return true
  }

  /**
   * Return the object that comes next. Throw Refusal when there is none, or when too many stand inside one another.
   * @param {number} [depth]
   * @returns {PdfObject}
   */
  object(depth = 0) {
    if (depth > MAX_NESTING) throw oversized()
    this.skip()
    const byte = this.data[this.at]
    if (byte === SLASH) return this.name()
    if (byte === OPEN) return this.literal()
    if (byte === BRACKET) return this.array(depth)
    if (byte === LESS) return this.data[this.at + 1] === LESS ? this.dict(depth) : this.hexadecimal()
    const word = this.word()
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return this.reference(word) ?? Number(word)
    if (word === "true" || word === "false") return word === "true"
    if (word === "null" || /^[+-]*[\d.+-]+$/.test(word)) return null
    throw damaged()
  }

  /** @returns {string} what comes next, up to white space or a delimiter */
  word() {
    const start = this.at
    for (; this.at < this.data.length; this.at += 1) {
      const byte = this.data[this.at] ?? 0
      if (SPACES.has(byte) || DELIMITERS.has(byte)) break
      if (this.at - start > 200) throw damaged()
    }
    return String.fromCharCode(...this.data.subarray(start, this.at))
  }

  /** @returns {number} the whole number that comes next */
  whole() {
    this.skip()
    const word = this.word()
    if (!/^\d{1,15}$/.test(word)) throw damaged()
    return Number(word)
  }

  /**
   * Return the reference that a number begins, or null when it is a number alone.
   * @param {string} first
   * @returns {Ref | null}
   */
  reference(first) {
    if (!/^\d{1,10}$/.test(first)) return null
    const back = this.at
    this.skip()
    if (/^\d{1,5}$/.test(this.word())) {
      this.skip()
      if (this.word() === "R") return { ref: Number(first) }
    }
    this.at = back
    return null
  }

  /** @returns {Name} */
  name() {
    this.at += 1
    const bytes = [...this.word()].map((sign) => sign.charCodeAt(0))
    const text = new TextDecoder().decode(Uint8Array.from(bytes))
    return new Name(text.replace(/(?:#[0-9A-Fa-f]{2})+/g, (codes) => new TextDecoder().decode(bytesOf(codes.replaceAll("#", "")))))
  }

  /** @returns {Uint8Array} */
  hexadecimal() {
    const end = this.data.indexOf(/** @type {number} */ (MORE), this.at)
    if (end < 0) throw damaged()
    const digits = new TextDecoder().decode(this.data.subarray(this.at + 1, end)).replace(/[^0-9A-Fa-f]+/g, "")
    this.at = end + 1
    return bytesOf(digits.length % 2 ? `${digits}0` : digits)
  }

  /** @returns {Uint8Array} */
  literal() {
    /** @type {number[]} */
    const bytes = []
    let open = 0
    for (; this.at < this.data.length; this.at += 1) {
      const byte = /** @type {number} */ (this.data[this.at])
      if (byte === OPEN) open += 1
      if (byte === CLOSE) open -= 1
      if (!open) {
        this.at += 1
        return Uint8Array.from(bytes.slice(1))
      }
      if (byte === BACKSLASH) this.escaped(bytes)
      else bytes.push(byte)
    }
    throw damaged()
  }

  /**
   * Note what an escape stands for, and go to its last sign.
   * @param {number[]} bytes
   */
  escaped(bytes) {
    this.at += 1
    const octal = /^[0-7]{1,3}/.exec(String.fromCharCode(...this.data.subarray(this.at, this.at + 3)))
    const byte = this.data[this.at] ?? 0
    if (octal) {
      bytes.push(Number.parseInt(octal[0], 8) & 255)
      this.at += octal[0].length - 1
    } else if (byte === RETURN) {
      if (this.data[this.at + 1] === LINE) this.at += 1
    } else if (byte !== LINE) {
      bytes.push(ESCAPES.get(byte) ?? byte)
    }
  }

  /**
   * @param {number} depth
   * @returns {PdfObject[]}
   */
  array(depth) {
    /** @type {PdfObject[]} */
    const found = []
    this.at += 1
    for (this.skip(); this.data[this.at] !== END_BRACKET; this.skip()) found.push(this.object(depth + 1))
    this.at += 1
    return found
  }

  /**
   * @param {number} depth
   * @returns {Dict}
   */
  dict(depth) {
    /** @type {Dict} */
    const found = new Map()
    this.at += 2
    while (!this.takes(">>")) {
      if (this.data[this.at] !== SLASH) throw damaged()
      found.set(this.name().text, this.object(depth + 1))
    }
    return found
  }
}

/** @type {(digits: string) => Uint8Array} */
function bytesOf(digits) {
  return Uint8Array.from({ length: digits.length / 2 }, (_, rank) => Number.parseInt(digits.slice(2 * rank, 2 * rank + 2), 16))
}

/** What PDFDocEncoding has beside Latin-1, from 0x18 and from 0x80. */
const [LOW, HIGH] = ["˘ˇˆ˙˝˛˚˜", "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€"]

/**
 * Return the text that the bytes of a string are.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function textOfString(bytes) {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes)
  let text = ""
  for (const byte of bytes) {
    text += byte >= 0x18 && byte < 0x20 ? LOW[byte - 0x18] : byte >= 0x80 && byte <= 0xa0 ? HIGH[byte - 0x80] : String.fromCharCode(byte)
  }
  return text
}

/* The streams of a PDF, unfolded within limits. */

import { Unzlib } from "fflate"
import { Name } from "./pdf-syntax.js"
import { damaged, oversized } from "./refusal.js"

/** @typedef {import("./pdf-syntax.js").Dict} Dict */
/** @typedef {import("./pdf-syntax.js").PdfObject} PdfObject */

/** Octets that one stream may unfold into. */
const MAX_INFLATED = 24_000_000
/** Octets unfolded at a time: one gives a thousand at most. */
const STEP = 4_096

/**
 * Return the bytes of a stream. Throw Refusal when they are damaged, too many, or packed in a way that no form uses.
 * @param {import("./pdf-syntax.js").Stream} stream
 * @param {(value: PdfObject | undefined) => PdfObject} resolve
 * @returns {Uint8Array}
 */
export function unfolded(stream, resolve) {
  const filters = listed(resolve(stream.dict.get("Filter")), resolve)
  const settings = listed(resolve(stream.dict.get("DecodeParms")), resolve)
  if (filters.length > 3) throw oversized()
  let data = stream.packed
  for (const [rank, filter] of filters.entries()) {
    if (!(filter instanceof Name) || !["FlateDecode", "Fl"].includes(filter.text)) throw damaged()
    data = predicted(inflated(data), settings[rank] ?? null, resolve)
  }
  return data
}

/** @type {(value: PdfObject, resolve: (value: PdfObject | undefined) => PdfObject) => PdfObject[]} */
const listed = (value, resolve) => (Array.isArray(value) ? value.map(resolve) : value === null ? [] : [value])

/** @type {(packed: Uint8Array) => Uint8Array} */
function inflated(packed) {
  /** @type {Uint8Array[]} */
  const pieces = []
  let length = 0
  const zip = new Unzlib((piece) => {
    length += piece.length
    if (length > MAX_INFLATED) throw oversized()
    pieces.push(piece)
  })
  try {
    for (let at = 0; at < packed.length; at += STEP) zip.push(packed.subarray(at, at + STEP))
  } catch (error) {
    if (length > MAX_INFLATED) throw error
    if (!length) throw damaged()
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Undo what a stream was foretold by (7.4.4.4).
 * @type {(data: Uint8Array, settings: PdfObject, resolve: (value: PdfObject | undefined) => PdfObject) => Uint8Array} */
function predicted(data, settings, resolve) {
  const number = (/** @type {string} */ key, /** @type {number} */ usual) => {
    const value = settings instanceof Map ? resolve(settings.get(key)) : null
    return typeof value === "number" && value > 0 ? Math.trunc(value) : usual
  }
  const predictor = number("Predictor", 1)
  if (predictor === 1) return data
  if (predictor < 10) throw damaged()
  const bits = number("Colors", 1) * number("BitsPerComponent", 8)
  const [back, width] = [Math.ceil(bits / 8), Math.ceil((bits * number("Columns", 1)) / 8)]
  if (width > data.length) throw damaged()
  const rows = Math.ceil(data.length / (width + 1))
  const found = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row += 1) {
    const kind = data[row * (width + 1)] ?? 0
    for (let rank = 0; rank < width; rank += 1) {
      const at = row * width + rank
      const left = rank >= back ? found[at - back] ?? 0 : 0
      const up = found[at - width] ?? 0
      const corner = rank >= back ? found[at - width - back] ?? 0 : 0
      found[at] = (data[row * (width + 1) + 1 + rank] ?? 0) + guess(kind, left, up, corner)
    }
  }
  return found
}

/** @type {(kind: number, left: number, up: number, corner: number) => number} */
function guess(kind, left, up, corner) {
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return (left + up) >> 1
  if (kind !== 4) return 0
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}

/* Objects added at the end of a PDF: an incremental update, with a cross-reference stream as in the file itself. */

import { zlibSync } from "fflate"

import { bytesOf, joined } from "./bytes.js"

/** @typedef {{ entries: string, data: Uint8Array }} Stream the entries of its dictionary but its length */

/** @typedef {{ plain: Map<number, string>, streams: Map<number, Stream>, size: number }} Addition objects by number; `size`: the next free number */

/** Objects that are packed together, at most. */
const PACKED = 200

/**
 * A PDF with objects added.
 * @param {Uint8Array} bytes
 * @param {{ start: number, trailer: string }} file where its cross-reference stands, and what its trailer says
 * @param {Addition} addition
 */
export function added(bytes, file, { plain, streams, size }) {
  /** @type {Uint8Array[]} */
  const pieces = [bytes]
  /** @type {[number, number, number, number][]} */
  const places = []
  let offset = bytes.length
  let next = size
  /** @type {(number: number, stream: Stream) => void} */
  const put = (number, { entries, data }) => {
    places.push([number, 1, offset, 0])
    const head = bytesOf(`${number} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`)
    for (const piece of [head, data, bytesOf("\nendstream\nendobj\n")]) {
      pieces.push(piece)
      offset += piece.length
    }
  }
  for (const [number, stream] of streams) put(number, stream)
  const waiting = [...plain]
  for (let start = 0; start < waiting.length; start += PACKED) {
    const pack = waiting.slice(start, start + PACKED)
    pack.forEach(([number], rank) => places.push([number, 2, next, rank]))
    put(next, packed(pack))
    next += 1
  }
  const end = offset
  places.push([next, 1, end, 0])
  put(next, crossReference(places, file, next + 1))
  pieces.push(bytesOf(`startxref\n${end}\n%%EOF\n`))
  return joined(pieces)
}

/**
 * A stream that is deflated.
 * @param {string} entries
 * @param {Uint8Array} data
 * @returns {Stream}
 */
export function deflated(entries, data) {
  return { entries: `${entries}/Filter/FlateDecode`, data: zlibSync(data) }
}

/** @type {(pack: [number, string][]) => Stream} */
function packed(pack) {
  let place = 0
  const heads = pack.map(([number, text]) => {
    const head = `${number} ${place}`
    place += text.length + 1
    return head
  }).join(" ")
  const body = pack.map(([, text]) => `${text}\n`).join("")
  return deflated(`/Type/ObjStm/N ${pack.length}/First ${heads.length + 1}`, bytesOf(`${heads}\n${body}`))
}

/** @type {(places: [number, number, number, number][], file: { start: number, trailer: string }, size: number) => Stream} */
function crossReference(places, file, size) {
  places.sort(([one], [other]) => one - other)
  const data = new DataView(new ArrayBuffer(places.length * 7))
  /** @type {[number, number][]} */
  const runs = []
  places.forEach(([number, kind, where, rank], line) => {
    data.setUint8(line * 7, kind)
    data.setUint32(line * 7 + 1, where)
    data.setUint16(line * 7 + 5, rank)
    const run = runs.at(-1)
    if (run && run[0] + run[1] === number) run[1] += 1
    else runs.push([number, 1])
  })
  const index = runs.flat().join(" ")
  return deflated(`/Type/XRef/W[1 4 2]/Index[${index}]/Prev ${file.start}/Size ${size}${file.trailer}`, new Uint8Array(data.buffer))
}

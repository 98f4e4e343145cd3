/* Bytes, and the texts that stand for them: a character a byte. */

/**
 * The bytes that a text in base 64 stands for.
 * @param {string} base64
 */
export function decoded(base64) {
  return bytesOf(atob(base64))
}

/**
 * The bytes of a text whose characters are all below 256.
 * @param {string} text
 */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length)
  for (let rank = 0; rank < text.length; rank += 1) bytes[rank] = text.charCodeAt(rank)
  return bytes
}

/**
 * Pieces one after the other.
 * @param {Uint8Array[]} pieces
 */
export function joined(pieces) {
  const bytes = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0))
  let place = 0
  for (const piece of pieces) {
    bytes.set(piece, place)
    place += piece.length
  }
  return bytes
}

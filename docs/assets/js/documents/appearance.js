/* How an answer is drawn in its field: in the font of the fields, wrapped, as large as it can be and still be whole. */

/**
 * The font of the fields: the characters of its codes from 32 (a space where there is none), and their widths in thousandths of an em.
 * @typedef {{ object: number, name: string, codes: string, widths: number[] }} Font
 */

/** @typedef {{ width: number, height: number, size: number, ink: string, lines: boolean }} Box in points */
/** @typedef {{ content: string, whole: boolean }} Drawn the content of a drawing, a character a byte; whether it shows the whole text */

const FIRST = 32
const SMALLEST = 5
const STEP = 0.5
const MARGIN = 2
const LEADING = 1.2
/** How far the first line stands under the top of its field, and the height of a capital, in ems. */
const ASCENT = 0.9
const CAPITAL = 0.668
/** The height of a cell, at most: its text stands in the middle, as what is printed beside it. */
const LOW = 60
const CUT = "…"

/** Signs that mean the same as one of the font, and those that are not seen. */
const SAME = new Map([
  ..."\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\t".split("").map((sign) => /** @type {const} */ ([sign, " "])),
  ...["\u202f", "\u2007"].map((sign) => /** @type {const} */ ([sign, "\u00a0"])),
  ...["\u2010", "\u2011", "\u2212"].map((sign) => /** @type {const} */ ([sign, "-"])),
  ...["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"].map((sign) => /** @type {const} */ ([sign, ""])),
])

/**
 * What draws texts in a font.
 * @param {Font} font
 * @returns {(text: string, box: Box) => Drawn}
 */
export function pen(font) {
  const codes = new Map([...font.codes].map((sign, rank) => /** @type {const} */ ([sign, rank])).reverse())
  /** @type {Map<string, number>} */
  const measured = new Map()
  /** @type {(text: string) => number} */
  const measure = (text) => {
    const known = measured.get(text)
    if (known !== undefined) return known
    let total = 0
    for (const sign of text) total += font.widths[codes.get(sign) ?? 0] ?? 0
    measured.set(text, total / 1000)
    return total / 1000
  }
  return (text, box) => {
    const { visible, exact } = shown(text, codes)
    const { lines, size, fits } = box.lines ? several(visible, box, measure) : one(visible, box, measure)
    const encoded = lines.map((line) => literal([...line].map((sign) => String.fromCharCode((codes.get(sign) ?? 0) + FIRST)).join("")))
    return { content: drawing(font, box, encoded, size), whole: exact && fits }
  }
}

/** A text in the characters of the font, and whether nothing that is seen was lost.
 * @type {(text: string, codes: Map<string, number>) => { visible: string, exact: boolean }} */
function shown(text, codes) {
  let visible = ""
  let exact = true
  for (const sign of text.normalize("NFC")) {
    const known = codes.has(sign) || sign === "\n" ? sign : SAME.get(sign)
    if (known === undefined) exact = false
    visible += known ?? near(sign, codes)
  }
  return { visible, exact }
}

/** @type {(sign: string, codes: Map<string, number>) => string} */
function near(sign, codes) {
  const [letter = ""] = sign.normalize("NFKD")
  return codes.has(letter) ? letter : /\p{M}/u.test(sign) ? "" : "?"
}

/** @type {(text: string, box: Box, measure: (text: string) => number) => { lines: string[], size: number, fits: boolean }} */
function one(text, box, measure) {
  const line = text.replaceAll("\n", " ")
  const room = box.width - 2 * MARGIN
  const width = measure(line)
  const size = Math.min(box.size, Math.floor((room / width) * 10) / 10)
  if (!(size < SMALLEST)) return { lines: [line], size, fits: true }
  return { lines: [cut(line, room / SMALLEST, measure)], size: SMALLEST, fits: false }
}

/** @type {(text: string, box: Box, measure: (text: string) => number) => { lines: string[], size: number, fits: boolean }} */
function several(text, box, measure) {
  const room = box.width - 2 * MARGIN
  for (let size = box.size; ; size = Math.max(SMALLEST, size - STEP)) {
    const most = Math.max(1, Math.floor((box.height - MARGIN) / (size * LEADING)))
    const lines = wrapped(text, room / size, measure, most)
    if (lines.length <= most) return { lines, size, fits: true }
    if (size <= SMALLEST) {
      const [last = "", ...before] = lines.slice(0, most).reverse()
      return { lines: [...before.reverse(), cut(`${last}${CUT}`, room / size, measure)], size, fits: false }
    }
  }
}

/** A line with the sign that it goes on, no longer than a width in ems.
 * @type {(line: string, room: number, measure: (text: string) => number) => string} */
function cut(line, room, measure) {
  let used = measure(CUT)
  let kept = ""
  for (const sign of line.replace(/…$/, "")) {
    used += measure(sign)
    if (used > room) break
    kept += sign
  }
  return kept.trimEnd() + CUT
}

/** A text in lines no longer than a width in ems; more than `most` are left unfinished.
 * @type {(text: string, room: number, measure: (text: string) => number, most: number) => string[]} */
function wrapped(text, room, measure, most) {
  /** @type {string[]} */
  const lines = []
  for (const paragraph of text.split("\n")) {
    let line = ""
    let used = 0
    for (const piece of pieces(paragraph, room, measure)) {
      const length = measure(piece.trimEnd())
      if (line && used + length > room) {
        lines.push(line)
        if (lines.length > most) return lines
        line = ""
        used = 0
      }
      line += piece
      used += measure(piece)
    }
    lines.push(line)
    if (lines.length > most) return lines
  }
  return lines
}

/** The parts of a paragraph between which a line may end; a word that is longer than a line is cut anywhere.
 * @type {(paragraph: string, room: number, measure: (text: string) => number) => Generator<string>} */
function* pieces(paragraph, room, measure) {
  for (const [word] of paragraph.matchAll(/[^ \-/]+[ \-/]*|[ \-/]+/g)) {
    if (measure(word.trimEnd()) <= room) yield word
    else yield* word
  }
}

/** @type {(font: Font, box: Box, lines: string[], size: number) => string} */
function drawing(font, box, lines, size) {
  const middle = (box.height + ((lines.length - 1) * LEADING - CAPITAL) * size) / 2
  const top = box.height > LOW ? box.height - MARGIN / 2 - ASCENT * size : middle
  const clip = `0 0 ${box.width} ${box.height} re W n`
  const words = lines.map((line) => `(${line}) Tj`).join(" T* ")
  return `/Tx BMC q ${clip} BT ${font.name} ${size} Tf ${box.ink} rg ${round(size * LEADING)} TL ${MARGIN} ${round(top)} Td ${words} ET Q EMC`
}

/**
 * A text between the brackets of a literal, its signs escaped.
 * @param {string} text
 */
export function literal(text) {
  return text.replace(/[()\\]/g, "\\$&").replaceAll("\r", "\\r")
}

/** @type {(value: number) => number} */
function round(value) {
  return Math.round(value * 100) / 100
}

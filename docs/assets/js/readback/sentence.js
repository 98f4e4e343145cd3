/* A sentence with blanks, found in a text whatever spaces and apostrophes an editor has made of its own. */

import { SPACE } from "../answers/spaces.js"

/** What a sentence is made of: a blank (null), some white space (""), or a word. @typedef {string | null} Atom */

const IS_SPACE = new RegExp(SPACE)
const PIECES = new RegExp(`${SPACE}+|(?:(?!${SPACE})[^])+`, "g")
/** No sentence of a sheet, filled, is longer. */
const MAX_LENGTH = 20_000
/** White spaces that a blank beside others may leave to them. */
const SHARED = 8

/**
 * Return what finds a sentence: from a text, what stands in each blank, or null when the text is another one. A blank takes as little as
 * it can, as `(.*?)` would; the end of one that failed is not tried again, so that no text takes long.
 * @param {(string | null)[]} parts texts, and null for each blank
 * @returns {(text: string) => string[] | null}
 */
export function sentence(parts) {
  const atoms = atomsOf(parts)
  return (text) => (text.length > MAX_LENGTH ? null : matched(atoms, text.replaceAll("'", "’"), text))
}

/** @type {(parts: (string | null)[]) => Atom[]} */
function atomsOf(parts) {
  return parts.flatMap((part) => {
    if (part === null) return null
    return (part.replaceAll("'", "’").match(PIECES) ?? []).map((piece) => (IS_SPACE.test(piece) ? "" : piece))
  })
}

/** What stands in the blanks; `text` is what `said` is once its apostrophes are alike.
 * @type {(atoms: Atom[], text: string, said: string) => string[] | null} */
function matched(atoms, text, said) {
  /** @type {string[]} */
  const blanks = []
  /**
   * The first end that was tried in vain for each blank: all those after it were too.
   * @type {Map<number, number>}
   */
  const tried = new Map()

  /** @type {(rank: number, at: number) => boolean} */
  function from(rank, at) {
    if (rank === atoms.length) return afterSpace(text, at) === text.length
    const atom = atoms[rank] ?? null
    if (atom === null) return blank(rank, at)
    return atom ? text.startsWith(atom, at) && from(rank + 1, at + atom.length) : spaces(rank, at)
  }

  /** @type {(rank: number, at: number) => boolean} */
  function blank(rank, at) {
    const last = tried.get(rank) ?? text.length + 1
    for (let end = at; end < last; end += 1) {
      if (!from(rank + 1, end)) continue
      blanks.unshift(said.slice(at, end))
      return true
    }
    tried.set(rank, Math.min(at, last))
    return false
  }

  /** @type {(rank: number, at: number) => boolean} */
  function spaces(rank, at) {
    const end = afterSpace(text, at)
    for (let stop = end; stop > Math.max(at, end - SHARED); stop -= 1) {
      if (from(rank + 1, stop)) return true
    }
    return false
  }

  const start = afterSpace(text, 0)
  for (let at = start; at > Math.max(-1, start - SHARED); at -= 1) {
    if (from(0, at)) return blanks
  }
  return null
}

/** @type {(text: string, at: number) => number} */
function afterSpace(text, at) {
  let end = at
  while (end < text.length && IS_SPACE.test(text.charAt(end))) end += 1
  return end
}

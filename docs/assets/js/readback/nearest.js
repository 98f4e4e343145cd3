/* The known word that is nearest to another, as Python's difflib has it. */

const CUTOFF = 0.5
const MAX_LENGTH = 199

/**
 * Return the known word that is most like a word; null when none is enough.
 * @param {string} word
 * @param {string[]} known
 * @returns {string | null}
 */
export function nearest(word, known) {
  if (word.length > MAX_LENGTH) return null
  let [best, score] = ["", 0]
  for (const one of known) {
    const likeness = (2 * common(one, word)) / (one.length + word.length || 1)
    if (likeness >= CUTOFF && (likeness > score || (likeness === score && one > best))) [best, score] = [one, likeness]
  }
  return best || null
}

/** The letters that two words have in common, in the same order: those of their longest common part, then on either side of it.
 * @type {(one: string, other: string) => number} */
function common(one, other) {
  let [start, place, length] = [0, 0, 0]
  for (let at = 0; at < one.length; at += 1) {
    for (let there = 0; there < other.length; there += 1) {
      let same = 0
      while (at + same < one.length && one[at + same] === other[there + same]) same += 1
      if (same > length) [start, place, length] = [at, there, same]
    }
  }
  if (!length) return 0
  return length + common(one.slice(0, start), other.slice(0, place)) + common(one.slice(start + length), other.slice(place + length))
}

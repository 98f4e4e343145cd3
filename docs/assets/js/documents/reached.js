/* Of the readings printed under a result, the one that it reaches: the page says so, and so does the document that it fills. */

/**
 * Say before one of the readings that follow a result that it is its own, in the style of what opens each of them.
 * @param {Element} result the paragraph of a result
 * @param {number} rank
 * @param {(paragraph: Element) => boolean} isReading
 * @param {(opening: Element) => Element | null} words what holds the words of an opening
 */
export function markReached(result, rank, isReading, words) {
  let line = result.nextElementSibling
  for (let before = rank; before > 0 && line && isReading(line); before -= 1) line = line.nextElementSibling
  const opening = line && isReading(line) && [...line.children].find((piece) => words(piece))
  if (!opening) return
  const mark = /** @type {Element} */ (opening.cloneNode(true))
  const said = words(mark)
  if (said) said.textContent = "Votre résultat · "
  opening.before(mark)
}

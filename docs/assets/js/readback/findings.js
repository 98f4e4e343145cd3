/* What stands in a document, whatever its format: places to write, paragraphs, tables. No reader knows what a sheet asks. */

/**
 * A control: its name ("" when a tool lost it) and what is written there. `ticked` is null for a control that is not a box.
 * @typedef {{ name: string, text: string, ticked: boolean | null }} Place
 */

/** @typedef {{ pieces: (string | Place)[] }} Paragraph */

/**
 * A cell of a table. `worksOut` tells that a spreadsheet works it out: what it shows is nobody's answer.
 * @typedef {{ paragraphs: Paragraph[], worksOut: boolean }} Cell
 */

/**
 * A table, row by row; a cell that spans several columns stands once, followed by empty ones.
 * @typedef {{ rows: Cell[][] }} Grid
 */

/**
 * What a file holds. `said` are the texts that may print its identity, the surest first; `file` is set for JSON alone. `loose` are
 * controls that stand in no text, `notes` what was laid over the pages.
 * @typedef {{
 *   said: string[], flow: (Paragraph | Grid)[], loose: Place[], notes: string[], file: import("../answers/file.js").AnswersFile | null,
 * }} Contents
 */

/** @type {Cell} */
export const EMPTY = { paragraphs: [], worksOut: false }

/**
 * Return contents, what is not said being empty.
 * @param {Partial<Contents>} known
 * @returns {Contents}
 */
export const contents = (known) => ({ said: [], flow: [], loose: [], notes: [], file: null, ...known })

/**
 * Return a place.
 * @param {string} name
 * @param {string} text
 * @param {boolean | null} [ticked]
 * @returns {Place}
 */
export const place = (name, text, ticked = null) => ({ name, text, ticked })

/**
 * Return a cell.
 * @param {Paragraph[]} paragraphs
 * @param {boolean} [worksOut]
 * @returns {Cell}
 */
export const cell = (paragraphs, worksOut = false) => ({ paragraphs, worksOut })

/**
 * Tell a table from a paragraph.
 * @param {Paragraph | Grid} block
 * @returns {block is Grid}
 */
export const isGrid = (block) => "rows" in block

/**
 * Return what a person reads in a paragraph.
 * @param {Paragraph} paragraph
 * @returns {string}
 */
export const paragraphText = ({ pieces }) => pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("")

/**
 * Return what is written in a paragraph beside its controls.
 * @param {Paragraph} paragraph
 * @returns {string}
 */
export const paragraphOutside = ({ pieces }) => pieces.filter((piece) => typeof piece === "string").join("")

/**
 * Return the controls of a paragraph.
 * @param {Paragraph} paragraph
 * @returns {Place[]}
 */
export const paragraphPlaces = ({ pieces }) => pieces.filter((piece) => typeof piece !== "string")

/**
 * Return what a person reads in a cell.
 * @param {Cell} found
 * @returns {string}
 */
export const cellText = (found) => found.paragraphs.map(paragraphText).join("\n")

/**
 * Return what is written in a cell beside its controls.
 * @param {Cell} found
 * @returns {string}
 */
export const cellOutside = (found) => found.paragraphs.map(paragraphOutside).join("\n")

/**
 * Return the controls of a cell.
 * @param {Cell} found
 * @returns {Place[]}
 */
export const cellPlaces = (found) => found.paragraphs.flatMap(paragraphPlaces)

/**
 * Return every control of a document, in order.
 * @param {Contents} found
 * @returns {Place[]}
 */
export function placesOf(found) {
  const inside = found.flow.flatMap((block) => (isGrid(block) ? block.rows.flatMap((row) => row.flatMap(cellPlaces)) : paragraphPlaces(block)))
  return [...found.loose, ...inside]
}

/**
 * Return the paragraphs of blocks, those of tables included.
 * @param {(Paragraph | Grid)[]} blocks
 * @returns {Paragraph[]}
 */
export const paragraphsOf = (blocks) =>
  blocks.flatMap((block) => (isGrid(block) ? block.rows.flatMap((row) => row.flatMap((one) => one.paragraphs)) : block))

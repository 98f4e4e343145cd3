/* Control names, the same in every medium: `field`, `field__option` (one box of a multichoice), `table__row__column`. */

const SEPARATOR = "__"

/** Rows of a table that a reader extends, at most. */
export const MAX_ROWS = 999

/**
 * The control name of one box of a multichoice.
 * @param {string} field
 * @param {string} option
 */
export function optionName(field, option) {
  return `${field}${SEPARATOR}${option}`
}

/**
 * The control name of a cell.
 * @param {string} table
 * @param {string | number} row a number from 1, or the identifier of a fixed row
 * @param {string} column
 */
export function cellName(table, row, column) {
  return `${table}${SEPARATOR}${row}${SEPARATOR}${column}`
}

/**
 * The parts of a control name: [field], [field, option] or [table, row, column].
 * @param {string} name
 * @returns {string[]}
 */
export function splitName(name) {
  return name.split(SEPARATOR)
}

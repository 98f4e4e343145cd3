/* Rows that readers add, in two copies of a sheet: which are the same. Their numbers tell nothing, a row may have been added above. */

/** @typedef {Map<string, string>} Cells text by column, written as `plain` says */
/** @typedef {Map<string, Cells>} Rows by what stands for each in control names */

/**
 * Return, for each row that comes, the row here that it is, or the number that it takes.
 *
 * Rows are the same when all their cells are; else when their keys are; else when they stand in the same place with at least half of
 * what both say equal, or without a key to tell them apart. The others come after those that are here.
 * @param {Rows} here
 * @param {Rows} coming
 * @param {string | undefined} key the column that names a row
 * @returns {Map<string, string>}
 */
export function alignRows(here, coming, key) {
  const free = new Set(here.keys())
  /** @type {Map<string, string>} */
  const placed = new Map()
  const settle = (/** @type {(mine: Cells, theirs: Cells) => boolean} */ same, /** @type {boolean} */ moved) => {
    for (const [row, cells] of coming) {
      if (placed.has(row)) continue
      const found = (moved ? [row, ...free] : [row]).find((place) => free.has(place) && same(/** @type {Cells} */ (here.get(place)), cells))
      if (found === undefined) continue
      placed.set(row, found)
      free.delete(found)
    }
  }
  const keyOf = (/** @type {Cells} */ cells) => (key && cells.get(key)?.toLowerCase()) || ""
  settle(equal, true)
  settle((mine, theirs) => keyOf(mine) !== "" && keyOf(mine) === keyOf(theirs), true)
  settle((mine, theirs) => alike(mine, theirs, !keyOf(mine) || !keyOf(theirs)), false)
  return numbered(here, coming, placed)
}

/**
 * @param {Cells} mine
 * @param {Cells} theirs
 * @returns {boolean}
 */
function equal(mine, theirs) {
  return mine.size === theirs.size && [...mine].every(([column, text]) => theirs.get(column) === text)
}

/**
 * @param {Cells} mine
 * @param {Cells} theirs
 * @param {boolean} keyless whether one of them has no key
 * @returns {boolean}
 */
function alike(mine, theirs, keyless) {
  const both = [...mine.keys()].filter((column) => theirs.has(column))
  const same = both.filter((column) => mine.get(column) === theirs.get(column)).length
  return same * 2 >= both.length && (same > 0 || keyless)
}

/**
 * Give the rows that come in addition their own number when it is free, or the next one.
 * @param {Rows} here
 * @param {Rows} coming
 * @param {Map<string, string>} placed
 * @returns {Map<string, string>} in the order of the rows that come
 */
function numbered(here, coming, placed) {
  const taken = new Set([...here.keys(), ...placed.values()])
  let last = Math.max(0, ...[...taken].map(Number).filter(Number.isFinite))
  for (const row of coming.keys()) {
    if (placed.has(row)) continue
    const number = taken.has(row) ? String(last + 1) : row
    placed.set(row, number)
    taken.add(number)
    last = Math.max(last, Number(number))
  }
  return placed
}

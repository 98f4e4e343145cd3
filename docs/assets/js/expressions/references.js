/* What an expression reads, as macros/expressions/references.py. */

/** @typedef {import("../types.js").Expression} Expression */

/**
 * `columns`: for each table read, the columns it names. `rowColumns`: the columns of the same row.
 * @typedef {{ fields: Set<string>, columns: Map<string, Set<string>>, rowColumns: Set<string> }} References
 */

/**
 * Every field, table and column that an expression reads.
 * @param {Expression} expression
 * @returns {References}
 */
export function references(expression) {
  const found = { fields: new Set(), columns: new Map(), rowColumns: new Set() }
  collect(expression, found)
  return found
}

/** @type {(node: Expression, found: References) => void} */
function collect(node, found) {
  if (node.op === "FieldValue") found.fields.add(node.id)
  else if (node.op === "ColumnValue") found.rowColumns.add(node.id)
  else if (node.fields) for (const id of node.fields) found.fields.add(id)
  else if (node.table) addColumns(node, found)
  else for (const part of Object.values(node).flat()) if (part?.op) collect(part, found)
}

/** @type {(node: Expression, found: References) => void} */
function addColumns(node, found) {
  const columns = found.columns.get(node.table) ?? new Set()
  const tested = (node.where ?? []).map((/** @type {[string, unknown[]]} */ [column]) => column)
  for (const column of [node.column, node.value, node.weight, ...tested]) if (column) columns.add(column)
  found.columns.set(node.table, columns)
}

/* A PDF form: values and their drawings, added at the end of the file; what was there stays as it is. */

import { pen } from "./appearance.js"
import { decoded } from "./bytes.js"
import { lastRows, unplaced } from "./contents.js"
import { addContinuations } from "./continuation.js"
import { unmoved, writeField } from "./field.js"
import { added } from "./objects.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("./contents.js").Content} Content */
/** @typedef {import("./contents.js").Filled} Filled */
/** @typedef {import("./continuation.js").Continuation} Continuation */
/** @typedef {import("./field.js").Desk} Desk */
/** @typedef {import("./objects.js").Addition} Addition */

/**
 * What `macros/render/pdf/plan.py` says of a form.
 * @typedef {{
 *   start: number, size: number, trailer: string, font: import("./appearance.js").Font, fields: import("./field.js").Field[],
 *   rows: Record<string, number>, growing: import("./continuation.js").Growing | null,
 * }} Plan
 */

/**
 * Fill a PDF.
 * @param {{ base64: string, plan?: Plan }} document
 * @param {Map<string, Content>} contents
 * @param {Answers} answers
 * @param {Continuation} [continuation]
 * @returns {Filled}
 * @throws {Error} when rows go on after those printed, without a continuation to write them in
 */
export function fillPdf(document, contents, answers, continuation) {
  const plan = /** @type {Plan} */ (document.plan)
  /** @type {Addition} */
  const addition = { plain: new Map(), streams: new Map(), size: plan.size }
  /** @type {Desk} */
  const desk = { addition, draw: pen(plan.font), font: `${plan.font.name} ${plan.font.object} 0 R`, unprintable: [] }
  /** @type {Set<string>} */
  const placed = new Set()
  for (const field of plan.fields) {
    const content = contents.get(field.name)
    if (content && writeField(field, content, desk)) placed.add(field.name)
  }
  if (beyond(plan, contents.keys())) {
    if (!continuation) throw new Error("a PDF whose tables are not long enough needs its continuation")
    for (const name of addContinuations(plan, continuation, contents, desk)) placed.add(name)
  }
  const bytes = decoded(document.base64)
  return {
    bytes: addition.plain.size ? added(bytes, { start: plan.start, trailer: unmoved(plan.trailer) }, addition) : bytes,
    unprintable: desk.unprintable, unplaced: unplaced(answers, (name) => placed.has(name) && contents.has(name)),
  }
}

/**
 * Tell whether answers go on after the rows that a PDF prints, and need its « -suite » document.
 * @param {{ plan?: Plan }} document
 * @param {Answers} answers
 */
export function needsContinuation(document, answers) {
  return document.plan !== undefined && beyond(document.plan, Object.keys(answers).filter((name) => answers[name]?.trim()))
}

/** @type {(plan: Plan, names: Iterable<string>) => boolean} */
function beyond(plan, names) {
  return [...lastRows(names)].some(([table, last]) => Object.hasOwn(plan.rows, table) && last > (plan.rows[table] ?? 0))
}

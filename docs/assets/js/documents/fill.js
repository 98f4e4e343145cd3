/* A document filled with answers: made at build time without them, it only needs them where it has places for them. */

import { contents } from "./contents.js"
import { fillDocx } from "./docx.js"
import { fillOdt } from "./odt.js"
import { fillPdf } from "./pdf.js"
import { fillXlsx } from "./xlsx.js"

export { needsContinuation } from "./pdf.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("./contents.js").Filled} Filled */
/** @typedef {import("./contents.js").Result} Result */
/** @typedef {import("./pdf.js").Plan} Plan */
/** @typedef {import("./continuation.js").Continuation} Continuation */

/**
 * What `macros/documents/page_script.py` says of a blank document.
 * @typedef {{ extension: string, base64: string, plan?: Plan }} Blank
 */

const WRITERS = { pdf: fillPdf, docx: fillDocx, odt: fillOdt, xlsx: fillXlsx }

/**
 * Fill a blank document. `unprintable` names the controls whose text it holds whole and can't show whole; `unplaced` the answers that it has no
 * control for, as those of another version.
 * @param {Blank} document
 * @param {Model} model
 * @param {Answers} answers
 * @param {{ results?: Map<string, Result>, continuation?: { plan: Continuation } }} [options] what is worked out; for a PDF whose tables are
 *   not long enough (`needsContinuation`), the blank « -suite » document
 * @returns {Filled}
 * @throws {Error} when a PDF needs its continuation and does not have it
 */
export function fill(document, model, answers, options = {}) {
  const write = WRITERS[/** @type {keyof typeof WRITERS} */ (document.extension)]
  return write(document, contents(model, answers, options.results), answers, options.continuation?.plan)
}

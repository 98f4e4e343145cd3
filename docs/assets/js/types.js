/* The words that the modules have in common. No code: types for `tsc`. */

/**
 * Answers in their named form: control name (`macros/names.py`) to text. Options by their identifier, dates in ISO, numbers with a
 * point, a ticked box "oui". An empty answer is not there.
 * @typedef {Record<string, string>} Answers
 */

/** @typedef {{ id: string, label: string, was?: string[] }} Option */

/** @typedef {{ upTo?: number, text: string }} ReadingStep */

/** @typedef {{ id: string, label: string }} FixedRow */

/**
 * An expression: a node of `macros/expressions/nodes.py` as plain data.
 * @typedef {{ op: string } & Record<string, any>} Expression
 */

/**
 * A field of a model (`macros/sheet_model.py`).
 * @typedef {{
 *   id: string, kind: "text"|"longtext"|"url"|"person"|"date"|"number"|"check"|"choice"|"multichoice"|"scale"|"computed"|"table",
 *   code: string, label: string, only?: string[], when?: Expression, bind?: string,
 *   options?: Option[], unit?: string, min?: number, max?: number, integer?: boolean, anchors?: Record<string, string>,
 *   value?: Expression, decimals?: number, reading?: ReadingStep[],
 *   columns?: Field[], rows?: number | FixedRow[], key?: string,
 * }} Field
 */

/** @typedef {{ id: string, title: string, only?: string[], when?: Expression, fields?: string[] }} Clause */

/** @typedef {{ id: string, letter: string, title: string, only?: string[], when?: Expression, fields?: string[], clauses?: Clause[] }} Section */

/**
 * @typedef {{
 *   id: string, version: number, kind: "worksheet"|"checklist"|"rfp", title: string, url: string,
 *   variants?: Record<string, string>, files?: Record<string, string[]>, sections: Section[], fields: Field[],
 * }} Model
 */

export {}

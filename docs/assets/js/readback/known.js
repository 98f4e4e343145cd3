/* What a sheet prints by itself: all that is no answer when names are lost and only the text is left (`macros/readback/known.py`). */

import { SPACE, strip } from "../answers/spaces.js"
import { sameLabel } from "../answers/written.js"
import { sentence } from "./sentence.js"

/** @typedef {import("../types.js").Field} Field */

/**
 * What one variant prints (`macros/readback/printed.py`).
 * @typedef {{
 *   questions: string[], guidance: string[], headings: string[], asides: Record<string, (number | string)[]>,
 *   passages: [(string | null)[], string[]][],
 * }} PrintedVariant
 */

/** What each variant prints, under "" when the sheet has none. @typedef {Record<string, PrintedVariant>} Printed */

const OPENING = new RegExp(`^${SPACE}*([A-Z]{1,2}[0-9]{1,3})(?![A-Za-z0-9])(?:${SPACE}|[·:.–—-])*`)
const RUNS = new RegExp(`${SPACE}+`)
const AROUND = /^[ \u00a0\t]+|[ \u00a0\t]+$/g

/** The texts of a sheet, with and without guidance. */
export class Known {
  /**
   * Gather the texts of one variant, the first one when the document says none that exists.
   * @param {import("../types.js").Model} model
   * @param {Printed} printed
   * @param {string | null} variant
   */
  constructor(model, printed, variant) {
    const first = /** @type {PrintedVariant} */ (Object.values(printed)[0])
    const data = (variant !== null && Object.hasOwn(printed, variant) && printed[variant]) || first
    const byCode = new Map([...model.fields, ...model.fields.flatMap((field) => field.columns ?? [])].map((field) => [field.code, field]))
    this.guidance = new Set(data.guidance)
    this.headings = new Set(data.headings)
    /** @type {Map<string, Field>} */
    this.questions = new Map()
    /** @type {Map<string, Set<string>>} */
    this.asides = new Map()
    for (const code of data.questions) {
      const asked = byCode.get(code)
      if (!asked) continue
      const printedThere = (data.asides[code] ?? []).map((text) => (typeof text === "number" ? data.guidance[text] ?? "" : text))
      this.questions.set(code, asked)
      this.asides.set(code, new Set([...ownWords(asked).map(sameLabel), ...printedThere]))
    }
    this.passages = data.passages.map(([parts, names]) => ({ match: sentence(parts), names }))
  }

  /**
   * Return the code of the question that a text opens, and what follows its label; null when it opens none.
   * @param {string} text
   * @returns {{ code: string, rest: string } | null}
   */
  openedBy(text) {
    const found = OPENING.exec(text)
    const code = found?.[1] ?? ""
    const asked = this.questions.get(code)
    if (!found || !asked) return null
    const rest = text.slice(found[0].length)
    const label = labelPattern(asked.label).exec(rest)
    if (label) return { code, rest: rest.slice(label[0].length).replace(AROUND, "") }
    const apart = !strip(rest) || found[0].replaceAll("\u00a0", " ").includes("  ") || found[0].includes("\t")
    return apart ? { code, rest: strip(rest) } : null
  }

  /**
   * Tell whether a text is printed by the sheet, and whether what follows it answers nothing; null for anything else.
   * @param {string} text
   * @returns {"guidance" | "heading" | null}
   */
  nature(text) {
    const said = sameLabel(text)
    return this.headings.has(said) ? "heading" : this.guidance.has(said) ? "guidance" : null
  }
}

/** What may be printed apart in a cell of a spreadsheet.
 * @type {(asked: Field) => string[]} */
function ownWords(asked) {
  const options = asked.kind === "multichoice" ? (asked.options ?? []).map(({ label }) => label) : []
  return [asked.label, asked.code, `${asked.code} · ${asked.label}`, asked.unit ?? "", ...options]
}

/** A pattern of a label, whatever spaces and apostrophes an editor has made of its own.
 * @type {(label: string) => RegExp} */
function labelPattern(label) {
  const parts = label.split(RUNS).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("’", "['’]"))
  return new RegExp(`^${parts.join(`${SPACE}+`)}`, "iu")
}

/*
 * Answers found in the text by the visible code of their question, when names are gone. The paragraphs between the label of a question and
 * what the sheet prints next are its answer, once all that the sheet prints by itself has been taken away.
 */

import { SPACE, strip } from "../answers/spaces.js"
import { sameLabel } from "../answers/written.js"
import { breathe } from "./breathe.js"
import { cellText, isGrid, paragraphPlaces, place } from "./findings.js"
import { PROMPTS } from "./prompts.js"
import { TICKS, answer } from "./targets.js"

/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("./findings.js").Cell} Cell */
/** @typedef {import("./findings.js").Grid} Grid */
/** @typedef {import("./findings.js").Paragraph} Paragraph */
/** @typedef {import("./targets.js").Answer} Answer */

/** What was found under a question: lines of text, or boxes. @typedef {{ lines: string[], boxes: { text: string, ticked: boolean }[] }} Gathered */

const BOX = new RegExp(`^${SPACE}*([☐☒☑✓✔□■])${SPACE}*`)
const TICKED = new Set("☒☑✓✔■")
const ENDS = /^\n+|\n+$/g

/** The reading of a text by its codes. */
export class Codes {
  /**
   * @param {import("./targets.js").Targets} targets
   * @param {import("./known.js").Known} known
   * @param {Set<string>} held the names that the document still has: their answers are known already
   */
  constructor(targets, known, held) {
    this.targets = targets
    this.known = known
    this.held = held
    /** @type {Map<string, Gathered>} */
    this.found = new Map()
    /** @type {Answer[]} */
    this.blanks = []
    /** @type {string | null} */
    this.current = null
  }

  /**
   * Return the answers of a text; tables with column codes are left out by whoever calls.
   * @param {(Paragraph | Grid)[]} flow
   * @returns {Promise<Answer[]>}
   */
  async read(flow) {
    for (const block of flow) {
      if (isGrid(block)) {
        for (const row of block.rows) {
          this.row(row)
          await breathe()
        }
      } else {
        this.paragraph(block)
        await breathe()
      }
    }
    return [...this.blanks, ...[...this.found].flatMap(([code, gathered]) => this.answers(code, gathered))]
  }

  /**
   * Read a row that is none of a table: code, label and answer side by side, or the box of a long answer.
   * @param {Cell[]} row
   */
  row(row) {
    const coded = row.findIndex((cell) => this.known.questions.has(strip(cellText(cell))))
    const [code, label, said] = coded < 0 ? [] : row.slice(coded)
    if (!code || !label) {
      for (const paragraph of row.flatMap((cell) => cell.paragraphs)) this.paragraph(paragraph)
      return
    }
    if (said && !said.worksOut) this.line(strip(cellText(code)), cellText(label), said)
    this.current = null
  }

  /**
   * Note the answer of a line of a spreadsheet, that of a question or that of one option.
   * @param {string} code
   * @param {string} label
   * @param {Cell} cell
   */
  line(code, label, cell) {
    const text = cell.paragraphs.map(loose).join("\n")
    const gathered = this.under(code)
    if (this.known.questions.get(code)?.kind === "multichoice") gathered.boxes.push({ text: label, ticked: TICKS.has(sameLabel(text)) })
    else if (strip(text)) gathered.lines.push(text)
  }

  /**
   * Read one paragraph: it opens a question, closes one, or answers the one that is open.
   * @param {Paragraph} paragraph
   */
  paragraph(paragraph) {
    let text = loose(paragraph)
    const bare = strip(text)
    const nature = bare ? this.known.nature(bare) : null
    if (nature === "heading") this.current = null
    if (nature) return
    const opened = this.known.openedBy(text)
    if (opened) {
      this.current = opened.code
      text = opened.rest
    } else if (this.passage(text)) {
      this.current = null
      return
    }
    const boxed = paragraphPlaces(paragraph).some(({ ticked }) => ticked !== null)
    if (this.current && (boxed || !this.isAside(this.current, sameLabel(text)))) gather(this.under(this.current), paragraph, text)
  }

  /**
   * Tell whether a text is what the sheet prints under a question, or the list of what it offers, as any edition worded it.
   * @param {string} code
   * @param {string} said
   * @returns {boolean}
   */
  isAside(code, said) {
    const offered = (this.known.questions.get(code)?.options ?? []).map(({ label }, rank) => `${rank + 1} = ${sameLabel(label)}`)
    return this.known.asides.get(code)?.has(said) || (offered.length > 1 && offered.every((offer) => said.includes(offer)))
  }

  /**
   * Read the blanks of a sentence; false when the text is no sentence of the sheet.
   * @param {string} text
   * @returns {boolean}
   */
  passage(text) {
    for (const { match, names } of this.known.passages) {
      const found = match(text)
      if (!found) continue
      for (const [rank, name] of names.entries()) {
        const target = this.targets.get(name)
        const said = strip(found[rank] ?? "")
        const one = target && !this.held.has(name) && !PROMPTS.has(said) ? answer(target, place("", said), "code") : null
        if (one) this.blanks.push(one)
      }
      return true
    }
    return false
  }

  /**
   * Return what was found under a question.
   * @param {string} code
   * @param {Gathered} gathered
   * @returns {Answer[]}
   */
  answers(code, gathered) {
    const asked = /** @type {Field} */ (this.known.questions.get(code))
    if (asked.kind === "table" || asked.kind === "computed") return []
    if (asked.kind === "multichoice") return this.ticks(asked, gathered)
    let text = gathered.lines.join("\n").replace(ENDS, "")
    const bare = strip(text)
    if (asked.unit && bare.endsWith(asked.unit)) text = strip(bare.slice(0, -asked.unit.length))
    const target = this.targets.get(asked.id)
    if (!target || PROMPTS.has(strip(text)) || this.held.has(asked.id)) return []
    const one = answer(target, place("", text), "code")
    return one ? [one] : []
  }

  /**
   * Return the options whose box is ticked, known by the label beside it.
   * @param {Field} asked
   * @param {Gathered} gathered
   * @returns {Answer[]}
   */
  ticks(asked, gathered) {
    const labels = (asked.options ?? []).map(({ id, label }) => ({ id, label: sameLabel(label) }))
    return gathered.boxes.flatMap(({ text, ticked }) => {
      const said = sameLabel(text)
      const nearest = labels.find(({ label }) => said === label) ?? labels.find(({ label }) => said.startsWith(label))
      const target = nearest ? this.targets.get(`${asked.id}__${nearest.id}`) : null
      return (target && !this.held.has(target.name) && answer(target, place("", text, ticked), "code")) || []
    })
  }

  /**
   * @param {string} code
   * @returns {Gathered}
   */
  under(code) {
    const known = this.found.get(code) ?? { lines: [], boxes: [] }
    this.found.set(code, known)
    return known
  }
}

/** Note what a paragraph answers: a box and its label, or a line of text.
 * @type {(gathered: Gathered, paragraph: Paragraph, text: string) => void} */
function gather(gathered, paragraph, text) {
  const boxes = paragraphPlaces(paragraph).filter(({ ticked }) => ticked !== null)
  const own = boxes.find(({ name }) => !name)
  const sign = BOX.exec(text)
  if (own) gathered.boxes.push({ text: strip(text), ticked: Boolean(own.ticked) })
  else if (sign) gathered.boxes.push({ text: text.slice(sign[0].length), ticked: TICKED.has(sign[1] ?? "") })
  else if (!PROMPTS.has(strip(text)) && !boxes.length) gathered.lines.push(text)
}

/** What a paragraph says, its controls that still have their name left out.
 * @type {(paragraph: Paragraph) => string} */
function loose({ pieces }) {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.name || piece.ticked !== null ? "" : piece.text)).join("")
}

/* From what stands in a document to answers, each with how it was found: by name, then by position, then by visible code. */

import { splitName } from "../answers/names.js"
import { strip } from "../answers/spaces.js"
import { breathe } from "./breathe.js"
import { Codes } from "./codes.js"
import { isGrid, paragraphOutside, paragraphPlaces, placesOf } from "./findings.js"
import { Known } from "./known.js"
import { Tables } from "./tables.js"
import { Targets, answer } from "./targets.js"

/** @typedef {import("./findings.js").Contents} Contents */
/** @typedef {import("./findings.js").Grid} Grid */
/** @typedef {import("./findings.js").Paragraph} Paragraph */
/** @typedef {import("./findings.js").Place} Place */
/** @typedef {import("./known.js").Printed} Printed */
/** @typedef {import("./targets.js").Answer} Answer */
/** @typedef {import("./targets.js").Target} Target */
/** @typedef {import("./which.js").Sheet} Sheet */

/**
 * The answers of a document in reading order, and the texts that no field of the model takes, by name.
 * @typedef {{ answers: Map<string, Answer>, leftovers: Map<string, string> }} Matched
 */

/**
 * Return the answers of a document that was made from a sheet.
 * @param {Contents} contents
 * @param {Sheet} sheet
 * @param {() => Promise<Printed>} printed asked for when names are not enough
 * @returns {Promise<Matched>}
 */
export const match = (contents, sheet, printed) => new Matching(contents, sheet, printed).result()

class Matching {
  /**
   * @param {Contents} contents
   * @param {Sheet} sheet
   * @param {() => Promise<Printed>} printed
   */
  constructor(contents, sheet, printed) {
    this.contents = contents
    this.sheet = sheet
    this.printed = printed
    this.targets = new Targets(sheet.model)
    this.places = placesOf(contents).filter(({ name }) => name)
    /** @type {Map<string, number>} */
    this.counts = new Map()
    for (const { name } of this.places) this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    /** @type {Map<string, Answer>} */
    this.answers = new Map()
    /** @type {Map<string, string>} */
    this.leftovers = new Map()
    /** @type {Map<string, number>} */
    this.kept = new Map()
  }

  /** @returns {Promise<Matched>} */
  async result() {
    const { flow, notes } = this.contents
    const grids = flow.filter(isGrid)
    const tables = new Tables(this.targets)
    await tables.find(grids)
    const byPosition = tables.answers(this.counts)
    for (const place of this.places) {
      const target = this.targets.get(place.name)
      if (!target?.table || !byPosition.has(target.table.id)) this.byName(place, target)
      await breathe()
    }
    for (const text of notes) this.keep("note", text)
    for (const found of [...byPosition.values()].flat()) this.note(found)
    const headed = new Set([...tables.headed].map((rank) => grids[rank]))
    await this.byCode(flow.filter((block) => !isGrid(block) || !headed.has(block)))
    return { answers: this.inOrder(), leftovers: this.leftovers }
  }

  /**
   * Note what a control says; the second control of the same name that says something else is kept apart.
   * @param {Place} place
   * @param {Target | null} target
   */
  byName(place, target) {
    const found = target && answer(target, place, "name")
    if (found) this.note(found)
    else if (!target && strip(place.text) && place.ticked !== false && !this.isResult(place.name)) this.keep(place.name, place.text)
  }

  /**
   * Note an answer; one that has no field, or whose field has answered something else, is kept apart.
   * @param {Answer} found
   */
  note(found) {
    const known = this.targets.get(found.name) && (this.answers.get(found.name) ?? found)
    if (known === found) this.answers.set(found.name, found)
    if (known?.text !== found.text) this.keep(found.name, found.text)
  }

  /**
   * Note what the text says of questions whose control is gone, or stands empty beside what was written.
   * @param {(Paragraph | Grid)[]} flow
   */
  async byCode(flow) {
    if (!flow.some((block) => isGrid(block) || strip(paragraphOutside(block)) || !paragraphPlaces(block).length)) return
    const { identity, model } = this.sheet
    const held = new Set(identity.version === model.version ? this.answers.keys() : this.places.map(({ name }) => name))
    const known = new Known(model, await this.printed(), identity.variant)
    for (const found of await new Codes(this.targets, known, held).read(flow)) {
      if (!this.answers.has(found.name)) this.answers.set(found.name, found)
    }
  }

  /**
   * Tell whether a name is that of a result, in any row.
   * @param {string} name
   * @returns {boolean}
   */
  isResult(name) {
    return this.targets.fields.get(splitName(name)[0] ?? "")?.kind === "computed"
  }

  /**
   * Keep a text under a name of its own.
   * @param {string} name
   * @param {string} text
   */
  keep(name, text) {
    let rank = this.kept.get(name) ?? 1
    let free = rank === 1 ? name : `${name} (${rank})`
    while (this.leftovers.has(free) || (rank === 1 && this.answers.has(free))) {
      rank += 1
      free = `${name} (${rank})`
    }
    this.kept.set(name, rank)
    this.leftovers.set(free, text)
  }

  /** @returns {Map<string, Answer>} the answers in the order of the model */
  inOrder() {
    const ranked = [...this.answers].map(([name, found]) => ({ name, found, rank: this.rank(name) }))
    /** @type {(one: number[], other: number[]) => number} */
    const order = (one, other) => one.map((rank, place) => rank - (other[place] ?? 0)).find(Boolean) ?? 0
    return new Map(ranked.sort((one, other) => order(one.rank, other.rank)).map(({ name, found }) => [name, found]))
  }

  /**
   * @param {string} name
   * @returns {[field: number, row: number, column: number]}
   */
  rank(name) {
    const { field, table, row, option } = /** @type {Target} */ (this.targets.get(name))
    const first = this.targets.ranks.get((table ?? field).id) ?? 0
    if (!table) return [first, 0, option ? (field.options ?? []).findIndex(({ id }) => id === option) : 0]
    const line = Array.isArray(table.rows) ? table.rows.findIndex(({ id }) => id === row) : Number(row)
    return [first, line, (table.columns ?? []).indexOf(field)]
  }
}

/* What the answers lead to, on screen: results, conditions, progress. Worked out after the typing, and only what it can change. */

import { unaskedWith } from "../answers/asked.js"
import { splitName } from "../answers/names.js"
import { progressWith } from "../answers/progress.js"
import { workedOut } from "../answers/results.js"
import { element } from "../dialog/element.js"
import { references } from "../expressions/references.js"
import { findFolds, showFolds } from "./folding.js"
import { showResults } from "./outputs.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../expressions/evaluate.js").Nested} Nested */
/** @typedef {import("./paper.js").Texts} Texts */
/** @typedef {import("./places.js").Places} Places */

const PAUSE = 120
const TOLD = 3

/**
 * Return what shows the consequences of the answers.
 * @param {HTMLFormElement} form
 * @param {Model} model
 * @param {string | null} variant
 * @param {(text: string) => void} announce
 */
export function makeView(form, model, variant, announce) {
  const read = readIds(model)
  const folds = findFolds(form, model)
  const counts = findCounts(form, model)
  const fieldOf = fieldFinder(model)
  const shown = new Map()
  let whole = { asked: 0, answered: 0 }
  let timer = 0
  /** What is shown now. @type {Answers} */
  let latest = Object.create(null)

  /**
   * Show everything at once; return the results that are not what they were, as sentences.
   * @param {Places} places
   * @param {Answers} answers
   * @returns {string[]}
   */
  function refresh(places, answers) {
    latest = answers
    const { values, results } = workedOut(model, answers)
    const news = showResults(places, fieldOf, results, shown)
    const out = unaskedWith(model, variant, values)
    showFolds(folds, out)
    advance(values, out)
    return news
  }

  /**
   * Show, once the typing pauses, what some answers change: nothing when no formula reads them and none is new or gone.
   * @param {string[]} names
   * @param {Places} places
   * @param {Texts} texts the answers as they stand
   * @param {() => Answers} answers
   * @param {() => void} done
   */
  function soon(names, places, texts, answers, done) {
    const matters = names.some((name) => isRead(read, name) || texts.has(name) !== name in latest)
    if (!matters && !timer) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = 0
      const news = refresh(places, answers())
      if (news.length) announce(news.length > TOLD ? `${news.length} résultats ont changé.` : news.join(" "))
      done()
    }, PAUSE)
  }

  /** @param {Nested} values @param {Set<string>} out */
  function advance(values, out) {
    const { sections, ...all } = progressWith(model, values, out)
    whole = all
    for (const [id, count] of counts) {
      const { asked, answered } = sections[id] ?? { asked: 0, answered: 0 }
      const text = asked ? ` ${answered} sur ${asked}` : ""
      if (count.textContent !== text) count.textContent = text
    }
  }

  const refold = () => setTimeout(() => showFolds(folds, new Set(folds.filter(({ box }) => box.dataset.fold).map(({ key }) => key))))
  if (folds.length) form.addEventListener("focusout", refold)
  return { refresh, soon, progress: () => whole, stop: () => clearTimeout(timer) }
}

/**
 * Return a place for the progress of each section, in its heading.
 * @param {HTMLFormElement} form
 * @param {Model} model
 * @returns {Map<string, HTMLElement>}
 */
function findCounts(form, model) {
  const counts = new Map()
  for (const { id } of model.sections) {
    const heading = document.getElementById(`${model.id}-partie-${id}`)
    if (!heading || !form.contains(heading)) continue
    const count = element("span", { class: "sheet__count" })
    heading.append(count)
    counts.set(id, count)
  }
  return counts
}

/**
 * Return what finds the field, or the column, that a control name is about.
 * @param {Model} model
 * @returns {(name: string) => Field | undefined}
 */
function fieldFinder(model) {
  /** @type {Map<string, Field>} */
  const fields = new Map()
  for (const field of model.fields) {
    fields.set(field.id, field)
    for (const column of field.columns ?? []) fields.set(`${field.id}.${column.id}`, column)
  }
  return (name) => {
    const [first = "", , column] = splitName(name)
    return fields.get(column === undefined ? first : `${first}.${column}`)
  }
}

/**
 * Return what some formula or some condition reads: fields, tables of which it names no column, columns as « table.column ».
 * @param {Model} model
 * @returns {Set<string>}
 */
function readIds(model) {
  const found = new Set()
  const scopes = model.sections.flatMap((section) => [section, ...(section.clauses ?? [])])
  const expressions = [...scopes, ...model.fields].flatMap((part) => [part.when, "value" in part ? part.value : undefined])
  for (const expression of expressions) if (expression) addRead(found, expression, "")
  for (const { id, columns = [] } of model.fields) for (const { value } of columns) if (value) addRead(found, value, id)
  return found
}

/**
 * @param {Set<string>} found
 * @param {import("../types.js").Expression} expression
 * @param {string} table the one whose row it is worked out for, if any
 */
function addRead(found, expression, table) {
  const { fields, columns, rowColumns } = references(expression)
  for (const id of fields) found.add(id)
  for (const id of rowColumns) found.add(`${table}.${id}`)
  for (const [id, named] of columns) {
    if (!named.size) found.add(id)
    for (const column of named) found.add(`${id}.${column}`)
  }
}

/**
 * Return whether what was read holds what a control is about.
 * @param {Set<string>} read
 * @param {string} name
 */
function isRead(read, name) {
  const [first = "", , column] = splitName(name)
  return read.has(first) || (column !== undefined && read.has(`${first}.${column}`))
}

/* What the answers lead to, on screen: results, conditions, progress. Worked out after the typing, and only what it can change. */

import { unasked } from "../answers/asked.js"
import { splitName } from "../answers/names.js"
import { progress } from "../answers/progress.js"
import { results } from "../answers/results.js"
import { element } from "../dialog/element.js"
import { references } from "../expressions/references.js"
import { findFolds, showFolds } from "./folding.js"
import { showResults } from "./outputs.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
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
  const shown = new Map()
  let whole = { asked: 0, answered: 0 }
  let timer = 0
  let results_ = false

  /**
   * Show everything at once.
   * @param {Places} places
   * @param {Answers} answers
   */
  function refresh(places, answers) {
    showResults(places, results(model, answers), shown)
    conditions(answers)
    advance(answers)
  }

  /**
   * Show, once the typing pauses, what some answers change.
   * @param {string[]} names
   * @param {Places} places
   * @param {() => Answers} answers
   * @param {() => void} done
   */
  function soon(names, places, answers, done) {
    results_ ||= names.some((name) => read.has(splitName(name)[0] ?? ""))
    clearTimeout(timer)
    timer = setTimeout(() => {
      const now = answers()
      if (results_) {
        const news = showResults(places, results(model, now), shown)
        if (news.length) announce(news.length > TOLD ? `${news.length} résultats ont changé.` : news.join(" "))
        conditions(now)
      }
      results_ = false
      advance(now)
      done()
    }, PAUSE)
  }

  /** @param {Answers} answers */
  function conditions(answers) {
    if (folds.length) showFolds(folds, unasked(model, variant, answers))
  }

  /** @param {Answers} answers */
  function advance(answers) {
    const { sections, ...all } = progress(model, variant, answers)
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
 * Return the fields and the tables that some formula or some condition reads.
 * @param {Model} model
 * @returns {Set<string>}
 */
function readIds(model) {
  const found = new Set()
  const scopes = model.sections.flatMap((section) => [section, ...(section.clauses ?? [])])
  const expressions = [...scopes, ...model.fields].flatMap((part) => [part.when, "value" in part ? part.value : undefined])
  for (const expression of expressions) {
    if (!expression) continue
    const { fields, columns } = references(expression)
    for (const id of [...fields, ...columns.keys()]) found.add(id)
  }
  for (const { id, columns = [] } of model.fields) {
    for (const { value } of columns) {
      if (!value) continue
      found.add(id)
      for (const other of references(value).fields) found.add(other)
    }
  }
  return found
}

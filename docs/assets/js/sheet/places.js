/* Where the answers of a form are written: its controls, by control name. */

import { splitName } from "../answers/names.js"

/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("../types.js").Field} Field */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLOutputElement} Control */

/**
 * A place: one control, or the buttons of a choice.
 * @typedef {{ name: string, field: Field, kind: "radio" | "box" | "list" | "date" | "text" | "result", controls: Control[] }} Place
 */

/** @typedef {Map<string, Place>} Places */
/** @typedef {(name: string) => Field | undefined} FieldOf */

/**
 * Return what finds the field, or the column, that a control name is about.
 * @param {Model} model
 * @returns {FieldOf}
 */
export function fieldFinder(model) {
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
 * Return the places of a part of a form, in reading order.
 * @param {Element} part
 * @param {FieldOf} fieldOf
 * @returns {Places}
 */
export function findPlaces(part, fieldOf) {
  /** @type {Places} */
  const places = new Map()
  for (const control of /** @type {NodeListOf<Control>} */ (part.querySelectorAll("input[name], textarea[name], select[name], output[name]"))) {
    const known = places.get(control.name)
    const field = fieldOf(control.name)
    if (known) known.controls.push(control)
    else if (field) places.set(control.name, { name: control.name, field, kind: kindOf(control, field), controls: [control] })
  }
  return places
}

/**
 * @param {Control} control
 * @param {Field} field
 * @returns {Place["kind"]}
 */
function kindOf(control, field) {
  if (control.type === "radio") return "radio"
  if (control.type === "checkbox") return "box"
  if (control.type === "select-one") return "list"
  if (control.type === "output") return "result"
  return field.kind === "date" ? "date" : "text"
}

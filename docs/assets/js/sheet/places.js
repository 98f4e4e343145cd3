/* Where the answers of a form are written: its controls, by control name. The form says all that this needs: the model comes later. */

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLOutputElement} Control */

/**
 * A place: one control, or the buttons of a choice. `unit` is that of a number, `bind` what other sheets share.
 * @typedef {{
 *   name: string, kind: "radio" | "box" | "list" | "date" | "number" | "text" | "result", unit: string | undefined, bind: string | undefined,
 *   controls: Control[],
 * }} Place
 */

/** @typedef {Map<string, Place>} Places */

/**
 * Return the places of a part of a form, in reading order.
 * @param {Element} part
 * @returns {Places}
 */
export function findPlaces(part) {
  /** @type {Places} */
  const places = new Map()
  for (const control of /** @type {NodeListOf<Control>} */ (part.querySelectorAll("input[name], textarea[name], select[name], output[name]"))) {
    const { name, dataset: { unit, bind } } = control
    const known = places.get(name)
    if (known) known.controls.push(control)
    else places.set(name, { name, kind: kindOf(control), unit, bind, controls: [control] })
  }
  return places
}

/**
 * @param {Control} control
 * @returns {Place["kind"]}
 */
function kindOf(control) {
  if (control.dataset.kind === "date" || control.dataset.kind === "number") return control.dataset.kind
  if (control.type === "radio") return "radio"
  if (control.type === "checkbox") return "box"
  if (control.type === "select-one") return "list"
  return control.type === "output" ? "result" : "text"
}

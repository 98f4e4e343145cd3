/* What is said beside a field: an answer that it can't show, where an answer comes from, what another tab wrote. */

import { strip } from "../answers/spaces.js"
import { element } from "../dialog/element.js"
import { shows, understood } from "./controls.js"

/** @typedef {import("./places.js").Place} Place */
/** @typedef {{ label: string, press: () => void }} Offer */
/** @typedef {"trouble" | "shared" | "conflict"} Kind */

/**
 * Return what is wrong with the answer of a place, as a sentence; "" when all is well.
 * @param {Place} place
 * @param {string} text its answer
 * @returns {string}
 */
export function trouble(place, text) {
  if (text === "" || place.kind === "box" || place.kind === "result") return ""
  if (place.kind === "radio" || place.kind === "list") {
    return shows(place, text) ? "" : `Votre réponse, «\u00a0${text}\u202f», n’est plus dans la liste. Elle est gardée tant que vous n’en choisissez pas une autre.`
  }
  if (understood(place, text) !== null || strip(text) === "") return ""
  return place.kind === "date"
    ? "Cette date n’est pas comprise\u00a0: elle est gardée telle quelle. Écrivez-la comme 23/11/2026."
    : "Ce nombre n’est pas compris\u00a0: il est gardé tel quel, sans entrer dans les calculs. Écrivez-le comme 12 ou 3,5."
}

/**
 * Say something beside a place, or nothing more when the text is "".
 * @param {Place} place
 * @param {Kind} kind what it is about: one remark of each kind at a time
 * @param {string} text
 * @param {Offer} [offer] a button after it
 */
export function remark(place, kind, text, offer) {
  const control = place.controls[0]
  if (!control) return
  const group = place.kind === "radio" || place.kind === "box" ? control.closest("fieldset") : null
  const described = group ?? control
  const id = `${described.id}-remarques`
  let holder = document.getElementById(id)
  if (!holder && text === "") return
  if (!holder) {
    holder = element("span", { class: "remarks", id })
    const after = group?.querySelector(".field__options") ?? control.closest(".field__entry") ?? control
    after.after(holder)
  }
  holder.querySelector(`[data-kind="${kind}"]`)?.remove()
  if (text !== "") {
    const button = offer && element("button", { type: "button", class: "quiet", click: offer.press }, offer.label)
    holder.append(element("span", { class: "remark", "data-kind": kind }, text, button && " ", button))
  }
  describe(described, id, holder.childElementCount > 0)
}

/**
 * @param {Element} described
 * @param {string} id
 * @param {boolean} present
 */
function describe(described, id, present) {
  const ids = new Set((described.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean))
  if (present) ids.add(id)
  else ids.delete(id)
  if (ids.size) described.setAttribute("aria-describedby", [...ids].join(" "))
  else described.removeAttribute("aria-describedby")
}

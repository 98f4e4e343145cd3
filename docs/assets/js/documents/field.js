/* A field of a PDF form with its answer: its value, what it draws, which of its buttons is on. */

import { literal } from "./appearance.js"
import { bytesOf } from "./bytes.js"

/** @typedef {import("./contents.js").Content} Content */
/** @typedef {import("./objects.js").Addition} Addition */
/** @typedef {ReturnType<typeof import("./appearance.js").pen>} Draw */

/**
 * A field of a plan. `rest`: its dictionary, without its end and what an answer changes; `buttons`: those of a group, by their state.
 * @typedef {{ name: string, title: string, object: number, rest: string }} Named
 * @typedef {Named & import("./appearance.js").Box & { kind: "text" | "list", drawing: number }} Written
 * @typedef {Named & { kind: "tick", state: string }} Tick
 * @typedef {Named & { kind: "radio", buttons: Record<string, [number, string]> }} Group
 * @typedef {Written | Tick | Group} Field
 */

/** @typedef {{ addition: Addition, draw: Draw, font: string, unprintable: string[] }} Desk what writing a field takes */

/** What a list holds when nothing is chosen. */
const NO_CHOICE = " "

/**
 * Write a field, its name and its tooltip included; without content, empty. Return whether the field takes what it is given: a group of buttons
 * takes nothing but what it offers.
 * @param {Field} field
 * @param {Content | undefined} content
 * @param {Desk} desk
 * @param {(text: string) => string} [placed] what puts the references of a text in their place
 */
export function writeField(field, content, desk, placed = unmoved) {
  const { plain, streams } = desk.addition
  /** @type {(value: string) => void} */
  const put = (value) => {
    plain.set(field.object, `${placed(field.rest)}/T${string(field.name)}/TU${string(field.title)}/V${value}>>`)
  }
  if (field.kind === "tick") {
    put(`/${field.state}/AS/${field.state}`)
  } else if (field.kind === "radio") {
    const button = Object.hasOwn(field.buttons, content?.value ?? "") ? field.buttons[content?.value ?? ""] : undefined
    if (!button || !content) return false
    put(`/${content.value}`)
    plain.set(button[0], `${placed(button[1])}/AS/${content.value}>>`)
  } else {
    const { content: drawing, whole } = desk.draw(content?.text ?? "", field)
    if (!whole) desk.unprintable.push(field.name)
    const empty = field.kind === "list" ? NO_CHOICE : ""
    put(string(content ? (field.kind === "list" ? content.text : content.text.replaceAll("\u202f", "\u00a0")) : empty))
    const entries = `/Type/XObject/Subtype/Form/BBox[0 0 ${field.width} ${field.height}]/Resources<</Font<<${desk.font}>>>>`
    streams.set(field.drawing, { entries, data: bytesOf(content ? drawing : "/Tx BMC EMC") })
  }
  return true
}

/** A text of a PDF: as it is in ASCII, else in UTF-16, a character a byte.
 * @type {(text: string) => string} */
function string(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${literal(text)})`
  let bytes = "\xfe\xff"
  for (let rank = 0; rank < text.length; rank += 1) {
    const unit = text.charCodeAt(rank)
    bytes += String.fromCharCode(unit >> 8, unit & 255)
  }
  return `(${literal(bytes)})`
}

/**
 * A text of a plan whose references stay where they are.
 * @param {string} text
 */
export function unmoved(text) {
  return text.replace(/§K(\d+)/g, "$1").replace(/§(\d+)/g, "$1 0 R")
}

/* The pages that go on with the rows of tables: those of the « -suite » document, added as many times as the rows need, each time with their own
   numbers. The whole stays one document: one tree of pages, one form, one tree of tags. */

import { cellName } from "../answers/names.js"
import { bytesOf, decoded } from "./bytes.js"
import { addedRow, lastRows } from "./contents.js"
import { unmoved, writeField } from "./field.js"
import { deflated } from "./objects.js"

/** @typedef {import("./contents.js").Content} Content */
/** @typedef {import("./field.js").Desk} Desk */
/** @typedef {import("./pdf.js").Plan} Plan */
/** @typedef {import("./field.js").Written} Written */
/** @typedef {(text: string) => string} Placed what puts the references of a text in their place */

/**
 * An object that holds a list: its number, its dictionary without the list and without its end, the list.
 * @typedef {[number, string, string]} Holder
 */

/**
 * What a document changes to take a continuation: trees of pages and tags, form, and which tag each thing of a page has.
 * @typedef {{ pages: Holder, count: number, form: Holder, document: Holder, tags: [number, string], tree: string, next: number }} Growing
 */

/**
 * What `macros/render/pdf/plan.py` says of a continuation: what its copies share (numbers from 1), what each has of its own.
 * @typedef {{
 *   shared: (string | [string, string])[], count: number, objects: [number, string][], contents: [number, (string | [string, number])[]][],
 *   fields: Written[], rows: Record<string, number>, pages: number[], parts: number[], tree: [number, string][], next: number,
 * }} Continuation
 */

const ROW = "\ue000"

/**
 * Add the continuations that some contents need; return the names of their fields.
 * @param {Plan} plan
 * @param {Continuation} continuation
 * @param {Map<string, Content>} contents
 * @param {Desk} desk
 * @returns {string[]}
 */
export function addContinuations(plan, continuation, contents, desk) {
  const { addition } = desk
  const count = copies(plan, continuation, contents.keys())
  const first = addition.size - 1
  share(plan, continuation, first, desk)
  /** @type {string[]} */
  const names = []
  /** @type {Placed[]} */
  const moves = []
  for (let copy = 0; copy < count; copy += 1) {
    const placed = move(plan, continuation, first, copy)
    moves.push(placed)
    names.push(...write(continuation, copy, contents, desk, placed))
  }
  addition.size += continuation.shared.length + count * continuation.count
  grow(plan, continuation, moves, desk)
  return names
}

/** How many continuations the last rows of all tables need.
 * @type {(plan: Plan, continuation: Continuation, names: Iterable<string>) => number} */
function copies(plan, continuation, names) {
  const needed = [...lastRows(names)].map(([table, last]) => {
    const step = Object.hasOwn(continuation.rows, table) ? continuation.rows[table] : undefined
    return step ? Math.ceil((last - (plan.rows[table] ?? 0)) / step) : 0
  })
  return Math.max(...needed)
}

/** What puts the references of a copy in their place: those that it shares with the others stand where the first one put them.
 * @type {(plan: Plan, continuation: Continuation, first: number, copy: number) => Placed} */
function move(plan, continuation, first, copy) {
  const { pages, document, next = 0 } = plan.growing ?? {}
  /** @type {Record<string, number | undefined>} */
  const known = { F: plan.font.object, P: pages?.[0], D: document?.[0] }
  const shared = continuation.shared.length
  return (text) => text.replace(/§(K?)(\d+|[FPD])/g, (_, key, place) => {
    if (key) return String(next + copy * continuation.next + Number(place))
    return `${known[place] ?? first + Number(place) + (Number(place) > shared ? copy * continuation.count : 0)} 0 R`
  })
}

/** @type {(plan: Plan, continuation: Continuation, first: number, desk: Desk) => void} */
function share(plan, continuation, first, { addition }) {
  const placed = move(plan, continuation, first, 0)
  continuation.shared.forEach((object, rank) => {
    const number = first + rank + 1
    if (typeof object === "string") addition.plain.set(number, placed(object))
    else addition.streams.set(number, { entries: withoutLength(placed(object[0])), data: decoded(object[1]) })
  })
}

/** The entries of the dictionary of a stream, without their brackets and its length.
 * @type {(dictionary: string) => string} */
function withoutLength(dictionary) {
  return dictionary.slice(2, -2).replace(/\/Length \d+/, "")
}

/** Write one copy; return the names of its fields.
 * @type {(continuation: Continuation, copy: number, contents: Map<string, Content>, desk: Desk, placed: Placed) => string[]} */
function write(continuation, copy, contents, desk, placed) {
  /** @type {(number: number) => number} */
  const at = (number) => Number.parseInt(placed(`§${number}`), 10)
  /** @type {(table: string, row: number) => number} */
  const rowOf = (table, row) => row + copy * (continuation.rows[table] ?? 0)
  for (const [number, text] of continuation.objects) desk.addition.plain.set(at(number), placed(text))
  for (const [number, pieces] of continuation.contents) {
    const text = pieces.map((piece) => (typeof piece === "string" ? piece : rowOf(...piece))).join("")
    desk.addition.streams.set(at(number), deflated("", bytesOf(text)))
  }
  return continuation.fields.map((field) => {
    const { table = "", row = 0, column = "" } = addedRow(field.name) ?? {}
    const number = rowOf(table, row)
    const name = cellName(table, number, column)
    const moved = { ...field, name, title: field.title.replace(ROW, String(number)), object: at(field.object), drawing: at(field.drawing) }
    writeField(moved, contents.get(name), desk, placed)
    return name
  })
}

/** Tie the copies to the document: its pages, its form, its tags.
 * @type {(plan: Plan, continuation: Continuation, moves: Placed[], desk: Desk) => void} */
function grow(plan, continuation, moves, { addition }) {
  const growing = /** @type {Growing} */ (plan.growing)
  /** @type {(numbers: number[]) => string} */
  const all = (numbers) => moves.flatMap((placed) => numbers.map((number) => placed(`§${number}`))).join(" ")
  /** @type {(holder: Holder, key: string, more: string) => void} */
  const lengthen = ([number, rest, list], key, more) => {
    addition.plain.set(number, `${unmoved(rest)}/${key}[${unmoved(list)} ${more}]>>`)
  }
  const pages = growing.count + moves.length * continuation.pages.length
  lengthen([growing.pages[0], `${growing.pages[1]}/Count ${pages}`, growing.pages[2]], "Kids", all(continuation.pages))
  lengthen(growing.form, "Fields", all(continuation.fields.map((field) => field.object)))
  lengthen(growing.document, "K", all(continuation.parts))
  const branches = [branch(addition, 0, growing.next - 1, unmoved(growing.tree))]
  moves.forEach((placed, copy) => {
    const from = growing.next + copy * continuation.next
    const entries = continuation.tree.map(([key, value]) => `${from + key} ${placed(value)}`).join(" ")
    branches.push(branch(addition, from, from + continuation.next - 1, `[${entries}]`))
  })
  const next = growing.next + moves.length * continuation.next
  addition.plain.set(growing.tags[0], `${unmoved(growing.tags[1])}/ParentTree<</Kids[${branches.join(" ")}]>>/ParentTreeNextKey ${next}>>`)
}

/** Add a branch of the tree that says which tag each thing has; return a reference to it.
 * @type {(addition: import("./objects.js").Addition, from: number, to: number, entries: string) => string} */
function branch(addition, from, to, entries) {
  const number = addition.size
  addition.size += 1
  addition.plain.set(number, `<</Limits[${from} ${to}]/Nums${entries}>>`)
  return `${number} 0 R`
}

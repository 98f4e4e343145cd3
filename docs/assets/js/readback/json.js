/* Files of answers in JSON. */

import { AnswersFileError, read } from "../answers/file.js"
import { printedIdentity } from "../answers/identity.js"
import { contents, place } from "./findings.js"
import { Refusal, damaged } from "./refusal.js"
import { textOf } from "./sniff.js"

/**
 * Return what a file of answers holds. Throw Refusal when it is another JSON file.
 * @param {Uint8Array} data
 * @returns {import("./findings.js").Contents}
 */
export function readJson(data) {
  const text = textOf(data)
  if (text === null) throw damaged()
  try {
    const file = read(text)
    return contents({ said: [printedIdentity(file.identity)], loose: Object.entries(file.answers).map(([name, value]) => place(name, value)), file })
  } catch (error) {
    throw error instanceof AnswersFileError ? new Refusal("json", error.message) : error
  }
}

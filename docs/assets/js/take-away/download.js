/* A file handed over to the browser, which keeps it where its user chose. */

import { element } from "../dialog/element.js"

const TYPES = /** @type {Record<string, string>} */ ({
  json: "application/json",
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ics: "text/calendar",
})

/**
 * Return a file with the type that its extension says.
 * @param {string} name
 * @param {string | Uint8Array} content
 * @returns {File}
 */
export function fileOf(name, content) {
  return new File([/** @type {BlobPart} */ (content)], name, { type: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" })
}

/**
 * Save a file among the user's downloads.
 * @param {File} file
 */
export function download(file) {
  const address = URL.createObjectURL(file)
  const link = element("a", { href: address, download: file.name, hidden: true })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

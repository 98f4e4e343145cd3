/* The names of the files that are taken away: they sort by day, and any system keeps them as they are. */

const MAX = 100

/**
 * Return a day, that of the reader's clock, in ISO.
 * @param {Date} [when]
 * @returns {string}
 */
export function localDay(when = new Date()) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0")
  return `${String(when.getFullYear()).padStart(4, "0")}-${two(when.getMonth() + 1)}-${two(when.getDate())}`
}

/**
 * Return a text in lower-case ASCII words joined by hyphens; "" when it has none.
 * @param {string} text
 * @returns {string}
 */
export function slug(text) {
  const plain = text.slice(0, 1000).toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFD").replace(/\p{M}/gu, "")
  return (plain.match(/[a-z0-9]+/g) ?? []).join("-")
}

/**
 * Return the name of a file: the day, what it is, its organisation when it is known, a hundred characters at most.
 * @param {string[]} parts in the order of the name: the sheet and its variant, then the organisation
 * @param {string} extension
 * @param {string} [day] in ISO
 * @returns {string}
 */
export function fileName(parts, extension, day = localDay()) {
  const words = [day, ...parts.map(slug)].filter(Boolean).join("-")
  return `${words.slice(0, MAX - extension.length - 1).replace(/-+$/, "")}.${extension}`
}

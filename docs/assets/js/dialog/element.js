/* Elements made without markup: what a text says is never read as HTML. */

/** @typedef {string | Node | null | undefined | false} Part */
/** @typedef {Part | Part[] | (Part | Part[])[]} Content */

/**
 * Return an element. An attribute that is true stands alone, one that is false or null is left out, a function listens.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes]
 * @param {...Content} content texts stay texts, null and false say nothing
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value)
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : String(value))
  }
  const parts = /** @type {Part[]} */ (content.flat(3))
  made.append(...parts.filter((part) => part !== null && part !== undefined && part !== false))
  return made
}

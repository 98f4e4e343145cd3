/* The sheet printed as it is on screen, folded parts opened. */

/**
 * Open what is folded around a form, print, and fold it again.
 * @param {HTMLElement} form
 */
export function print(form) {
  const folded = [...form.querySelectorAll("details:not([open])")].map((details) => /** @type {HTMLDetailsElement} */ (details))
  for (const details of folded) details.open = true
  addEventListener("afterprint", () => folded.forEach((details) => (details.open = false)), { once: true })
  window.print()
}

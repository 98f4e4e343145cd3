/* « Signaler une erreur »: the link at the foot of the page, which also says the question chosen last. No answer goes with it. */

const QUESTION = ".field, .blank, td"

/** Follow the question that the reader is on, and say its code in the mail that the link prepares. */
export function followQuestions() {
  document.addEventListener("focusin", ({ target }) => {
    const code = target instanceof Element ? codeOf(target) : ""
    const link = document.querySelector("a[data-report]")
    if (code && link instanceof HTMLAnchorElement) link.href = withQuestion(link.href, code)
  })
}

/**
 * Return the visible code of the question that an element stands in; "" when it stands in none.
 * @param {Element} element
 * @returns {string}
 */
export function codeOf(element) {
  if (!element.closest("form[data-worksheet]")) return ""
  const place = element.closest(QUESTION)
  const code = place instanceof HTMLElement ? (place.dataset.code ?? place.querySelector(".field__code")?.textContent) : ""
  return code && /^[A-Z]{1,2}\d{1,3}[a-z]{0,2}$/.test(code) ? code : ""
}

/**
 * Return the address of a prepared mail with the code of a question on its line, in the place of the one before.
 * @param {string} address « mailto: », with a line « Question : » in its text
 * @param {string} code
 * @returns {string}
 */
export function withQuestion(address, code) {
  return address.replace(/(Question%C2%A0%3A%20).*?(?=%0D)/, `$1${code}`)
}

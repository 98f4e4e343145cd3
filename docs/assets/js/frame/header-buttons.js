/* The theme opens its menu and its search with labels, which a keyboard cannot reach. Each label becomes a button that says whether
   what it opens is open, and takes the focus back when it closes; opening the search puts the cursor in it, Escape closes the menu. */

const LABELS = "label.md-header__button[title][for='__drawer'], label.md-header__button[title][for='__search']"

/** Make buttons of the header's labels, on a page that has them. */
export function makeHeaderButtons() {
  const labels = /** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll(LABELS))
  if (labels.length) {
    labels.forEach(becomeButton)
    document.addEventListener("keydown", closeMenu)
  }
}

/** @param {HTMLLabelElement} label */
function becomeButton(label) {
  const toggle = document.getElementById(label.htmlFor)
  if (!(toggle instanceof HTMLInputElement)) return
  const button = document.createElement("button")
  button.type = "button"
  button.className = `${label.className} header-button header-button${label.htmlFor.replaceAll("_", "-")}`
  button.setAttribute("aria-label", label.title)
  button.title = label.title
  button.append(...label.childNodes)
  button.addEventListener("click", () => toggle.click())
  toggle.addEventListener("change", () => follow(button, toggle))
  follow(button, toggle)
  label.replaceWith(button)
}

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLInputElement} toggle
 */
function follow(button, toggle) {
  const wasOpen = button.getAttribute("aria-expanded") === "true"
  button.setAttribute("aria-expanded", String(toggle.checked))
  if (wasOpen && !toggle.checked) {
    setTimeout(() => document.activeElement === document.body && button.focus())
  } else if (!wasOpen && toggle.checked && toggle.id === "__search") {
    setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector(".md-search__input"))?.focus())
  }
}

/** @param {KeyboardEvent} event */
function closeMenu(event) {
  const menu = document.getElementById("__drawer")
  if (event.key === "Escape" && menu instanceof HTMLInputElement && menu.checked) {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    menu.click()
  }
}

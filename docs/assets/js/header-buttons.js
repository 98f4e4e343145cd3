/* Presence: the theme opens its menu and its search with labels, which a keyboard cannot reach.
   Each label becomes a button that says whether what it opens is open; Escape closes the menu. */
(() => {
  "use strict"

  function becomeButton(label) {
    const toggle = document.getElementById(label.htmlFor)
    const button = document.createElement("button")
    button.type = "button"
    button.className = `${label.className} header-button header-button${label.htmlFor.replaceAll("_", "-")}`
    button.setAttribute("aria-label", label.title)
    button.title = label.title
    button.append(...label.childNodes)
    const say = () => button.setAttribute("aria-expanded", String(toggle.checked))
    button.addEventListener("click", () => toggle.click())
    toggle.addEventListener("change", say)
    say()
    label.replaceWith(button)
  }

  function closeMenu(event) {
    const menu = document.getElementById("__drawer")
    if (event.key === "Escape" && menu.checked) {
      menu.click()
      document.querySelector(".header-button--drawer").focus()
    }
  }

  const labels = document.querySelectorAll("label.md-header__button[title][for='__drawer'], label.md-header__button[title][for='__search']")
  if (labels.length) {
    labels.forEach(becomeButton)
    document.addEventListener("keydown", closeMenu)
  }
})()

/* On every page: a form found in it is made live, by scripts loaded then. */

import { loadScript } from "../load.js"

/** @typedef {{ subscribe: (listener: () => void) => void }} Pages the pages shown one after the other, when the theme changes them in place */

const site = /** @type {{ document$?: Pages, presence?: any }} */ (globalThis)

function start() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-worksheet]:not([data-live])"))) {
    form.dataset.live = ""
    const { worksheet } = form.dataset
    Promise.all([loadScript("js/sheet.js"), loadScript(`fiches/${worksheet}.js`)]).then(
      () => site.presence.openSheet(form),
      () => delete form.dataset.live,
    )
  }
}

site.document$?.subscribe(start)
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
else start()

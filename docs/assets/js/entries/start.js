/* On every page: a form found in it is made live. The page of a sheet has its scripts already, so that nothing is waited for; elsewhere
   they are loaded then. */

import { loadScript } from "../load.js"

/** @typedef {{ subscribe: (listener: () => void) => void }} Pages the pages shown one after the other, when the theme changes them in place */

const site = /** @type {{ document$?: Pages, presence?: any }} */ (globalThis)

function start() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-worksheet]:not([data-live])"))) {
    form.dataset.live = ""
    const worksheet = form.dataset.worksheet ?? ""
    const missing = [
      ...(site.presence?.openSheet ? [] : ["js/sheet.js"]),
      ...(Object.hasOwn(site.presence?.models ?? {}, worksheet) ? [] : [`fiches/${worksheet}.js`]),
    ]
    const open = () => site.presence.openSheet(form)
    if (missing.length) Promise.all(missing.map(loadScript)).then(open, () => delete form.dataset.live)
    else open()
  }
}

/** Look at the page, then at those that the theme puts in its place. */
function follow() {
  start()
  site.document$?.subscribe(start)
}

start()
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", follow)
else follow()

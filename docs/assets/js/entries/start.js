/* On every page: a form found in it is made live. The page of a sheet has its script already, so that nothing is waited for; elsewhere
   it is loaded then. */

import { load } from "../load.js"

/** @typedef {{ subscribe: (listener: () => void) => void }} Pages the pages shown one after the other, when the theme changes them in place */

const site = /** @type {{ document$?: Pages, presence?: any }} */ (globalThis)

function start() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-worksheet]:not([data-live])"))) {
    form.dataset.live = ""
    const open = () => site.presence.openSheet(form)
    if (site.presence?.openSheet) open()
    else load("js/sheet.js").then(open, () => delete form.dataset.live)
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

/* Forms that come alive: `presence.openSheet(form)`. */

import { makeSheet } from "../sheet/sheet.js"

/** @typedef {import("../sheet/sheet.js").Sheet} Sheet */

const presence = /** @type {{ presence: { sheets?: Sheet[], openSheet?: (form: HTMLFormElement) => void } }} */ (
  /** @type {unknown} */ (globalThis)).presence

presence.sheets = []

presence.openSheet = (/** @type {HTMLFormElement} */ form) => {
  const shown = presence.sheets ?? []
  for (const sheet of shown) if (!sheet.form.isConnected) sheet.close()
  const sheet = makeSheet(form)
  presence.sheets = [...shown.filter((other) => other.form.isConnected), sheet]
  sheet.ready.then(() => {
    form.dataset.live = "ready"
    document.dispatchEvent(new CustomEvent("presence:sheet", { detail: sheet }))
  }, (error) => sheet.say(error.message))
}

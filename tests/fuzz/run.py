"""Hurtful files opened on a live sheet, one after the other, as a reader would: read, taken when they can be, undone."""

import base64
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

_BATCH = 25

_OPEN = """async (files) => {
  const sheet = globalThis.presence.sheets[0]
  const answers = () => JSON.stringify({ ...sheet.leftovers(), ...sheet.answers() })
  const turn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const stalls = []
  const observer = new PerformanceObserver((list) => stalls.push(...list.getEntries().map(({ duration }) => duration)))
  observer.observe({ type: "longtask" })
  const found = []
  for (const { name, text } of files) {
    const before = answers()
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
    const begun = performance.now()
    let over = false
    const opening = globalThis.presence.files.open(sheet, new File([bytes], name)).then(() => { over = true }, (error) => { over = String(error) })
    let outcome = "rien à prendre"
    while (!over) {
      const dialog = document.querySelector("dialog[open]")
      if (dialog) {
        const press = (label) => [...dialog.querySelectorAll("button")].find((button) => button.textContent.trim() === label)
        const apply = press("Appliquer")
        press("Tout prendre")?.click()
        ;(apply ?? press("Fermer") ?? dialog.querySelector("button")).click()
        outcome = apply ? "pris" : outcome
      }
      await turn()
    }
    await opening
    if (answers() !== before) {
      const undo = [...sheet.form.querySelectorAll("button")].find((button) => button.textContent.trim() === "Annuler" && !button.hidden)
      undo?.click()
      await turn()
    }
    found.push({ name, outcome, error: typeof over === "string" ? over : "", lost: answers() !== before, seconds: (performance.now() - begun) / 1000,
      said: sheet.form.querySelector("[role=status]").textContent })
  }
  await turn()
  stalls.push(...observer.takeRecords().map(({ duration }) => duration))
  observer.disconnect()
  const polluted = Object.keys(Object.prototype).length + (globalThis.pris === undefined ? 0 : 1)
  return { found, polluted, stall: Math.max(0, ...stalls) }
}"""


@dataclass
class Outcome:
    """What became of the files: how each ended, what was lost, what ran, the longest stall of the page in milliseconds."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    stall: float = 0.0


def open_all(page: Page, files: Sequence[bytes]) -> Outcome:
    """Open each file on the sheet of the page, which is live and filled."""
    outcome = Outcome()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(f"une fenêtre s’est ouverte : {dialog.message}"), dialog.dismiss()))
    for rank in range(0, len(files), _BATCH):
        batch = enumerate(files[rank : rank + _BATCH], rank)
        given = [{"name": f"essai-{place}", "text": base64.b64encode(content).decode()} for place, content in batch]
        told: dict[str, Any] = page.evaluate(_OPEN, given)
        outcome.stall = max(outcome.stall, told["stall"])
        outcome.ends.update(each["outcome"] for each in told["found"])
        outcome.faults += [f"{each['name']} : {each['error'] or 'réponses changées'}" for each in told["found"] if each["error"] or each["lost"]]
        outcome.faults += [f"{each['name']} : rien n’est dit" for each in told["found"] if not each["said"].strip()]
        outcome.faults += [f"lot {rank} : un programme a couru"] if told["polluted"] else []
    outcome.faults += errors
    return outcome

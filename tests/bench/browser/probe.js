/* Runs before anything else in the pages of both sides, with what tells them apart: `control`, a selector; `taken`, a function. */

const bench = globalThis.bench = { typed: 0, usable: 0, kept: 0, clicked: 0, made: 0, since: 0, stall: 0 }

/** Note when a method that keeps or hands over something was last called. */
const watched = (owner, name, note) => {
  const real = owner[name]
  owner[name] = function (...given) {
    note(...given)
    return real.apply(this, given)
  }
}
const kept = () => { bench.kept = performance.now() }
watched(IDBObjectStore.prototype, "put", kept)
watched(Storage.prototype, "setItem", kept)
watched(URL, "createObjectURL", (blob) => {
  bench.made = performance.now()
  bench.blob = blob
})
addEventListener("click", () => { bench.clicked ||= performance.now() }, true)

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) if (task.startTime >= bench.since) bench.stall = Math.max(bench.stall, task.duration)
}).observe({ entryTypes: ["longtask"] })

/** Type a letter in the first text control as soon as there is one, again and again until the page has taken it. */
const tryFirst = () => {
  const control = document.querySelector(CONTROL)
  if (control && !control.disabled && !control.readOnly) {
    bench.typed = performance.now()
    control.value = "a"
    control.dispatchEvent(new InputEvent("input", { bubbles: true, data: "a", inputType: "insertText" }))
    control.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "a" }))
    if (TAKEN(control)) {
      bench.usable = performance.now()
      return
    }
  }
  setTimeout(tryFirst)
}
tryFirst()

/* What is done to a whole form by hand: a file dropped on it, the keys that undo. */

const WRITES = "textarea, select, input:not([type='radio'], [type='checkbox'], [type='file'])"

/**
 * Listen to a form.
 * @param {HTMLFormElement} form
 * @param {{ drop: (file: File) => void, undo: () => boolean, isLast: () => boolean }} does `isLast`: nothing was typed since what can be undone
 */
export function grasp(form, { drop, undo, isLast }) {
  const holdsFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files")
  form.addEventListener("submit", (event) => event.preventDefault())
  form.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.toggleAttribute("data-drop", true)
  })
  form.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) form.toggleAttribute("data-drop", false)
  })
  form.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.toggleAttribute("data-drop", false)
    const file = event.dataTransfer?.files[0]
    if (file) drop(file)
  })
  form.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event
    // The theme looks at each key of the page for its shortcuts: those that write a character here are none.
    if (key.length === 1 && !ctrlKey && !metaKey && !altKey && /** @type {Element} */ (target).matches(WRITES)) return event.stopPropagation()
    const back = (ctrlKey || metaKey) && !event.shiftKey && !altKey && key.toLowerCase() === "z"
    if (!back) return
    // Where one types, these keys belong to the browser, unless nothing was typed since.
    const free = isLast() || !(/** @type {Element} */ (target).matches(WRITES))
    if (free && undo()) event.preventDefault()
  })
}

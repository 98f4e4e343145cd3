/* Browsers print « jj/mm/aaaa » in an empty date, where a pen must write. Just before printing, each date says whether it is empty;
   print.css then hides what only the browser wrote. Without this script the words are printed, nothing else changes. */

/** Let empty dates be known when the page is printed. */
export function markEmptyDates() {
  addEventListener("beforeprint", () => {
    const dates = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[type='date']"))
    for (const date of dates) date.toggleAttribute("data-empty", date.value === "" && !date.validity.badInput)
  })
}

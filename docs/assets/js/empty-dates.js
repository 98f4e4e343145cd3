/* Presence: browsers print « jj/mm/aaaa » in an empty date, where a pen must write. Just before printing, each date says whether
   it is empty; print.css then hides what only the browser wrote. Without this script the words are printed, nothing else changes. */
(() => {
  "use strict"

  addEventListener("beforeprint", () => {
    for (const date of document.querySelectorAll("input[type='date']")) {
      date.toggleAttribute("data-empty", date.value === "" && !date.validity.badInput)
    }
  })
})()

/* The bar of a sheet, at its head and at its foot: how far it is, what is kept of it, and what can be done with it. */

import { element } from "../dialog/element.js"
import { addressOf } from "../load.js"

/** @typedef {"" | "termine" | "non_concerne"} State */

/**
 * What a bar shows. `formats` are the documents that can be filled; `kept` is a sentence; `worry` tells that answers could be lost.
 * @typedef {{
 *   state: State, begun: boolean, formats?: string[], asked?: number, answered?: number, kept: string, worry: boolean, shared: boolean,
 * }} View
 */

/**
 * What a bar does: `run` the name of an action of the files, `prepare` for one.
 * @typedef {{
 *   run: (action: string) => void, prepare: () => void, setState: (state: State) => void, erase: () => void,
 *   share: (on: boolean) => void, dated: () => boolean,
 * }} Does
 */

const FORMATS = /** @type {Record<string, string>} */ ({ pdf: "PDF rempli", docx: "Word rempli (DOCX)", odt: "OpenDocument rempli (ODT)", xlsx: "Tableur rempli (XLSX)" })

/**
 * Return a bar and what brings it up to date.
 * @param {"head" | "foot"} place
 * @param {Does} does
 */
export function makeBar(place, does) {
  const state = element("select", { class: "sheet-bar__select", change: () => does.setState(/** @type {State} */ (state.value)) },
    [["", ""], ["termine", "Terminé"], ["non_concerne", "Non concerné"]].map(([value, label]) => element("option", { value }, label)))
  const gauge = element("progress", { "aria-hidden": "true" })
  const count = element("span", {})
  const kept = element("p", { class: "sheet-bar__kept" })
  const shared = element("input", { type: "checkbox", role: "switch", change: () => does.share(shared.checked) })
  const calendar = action("Ajouter à l’agenda (.ics)", () => does.run("calendar"))
  const formats = Object.entries(FORMATS).map(([format, label]) => ({ format, button: action(label, () => does.run(format)) }))
  const away = menu("Emporter", () => {
    calendar.hidden = !does.dated()
    does.prepare()
  }, [...formats.map(({ button }) => button), action("Imprimer", () => does.run("print")), action("Envoyer", () => does.run("send")), calendar])
  const report = element("a", { class: "sheet-bar__item" }, "Signaler une erreur")
  const more = menu("Plus", () => {
    const { href = "" } = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-report]")) ?? {}
    report.href = href
    report.hidden = !href
  }, [
    action("Effacer", does.erase),
    element("label", { class: "sheet-bar__item sheet-bar__switch" }, shared, element("span", {}, "Poste partagé", element("small", {}, "Ne rien garder ici une fois la page fermée"))),
    element("a", { class: "sheet-bar__item", href: addressOf("mon-dossier/") }, "Mes fiches"),
    report,
  ])
  const bar = element("div", { class: `sheet-bar sheet-bar--${place}`, role: "group", "aria-label": place === "head" ? "Cette fiche" : "Cette fiche (bas de page)" },
    element("div", { class: "sheet-bar__facts" },
      element("label", { class: "sheet-bar__state" }, element("span", {}, "État"), state), element("span", { class: "sheet-bar__progress" }, gauge, count)),
    kept,
    element("div", { class: "sheet-bar__actions" },
      element("button", { type: "button", class: "sheet-bar__button sheet-bar__button--main", click: () => does.run("save"), pointerenter: does.prepare },
        "Enregistrer dans un fichier"),
      element("button", { type: "button", class: "sheet-bar__button", click: () => does.run("open"), pointerenter: does.prepare }, "Ouvrir un fichier"),
      away, more))

  /** @param {View} view */
  function show(view) {
    const first = /** @type {HTMLOptionElement} */ (state.options[0])
    put(first, view.begun ? "En cours" : "Pas commencé")
    if (state.value !== view.state) state.value = view.state
    const { asked = 0, answered = 0 } = view
    if (gauge.max !== Math.max(asked, 1)) gauge.max = Math.max(asked, 1)
    if (gauge.value !== answered) gauge.value = answered
    put(count, asked ? `${answered} ${answered > 1 ? "réponses" : "réponse"} sur ${asked}` : "")
    put(kept, view.kept)
    if (kept.hasAttribute("data-worry") !== view.worry) kept.toggleAttribute("data-worry", view.worry)
    if (shared.checked !== view.shared) shared.checked = view.shared
    for (const { format, button } of formats) button.hidden = !view.formats?.includes(format)
  }

  return { bar, show }
}

/**
 * @param {Element} part
 * @param {string} text
 */
function put(part, text) {
  if (part.textContent !== text) part.textContent = text
}

/**
 * @param {string} label
 * @param {() => void} does
 * @returns {HTMLButtonElement}
 */
function action(label, does) {
  return element("button", { type: "button", class: "sheet-bar__item", click: does }, label)
}

/**
 * Return a button and the list of actions that it shows; the list closes once one is chosen, or by Escape.
 * @param {string} label
 * @param {() => void} opened
 * @param {HTMLElement[]} items
 * @returns {HTMLElement[]}
 */
function menu(label, opened, items) {
  const list = element("div", { class: "sheet-bar__items", hidden: true }, items)
  const button = element("button", { type: "button", class: "sheet-bar__button sheet-bar__button--menu", "aria-expanded": "false", click: () => open(list.hidden) }, label)
  const open = (/** @type {boolean} */ on) => {
    button.setAttribute("aria-expanded", String(on))
    list.hidden = !on
    if (on) opened()
  }
  const close = () => {
    open(false)
    button.focus()
  }
  list.addEventListener("click", (event) => /** @type {Element} */ (event.target).closest("button") && close())
  list.addEventListener("keydown", (event) => event.key === "Escape" && close())
  return [button, list]
}

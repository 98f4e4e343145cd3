/* « Mes fiches »: every sheet begun in this browser, and what can be done with all of them. */

import { ask } from "../dialog/dialog.js"
import { element } from "../dialog/element.js"
import { counted } from "../dialog/words.js"
import { choose } from "../bring-back/source.js"
import { moment } from "../sheet/keep.js"
import { attempt } from "../take-away/attempt.js"
import { download } from "../take-away/download.js"
import { addressOf } from "../load.js"
import { asidePart } from "./aside.js"
import { sheetsKept, stateOf } from "./kept.js"
import { when } from "./moments.js"
import { openFiles } from "./open.js"
import { dossierFile } from "./save.js"

/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("../store/records.js").Kept} Kept */
/** @typedef {import("./aside.js").Aside} Aside */
/** @typedef {import("./kept.js").Begun} Begun */
/** @typedef {import("../take-away/site.js").Listed} Listed */

/**
 * Show the sheets begun, and keep showing them as they change.
 * @param {HTMLElement} root where the page gives them room
 * @param {Store} store
 * @returns {Promise<void>}
 */
export async function showFolder(root, store) {
  const told = makeTold()
  const trouble = element("p", { class: "folder__trouble", hidden: true })
  const list = element("div", { class: "folder__sheets" })
  const place = { form: root, say: told.say }
  /** @type {Begun[]} */
  let begun = []

  async function refresh() {
    const found = await sheetsKept(store)
    const held = list.contains(document.activeElement) ? nameOf(document.activeElement) : ""
    begun = found.begun
    trouble.hidden = !store.trouble
    trouble.textContent = store.trouble ?? ""
    const aside = asidePart(found.aside, { compare: (file) => open([file]), save: download, erase: eraseAside })
    list.replaceChildren(...[sheetsPart(begun, remove), aside, othersPart(found.others, begun.length > 0)].filter((part) => part !== null))
    buttons.show(begun.length > 0, store.mode === "partage")
    if (held) /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a, button")]).find((each) => nameOf(each) === held)?.focus()
  }

  /** @param {File[]} files */
  const open = (files) => files.length ? attempt(place, "Lecture du fichier…", "Les fichiers n’ont pas été ouverts.", async () => {
    const outcome = await openFiles(store, files)
    await refresh()
    if (!outcome) return told.say("Rien n’a été changé.")
    told.say(openedWords(outcome), outcome.sheets ? async () => {
      await outcome.undo()
      await refresh()
    } : undefined)
    if (outcome.refused.length) await ask("Ce qui n’a pas pu être lu", element("ul", {}, outcome.refused.map((words) => element("li", {}, words))), [], { leave: "Fermer" })
  }) : Promise.resolve()

  const save = () => attempt(place, "Le fichier se prépare…", "Le fichier n’a pas été fait.", async () => {
    const kept = begun.map((sheet) => sheet.kept)
    const file = dossierFile(kept, (await store.shared())["organisation.nom"]?.text ?? "")
    download(file)
    const filed = new Date().toISOString()
    for (const { definition, answers } of kept) await store.merge(definition, { filed, exactly: answers })
    await refresh()
    told.say(`« ${file.name} » est enregistré parmi vos téléchargements : il contient ${counted(kept.length, "fiche")}.`)
  })

  /** @param {Begun} sheet */
  async function remove({ kept, title }) {
    const before = await store.remove(kept.definition)
    await refresh()
    told.say(`« ${title} » est retirée de ce navigateur.`, before ? async () => {
      await store.replace(before)
      await refresh()
    } : undefined)
  }

  /** @param {Aside} aside */
  async function eraseAside({ key, value }) {
    await store.setAside(key)
    await refresh()
    told.say("Ce qui était mis de côté est effacé de ce navigateur.", async () => {
      await store.setAside(key, value)
      await refresh()
    })
  }

  async function erase() {
    const outside = begun.filter(({ kept }) => !kept.filed).map(({ title }) => element("li", {}, title))
    const body = [
      element("p", {}, `${counted(begun.length, "fiche sera effacée", "fiches seront effacées")} de ce navigateur, sur cet appareil. Les fichiers que vous avez enregistrés ne changent pas.`),
      outside.length ? element("p", {}, "Ne sont dans aucun fichier :") : null, outside.length ? element("ul", {}, outside) : null,
    ]
    if ((await ask("Tout effacer ?", body, [{ value: "erase", label: "Tout effacer", main: true }])) === null) return
    const [sheets, shared, aside] = [await store.list(), await store.shared(), await store.aside()]
    await store.clear()
    await refresh()
    told.say("Tout est effacé de ce navigateur. Vous pouvez revenir en arrière tant que cette page reste ouverte.", async () => {
      for (const sheet of sheets) await store.replace(sheet)
      for (const [key, value] of aside) await store.setAside(key, value)
      for (const [bind, { text, definition }] of Object.entries(shared)) await store.merge(definition, { binds: { [bind]: text } })
      await refresh()
    })
  }

  /** @param {boolean} on */
  async function share(on) {
    const choice = on && begun.length ? await askSharing(begun.length) : "keep"
    if (choice !== null) {
      await store.setShared(on, choice === "erase")
      told.say(on ? "Poste partagé : plus rien ne sera gardé une fois la page fermée." : "Vos réponses seront de nouveau gardées dans ce navigateur.")
    }
    await refresh()
  }

  const buttons = makeButtons({ save, open: async () => open(await choose(true)), erase, share })
  root.append(buttons.bar, told.line, trouble, list)
  dropHere(root, open)
  store.watch(() => void refresh())
  await refresh()
}

/** @param {Element | null} control @returns {string} what it is called, whatever element it has become */
const nameOf = (control) => control?.getAttribute("aria-label") ?? control?.textContent ?? ""

/** @param {number} count @returns {Promise<string | null>} */
function askSharing(count) {
  const body = element("p", {}, `Désormais, rien de ce qui est écrit ici ne sera gardé une fois la page fermée. ${counted(count, "fiche est déjà gardée", "fiches sont déjà gardées")} dans ce navigateur.`)
  return ask("Poste partagé", body, [{ value: "keep", label: "Les laisser" }, { value: "erase", label: "Les effacer", main: true }])
}

/**
 * @param {import("./open.js").Outcome} outcome
 * @returns {string}
 */
function openedWords({ taken, sheets, same, refused }) {
  const words = [
    taken ? `${counted(taken, "réponse prise", "réponses prises")}, dans ${counted(sheets, "fiche")}.` : "",
    same ? `${counted(same, "fiche disait", "fiches disaient")} la même chose qu’ici.` : "",
    refused.length ? `${counted(refused.length, "fichier refusé", "fichiers refusés")}.` : "",
  ]
  return words.filter(Boolean).join(" ") || "Rien n’a été changé."
}

/**
 * @param {Begun[]} begun
 * @param {(sheet: Begun) => void} remove
 * @returns {HTMLElement}
 */
function sheetsPart(begun, remove) {
  const title = element("h2", { id: "commencees" }, "Fiches commencées")
  if (!begun.length) return element("section", { "aria-labelledby": "commencees" }, title, element("p", {}, "Aucune fiche n’est commencée dans ce navigateur."))
  return element("section", { "aria-labelledby": "commencees" }, title, element("ul", { class: "folder__list" }, begun.map((sheet) => row(sheet, remove))))
}

/**
 * @param {Begun} sheet
 * @param {(sheet: Begun) => void} remove
 * @returns {HTMLElement}
 */
function row(sheet, remove) {
  const { kept, listed, title, done } = sheet
  const variant = kept.variant ? ` (${kept.variant})` : ""
  const facts = [
    done ? `${counted(done.answered, "réponse")} sur ${done.asked}` : "Cette fiche n’est plus dans ce guide : ses réponses restent dans le fichier de toutes les fiches.",
    kept.changed && `changée ${when(kept.changed)}`, kept.filed ? `dans un fichier depuis ${moment(kept.filed)}` : "pas encore dans un fichier",
  ].filter(Boolean)
  return element("li", { class: "folder__sheet" },
    element("h3", {}, listed ? element("a", { href: addressOf(listed.url) }, title) : title, variant),
    element("p", { class: "folder__facts" }, element("span", { class: `folder__state folder__state--${kept.state || "en-cours"}` }, stateOf(kept)), " ", facts.join(" · ")),
    element("button", { type: "button", class: "ask__button", "aria-label": `Retirer « ${title} »`, click: () => remove(sheet) }, "Retirer"))
}

/**
 * @param {Listed[]} others
 * @param {boolean} more
 * @returns {HTMLElement}
 */
function othersPart(others, more) {
  if (!others.length) return element("p", {}, "Toutes les fiches du guide sont commencées.")
  const title = more ? "Commencer une autre fiche" : "Commencer une fiche"
  return element("section", { "aria-labelledby": "autres" }, element("h2", { id: "autres" }, title),
    element("ul", { class: "folder__others" }, others.map(({ title: name, url }) => element("li", {}, element("a", { href: addressOf(url) }, name)))))
}

/**
 * @param {{ save: () => void, open: () => void, erase: () => void, share: (on: boolean) => void }} does
 * @returns {{ bar: HTMLElement, show: (any: boolean, shared: boolean) => void }}
 */
function makeButtons({ save, open, erase, share }) {
  const button = (/** @type {string} */ label, /** @type {() => void} */ click, main = false) =>
    element("button", { type: "button", class: `ask__button${main ? " ask__button--main" : ""}`, click }, label)
  const all = button("Tout enregistrer dans un fichier", save, true)
  const none = button("Tout effacer", erase)
  const shared = element("input", { type: "checkbox", role: "switch", change: () => share(shared.checked) })
  const bar = element("div", { class: "folder__bar", role: "group", "aria-label": "Toutes les fiches" },
    all, button("Ouvrir des fichiers", open), none,
    element("label", { class: "folder__switch" }, shared, element("span", {}, "Poste partagé", element("small", {}, "Ne rien garder ici une fois la page fermée"))))
  const show = (/** @type {boolean} */ any, /** @type {boolean} */ isShared) => {
    for (const each of [all, none]) each.disabled = !any
    shared.checked = isShared
  }
  return { bar, show }
}

/** @returns {{ line: HTMLElement, say: (text: string, undo?: () => Promise<void>) => void }} the line that says what happened, and undoes it */
function makeTold() {
  const words = element("span", { role: "status" })
  /** @type {(() => Promise<void>) | undefined} */
  let back
  const button = element("button", { type: "button", class: "ask__button", hidden: true, click: async () => {
    const step = back
    say("C’est annulé.")
    await step?.()
  } }, "Annuler")
  const line = element("p", { class: "folder__told", tabindex: -1 }, words, " ", button)
  /** @param {string} text @param {() => Promise<void>} [undo] */
  function say(text, undo) {
    const focused = line.contains(document.activeElement)
    back = undo
    words.textContent = text
    button.hidden = !undo
    if (undo || focused) (undo ? button : line).focus()
  }
  return { line, say }
}

/**
 * Take the files dropped anywhere on the page.
 * @param {HTMLElement} root
 * @param {(files: File[]) => void} open
 */
function dropHere(root, open) {
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false
  const mark = (/** @type {boolean} */ on) => root.classList.toggle("folder--over", on)
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    mark(true)
  })
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && mark(false))
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    mark(false)
    open([...(event.dataTransfer?.files ?? [])])
  })
}

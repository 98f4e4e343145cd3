/* The answers on screen and those that the browser keeps, one way and the other; the other tabs'; those that sheets share. */

import { makeSaver } from "../store/saver.js"
import { keptHere } from "./keep.js"
import { remark } from "./remarks.js"

/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("../store/saver.js").Saver} Saver */
/** @typedef {import("../store/records.js").Kept} Kept */
/** @typedef {import("./bar.js").State} State */
/** @typedef {import("./paper.js").Paper} Paper */
/** @typedef {Map<string, string>} Texts */

/**
 * What a keeper tells the sheet: answers to show, a change to make as the page's own, a new word for the bars.
 * @typedef {{
 *   state: () => State, received: (texts: Texts, state?: State) => void, tell: () => void, say: (text: string) => void,
 *   change: (changes: Record<string, string | null>, said: string) => void, step: (said: string, undo: () => void) => void,
 * }} Hears
 */

/**
 * Return what keeps a sheet.
 * @param {{ id: string, version: number, variant: string | null }} identity
 * @param {Paper} paper
 * @param {Hears} hears
 */
export function makeKeeper({ id, version, variant }, paper, hears) {
  const events = new AbortController()
  /** Answers of other sheets, shown and not kept until the reader writes something. @type {Texts} */
  const offered = new Map()
  /** What other tabs wrote where the cursor is. @type {Texts} */
  const held = new Map()
  /** What changed before the store was open. */
  const early = { names: new Set(paper.values.keys()), state: /** @type {State | undefined} */ (undefined) }
  const keeper = { store: /** @type {Store | null} */ (null), filed: /** @type {string | null} */ (null), isBegun, isShared, open, offerShared, changed, noteFiled, share, stop }
  /** @type {Saver | undefined} */
  let saver
  /** What the bars last said of the store. */
  let told = ""
  /** What the reader has just said of this computer, until the store has it. @type {boolean | undefined} */
  let sharing

  /** Show what the browser has of the sheet. @returns {Promise<void>} */
  async function open() {
    const store = (keeper.store = await keptHere())
    const kept = await store.read(id)
    saver = makeSaver(store, id, kept, { saved: tellNews, received: fromElsewhere, replaced })
    const texts = new Map(Object.entries(kept?.answers ?? {}).filter(([name]) => !early.names.has(name)))
    keeper.filed = kept?.filed ?? null
    hears.received(texts, early.state ?? kept?.state ?? "")
    if (early.names.size || early.state !== undefined) changed([...early.names], early.state === undefined ? {} : { state: early.state })
  }

  /** Have the bars say what is kept, when it is another word than before: most savings change nothing of it. */
  function tellNews() {
    const now = `${keeper.store?.mode} ${keeper.store?.trouble}`
    if (now === told) return
    told = now
    hears.tell()
  }

  /**
   * Take what other sheets know in a sheet that isn't begun; in the others it is only offered.
   * @param {import("./follow.js").Follower["offer"]} offer
   */
  async function offerShared(offer) {
    const begun = paper.values.size > 0
    if (keeper.store) await offer(keeper.store, (name, text) => {
      if (begun) return false
      offered.set(name, text)
      hears.received(new Map([[name, text]]))
      return true
    })
  }

  /** Say whether the reader has written anything. */
  function isBegun() {
    return [...paper.values].some(([name, text]) => offered.get(name) !== text)
  }

  /**
   * Keep what the reader, or a program of the page, has just changed.
   * @param {string[]} names
   * @param {{ state?: State }} rest
   */
  function changed(names, rest) {
    if (names.length) keeper.filed = null
    for (const name of names) {
      const place = paper.places.get(name)
      if (place) remark(place, "shared", "")
      if (held.has(name)) replaced({ [name]: held.get(name) ?? "" })
      held.delete(name)
    }
    if (!saver) {
      for (const name of names) early.names.add(name)
      early.state = rest.state ?? early.state
      return
    }
    const touched = [...offered.keys(), ...names]
    offered.clear()
    const texts = Object.fromEntries(touched.map((name) => [name, paper.values.get(name) ?? null]))
    saver.change(texts, { version, variant, ...rest, binds: binds(names) })
  }

  /**
   * @param {string[]} names
   * @returns {Record<string, string>} the answers that other sheets will offer
   */
  function binds(names) {
    return Object.fromEntries(names.flatMap((name) => {
      const bind = paper.places.get(name)?.bind
      const text = paper.values.get(name)
      return bind && text ? [[bind, text]] : []
    }))
  }

  /**
   * Show what another tab has written, but where the cursor is.
   * @param {Record<string, string | null>} changes
   * @param {Kept | null} kept
   */
  function fromElsewhere(changes, kept) {
    if (!kept && keeper.store?.mode === "partage") return resend()
    keeper.filed = kept?.filed ?? null
    const texts = new Map(Object.entries(changes).map(([name, text]) => [name, text ?? ""]))
    const lost = new Map([...texts.keys()].flatMap((name) => (paper.values.has(name) ? [[name, paper.values.get(name) ?? ""]] : [])))
    for (const [name, text] of texts) {
      if (!isUnderCursor(name) || text === (paper.values.get(name) ?? "")) continue
      held.set(name, text)
      texts.delete(name)
    }
    hears.received(texts, kept?.state ?? "")
    if (!kept && lost.size) {
      hears.step("Cette fiche vient d’être effacée dans un autre onglet.", () => {
        hears.received(lost)
        changed([...lost.keys()], {})
      })
    }
  }

  /** @param {string} name */
  function isUnderCursor(name) {
    return document.hasFocus() && paper.places.get(name)?.controls.some((control) => control === document.activeElement)
  }

  /**
   * Say which texts of other tabs have given way to those of this one.
   * @param {Record<string, string>} others
   */
  function replaced(others) {
    for (const [name, text] of Object.entries(others)) {
      const place = paper.places.get(name)
      if (!place) continue
      const said = text === "" ? "Un autre onglet a vidé cette réponse" : `Un autre onglet a écrit ici\u00a0: «\u00a0${text}\u202f»`
      remark(place, "conflict", `${said}. C’est la vôtre qui est gardée.`, { label: "Prendre l’autre", press: () => {
        remark(place, "conflict", "")
        place.controls[0]?.focus()
        hears.change({ [name]: text || null }, "L’autre réponse est reprise.")
      } })
    }
  }

  /** Note that what is on screen is now in a file. */
  async function noteFiled() {
    if (offered.size) changed([], {})
    const kept = await saver?.filed(Object.assign(Object.create(null), Object.fromEntries(paper.values)))
    keeper.filed = kept?.filed ?? null
    hears.tell()
  }

  /** Say whether people share this computer. */
  function isShared() {
    return sharing ?? keeper.store?.mode === "partage"
  }

  /**
   * @param {boolean} on whether people share this computer
   * @param {() => Promise<string | null>} [askToErase] what is kept already; null gives up
   */
  async function share(on, askToErase) {
    const { store } = keeper
    if (!store) return
    sharing = on
    if (on) {
      const answer = (await store.list()).length && askToErase ? await askToErase() : "laisser"
      if (answer !== null) {
        await store.setShared(true, answer === "effacer")
        hears.say("Poste partagé\u00a0: enregistrez vos réponses dans un fichier avant de partir.")
      }
    } else {
      await store.setShared(false)
      resend()
      hears.say("Vos réponses sont de nouveau gardées dans ce navigateur.")
    }
    sharing = undefined
    hears.tell()
  }

  /** Keep again all that is on screen. */
  function resend() {
    const { filed } = keeper
    if (paper.values.size) changed([...paper.values.keys()], { state: hears.state() })
    keeper.filed = filed
  }

  function stop() {
    events.abort()
    return saver?.stop()
  }

  const { signal } = events
  addEventListener("beforeunload", (event) => {
    const kept = keeper.store?.mode === "navigateur" && saver?.saved !== "echec"
    if (!kept && paper.values.size && !keeper.filed) event.preventDefault()
  }, { signal })
  addEventListener("focus", hears.tell, { signal })
  document.addEventListener("focusout", ({ target }) => {
    const { name } = /** @type {HTMLInputElement} */ (target)
    const text = held.get(name)
    if (text === undefined) return
    held.delete(name)
    hears.received(new Map([[name, text]]))
  }, { signal })
  return keeper
}

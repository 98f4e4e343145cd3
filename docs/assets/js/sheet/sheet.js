/* A live sheet: the answers on screen, what is kept of them, and what the other programs of the page may do with it. */

import { loadScript } from "../load.js"
import { makeBar } from "./bar.js"
import { grasp } from "./grasp.js"
import { keptWords } from "./keep.js"
import { makeKeeper } from "./keeper.js"
import { makePaper } from "./paper.js"
import { makeStatus } from "./status.js"

/** @typedef {import("../types.js").Answers} Answers */
/** @typedef {import("../types.js").Model} Model */
/** @typedef {import("./bar.js").State} State */
/** @typedef {import("./follow.js").Follower} Follower */
/** @typedef {Map<string, string>} Texts */

/**
 * A live sheet, as the programs of the page know it.
 * @typedef {{
 *   form: HTMLFormElement, model: Model, variant: string | null,
 *   answers: () => Answers, leftovers: () => Answers,
 *   change: (changes: Record<string, string | null>, said: string) => void,
 *   organisation: () => string, filed: () => void, say: (text: string) => void,
 *   close: () => void, ready: Promise<void>,
 * }} Sheet
 */

const ORGANISATION = "organisation.nom"

/**
 * Make a form live.
 * @param {HTMLFormElement} form
 * @param {Model} model
 * @returns {Sheet} `ready` is kept once what the browser has of it is on screen, with what follows
 */
export function makeSheet(form, model) {
  const variant = form.dataset.variant ?? null
  const status = makeStatus(form)
  const step = (/** @type {string} */ said, /** @type {() => void} */ undo) => status.say(said, { undo })
  const paper = makePaper(form, model, { changed, step, say: status.say })
  const keeper = makeKeeper(model, variant, paper, { state: () => state, received, tell: showBars, say: status.say, change, step })
  /** @type {State} */
  let state = ""
  /** @type {Follower | undefined} */
  let follower

  const sheet = {
    form, model, variant, change, say: status.say,
    answers: () => follower?.answers() ?? bare(Object.fromEntries(paper.values)),
    leftovers: () => bare(follower?.leftovers()),
    organisation: () => {
      const field = model.fields.find(({ bind }) => bind === ORGANISATION)
      return (field && paper.values.get(field.id)) ?? ""
    },
    filed: () => void keeper.noteFiled(),
    close: () => {
      keeper.stop()
      follower?.stop()
    },
    ready: keeper.open().then(follow),
  }
  const does = { run, prepare: () => void files().catch(() => {}), setState, erase,
    share: (/** @type {boolean} */ on) => keeper.share(on, follower?.askToErase), dated: () => follower?.dated() ?? false }
  const bars = /** @type {const} */ (["head", "foot"]).map((place) => makeBar(model, variant ?? "", place, does))
  form.querySelector(".sheet__notice--kept")?.remove()
  form.prepend(/** @type {HTMLElement} */ (bars[0]?.bar))
  form.append(/** @type {HTMLElement} */ (bars[1]?.bar))
  grasp(form, { drop: (file) => void run("open", file), undo: status.undo, isLast: status.isLast })
  showBars()

  /** Show what follows from the answers, once the program that works it out is there. */
  async function follow() {
    await loadScript("js/follow.js")
    const makeFollower = /** @type {typeof import("./follow.js").makeFollower} */ (/** @type {any} */ (globalThis).presence.follow)
    follower = makeFollower({ form, model, variant, paper, announce: status.announce, say: status.say, change, shown: showBars })
    follower.refresh()
    await keeper.offerShared(follower.offer)
  }

  function showBars() {
    const begun = keeper.isBegun()
    const shown = { state, begun, ...follower?.progress(), ...keptWords(keeper.store, begun, keeper.filed), shared: keeper.isShared() }
    for (const bar of bars) bar.show(shown)
  }

  /** @param {string[]} names */
  function changed(names) {
    const wasFiled = keeper.filed
    keeper.changed(names, {})
    follower?.soon(names)
    if (wasFiled || !follower) showBars()
  }

  /**
   * Show what came from elsewhere.
   * @param {Texts} texts
   * @param {State} [newState]
   */
  function received(texts, newState = state) {
    state = newState
    paper.put(texts)
    if (follower) follower.refresh()
    else showBars()
  }

  /**
   * @param {Record<string, string | null>} changes
   * @param {string} said
   * @param {State} [newState]
   */
  function change(changes, said, newState = state) {
    const oldState = state
    const now = new Map(Object.entries(changes).map(([name, text]) => [name, text ?? ""]))
    const before = new Map([...now.keys()].map((name) => [name, paper.values.get(name) ?? ""]))
    write(now, newState)
    step(said, () => {
      // What was typed since stays.
      const back = [...before].filter(([name]) => (paper.values.get(name) ?? "") === now.get(name))
      write(new Map(back), oldState)
    })
  }

  /**
   * @param {Texts} texts
   * @param {State} newState
   */
  function write(texts, newState) {
    received(texts, newState)
    keeper.changed([...texts.keys()], { state })
    showBars()
  }

  function erase() {
    change(Object.fromEntries([...paper.values.keys()].map((name) => [name, null])), "Tout est effacé. Les fichiers déjà enregistrés ne changent pas.", "")
  }

  /** @param {State} chosen */
  function setState(chosen) {
    state = chosen
    keeper.changed([], { state })
    showBars()
  }

  /**
   * @param {string} action
   * @param {File} [file]
   */
  async function run(action, file) {
    try {
      await (await files())[action]?.(sheet, file)
    } catch (error) {
      status.say(error instanceof Error ? error.message : String(error))
    }
  }

  return sheet
}

/** @returns {Promise<Record<string, (sheet: Sheet, file?: File) => Promise<void>>>} what writes and reads files, loaded at its first use */
async function files() {
  await loadScript("js/files.js")
  return /** @type {any} */ (globalThis).presence.files
}

/** @param {Answers} [record] @returns {Answers} a copy that no name can surprise */
function bare(record) {
  return Object.assign(Object.create(null), record)
}

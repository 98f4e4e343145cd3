/* A live sheet: the answers on screen, what is kept of them, and what the other programs of the page may do with it.
   The form alone says where answers stand, so that it is used as soon as it is seen; the model comes with the programs that need it. */

import { load } from "../load.js"
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
 * A live sheet, as the programs of the page know it. `model` is there once `ready` is kept, and for every action.
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
 * @returns {Sheet} `ready` is kept once what the browser has of it is on screen, with what follows
 */
export function makeSheet(form) {
  const { worksheet: id = "", version, variant = null } = form.dataset
  const status = makeStatus(form)
  const step = (/** @type {string} */ said, /** @type {() => void} */ undo) => status.say(said, { undo })
  const paper = makePaper(form, { changed, step, say: status.say })
  const keeper = makeKeeper({ id, version: Number(version), variant }, paper, { state: () => state, received, tell: showBars, say: status.say, change, step })
  /** @type {State} */
  let state = ""
  /** @type {Follower | undefined} */
  let follower

  const sheet = {
    form, variant, change, say: status.say,
    get model() { return /** @type {Model} */ (models()[id]) },
    answers: () => follower?.answers() ?? bare(Object.fromEntries(paper.values)),
    leftovers: () => bare(follower?.leftovers()),
    organisation: () => {
      const place = [...paper.places.values()].find(({ bind }) => bind === ORGANISATION)
      return (place && paper.values.get(place.name)) ?? ""
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
  const bars = /** @type {const} */ (["head", "foot"]).map((place) => makeBar(place, does))
  form.querySelector(".sheet__notice--kept")?.remove()
  form.prepend(/** @type {HTMLElement} */ (bars[0]?.bar))
  form.append(/** @type {HTMLElement} */ (bars[1]?.bar))
  grasp(form, { drop: (file) => void run("open", file), undo: status.undo, isLast: status.isLast })
  showBars()

  /** Show what follows from the answers, once the program that works it out is there. */
  async function follow() {
    await Promise.all([load("js/follow.js"), loadModel(id)])
    const makeFollower = /** @type {typeof import("./follow.js").makeFollower} */ (/** @type {any} */ (globalThis).presence.follow)
    follower = makeFollower({ form, model: sheet.model, variant, paper, announce: status.announce, say: status.say, change, shown: showBars })
    follower.refresh()
    await keeper.offerShared(follower.offer)
  }

  function showBars() {
    const begun = keeper.isBegun()
    const formats = models()[id]?.files?.[variant ?? ""]
    const shown = { state, begun, formats, ...follower?.progress(), ...keptWords(keeper.store, begun, keeper.filed), shared: keeper.isShared() }
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
      await loadModel(id)
      await (await files())[action]?.(sheet, file)
    } catch (error) {
      status.say(error instanceof Error ? error.message : String(error))
    }
  }

  return sheet
}

/** @returns {Record<string, Model>} the models that the page has */
const models = () => /** @type {any} */ (globalThis).presence.models ?? {}

/** @param {string} id */
const loadModel = async (id) => Object.hasOwn(models(), id) || load(`fiches/${id}.js`)

/** @returns {Promise<Record<string, (sheet: Sheet, file?: File) => Promise<void>>>} what writes and reads files, loaded at its first use */
async function files() {
  await load("js/files.js")
  return /** @type {any} */ (globalThis).presence.files
}

/** @param {Answers} [record] @returns {Answers} a copy that no name can surprise */
function bare(record) {
  return Object.assign(Object.create(null), record)
}

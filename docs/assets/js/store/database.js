/* One IndexedDB database of records by key, used one transaction at a time. */

/** @typedef {import("./records.js").Records} Records */

const PATIENCE = 5000
const SHORT_PATIENCE = 200
const STORE = "records"

/** What a database says of itself: `birth` is another after it was erased; `shared`: people share this computer, nothing is kept. */
export const SITE = "site"
/** @typedef {{ birth: number, shared: boolean }} Site */

/**
 * Return a database, opened when first used and again after it was closed or erased under the page. `lost` is called when that happens.
 * @param {string} name @param {() => void} lost
 */
export function makeDatabase(name, lost) {
  /** @type {Promise<IDBDatabase> | null} */
  let opening = null
  let patience = PATIENCE

  /** @returns {Promise<IDBDatabase>} */
  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE).put({ birth: Math.random(), shared: false }, SITE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      const away = () => {
        opening = null
        database.close()
        lost()
      }
      database.onversionchange = database.onclose = away
      resolve(database)
    }
  })

  /**
   * In one transaction, read the records of these keys (a key that ends with « / » stands for all that begin so), let `work` change
   * the map of them, and write the difference unless `dry`. Rejects when any of this fails or never ends.
   * @template T @param {string[]} keys @param {(records: Records) => T} work @param {boolean} [dry] @returns {Promise<T>}
   */
  async function run(keys, work, dry = false) {
    let stop = () => {}
    let slow = false
    let timer = 0
    /** @type {Promise<never>} */
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        slow = true
        reject(new DOMException("", "TimeoutError"))
        stop()
      }, patience)
    })
    try {
      opening ??= open()
      const database = await Promise.race([opening, late])
      const { done, abort } = transact(database, keys, work, dry)
      stop = abort
      const result = await Promise.race([done, late])
      patience = PATIENCE
      return result
    } catch (error) {
      if (slow) patience = SHORT_PATIENCE
      else opening = await closed(opening)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  return { run }
}

/** Close a database that failed, for the next to be opened afresh. @param {Promise<IDBDatabase> | null} opening */
async function closed(opening) {
  await opening?.then((database) => database.close(), () => {})
  return null
}

/**
 * @template T @param {IDBDatabase} database @param {string[]} keys @param {(records: Records) => T} work @param {boolean} dry
 * @returns {{ done: Promise<T>, abort: () => void }}
 */
function transact(database, keys, work, dry) {
  const transaction = database.transaction(STORE, "readwrite")
  const store = transaction.objectStore(STORE)
  const records = /** @type {Records} */ (new Map())
  /** @type {T} */
  let result
  /** @type {unknown} */
  let fault = null
  let waiting = keys.length

  function abort() {
    try {
      transaction.abort()
    } catch {
      // Ended already.
    }
  }

  function finish() {
    try {
      const before = new Map(records)
      result = work(records)
      if (dry) return
      for (const [key, value] of records) if (before.get(key) !== value) store.put(value, key)
      for (const key of before.keys()) if (!records.has(key)) store.delete(key)
    } catch (error) {
      fault = error
      abort()
    }
  }

  const read = () => {
    if (--waiting === 0) finish()
  }
  for (const key of keys) {
    if (key.endsWith("/")) readAll(key)
    else store.get(key).onsuccess = ({ target }) => {
      const { result: value } = /** @type {IDBRequest} */ (target)
      if (value !== undefined) records.set(key, value)
      read()
    }
  }
  if (!waiting) finish()

  /** @param {string} prefix */
  function readAll(prefix) {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
    const names = store.getAllKeys(range)
    const values = store.getAll(range)
    values.onsuccess = () => {
      names.result.forEach((found, rank) => records.set(String(found), values.result[rank]))
      read()
    }
  }
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result)
    transaction.onabort = () => reject(fault ?? transaction.error)
  })
  return { done, abort }
}

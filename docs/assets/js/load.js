/* Other scripts and styles of the site, fetched when they are needed: by a tag, which file:// allows where a request is refused. */

const presence = /** @type {{ presence?: { loading?: Map<string, Promise<void>> } }} */ (globalThis).presence ??= {}

/** What was asked for already, by any script of the page. */
const asked = presence.loading ??= new Map()

/** The address of the site's `assets/` folder: that of the script that runs first, less its own place in it. */
const assets = new URL("..", /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src || document.baseURI).href

/** The address of the site's home page. */
export const home = new URL("..", assets).href

/**
 * Return the address of a page of the site; on a disk no server finds the page of a folder.
 * @param {string} url from the site's root
 * @returns {string}
 */
export const addressOf = (url) => new URL(location.protocol === "file:" && (url === "" || url.endsWith("/")) ? `${url}index.html` : url, home).href

/**
 * Load a script or a style once. Reject with an Error whose message is a French sentence when it can't be had.
 * @param {string} name its place in `assets/`, such as "fiches/audit-d-image.js"
 * @returns {Promise<void>}
 */
export function load(name) {
  const known = asked.get(name)
  if (known) return known
  const loading = fetched(new URL(name, assets).href).catch((error) => {
    asked.delete(name)
    throw error
  })
  asked.set(name, loading)
  return loading
}

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
function fetched(address) {
  return new Promise((done, fail) => {
    const tag = address.endsWith(".css")
      ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: address })
      : Object.assign(document.createElement("script"), { src: address })
    tag.onload = () => done()
    tag.onerror = () => {
      tag.remove()
      fail(new Error("Une partie de la page n’a pas pu être chargée. Vérifiez la connexion, puis réessayez : vos réponses sont intactes."))
    }
    document.head.append(tag)
  })
}

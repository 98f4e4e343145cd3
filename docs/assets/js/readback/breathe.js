/* A long reading lets the page live: typing, scrolling and drawing go on between its steps. */

const AT_ONCE = 24

let since = 0

/**
 * Let the browser do what waits when it has been held for long enough; otherwise go on at once.
 * @returns {Promise<void>}
 */
export async function breathe() {
  if (performance.now() - since < AT_ONCE) return
  await new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = done
    port2.postMessage(null)
  })
  since = performance.now()
}

/* What follows from the answers of a form that is live already: `presence.follow`. */

import { makeFollower } from "../sheet/follow.js"

/** @type {any} */ (globalThis).presence.follow = makeFollower

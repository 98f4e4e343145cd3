/* What surrounds the content of every page. */

import { markEmptyDates } from "../frame/empty-dates.js"
import { makeHeaderButtons } from "../frame/header-buttons.js"

makeHeaderButtons()
markEmptyDates()

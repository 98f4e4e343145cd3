/* What surrounds the content of every page. */

import { markEmptyDates } from "../frame/empty-dates.js"
import { makeHeaderButtons } from "../frame/header-buttons.js"
import { followQuestions } from "../report/report.js"

makeHeaderButtons()
markEmptyDates()
followQuestions()

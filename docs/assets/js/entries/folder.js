/* The page « Mes fiches ». */

import { dressed } from "../dialog/dialog.js"
import { showFolder } from "../folder/folder.js"
import { keptHere } from "../sheet/keep.js"

const root = document.getElementById("mes-fiches")
if (root) void Promise.all([keptHere(), dressed()]).then(([store]) => showFolder(root, store))

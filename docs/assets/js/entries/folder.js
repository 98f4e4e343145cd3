/* The page « Mes fiches ». */

import { showFolder } from "../folder/folder.js"
import { keptHere } from "../sheet/keep.js"

const root = document.getElementById("mes-fiches")
if (root) void keptHere().then((store) => showFolder(root, store))

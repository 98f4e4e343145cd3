/* Every text that stands for no answer in our documents (`macros/render/story/prompts.py`). */

export const PROMPTS = new Set([
  "Écrivez ici", "Écrivez ou collez l’adresse", "Prénom et nom", "jj/mm/aaaa", "Écrivez un nombre", "Choisissez", "Écrivez le résultat",
  "écrivez ici", "choisissez", "…", "Choisir", "………",
])

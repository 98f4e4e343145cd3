/* Why a file can't be read: one French sentence, what it is then what to do; the same as those of `macros/readback/refusal.py`. */

/** A file that gives no answers. `reason` is a short stable word for programs; the message is for people. */
export class Refusal extends Error {
  /**
   * @param {string} reason
   * @param {string} sentence
   * @param {{ cause?: unknown }} [more]
   */
  constructor(reason, sentence, more) {
    super(sentence, more)
    this.name = "Refusal"
    this.reason = reason
  }
}

/** @returns {Refusal} that of a file cut short or changed on its way */
export const damaged = () =>
  new Refusal("damaged", "Le fichier est abîmé ou incomplet, sans doute coupé pendant un envoi : demandez qu’on vous l’envoie de nouveau.")

/** @returns {Refusal} that of a file that a password protects */
export const encrypted = () =>
  new Refusal("encrypted", "Le fichier est protégé par un mot de passe : ouvrez-le, retirez le mot de passe, enregistrez-le, puis recommencez.")

/** @returns {Refusal} that of a file whose contents are out of measure with a sheet */
export const oversized = () =>
  new Refusal(
    "oversized",
    "Le fichier se déplie en un contenu démesuré, comme un fichier piégé : ne l’ouvrez pas et demandez à la personne d’où il vient.",
  )

/** @returns {Refusal} that of a file that asks its reader to fetch or to multiply something */
export const forbidden = () =>
  new Refusal(
    "forbidden",
    "Le fichier contient des instructions cachées (entités XML) qu’aucune fiche n’a : ne l’ouvrez pas et demandez d’où il vient.",
  )

/** @returns {Refusal} that of a file whose parts stand inside one another without end */
export const tooComplicated = () =>
  new Refusal("oversized", "Le fichier est trop compliqué pour être une fiche : ne l’ouvrez pas et demandez d’où il vient.")

"""Why a file can't be read: one French sentence, what it is then what to do."""


from macros.identity import Identity


class Refusal(Exception):
    """A file that gives no answers. ``reason`` is a short stable word for programs; the message is for people.

    ``identity`` is that of a document of ours that has no field. ``place`` is where a fault of ours happened, without a word of the
    file.
    """

    def __init__(self, reason: str, sentence: str, *, identity: Identity | None = None, place: str = "") -> None:
        super().__init__(sentence)
        self.reason, self.identity, self.place = reason, identity, place


def damaged() -> Refusal:
    """Return the refusal of a file cut short or changed on its way."""
    return Refusal("damaged", "Le fichier est abîmé ou incomplet, sans doute coupé pendant un envoi : demandez qu’on vous l’envoie de nouveau.")


def encrypted() -> Refusal:
    """Return the refusal of a file that a password protects."""
    return Refusal("encrypted", "Le fichier est protégé par un mot de passe : ouvrez-le, retirez le mot de passe, enregistrez-le, puis recommencez.")


def oversized() -> Refusal:
    """Return the refusal of a file whose contents are out of measure with a sheet."""
    return Refusal(
        "oversized",
        "Le fichier se déplie en un contenu démesuré, comme un fichier piégé : ne l’ouvrez pas et demandez à la personne d’où il vient.",
    )


def forbidden() -> Refusal:
    """Return the refusal of a file that asks its reader to fetch or to multiply something."""
    return Refusal(
        "forbidden",
        "Le fichier contient des instructions cachées (entités XML) qu’aucune fiche n’a : ne l’ouvrez pas et demandez d’où il vient.",
    )

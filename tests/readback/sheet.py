"""One small definition with every kind of field, a sentence with blanks and both kinds of tables."""

from macros.lock import Lock, with_codes
from macros.model import Definition


def a_field(kind: str, field_id: str, label: str, **more) -> dict:
    return {"id": field_id, "kind": kind, "label": label, "help": f"Aide de {field_id}.", **more}


OPTIONS = {"un": {"label": "Premier", "was_labels": ["Le tout premier"]}, "deux": "Second"}
DAYS = [{"id": "lundi", "label": "Lundi"}, {"id": "mardi", "label": "Mardi"}]
COLUMNS = [
    a_field("text", "nom", "Nom"),
    a_field("number", "poids", "Poids", unit="kg"),
    a_field("date", "quand", "Quand ?"),
    a_field("check", "ok", "Fait ?"),
    a_field("computed", "double", "Double", value={"sum": [{"column": "poids"}, {"column": "poids"}]}),
]


def definition(definition_id: str = "petite-fiche", version: int = 2, **changes) -> Definition:
    data = {
        "id": definition_id, "version": version, "title": "Petite fiche", "purpose": "Mettre la lecture à l’épreuve.", "minutes": 5,
        "people": "une personne", "review": "2026-11", "variants": {"courte": "Courte", "longue": "Longue"},
        "sections": [
            {
                "id": "questions", "title": "Les questions",
                "fields": [
                    a_field("text", "texte", "Quel est votre nom ?"),
                    a_field("longtext", "long", "Racontez", example="Il était une fois"),
                    a_field("number", "nombre", "Combien d’heures ?", unit="h"),
                    a_field("date", "jour", "Quel jour ?"),
                    a_field("check", "fait", "Est-ce fait ?"),
                    a_field("choice", "choix", "Lequel ?", options=OPTIONS),
                    a_field("multichoice", "plusieurs", "Lesquels ?", options={"rouge": "Rouge", "vert": "Vert", "bleu": "Bleu"}),
                    a_field("scale", "note", "Quelle note ?", min=1, max=5),
                    a_field("computed", "total", "Total", value={"sum": {"table": "libre", "column": "poids"}}),
                ],
            },
            {
                "id": "tableaux", "title": "Les tableaux",
                "fields": [
                    a_field("table", "libre", "Vos lignes", key="nom", rows=3, columns=COLUMNS),
                    a_field("table", "fixe", "Vos jours", rows=DAYS, columns=COLUMNS),
                    a_field("table", "seule", "Une colonne", key="mot", rows=2, columns=[a_field("text", "mot", "Mot")]),
                ],
                "clauses": [
                    {
                        "id": "objet", "title": "Objet", "why": "Parce que.",
                        "text": "La maison [[maison]] commence le [[debut]], pour de bon.",
                        "fields": [a_field("text", "maison", "Nom de la maison"), a_field("date", "debut", "Premier jour")],
                    }
                ],
            },
        ],
        **changes,
    }  # fmt: skip
    return with_codes(Definition.model_validate(data), Lock({}))


SHEET = definition()
OTHER = definition("autre-fiche", sections=[{"id": "une", "title": "Une", "fields": [a_field("text", "couleur", "Couleur ?")]}], variants={})
SHEETS = {sheet.id: sheet for sheet in (SHEET, OTHER)}
IDENTITY = "petite-fiche · courte · version\u00a02"

ANSWERS = {
    "texte": "L’Œuvre « des Érables »",
    "long": "Une ligne.\n\n\tTrois  espaces   ici.",
    "nombre": 3.5,
    "jour": "2026-11-23",
    "fait": "ne_sait_pas",
    "choix": "deux",
    "plusieurs": ["rouge", "bleu"],
    "note": 4,
    "libre": [{"nom": "a", "poids": 1200, "quand": "2026-01-02", "ok": "oui"}, {"nom": "b", "poids": 0.5}],
    "fixe": {"lundi": {"nom": "x", "ok": "non"}, "mardi": {"poids": 0}},
    "seule": [{"mot": "seul"}],
    "maison": "Centre",
    "debut": "2027-01-11",
}

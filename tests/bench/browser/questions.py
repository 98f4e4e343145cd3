"""The sheet of the comparison: the same questions as a definition and as a SurveyJS form, the same answers for both."""

import json
from typing import Any

from macros.answers import to_named
from macros.model import Definition

Data = dict[str, Any]

SIZES = (60, 300)
PER_SECTION = 12
TABLE_EVERY = 5
"""One part in five asks for a table in place of its second long text."""
ROWS = 5
OPTIONS = {"jamais": "Jamais", "parfois": "Parfois", "souvent": "Souvent", "toujours": "Toujours"}
MARKS = range(1, 6)
READING = ((20, "C’est peu : reprenez ce point avec l’équipe avant d’aller plus loin."),
           (60, "C’est un bon début : fixez une date pour y revenir."),
           (None, "C’est beaucoup : gardez ce nombre pour le comparer dans six mois."))  # fmt: skip
WORDS = "Les familles du quartier viennent le mercredi, et nous leur répondons dans la semaine. "


def definition_id(size: int) -> str:
    """Return the identifier of the sheet of that many fields."""
    return f"comparaison-{size}"


def sections(size: int) -> range:
    """Return the ranks of its parts."""
    return range(1, size // PER_SECTION + 1)


def questions(rank: int) -> list[Data]:
    """Return the fields of a part, as a definition writes them."""
    table = {
        "kind": "table", "id": f"tableau_{rank}", "label": "Vos publications de la semaine", "help": "Une ligne par publication.",
        "key": "titre", "rows": ROWS, "columns": [
            {"kind": "text", "id": "titre", "label": "Titre", "help": "En quelques mots."},
            {"kind": "choice", "id": "rythme", "label": "À quel rythme ?", "help": "Celui du dernier mois.", "options": OPTIONS},
            {"kind": "number", "id": "vues", "label": "Vues", "help": "Le nombre affiché."},
            {"kind": "number", "id": "clics", "label": "Clics", "help": "Le nombre affiché."},
            {"kind": "computed", "id": "total", "label": "Total", "help": "Les deux ensemble.",
             "value": {"sum": [{"column": "vues"}, {"column": "clics"}]}},
        ],
    }  # fmt: skip
    second = {"kind": "longtext", "id": f"long_b_{rank}", "label": "Que changeriez-vous en premier ?", "help": "Une seule chose, avec un verbe."}
    return [
        {"kind": "text", "id": f"texte_a_{rank}", "label": "Comment s’appelle ce lieu de publication ?", "help": "Son nom complet."},
        {"kind": "text", "id": f"texte_b_{rank}", "label": "À qui s’adresse-t-il d’abord ?", "help": "Un public, pas « tout le monde »."},
        {"kind": "person", "id": f"qui_{rank}", "label": "Qui s’en occupe ?", "help": "Un nom, pas un service."},
        {"kind": "longtext", "id": f"long_a_{rank}", "label": "Qu’y faites-vous aujourd’hui ?", "help": "Deux ou trois phrases suffisent."},
        table if rank % TABLE_EVERY == 0 else second,
        {"kind": "choice", "id": f"choix_{rank}", "label": "Y publiez-vous ?", "help": "Sur les trois derniers mois.", "options": OPTIONS},
        {"kind": "multichoice", "id": f"liste_{rank}", "label": "Y répondez-vous ?", "help": "Plusieurs réponses possibles.", "options": OPTIONS},
        {"kind": "number", "id": f"nombre_a_{rank}", "label": "Combien de messages reçus ?", "help": "Le mois dernier.", "min": 0},
        {"kind": "number", "id": f"nombre_b_{rank}", "label": "Combien de messages envoyés ?", "help": "Le mois dernier.", "min": 0},
        {"kind": "date", "id": f"jour_{rank}", "label": "Quel jour l’avez-vous regardé ?", "help": "Le dernier en date.",
         "when": {"compare": [{"field": f"nombre_a_{rank}"}, ">", 0]}},
        {"kind": "scale", "id": f"note_{rank}", "label": "En êtes-vous contents ?", "help": "1, pas du tout ; 5, tout à fait.", "max": max(MARKS)},
        {"kind": "computed", "id": f"calcul_{rank}", "label": "Messages échangés", "help": "Reçus et envoyés.",
         "value": {"sum": [{"field": f"nombre_a_{rank}"}, {"field": f"nombre_b_{rank}"}]},
         "reading": [{"text": text} | ({"up_to": bound} if bound else {}) for bound, text in READING]},
    ]  # fmt: skip


def definition(size: int) -> str:
    """Return the definition of that many fields; JSON is YAML too."""
    return json.dumps({
        "id": definition_id(size), "version": 1, "title": f"Comparaison à {size} champs", "purpose": "Comparer deux façons de montrer la même fiche.",
        "minutes": 60, "people": "une personne", "review": "2026-11",
        "sections": [{"id": f"partie_{rank}", "title": f"Lieu de publication {rank}", "fields": questions(rank)} for rank in sections(size)],
    }, ensure_ascii=False, indent=1)  # fmt: skip


def survey(size: int) -> Data:
    """Return the same sheet for SurveyJS: one page, a panel for each part, each answer taken at each key as ours is."""
    panels = [
        {"type": "panel", "name": f"partie_{rank}", "title": f"Lieu de publication {rank}", "elements": list(map(_element, questions(rank)))}
        for rank in sections(size)
    ]
    return {"title": f"Comparaison à {size} champs", "textUpdateMode": "onTyping", "pages": [{"name": "fiche", "elements": panels}]}


_CHOICES = [{"value": key, "text": label} for key, label in OPTIONS.items()]
_ELEMENTS: dict[str, Data] = {
    "text": {"type": "text"},
    "person": {"type": "text"},
    "longtext": {"type": "comment", "rows": 3},
    "choice": {"type": "radiogroup", "choices": _CHOICES},
    "multichoice": {"type": "checkbox", "choices": _CHOICES},
    "number": {"type": "text", "inputType": "number", "min": 0},
    "date": {"type": "text", "inputType": "date"},
    "scale": {"type": "rating", "rateMin": min(MARKS), "rateMax": max(MARKS)},
}
_CELLS: dict[str, Data] = {
    "text": {"cellType": "text"},
    "choice": {"cellType": "dropdown", "choices": _CHOICES},
    "number": {"cellType": "text", "inputType": "number", "min": 0},
    "computed": {"cellType": "expression", "expression": "{row.vues} + {row.clics}"},
}


def _element(field: Data) -> Data:
    named = {"name": field["id"], "title": field["label"], "description": field["help"]}
    rank = field["id"].rpartition("_")[2]
    match field["kind"]:
        case "table":
            columns = [{"name": column["id"], "title": column["label"]} | _CELLS[column["kind"]] for column in field["columns"]]
            return {"type": "matrixdynamic", **named, "rowCount": field["rows"], "columns": columns}
        case "computed":
            return {"type": "expression", **named, "expression": f"{{nombre_a_{rank}}} + {{nombre_b_{rank}}}"}
        case "date":
            return {**_ELEMENTS["date"], **named, "visibleIf": f"{{nombre_a_{rank}}} > 0"}
    return {**_ELEMENTS[field["kind"]], **named}


def answers(size: int) -> Data:
    """Return an answer to each question, as SurveyJS holds them."""
    return {field["id"]: _answer(field) for rank in sections(size) for field in questions(rank) if field["kind"] != "computed"}


def _answer(field: Data) -> Any:
    keys = list(OPTIONS)
    match field["kind"]:
        case "longtext":
            return WORDS * 2
        case "choice":
            return keys[2]
        case "multichoice":
            return keys[1:3]
        case "number":
            return 17
        case "date":
            return "2026-11-23"
        case "scale":
            return 4
        case "table":
            return [{column["id"]: _answer(column) for column in field["columns"] if column["kind"] != "computed"} for _ in range(field["rows"])]
    return WORDS[:38]


def named_answers(size: int) -> dict[str, str]:
    """Return the same answers as our page holds them, by control name."""
    return to_named(Definition.model_validate(json.loads(definition(size))), answers(size))

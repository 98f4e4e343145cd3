"""The closed lists of words that the rules and the gate share."""

import re

LIGATURES = re.compile(
    r"oeu(?=[a-zé])"  # cœur, œuvre, sœur, nœud, vœu, bœuf, œuf, mœurs, manœuvre, rancœur
    r"|(?<!\w)oei(?=l)"  # œil, œillet, œillère
    r"|(?<!\w)(?:d[eé])?oe(?=dip|dèm|cumén|nolog|notour|strog|sophag)"
    r"|(?<!\w)foe(?=tus|ta[lu])",
    re.IGNORECASE,
)
"""Where `oe` stands for œ."""

_ACCENTED = """
Ébauche Ébauches Ébaucher Écart Écarts Échange Échanges Échanger Échangez Échéance Échéances Échéancier
Échec Échecs Échelle Échelles Éclairer Éclairage École Écoles Écologie Écologique Économie Économies
Économique Écoute Écouter Écoutez Écran Écrans Écrire Écrit Écrite Écrits Écriture Écrivez Écrivons Éditer
Éditeur Éditeurs Éditrice Égal Égale Également Égalité Élaborer Élaborez Élargir Élève Élèves Élire Éloigner
Élu Élue Élues Élus Émettre Émission Émissions Émotion Émotions Énergie Énergies Énoncé Énoncer Énumérer
Épargne Épingler Épinglez Époque Épreuve Épreuves Équilibre Équilibrer Équipe Équipes Équipement Équipements
Érable Érables Étape Étapes État États Établir Établissez Établissement Établissements Éteindre Étendre
Éthique Étiquette Étiquettes Étoile Étoiles Étranger Étude Études Étudiant Étudiante Étudiantes Étudiants
Étudier Étudiez Évaluation Évaluations Évaluer Évaluez Événement Événements Éventuel Éventuelle
Éventuellement Évidemment Évidence Éviter Évitez Évoluer Évoquer
"""
CAPITALS = {
    plain: accented
    for accented in _ACCENTED.split()
    for plain in {f"E{accented[1:]}", f"E{accented[1:].replace('é', 'e')}"}
}
"""Words whose first É is often typed E, with their right form; none is also an English word but « Evaluation »."""

CAPITAL = re.compile(rf"(?<![\w@/.])(?:{'|'.join(sorted(CAPITALS, key=len, reverse=True))})(?![\w@/])")

UNITS = (
    r"(?:[kMG]?€|k?\$|EUR|CAD|CHF|h|min|s|j|ms|mm|cm|m|km|m²|km²|mg|g|kg|t|ml|cl|l|L|W|kWh|o|ko|Mo|Go|To|px|pt|dpi|kbit/s|Mbit/s|°C"
    r"|millions?|milliards?)"
)
"""What follows a number without breaking from it; the list is closed because « 3 s » and « 3 semaines » differ."""

PAGES = r"(?:pp?|art|fig|chap|vol|al|ann|éd)\."
"""Abbreviations followed by a number."""

TITLES = r"(?:MM?\.|Mmes?|Mlles?|Dr|Dre|Pr|Pre|Mgr)"
"""Titles followed by a name."""


def accented(match: re.Match[str]) -> str:
    """Give the right form of a word of `CAPITALS`."""
    return CAPITALS[match[0]]


def ligature(match: re.Match[str]) -> str:
    """Replace the `oe` of a match by œ, its case kept."""
    return re.sub("oe", lambda m: "Œ" if m[0][0] == "O" else "œ", match[0], count=1, flags=re.IGNORECASE)

"""Faults planted in the real definitions, one at a time, and what the author must read about each."""

from dataclasses import dataclass

COMPTES = "templates/worksheets/inventaire-des-comptes.yml"
IMAGE = "templates/worksheets/audit-d-image.yml"
LISTE = "templates/checklists/faire-le-point-liste.yml"
GRILLE = "templates/worksheets/grille-des-offres.yml"
LIMITE = "templates/worksheets/tout-a-la-limite.yml"
CLES = "templates/worksheets/comptes-et-cles.yml"
OUVERTS = "templates/worksheets/comptes-ouverts.yml"
DEMANDE = "templates/rfp/demande-a-une-agence.yml"
PROCESSUS = "templates/processes/repondre-a-un-avis.yml"
ATELIER = "templates/workshops/premier-inventaire.yml"


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: ``pattern`` (its first match in ``file``) becomes ``by``; ``line`` is a pattern that one line alone then matches.

    ``told`` is what the author reads: place, received, expected and hint; ``others`` counts what else the fault entails.
    """

    name: str
    file: str
    pattern: str
    by: str
    line: str
    told: tuple[str, str, str, str]
    others: int = 0


FAULTS = (
    # YAML that a French text breaks
    Planted("deux-points", COMPTES, r"^purpose: .*", "purpose: Savoir ceci : qui tient les clés.", r"^purpose:"),
    Planted("dièse", COMPTES, r"^purpose: .*", "purpose: Savoir qui tient le compte # 1.", r"^purpose:"),
    Planted("tabulation", COMPTES, r"^    fields:", "\tfields:", r"^\tfields:"),
    Planted("guillemet ouvert", LISTE, r'^title: .*', 'title: "Faire le point', r"^title:"),
    Planted("apostrophe dans un texte entre apostrophes", COMPTES, r"^title: .*", "title: 'L'inventaire'", r"^title:"),
    Planted("texte après les guillemets", COMPTES, r"^title: .*", 'title: "Inventaire" complet', r"^title:"),
    Planted("clé double", COMPTES, r"^minutes: 60", "minutes: 60\nminutes: 45", r"^minutes: 45"),
    Planted("indentation", COMPTES, r"^minutes: 60", "  minutes: 60", r"^  minutes:"),
    Planted("astérisque au début", COMPTES, r"^title: .*", "title: *Inventaire* complet", r"^title:"),
    Planted("esperluette au début", COMPTES, r"^title: .*", "title: &Inventaire complet", r"^title:"),
    Planted("accolade ouverte", COMPTES, r"^roles: .*", "roles: [coordination, technique", r"^roles:"),
    Planted("espace oubliée après les deux-points", COMPTES, r"^minutes: 60", "minutes:60", r"^minutes:60"),
    Planted("caractère invisible", COMPTES, r"^title: .*", "title: Inven\x02taire", r"^title:"),
    Planted("fichier vide", LISTE, r"(?s)\A.*\Z", "# plus rien\n", r"^# plus rien"),
    Planted("une liste à la place d’une fiche", LISTE, r"(?s)\A.*\Z", "- id: faire-le-point-liste\n", r"^- id"),
    # keys
    Planted("clé mal écrite", COMPTES, r"^purpose:", "purpos:", r"^purpos:"),
    Planted("clé mal écrite dans un champ", COMPTES, r"^        help: Son nom", "        hepl: Son nom", r"hepl"),
    Planted("clé qu’une virgule a faite", COMPTES, r"^          - \{up_to: 50, text: .*", "          - {up_to: 50, text: Trop peu, relancez}", r"relancez"),
    Planted("clé manquante", COMPTES, r"^people: .*\n", "", r"^# yaml"),
    Planted("aide manquante", COMPTES, r"^(      - id: date_releve\n.*\n.*\n)        help: .*\n", r"\1", r"- id: date_releve"),
    Planted("nature manquante", COMPTES, r"^(      - id: date_releve\n)        kind: date\n", r"\1", r"- id: date_releve"),
    Planted("nature inconnue", COMPTES, r"^(      - id: date_releve\n)        kind: date\n", "\\1        kind: dates\n", r"kind: dates"),
    Planted("table dans une table", COMPTES, r"^(          - id: publication\n)            kind: date", "\\1            kind: multichoice", r"kind: multichoice"),
    Planted("nature de la fiche autre que le dossier", COMPTES, r"^version: 1", "version: 1\nkind: checklist", r"^kind:"),
    Planted("texte vide", COMPTES, r"^title: .*", 'title: "  "', r"^title:"),
    Planted("nombre au lieu de texte", COMPTES, r"^title: .*", "title: 2026", r"^title:"),
    Planted("étape booléenne", COMPTES, r"^step: .*", "step: true", r"^step:"),
    Planted("oui au lieu de true", COMPTES, r"^baseline: true", "baseline: oui", r"^baseline:"),
    Planted("texte au lieu d’une liste", COMPTES, r"^roles: .*", "roles: coordination", r"^roles:"),
    # identifiers
    Planted("identifiant accentué", COMPTES, r"- id: effectif$", "- id: équipe", r"- id: équipe"),
    Planted("identifiant en majuscules", COMPTES, r"- id: effectif$", "- id: Effectif total", r"- id: Effectif total"),
    Planted("identifiant de cellule", COMPTES, r"- id: effectif$", "- id: but1", r"- id: but1"),
    Planted("identifiant réservé", COMPTES, r"- id: effectif$", "- id: action", r"- id: action"),
    Planted("identifiant trop long", COMPTES, r"- id: effectif$", "- id: effectif_total_de_la_maison", r"effectif_total_de_la_maison"),
    Planted("identifiant commençant par un chiffre", COMPTES, r"- id: effectif$", "- id: 12_mois", r"12_mois"),
    Planted("identifiant de fiche accentué", COMPTES, r"^id: .*", "id: Inventaire_été", r"^id:"),
    Planted("identifiant autre que le nom du fichier", COMPTES, r"^id: .*", "id: inventaire", r"^id:"),
    Planted("deux champs du même identifiant", LISTE, r"- id: deux_gardiens$", "- id: orphelins", r"- id: orphelins\n.*\n.*deux gardiens", others=1),
    Planted("deux colonnes du même identifiant", COMPTES, r"- id: secours$", "- id: cles", r"- id: cles\n.*\n.*message de secours", others=1),
    Planted("ligne fixe trop longue", COMPTES, r"\{id: imprimes,", "{id: depliants_et_affiches,", r"depliants_et_affiches"),
    # options
    Planted("options en liste", COMPTES, r"^            options:\n              deux: .*\n              une: .*\n              personne: .*\n", "            options: [Deux personnes, Une seule]\n", r"options: \[Deux"),
    Planted("une seule option", COMPTES, r"^              une: Une seule personne\n              personne: Plus personne\n", "", r"- id: cles"),
    Planted("deux libellés pareils", COMPTES, r"^              une: Une seule personne", "              une: « deux personnes, au moins ! »", r"deux personnes, au moins !"),
    Planted("liste d’options inconnue", COMPTES, r"options_from: reseaux", "options_from: reseau", r"options_from: reseau$"),
    Planted("options et options_from", COMPTES, r"options_from: reseaux", "options_from: reseaux\n            options: {un: Un, deux: Deux}", r"options_from: reseaux"),
    # library
    Planted("item d’origine inconnu", COMPTES, r"^sources: .*", "sources: [S4-PWE-99]", r"^sources:"),
    Planted("item d’origine mal écrit", COMPTES, r"^sources: .*", "sources: [S4-PWE-1]", r"^sources:"),
    Planted("cinq items d’origine", COMPTES, r"^sources: .*", "sources: [S4-PWE-01, S4-PWE-02, S4-PWE-03, S4-PWE-04, S4-PWE-05]", r"^sources:"),
    Planted("étape inconnue", COMPTES, r"^step: .*", "step: faire-un-point", r"^step:"),
    Planted("rôle inconnu", COMPTES, r"^roles: .*", "roles: [coordination, tecnique]", r"^roles:"),
    Planted("réponse partagée inconnue", COMPTES, r"bind: organisation\.nom", "bind: organisation.noms", r"organisation\.noms"),
    Planted("réponse partagée d’une autre nature", COMPTES, r"bind: organisation\.nom$", "bind: releve.mots", r"bind: releve\.mots"),
    Planted("organisation inconnue", COMPTES, r"organisation: centre-des-erables", "organisation: centre-des-erable", r"organisation: centre-des-erable$"),
    Planted("lien inconnu", COMPTES, r"^      Commencez par les gens", "      Voyez [la CNIL](lien:cnill). Commencez par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)"),
    Planted("adresse dans un texte", COMPTES, r"^      Commencez par les gens", "      Voyez [la CNIL](https://www.cnil.fr/). Commencez par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)"),
    Planted("niveau inconnu", COMPTES, r"^level: .*", "level: debutant", r"^level:"),
    Planted("mois mal formé", COMPTES, r"^review: .*", "review: 2026-13", r"^review:"),
    Planted("version zéro", COMPTES, r"^version: 1", "version: 0", r"^version:"),
    # tables
    Planted("table sans clé", COMPTES, r"^        key: adresse\n        rows: 10", "        rows: 10", r"- id: comptes$"),
    Planted("colonne clé inconnue", COMPTES, r"^        key: adresse", "        key: adress", r"key: adress$"),
    Planted("colonne sans aide", COMPTES, r"^(          - id: publication\n.*\n.*\n)            help: .*\n", r"\1", r"- id: publication"),
    Planted("trop de lignes", COMPTES, r"^        rows: 10", "        rows: 100", r"rows: 100"),
    # formulas
    Planted("formule vers un champ inconnu", COMPTES, r"\{field: interrogees\}", "{field: interroges}", r"\{field: interroges\}"),
    Planted("opérateur inconnu", COMPTES, r"\{ratio: \[\{field: interrogees\}", "{rapport: [{field: interrogees}", r"rapport"),
    Planted("formule vers une colonne inconnue", COMPTES, r"where: \{decision:", "where: {decisions:", r"decisions"),
    Planted("formule vers une option inconnue", COMPTES, r"where: \{decision: \[recuperer\]", "where: {decision: [récupérer]", r"récupérer\]"),
    Planted("formule vers une table inconnue", COMPTES, r"\{count: \{table: comptes, where: \{decision", "{count: {table: compte, where: {decision", r"table: compte,"),
    Planted("formules en rond", COMPTES, r"\{field: interrogees\}", "{field: part_interrogee}", r"- id: part_interrogee"),
    Planted("texte où il faut un nombre", COMPTES, r"\{field: interrogees\}", "{field: autres_noms}", r"\{field: autres_noms\}"),
    Planted("nombre où il faut une condition", COMPTES, r'\{compare: \[(\{count: \{table: comptes, where: \{decision: \[recuperer\]\}\}\}), ">", 0\]\}', r"\1", r"when: \{count"),
    Planted("comparaison inconnue", COMPTES, r'">", 0\]', '"=>", 0]', r'"=>"'),
    Planted("paliers dans le désordre", COMPTES, r"up_to: 85", "up_to: 45", r"^        reading:\n          - \{up_to: 50"),
    Planted("dernier palier borné", COMPTES, r'- \{text: "Vous pouvez', '- {up_to: 99, text: "Vous pouvez', r"up_to: 99"),
    # examples
    Planted("réponse à un champ inconnu", COMPTES, r"^      effectif: ", "      effectifs: ", r"^      effectifs:"),
    Planted("réponse hors des options", LISTE, r"interroge: partiellement", "interroge: parfois", r"interroge: parfois"),
    Planted("liste où il faut une option", LISTE, r"interroge: partiellement", "interroge: [partiellement]", r"interroge: \[partiellement\]"),
    Planted("date impossible", COMPTES, r"^      date_releve: .*", "      date_releve: 2026-02-30", r"date_releve: 2026-02-30"),
    Planted("nombre en texte", COMPTES, r"^      effectif: .*", '      effectif: "46"', r'effectif: "46"'),
    Planted("réponse à un calcul", COMPTES, r"^      effectif: .*", "      effectif: 46\n      fragiles: 3", r"fragiles: 3"),
    # prose and labels
    Planted("HTML dans un texte", COMPTES, r"^      Commencez par les gens", "      <b>Commencez</b> par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)"),
    Planted("titre dans un texte", COMPTES, r"^      Commencez par les gens", "      ## Commencez\n\n      Par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)"),
    Planted("question qui ferait écrire un secret", COMPTES, r"label: Réseau ou service", "label: Quel est le mot de passe ?", r"Quel est le mot de passe"),
    Planted("blanc hors d’une clause", COMPTES, r"^      Commencez par les gens", "      Commencez par [[effectif]] gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)"),
    Planted("variante non déclarée", DEMANDE, r"only: \[detaille\]", "only: [detail]", r"only: \[detail\]"),
    Planted("texte d’une variante inconnue", DEMANDE, r"^          simplifie: L", "          simple: L", r"^          simple:", others=1),
    Planted("blanc sans champ", DEMANDE, r"\[\[nom\]\]", "[[nom_complet]]", r"^        text: \|$", others=1),
    Planted("champ sans blanc", DEMANDE, r"gardé \[\[duree\]\] ans", "gardé cinq ans", r"- \{id: duree"),
    Planted("condition sur un blanc", DEMANDE, r"\{id: duree, kind", '{id: duree, when: {compare: [{field: photos}, "=", oui]}, kind', r"- \{id: duree"),
    # between definitions, and records
    Planted("colonne partagée d’une autre nature", OUVERTS, r"\{id: reseau, kind: choice, label: Réseau, help: \"Le service, pas l’appareil.\", options_from: reseaux\}", '{id: reseau, kind: text, label: Réseau, help: Le service.}', r"bind: specimen\.comptes"),
    Planted("options partagées différentes", OUVERTS, r"options_from: reseaux", "options: {facebook: Facebook, instagram: Instagram, autre: Autre}", r"bind: specimen\.comptes"),
    Planted("clé partagée différente", OUVERTS, r"key: adresse", "key: reseau", r"bind: specimen\.comptes", others=7),
    Planted("rôle d’étape inconnu", PROCESSUS, r"who: contenu", "who: contenus", r"who: contenus"),
    Planted("item d’étape inconnu", PROCESSUS, r"S2-AUD-03", "S2-AUD-93", r"S2-AUD-93"),
    Planted("deux étapes du même identifiant", PROCESSUS, r"\{id: relire,", "{id: lire,", r"id: lire, title: Faire", others=1),
    Planted("étape au nom du bilan", PROCESSUS, r"\{id: relire,", "{id: bilan_fait,", r"bilan_fait"),
    Planted("fiche d’atelier inconnue", ATELIER, r"sheets: \[comptes-ouverts\]", "sheets: [compte-ouvert]", r"compte-ouvert\]"),
    Planted("nature d’activité inconnue", ATELIER, r"kind: break", "kind: pause", r"kind: pause"),
    Planted("taille de groupe à l’envers", ATELIER, r"size: \[6, 14\]", "size: [14, 6]", r"^size:"),
    Planted("taille de groupe à un seul nombre", ATELIER, r"size: \[6, 14\]", "size: [6]", r"^size:"),
)  # fmt: skip

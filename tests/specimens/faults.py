"""Faults planted in the real definitions, one at a time, and what the author must read about each."""

from dataclasses import dataclass

COMPTES = "templates/worksheets/inventaire-des-comptes.yml"
LISTE = "templates/checklists/faire-le-point-liste.yml"
GRILLE = "templates/worksheets/grille-des-offres.yml"
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
    Planted(
        "deux-points", COMPTES, r"^purpose: .*", "purpose: Savoir ceci : qui tient les clés.", r"^purpose:",
        told=("", "« purpose: Savoir ceci : qui tient les clés. »", "un texte entre guillemets quand il contient « : »", "Mettez ce texte entre guillemets \"…\", ou après « | » à la ligne."),
    ),
    Planted(
        "dièse", COMPTES, r"^purpose: .*", "purpose: Savoir qui tient le compte # 1.", r"^purpose:",
        told=("", "« # 1. »", "un texte entre guillemets quand il contient « # »", "Mettez ce texte entre guillemets \"…\", ou la remarque sur sa propre ligne."),
    ),
    Planted(
        "tabulation", COMPTES, r"^    fields:", "\tfields:", r"^\tfields:",
        told=("", "« fields: »", "des espaces en début de ligne", "Remplacez la tabulation par deux espaces."),
    ),
    Planted(
        "guillemet ouvert", LISTE, r'^title: .*', 'title: "Faire le point', r"^title:",
        told=("", "« title: \"Faire le point »", "un guillemet fermant", "Le texte ouvert ici va jusqu’à la ligne 77."),
    ),
    Planted(
        "apostrophe dans un texte entre apostrophes", COMPTES, r"^title: .*", "title: 'L'inventaire'", r"^title:",
        told=("", "« title: 'L'inventaire' »", "rien après le guillemet fermant", "Mettez tout le texte entre guillemets \"…\"."),
    ),
    Planted(
        "texte après les guillemets", COMPTES, r"^title: .*", 'title: "Inventaire" complet', r"^title:",
        told=("", "« title: \"Inventaire\" complet »", "rien après le guillemet fermant", "Mettez tout le texte entre guillemets \"…\"."),
    ),
    Planted(
        "clé double", COMPTES, r"^minutes: 60", "minutes: 60\nminutes: 45", r"^minutes: 45",
        told=("", "la clé « minutes » deux fois, lignes 6 et 7", "une clé une seule fois", "Effacez l’une des deux."),
    ),
    Planted(
        "indentation", COMPTES, r"^minutes: 60", "  minutes: 60", r"^  minutes:",
        told=("", "« minutes: 60 »", "un fichier YAML bien indenté", "Comparez l’indentation (deux espaces) et les tirets avec la ligne d’au-dessus."),
    ),
    Planted(
        "astérisque au début", COMPTES, r"^title: .*", "title: *Inventaire* complet", r"^title:",
        told=("", "« title: *Inventaire* complet »", "un texte qui ne commence pas par & ou *", "Mettez ce texte entre guillemets \"…\"."),
    ),
    Planted(
        "esperluette au début", COMPTES, r"^title: .*", "title: &Inventaire complet", r"^title:",
        told=("", "« title: &Inventaire complet »", "un texte qui ne commence pas par & ou *", "Mettez ce texte entre guillemets \"…\"."),
    ),
    Planted(
        "accolade ouverte", COMPTES, r"^roles: .*", "roles: [coordination, technique", r"^roles:",
        told=("", "« roles: [coordination, technique »", "des accolades ou des crochets fermés", "Fermez-les, et mettez entre guillemets \"…\" tout texte qui contient « : » ou une virgule."),
    ),
    Planted(
        "espace oubliée après les deux-points", COMPTES, r"^minutes: 60", "minutes:60", r"^minutes:60",
        told=("", "« minutes:60 »", "« clé: valeur », avec une espace après les deux-points", ""),
    ),
    Planted(
        "caractère invisible", COMPTES, r"^title: .*", "title: Inven\x02taire", r"^title:",
        told=("", "un caractère invisible (U+0002)", "du texte ordinaire", "Effacez-le et retapez le mot."),
    ),
    Planted(
        "fichier vide", LISTE, r"(?s)\A.*\Z", "# plus rien\n", r"^# plus rien",
        told=("", "rien", "des clés et leurs valeurs", ""),
    ),
    Planted(
        "une liste à la place d’une fiche", LISTE, r"(?s)\A.*\Z", "- id: faire-le-point-liste\n", r"^- id",
        told=("", "[{\"id\": \"faire-le-point-liste\"}]", "des clés et leurs valeurs", ""),
    ),
    # keys
    Planted(
        "clé mal écrite", COMPTES, r"^purpose:", "purpos:", r"^purpos:",
        told=("purpos", "la clé « purpos »", "une clé connue à cet endroit : id, kind, version, title, purpose, minutes, people, level, step, roles, baseline, personal_data, review, variants, sources, sections, examples", "Vouliez-vous dire « purpose » ?"),
    ),
    Planted(
        "clé mal écrite dans un champ", COMPTES, r"^        help: Son nom", "        hepl: Son nom", r"hepl",
        told=("partie « interroger », champ « organisation », hepl", "la clé « hepl »", "une clé connue à cet endroit : kind, id, label, help, why, example, bind, when, only, sources, territory, profile, review, secret", "Vouliez-vous dire « help » ?"),
    ),
    Planted(
        "clé qu’une virgule a faite", COMPTES, r"^          - \{up_to: 50, text: .*", "          - {up_to: 50, text: Trop peu, relancez}", r"relancez",
        told=("partie « interroger », champ « part_interrogee », palier « n° 1 », relancez", "la clé « relancez »", "une clé connue à cet endroit : up_to, text", "Si c’est la suite d’un texte, mettez-le entre guillemets \"…\" : une virgule le coupe entre accolades."),
    ),
    Planted(
        "clé manquante", COMPTES, r"^people: .*\n", "", r"^# yaml",
        told=("people", "rien", "la clé « people », qui manque", ""),
    ),
    Planted(
        "aide manquante", COMPTES, r"^(      - id: date_releve\n.*\n.*\n)        help: .*\n", r"\1", r"- id: date_releve",
        told=("partie « interroger », champ « date_releve », help", "rien", "la clé « help », qui manque", ""),
    ),
    Planted(
        "nature manquante", COMPTES, r"^(      - id: date_releve\n)        kind: date\n", r"\1", r"- id: date_releve",
        told=("partie « interroger », champ « date_releve »", "rien", "la clé « kind », qui manque", ""),
    ),
    Planted(
        "nature inconnue", COMPTES, r"^(      - id: date_releve\n)        kind: date\n", "\\1        kind: dates\n", r"kind: dates",
        told=("partie « interroger », champ « date_releve », kind", "« dates »", "l’un de : text, longtext, url, person, date, number, check, choice, scale, computed, multichoice, table", "Vouliez-vous dire « date » ?"),
    ),
    Planted(
        "table dans une table", COMPTES, r"^(          - id: publication\n)            kind: date", "\\1            kind: multichoice", r"kind: multichoice",
        told=("partie « recenser », champ « comptes », colonne « publication », kind", "« multichoice »", "l’un de : text, longtext, url, person, date, number, check, choice, scale, computed", "Vouliez-vous dire « choice » ?"),
    ),
    Planted(
        "nature de la fiche autre que le dossier", COMPTES, r"^version: 1", "version: 1\nkind: checklist", r"^kind:",
        told=("kind", "« checklist »", "« worksheet », ou rien : le dossier le dit", ""),
    ),
    Planted(
        "texte vide", COMPTES, r"^title: .*", 'title: "  "', r"^title:",
        told=("title", "un texte vide", "un texte qui ne soit pas vide", ""),
    ),
    Planted(
        "nombre au lieu de texte", COMPTES, r"^title: .*", "title: 2026", r"^title:",
        told=("title", "2026", "du texte", "Mettez-le entre guillemets : \"2026\"."),
    ),
    Planted(
        "étape booléenne", COMPTES, r"^step: .*", "step: true", r"^step:",
        told=("step", "true", "du texte", "Mettez-le entre guillemets : \"true\"."),
    ),
    Planted(
        "oui au lieu de true", COMPTES, r"^baseline: true", "baseline: oui", r"^baseline:",
        told=("baseline", "« oui »", "true ou false", ""),
    ),
    Planted(
        "texte au lieu d’une liste", COMPTES, r"^roles: .*", "roles: coordination", r"^roles:",
        told=("roles", "« coordination »", "une liste (un tiret par élément, ou [a, b])", "Écrivez [coordination]."),
    ),
    # identifiers
    Planted(
        "identifiant accentué", COMPTES, r"- id: effectif$", "- id: équipe", r"- id: équipe",
        told=("partie « interroger », champ « équipe », id", "« équipe »", "des minuscules sans accent, des chiffres et des soulignés, 24 caractères au plus", "Vouliez-vous dire « equipe » ?"),
    ),
    Planted(
        "identifiant en majuscules", COMPTES, r"- id: effectif$", "- id: Effectif total", r"- id: Effectif total",
        told=("partie « interroger », champ « Effectif total », id", "« Effectif total »", "des minuscules sans accent, des chiffres et des soulignés, 24 caractères au plus", "Vouliez-vous dire « effectif_total » ?"),
    ),
    Planted(
        "identifiant de cellule", COMPTES, r"- id: effectif$", "- id: but1", r"- id: but1",
        told=("partie « interroger », champ « but1 », id", "« but1 »", "un nom qu’un tableur ne prend pas pour une cellule", "Vouliez-vous dire « champ_but1 » ?"),
    ),
    Planted(
        "identifiant réservé", COMPTES, r"- id: effectif$", "- id: action", r"- id: action",
        told=("partie « interroger », champ « action », id", "« action »", "un nom qui ne soit pas réservé par les formulaires des navigateurs", "Vouliez-vous dire « champ_action » ?"),
    ),
    Planted(
        "identifiant trop long", COMPTES, r"- id: effectif$", "- id: effectif_total_de_la_maison", r"effectif_total_de_la_maison",
        told=("partie « interroger », champ « effectif_total_de_la_maison », id", "« effectif_total_de_la_maison »", "des minuscules sans accent, des chiffres et des soulignés, 24 caractères au plus", "Vouliez-vous dire « effectif_total_de_la_mai » ?"),
    ),
    Planted(
        "identifiant commençant par un chiffre", COMPTES, r"- id: effectif$", "- id: 12_mois", r"12_mois",
        told=("partie « interroger », champ « 12_mois », id", "« 12_mois »", "des minuscules sans accent, des chiffres et des soulignés, 24 caractères au plus", "Vouliez-vous dire « mois » ?"),
    ),
    Planted(
        "identifiant de fiche accentué", COMPTES, r"^id: .*", "id: Inventaire_été", r"^id:",
        told=("id", "« Inventaire_été »", "des minuscules sans accent, des chiffres et des traits d’union", "Vouliez-vous dire « inventaire-ete » ?"),
    ),
    Planted(
        "identifiant autre que le nom du fichier", COMPTES, r"^id: .*", "id: inventaire", r"^id:",
        told=("id", "« inventaire »", "« inventaire-des-comptes », comme le nom du fichier", "Renommez l’un des deux."),
    ),
    Planted(
        "deux champs du même identifiant", LISTE, r"- id: deux_gardiens$", "- id: orphelins", r"- id: orphelins\n.*\n.*deux gardiens",
        told=("partie « comptes », champ « orphelins », id", "« orphelins » 2 fois", "un identifiant par élément, unique dans la fiche", ""), others=1,
    ),
    Planted(
        "deux colonnes du même identifiant", COMPTES, r"- id: secours$", "- id: cles", r"- id: cles\n.*\n.*message de secours",
        told=("partie « recenser », champ « comptes », colonne « cles », id", "« cles » 2 fois", "un identifiant par colonne", ""), others=1,
    ),
    Planted(
        "ligne fixe trop longue", COMPTES, r"\{id: imprimes,", "{id: depliants_et_affiches,", r"depliants_et_affiches",
        told=("partie « chercher », champ « recherches », ligne fixe « depliants_et_affiches », id", "« depliants_et_affiches »", "12 caractères au plus pour une ligne fixe", "Vouliez-vous dire « depliants_et » ?"),
    ),
    # options
    Planted(
        "options en liste", COMPTES, r"^            options:\n              deux: .*\n              une: .*\n              personne: .*\n", "            options: [Deux personnes, Une seule]\n", r"options: \[Deux",
        told=("partie « recenser », champ « comptes », colonne « cles », options", "[\"Deux personnes\", \"Une seule\"]", "des couples « identifiant: texte »", ""),
    ),
    Planted(
        "une seule option", COMPTES, r"^              une: Une seule personne\n              personne: Plus personne\n", "", r"- id: cles",
        told=("partie « recenser », champ « comptes », colonne « cles »", "1 option", "deux options au moins, ou « options_from »", ""),
    ),
    Planted(
        "deux libellés pareils", COMPTES, r"^              une: Une seule personne", "              une: « deux personnes, au moins ! »", r"deux personnes, au moins !",
        told=("partie « recenser », champ « comptes », colonne « cles », option « une »", "« « deux personnes, au moins ! » »", "un libellé différent de celui de « deux »", ""),
    ),
    Planted(
        "liste d’options inconnue", COMPTES, r"options_from: reseaux", "options_from: reseau", r"options_from: reseau$",
        told=("partie « recenser », champ « comptes », colonne « reseau », options_from", "« reseau »", "une liste de templates/library/options.yml", "Vouliez-vous dire « reseaux » ?"),
    ),
    Planted(
        "options et options_from", COMPTES, r"options_from: reseaux", "options_from: reseaux\n            options: {un: Un, deux: Deux}", r"options_from: reseaux",
        told=("partie « recenser », champ « comptes », colonne « reseau », options_from", "« reseaux »", "« options » ou « options_from », pas les deux", ""),
    ),
    # library
    Planted(
        "item d’origine inconnu", COMPTES, r"^sources: .*", "sources: [S4-PWE-99]", r"^sources:",
        told=("sources, n° 1", "« S4-PWE-99 »", "un item de templates/library/sources.yml", "Vouliez-vous dire « S4-PWE-29 » ?"),
    ),
    Planted(
        "item d’origine mal écrit", COMPTES, r"^sources: .*", "sources: [S4-PWE-1]", r"^sources:",
        told=("sources, n° 1", "« S4-PWE-1 »", "un item d’origine comme S4-PWE-02", ""),
    ),
    Planted(
        "cinq items d’origine", COMPTES, r"^sources: .*", "sources: [S4-PWE-01, S4-PWE-02, S4-PWE-03, S4-PWE-04, S4-PWE-05]", r"^sources:",
        told=("sources", "5 éléments", "au plus 4 éléments", ""),
    ),
    Planted(
        "étape inconnue", COMPTES, r"^step: .*", "step: faire-un-point", r"^step:",
        told=("step", "« faire-un-point »", "une étape de templates/library/steps.yml", "Vouliez-vous dire « faire-le-point » ?"),
    ),
    Planted(
        "rôle inconnu", COMPTES, r"^roles: .*", "roles: [coordination, tecnique]", r"^roles:",
        told=("roles, n° 2", "« tecnique »", "un rôle de templates/library/roles.yml", "Vouliez-vous dire « technique » ?"),
    ),
    Planted(
        "réponse partagée inconnue", COMPTES, r"bind: organisation\.nom", "bind: organisation.noms", r"organisation\.noms",
        told=("partie « interroger », champ « organisation », bind", "« organisation.noms »", "une réponse partagée de templates/library/binds.yml", "Vouliez-vous dire « organisation.nom » ?"),
    ),
    Planted(
        "réponse partagée d’une autre nature", COMPTES, r"bind: organisation\.nom$", "bind: releve.mots", r"bind: releve\.mots",
        told=("partie « interroger », champ « organisation », bind", "un champ « text »", "un champ « longtext », comme partout où « releve.mots » est partagé", ""),
    ),
    Planted(
        "organisation inconnue", COMPTES, r"organisation: centre-des-erables", "organisation: centre-des-erable", r"organisation: centre-des-erable$",
        told=("exemple « centre-des-erable », organisation", "« centre-des-erable »", "une organisation de templates/library/organisations.yml", "Vouliez-vous dire « centre-des-erables » ?"),
    ),
    Planted(
        "lien inconnu", COMPTES, r"^      Commencez par les gens", "      Voyez [la CNIL](lien:cnill). Commencez par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)",
        told=("partie « interroger », body", "« lien:cnill »", "une clé de templates/library/links.yml", "Vouliez-vous dire « cnil » ?"),
    ),
    Planted(
        "adresse dans un texte", COMPTES, r"^      Commencez par les gens", "      Voyez [la CNIL](https://www.cnil.fr/). Commencez par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)",
        told=("partie « interroger », body", "« https://www.cnil.fr/ »", "« lien:clé » (adresse extérieure) ou une adresse du site qui commence par /", ""),
    ),
    Planted(
        "niveau inconnu", COMPTES, r"^level: .*", "level: debutant", r"^level:",
        told=("level", "« debutant »", "l’un de : débutant, intermédiaire, avancé", "Vouliez-vous dire « débutant » ?"),
    ),
    Planted(
        "mois mal formé", COMPTES, r"^review: .*", "review: 2026-13", r"^review:",
        told=("review", "« 2026-13 »", "un mois, par exemple 2026-11", ""),
    ),
    Planted(
        "version zéro", COMPTES, r"^version: 1", "version: 0", r"^version:",
        told=("version", "0", "au moins 1", ""),
    ),
    # tables
    Planted(
        "table sans clé", COMPTES, r"^        key: adresse\n        rows: 10", "        rows: 10", r"- id: comptes$",
        told=("partie « recenser », champ « comptes »", "rien", "« key: » suivi de la colonne qui dit de quelle ligne on parle", ""),
    ),
    Planted(
        "colonne clé inconnue", COMPTES, r"^        key: adresse", "        key: adress", r"key: adress$",
        told=("partie « recenser », champ « comptes », key", "« adress »", "une colonne à remplir de la table", "Vouliez-vous dire « adresse » ?"),
    ),
    Planted(
        "colonne sans aide", COMPTES, r"^(          - id: publication\n.*\n.*\n)            help: .*\n", r"\1", r"- id: publication",
        told=("partie « recenser », champ « comptes », colonne « publication », help", "rien", "la clé « help », qui manque", ""),
    ),
    Planted(
        "trop de lignes", COMPTES, r"^        rows: 10", "        rows: 100", r"rows: 100",
        told=("partie « recenser », champ « comptes », rows", "100", "au plus 60", ""),
    ),
    # formulas
    Planted(
        "formule vers un champ inconnu", COMPTES, r"\{field: interrogees\}", "{field: interroges}", r"\{field: interroges\}",
        told=("partie « interroger », champ « part_interrogee », value, ratio, n° 1, field", "« interroges »", "un champ de la fiche", "Vouliez-vous dire « interrogees » ?"),
    ),
    Planted(
        "opérateur inconnu", COMPTES, r"\{ratio: \[\{field: interrogees\}", "{rapport: [{field: interrogees}", r"rapport",
        told=("partie « interroger », champ « part_interrogee », value", "« {rapport: [{field: interrogees}, {field: effectif}], times: 100} »", "un seul opérateur : field, column, sum, count, weighted_mean, compare, and, or, not, date_add ou ratio", "Vouliez-vous dire « ratio » ?"),
    ),
    Planted(
        "formule vers une colonne inconnue", COMPTES, r"where: \{decision:", "where: {decisions:", r"decisions",
        told=("partie « recuperer », when, compare, n° 1, count, where, decisions", "« decisions »", "une colonne de la table « comptes »", "Vouliez-vous dire « decision » ?"),
    ),
    Planted(
        "formule vers une option inconnue", COMPTES, r"where: \{decision: \[recuperer\]", "where: {decision: [récupérer]", r"récupérer\]",
        told=("partie « recuperer », when, compare, n° 1, count, where, decision", "« récupérer »", "une option de « decision »", "Vouliez-vous dire « recuperer » ?"),
    ),
    Planted(
        "formule vers une table inconnue", COMPTES, r"\{count: \{table: comptes, where: \{decision", "{count: {table: compte, where: {decision", r"table: compte,",
        told=("partie « recuperer », when, compare, n° 1, count, table", "« compte »", "une table de la fiche", "Vouliez-vous dire « comptes » ?"),
    ),
    Planted(
        "formules en rond", COMPTES, r"\{field: interrogees\}", "{field: part_interrogee}", r"- id: part_interrogee",
        told=("partie « interroger », champ « part_interrogee »", "part_interrogee → part_interrogee", "des champs qui ne dépendent pas l’un de l’autre en rond", ""),
    ),
    Planted(
        "texte où il faut un nombre", COMPTES, r"\{field: interrogees\}", "{field: autres_noms}", r"\{field: autres_noms\}",
        told=("partie « interroger », champ « part_interrogee », value, ratio, n° 1, field", "« autres_noms », de nature « longtext »", "un champ qui donne un nombre", ""),
    ),
    Planted(
        "nombre où il faut une condition", COMPTES, r'\{compare: \[(\{count: \{table: comptes, where: \{decision: \[recuperer\]\}\}\}), ">", 0\]\}', r"\1", r"when: \{count",
        told=("partie « recuperer », when", "une formule qui donne un nombre", "une condition : compare, and, or, not", ""),
    ),
    Planted(
        "comparaison inconnue", COMPTES, r'">", 0\]', '"=>", 0]', r'"=>"',
        told=("partie « recuperer », when, compare, n° 2", "« => »", "une comparaison : =, !=, <, <=, > ou >=", "Vouliez-vous dire « \">=\" » ?"),
    ),
    Planted(
        "paliers dans le désordre", COMPTES, r"up_to: 85", "up_to: 45", r"^        reading:\n          - \{up_to: 50, text: \"Trop peu",
        told=("partie « interroger », champ « part_interrogee », reading", "50, 45", "des bornes qui montent", ""),
    ),
    Planted(
        "dernier palier borné", COMPTES, r'- \{text: "Vous pouvez', '- {up_to: 99, text: "Vous pouvez', r"up_to: 99",
        told=("partie « interroger », champ « part_interrogee », palier « n° 3 »", "up_to: 99", "pas de « up_to » au dernier palier", ""),
    ),
    # examples
    Planted(
        "réponse à un champ inconnu", COMPTES, r"^      effectif: ", "      effectifs: ", r"^      effectifs:",
        told=("exemple « centre-des-erables », réponse « effectifs »", "la réponse « effectifs »", "un champ de la fiche", "Vouliez-vous dire « effectif » ?"),
    ),
    Planted(
        "réponse hors des options", LISTE, r"interroge: partiellement", "interroge: parfois", r"interroge: parfois",
        told=("exemple « centre-des-erables », réponse « interroge »", "« parfois »", "l’un de : oui, partiellement, non, ne_sait_pas, non_concerne", ""),
    ),
    Planted(
        "liste où il faut une option", LISTE, r"interroge: partiellement", "interroge: [partiellement]", r"interroge: \[partiellement\]",
        told=("exemple « centre-des-erables », réponse « interroge »", "[\"partiellement\"]", "l’un de : oui, partiellement, non, ne_sait_pas, non_concerne", "Vouliez-vous dire « partiellement » ?"),
    ),
    Planted(
        "date impossible", COMPTES, r"^      date_releve: .*", "      date_releve: 2026-02-30", r"date_releve: 2026-02-30",
        told=("exemple « centre-des-erables », réponse « date_releve »", "« 2026-02-30 »", "une date comme 2026-11-23", ""),
    ),
    Planted(
        "nombre en texte", COMPTES, r"^      effectif: .*", '      effectif: "46"', r'effectif: "46"',
        told=("exemple « centre-des-erables », réponse « effectif »", "« 46 »", "un nombre, sans unité ni guillemets", ""),
    ),
    Planted(
        "réponse à un calcul", COMPTES, r"^      effectif: .*", "      effectif: 46\n      fragiles: 3", r"fragiles: 3",
        told=("exemple « centre-des-erables », réponse « fragiles »", "3", "rien : ce champ se calcule", ""),
    ),
    # prose and labels
    Planted(
        "HTML dans un texte", COMPTES, r"^      Commencez par les gens", "      <b>Commencez</b> par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)",
        told=("partie « interroger », body", "« <b>Commencez</b> par les gens, pas par l’écran. Posez la même question à chacun, par courriel ou de vive vo…", "du texte simple, des listes, du gras, de l’italique et des liens ; ici, du HTML", ""),
    ),
    Planted(
        "titre dans un texte", COMPTES, r"^      Commencez par les gens", "      ## Commencez\n\n      Par les gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)",
        told=("partie « interroger », body", "« ## Commencez »", "du texte simple, des listes, du gras, de l’italique et des liens ; ici, un titre (« # ») : faites-en une section", ""),
    ),
    Planted(
        "question qui ferait écrire un secret", COMPTES, r"label: Réseau ou service", "label: Quel est le mot de passe ?", r"Quel est le mot de passe",
        told=("partie « recenser », champ « comptes », colonne « reseau », label", "« Quel est le mot de passe ? »", "une question qui ne fait pas écrire de mot de passe", "Demandez qui le détient et ajoutez « secret: never »."),
    ),
    Planted(
        "blanc hors d’une clause", COMPTES, r"^      Commencez par les gens", "      Commencez par [[effectif]] gens", r"^    body: \|\n +(##|<b>|Voyez|Commencez par \[)",
        told=("partie « interroger », body", "[[effectif]]", "des blancs dans les clauses seulement", "Faites-en une clause."),
    ),
    Planted(
        "variante non déclarée", DEMANDE, r"only: \[detaille\]", "only: [detail]", r"only: \[detail\]",
        told=("partie « cadre », clause « reversibilite », only, n° 1", "« detail »", "une variante déclarée par la fiche", "Vouliez-vous dire « detaille » ?"),
    ),
    Planted(
        "texte d’une variante inconnue", DEMANDE, r"^          simplifie: L", "          simple: L", r"^          simple:",
        told=("partie « cadre », clause « volume », text, simple", "« simple »", "une variante déclarée", "Vouliez-vous dire « simplifie » ?"), others=1,
    ),
    Planted(
        "blanc sans champ", DEMANDE, r"\[\[nom\]\]", "[[nom_complet]]", r"^        text: \|$",
        told=("partie « cadre », clause « objet », text", "[[nom_complet]]", "un champ de cette clause", ""), others=1,
    ),
    Planted(
        "champ sans blanc", DEMANDE, r"gardé \[\[duree\]\] ans", "gardé cinq ans", r"- \{id: duree",
        told=("partie « cadre », clause « images », champ « duree »", "un champ sans blanc", "[[duree]] dans le texte, ou un champ de la partie", ""),
    ),
    Planted(
        "condition sur un blanc", DEMANDE, r"\{id: duree, kind", '{id: duree, when: {compare: [{field: photos}, "=", oui]}, kind', r"- \{id: duree",
        told=("partie « cadre », clause « images », champ « duree », when", "« when » sur un blanc", "« when » sur un champ de la partie ; un blanc suit sa clause", ""),
    ),
    # between definitions, and records
    Planted(
        "colonne partagée d’une autre nature", OUVERTS, r"\{id: reseau, kind: choice, label: Réseau, help: \"Le service, pas l’appareil.\", options_from: reseaux\}", '{id: reseau, kind: text, label: Réseau, help: Le service.}', r"bind: specimen\.comptes",
        told=("partie « liste », champ « comptes », bind", "colonne « reseau » : text", "« choice », comme dans « comptes-et-cles »", ""),
    ),
    Planted(
        "options partagées différentes", OUVERTS, r"options_from: reseaux", "options: {facebook: Facebook, instagram: Instagram, autre: Autre}", r"bind: specimen\.comptes",
        told=("partie « liste », champ « comptes », bind", "colonne « reseau » : d’autres options", "les mêmes options que dans « comptes-et-cles »", "Servez-vous de « options_from »."),
    ),
    Planted(
        "clé partagée différente", OUVERTS, r"key: adresse", "key: reseau", r"bind: specimen\.comptes",
        told=("partie « liste », champ « comptes », bind", "key: reseau", "la même clé et les mêmes lignes que « comptes-et-cles » (key: adresse)", ""), others=7,
    ),
    Planted(
        "rôle d’étape inconnu", PROCESSUS, r"who: contenu", "who: contenus", r"who: contenus",
        told=("étape « rediger », who", "« contenus »", "un rôle de templates/library/roles.yml", "Vouliez-vous dire « contenu » ?"),
    ),
    Planted(
        "item d’étape inconnu", PROCESSUS, r"S2-AUD-03", "S2-AUD-93", r"S2-AUD-93",
        told=("étape « verifier », sources, n° 1", "« S2-AUD-93 »", "un item de templates/library/sources.yml", "Vouliez-vous dire « S2-AUD-09 » ?"),
    ),
    Planted(
        "deux étapes du même identifiant", PROCESSUS, r"\{id: relire,", "{id: lire,", r"id: lire, title: Faire",
        told=("étape « lire », id", "« lire » 2 fois", "un identifiant par élément", ""), others=1,
    ),
    Planted(
        "étape au nom du bilan", PROCESSUS, r"\{id: relire,", "{id: bilan_fait,", r"bilan_fait",
        told=("étape « bilan_fait », id", "« bilan_fait »", "un autre identifiant : celui-ci est celui du bilan", ""),
    ),
    Planted(
        "fiche d’atelier inconnue", ATELIER, r"sheets: \[comptes-ouverts\]", "sheets: [compte-ouvert]", r"compte-ouvert\]",
        told=("activité « recherche », sheets, n° 1", "« compte-ouvert »", "l’identifiant d’une fiche", "Vouliez-vous dire « comptes-ouverts » ?"),
    ),
    Planted(
        "nature d’activité inconnue", ATELIER, r"kind: break", "kind: pause", r"kind: pause",
        told=("activité « pause », kind", "« pause »", "l’un de : intro, exercise, sharing, break", ""),
    ),
    Planted(
        "taille de groupe à l’envers", ATELIER, r"size: \[6, 14\]", "size: [14, 6]", r"^size:",
        told=("size", "14 à 6", "du plus petit au plus grand", ""),
    ),
    Planted(
        "taille de groupe à un seul nombre", ATELIER, r"size: \[6, 14\]", "size: [6]", r"^size:",
        told=("size, n° 2", "rien", "2 éléments", ""),
    ),
)  # fmt: skip

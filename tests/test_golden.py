"""Fragments of HTML as they were last judged good, in `tests/golden/`.

`PRESENCE_REGENERE=1 ./kit test tests/test_golden.py` writes them anew: read the difference before committing it.
"""

import os
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from macros.downloads import load_shelf
from macros.french import rough_date
from macros.outline import outline
from macros.page_macros import PageMacros
from macros.render.filled import render_example
from macros.render.html import render_form
from tests.specimens.load import real_catalog, specimen_catalog

GOLDEN = Path(__file__).parent / "golden"
REGENERATE = os.environ.get("PRESENCE_REGENERE") == "1"
LIMIT = specimen_catalog().definition("tout-a-la-limite")
FIELDS = {
    "texte": ["texte_de_vingt_quatre_ca"], "texte-long": ["long_court"], "adresse": ["adresse"], "personne": ["personne"],
    "date": ["jour"], "nombre": ["nombre"], "oui-non": ["fait"], "choix": ["choix"], "choix-multiple": ["plusieurs"],
    "note": ["note_dix"], "calcul": ["entier", "somme", "rapport"], "condition": ["nombre", "fait", "plusieurs", "selon"],
}  # fmt: skip


def only(definition, *field_ids: str):
    """Return the definition with these fields alone."""
    sections = []
    for section in definition.sections:
        fields = tuple(field for field in section.fields if field.id in field_ids)
        if fields:
            sections.append(section.model_copy(update={"fields": fields, "clauses": (), "body": ()}))
    return definition.model_copy(update={"sections": tuple(sections), "personal_data": False})


def form(definition, variant: str | None = None) -> str:
    return str(render_form(outline(definition, variant=variant)))


def small_table(columns: int, rows: int):
    """Return the specimen with its great table cut to size."""
    cut = only(LIMIT, "t")
    table = cut.sections[0].fields[0]
    small = table.model_copy(update={"columns": table.columns[:columns], "rows": rows})
    return cut.model_copy(update={"sections": (cut.sections[0].model_copy(update={"fields": (small,)}),)})


def macros(catalog) -> PageMacros:
    return PageMacros(catalog, lambda address: f"../{address}", lambda: load_shelf(catalog, "", whole=False))


def request(*clauses: str):
    """Return the specimen of a request with these clauses alone."""
    definition = specimen_catalog().definition("demande-a-une-agence")
    section = definition.sections[0]
    kept = tuple(clause for clause in section.clauses if clause.id in clauses)
    return definition.model_copy(
        update={"sections": (section.model_copy(update={"fields": (), "clauses": kept, "body": ()}),)}
    )


def grid_example() -> str:
    definition = specimen_catalog().definition("grille-des-offres")
    return str(render_example(outline(definition, answers=definition.examples[0].answers)))


def fact() -> str:
    catalog = real_catalog()
    name = min(catalog.facts)
    text = macros(catalog).fact(name)
    found = catalog.facts[name]
    link = catalog.registry.resolve(found.link)
    for real, said in (
        (found.statement, "ÉNONCÉ"),
        (link.url, "ADRESSE"),
        (found.source, "SOURCE"),
        (rough_date(found.source_date or ""), "DATE"),
    ):
        text = text.replace(real, said) if real else text
    return text


FRAGMENTS = {
    **{
        f"champ-{name}": lambda field_ids=field_ids: form(only(LIMIT, *field_ids)) for name, field_ids in FIELDS.items()
    },
    "table-toutes-les-colonnes": lambda: form(small_table(14, 1)),
    "table-lignes-libres": lambda: form(small_table(2, 3)),
    "table-lignes-fixes": lambda: form(only(LIMIT, "table_au_nom_tres_long_a")),
    "partie-et-son-texte": lambda: form(
        LIMIT.model_copy(update={"sections": (LIMIT.sections[0].model_copy(update={"fields": ()}),)})
    ),
    "clause-courte": lambda: form(request("objet", "volume"), "simplifie"),
    "clause-longue": lambda: form(request("volume", "reversibilite"), "detaille"),
    "clause-sous-condition": lambda: form(request("interlocuteur", "images")),
    "exemple-rempli": grid_example,
    "cartes": lambda: macros(specimen_catalog()).sheets(step="securiser"),
    "fichiers": lambda: re.sub(
        r"\d+,\d|\d+(?=\u00a0k?o)", "N", macros(specimen_catalog()).downloads("comptes-ouverts")
    ),
    "provenance": lambda: macros(specimen_catalog()).source("S4-PWE-01", "S1-CDC-01"),
    "d-ou-viennent-les-questions": lambda: macros(specimen_catalog()).sources("repondre-a-un-avis-liste"),
    "fait": fact,
}


def indented(fragment: str) -> str:
    """Return HTML one element a line, so that a difference can be read; the text is left as it is."""
    lines: list[str] = []

    def write(element, depth: int) -> None:
        attributes = "".join(
            f" {key}" if value == "" and key != "value" else f' {key}="{value}"'
            for key, value in element.attrib.items()
        )
        lines.append("  " * depth + f"<{element.tag}{attributes}>" + (element.text or "").replace("\n", "\\n"))
        for child in element:
            write(child, depth + 1)
            if (child.tail or "").strip():
                lines.append("  " * (depth + 1) + child.tail.replace("\n", "\\n"))

    for element in lxml_html.fragments_fromstring(fragment):
        write(element, 0)
    return "\n".join(lines).replace("\u202f", "⍽").replace("\u00a0", "⎵") + "\n"


@pytest.mark.parametrize("name", FRAGMENTS)
def test_fragment_is_as_it_was_judged_good(name):
    file = GOLDEN / f"{name}.html"
    now = indented(str(FRAGMENTS[name]()))
    if REGENERATE:
        file.write_text(now, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == now


def test_every_golden_file_has_its_fragment():
    assert {file.stem for file in GOLDEN.glob("*")} == set(FRAGMENTS)

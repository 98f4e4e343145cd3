"""The catalog: what it fills in when it reads the definitions."""

import pytest

from macros.catalog import FOLDERS, cached_catalog, load_catalog
from macros.places import places
from macros.problems import CatalogError
from tests.specimens.load import ROOT, real_catalog, specimen_catalog, with_specimens


def test_every_file_of_the_folders_is_a_definition():
    files = sorted(path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / "templates" / folder).glob("*.yml"))
    assert sorted(real_catalog().files.values()) == files


def test_shared_options_stand_in_place_of_their_name():
    catalog = specimen_catalog()
    definition = catalog.definition("tout-a-la-limite")
    assert definition.field("choix_partage").options == catalog.library.options["reseaux"]
    assert definition.field("t").column("partage").options == catalog.library.options["tons"]
    assert definition.field("plusieurs_partages").options == catalog.library.options["lieux"]


def test_every_field_has_its_code_and_every_section_its_letter():
    for catalog in (real_catalog(), specimen_catalog()):
        for definition in catalog.definitions.values():
            assert all(section.letter for section in definition.sections)
            assert all(field.code for field in definition.fields())


def test_texts_of_shown_examples_get_their_typography_and_hidden_ones_keep_what_was_typed(tmp_path):
    root = with_specimens(tmp_path)
    file = root / "templates/worksheets/grille-des-offres.yml"
    text = file.read_text(encoding="utf-8").replace("agence: Agence Rive Nord", 'agence: L\'agence "Rive" ?')
    file.write_text(
        text.replace('agence: "L’Œil & Cie « Sud »"', "agence: L'Œil ?").replace(
            "preuve: Nulle part", "preuve: Nulle part !"
        ),
        encoding="utf-8",
    )
    shown, hidden, _ = load_catalog(root).definition("grille-des-offres").examples
    assert shown.answers["agence"] == "L’agence «\u00a0Rive\u202f»\u202f?"
    assert shown.answers["criteres"]["reprise"]["preuve"] == "Nulle part\u202f!"
    assert hidden.answers["agence"] == "L'Œil ?"


def test_an_address_in_an_answer_is_left_alone():
    answers = specimen_catalog().definition("tout-a-la-limite").examples[0].answers
    assert answers["adresse"] == "https://centredeserables.example/?a=1&b=2"
    assert answers["jour"] == "2026-11-23"


def test_a_definition_that_does_not_exist_gets_the_nearest_name():
    with pytest.raises(LookupError, match="« comptes-ouvert » n’existe pas\\. Vouliez-vous dire « comptes-ouverts »"):
        specimen_catalog().definition("comptes-ouvert")


def test_the_catalog_is_read_once_a_build():
    assert cached_catalog(ROOT) is cached_catalog(ROOT)


def test_two_readings_are_alike():
    again = load_catalog(ROOT)
    assert list(again.definitions) == list(real_catalog().definitions)
    assert again.definitions == real_catalog().definitions


def test_every_founding_item_that_a_definition_cites_exists():
    catalog = real_catalog()
    cited = {
        source
        for definition in catalog.definitions.values()
        for place in places(definition)
        for source in place.sources
    }
    assert cited
    assert cited <= set(catalog.library.sources.items)
    assert (
        len(catalog.library.sources.items) == 530 == sum(text.items for text in catalog.library.sources.texts.values())
    )


def test_sheets_come_in_the_order_of_their_step():
    assert [key for key, definition in real_catalog().definitions.items() if definition.step == "faire-le-point"] == [
        "inventaire-des-comptes", "audit-d-image", "audit-de-presence", "ce-qui-sert-deja", "faire-le-point-liste",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stray", "told"),
    [
        ("worksheet/a.yml", "reçu : le dossier « worksheet »\n  attendu : l’un de : worksheets, "),
        ("worksheets/a.yaml", "templates/worksheets/a.yaml, ligne 1\n  reçu : un fichier .yaml\n  attendu : « a.yml »"),
    ],
)
def test_nothing_in_templates_is_passed_over_in_silence(stray, told, tmp_path):
    root = with_specimens(tmp_path)
    (root / "templates" / stray).parent.mkdir(exist_ok=True)
    (root / "templates" / stray).write_text("id: a\n", encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        load_catalog(root)
    assert told in str(error.value)

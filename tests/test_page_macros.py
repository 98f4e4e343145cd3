"""What a page may call, and what its author reads when the call is wrong."""

import dataclasses
import inspect

import pytest

from macros.downloads import Shelf, load_shelf
from macros.page_macros import MacroProblem, PageMacros, check_call
from tests.every.fragment import Fragment
from tests.specimens.load import real_catalog, specimen_catalog


def link(target: str) -> str:
    return f"../{target}"


def shelf(catalog) -> Shelf:
    return load_shelf(catalog, "https://presence.example/", whole=False)


@pytest.fixture
def macros() -> PageMacros:
    return PageMacros(specimen_catalog(), link, lambda: shelf(specimen_catalog()))


@pytest.fixture
def real() -> PageMacros:
    return PageMacros(real_catalog(), link, lambda: shelf(real_catalog()))


def read(html: str) -> Fragment:
    fragment = Fragment(html)
    assert fragment.faults == []
    assert "\n\n" not in html
    return fragment


def attributes(html: str, tag: str) -> list[dict]:
    return [found for name, found in read(html).elements if name == tag]


def test_worksheet_is_a_form_of_its_definition(macros):
    form = attributes(macros.worksheet("comptes-ouverts"), "form")
    assert [found["data-worksheet"] for found in form] == ["comptes-ouverts"]


def test_worksheet_of_a_variant_has_its_clauses_only(macros):
    assert "Le jour où l’on se quitte" not in macros.worksheet("demande-a-une-agence")
    assert "Le jour où l’on se quitte" in macros.worksheet("demande-a-une-agence", "detaille")
    assert attributes(macros.worksheet("demande-a-une-agence"), "form")[0]["data-variant"] == "simplifie"


def test_checklist_headings_take_the_level_that_is_said(macros):
    assert len(attributes(macros.checklist("premier-inventaire-liste"), "h3")) == 2
    assert len(attributes(macros.checklist("premier-inventaire-liste", level=4), "h4")) == 2


def test_downloads_lists_the_files_with_their_size(macros):
    html = macros.downloads("comptes-ouverts")
    assert attributes(html, "a") == [{"href": "../telechargements/comptes-ouverts.yml", "download": None}]
    assert "Définition (YML, 2," in read(html).text


def test_take_away_offers_each_form_then_every_file(real):
    catalog = real_catalog()
    whole = PageMacros(catalog, link, lambda: load_shelf(catalog, "https://presence.example/"))
    hrefs = [found["href"] for found in attributes(whole.take_away("audit-de-presence"), "a")]
    forms = [f"../telechargements/audit-de-presence.{extension}" for extension in ("pdf", "docx", "odt", "xlsx")]
    assert hrefs == [*forms, "#fichiers"]
    assert "Emporter cette fiche\u00a0: PDF (" in read(whole.take_away("audit-de-presence")).text
    assert real.take_away("audit-de-presence") == "", "a site built without its documents offers none"


def test_example_shows_the_answers_and_whose_they_are(macros):
    text = read(macros.example("comptes-ouverts")).text
    assert "Association sportive du Val-Rouvre" in text
    assert "1\u00a0260" in text
    assert "1\u00a0600\u00a0personnes" in text
    assert attributes(macros.example("comptes-ouverts", folded=True), "details") == [{"class": "folded", "data-search-exclude": None}]


def test_sheets_are_filtered_by_step_duration_and_role(macros):
    def hrefs(**options) -> list[str]:
        return [
            found["href"].removeprefix("../fiches/").removesuffix(".md")
            for found in attributes(macros.sheets(**options), "a")
        ]

    assert len(hrefs()) == len(specimen_catalog().definitions)
    assert hrefs(step="securiser") == ["comptes-et-cles", "comptes-ouverts"]
    assert hrefs(step="securiser", max_minutes=20) == ["comptes-et-cles"]
    assert hrefs(role="technique") == ["comptes-et-cles", "tout-a-la-limite"]


def test_source_marks_are_numbered_anew_on_each_page(macros):
    first, second = macros.source("S4-PWE-01"), macros.source("S4-PWE-01", "S1-CDC-01")
    assert [attributes(html, "button")[0]["popovertarget"] for html in (first, second)] == [
        "provenance-1",
        "provenance-2",
    ]
    assert attributes(second, "button")[0]["aria-label"] == "S4 S1, provenance\u00a0: S4-PWE-01, S1-CDC-01"
    macros.begin("une autre page")
    assert macros.source("S4-PWE-01") == first


def test_source_opens_to_the_item_and_its_text(macros):
    text = read(macros.source("S4-PWE-01")).text
    item = specimen_catalog().library.sources.items["S4-PWE-01"]
    assert item.gist in text
    assert specimen_catalog().library.sources.texts["S4"].title in text


def test_fact_shows_its_statement_and_its_registered_source(real):
    fact_id, fact = next(iter(real_catalog().facts.items()))
    html = real.fact(fact_id)
    assert fact.statement in read(html).text
    assert attributes(html, "a")[0]["href"] == real_catalog().registry.resolve(fact.link).url


@pytest.mark.parametrize(
    ("source", "date", "note"),
    [
        ("Notes, 27 avril 2009", "2009-04-27", "(Notes, 27\u00a0avril 2009)"),
        ("Un billet (juillet 2023)", "2023-07", "(Un billet (juillet 2023))"),
        ("Un baromètre, 2019", "2019", "(Un baromètre, 2019)"),
        ("Un communiqué du 12 juin 2022", "2022-06-02", "(Un communiqué du 12 juin 2022, 2\u00a0juin\u00a02022)"),
        ("Un panorama 2024", "2024 (estimé)", "(Un panorama 2024, vers 2024)"),
        ("Un billet de 2019, repris", "2019", "(Un billet de 2019, repris, 2019)"),
        ("Un billet", None, "(Un billet, sans date)"),
    ],
)
def test_the_date_of_a_fact_is_said_once(source, date, note):
    catalog = real_catalog()
    fact = next(iter(catalog.facts.values())).model_copy(update={"source": source, "source_date": date})
    told = PageMacros(dataclasses.replace(catalog, facts={"un-fait": fact}), link, lambda: shelf(catalog)).fact("un-fait")
    assert read(told).text.replace("\u00a0", " ").endswith(note.replace("\u00a0", " "))


def test_sources_list_the_places_and_are_nothing_without_any(macros):
    html = macros.sources("repondre-a-un-avis-liste")
    assert len(attributes(html, "li")) == 2
    assert macros.sources("premier-inventaire-liste") == ""


@pytest.mark.parametrize(
    ("name", "args", "options", "told"),
    [
        ("worksheet", ("comptes-ouvert",), {}, "La fiche « comptes-ouvert » n’existe pas. Vouliez-vous dire « comptes-ouverts » ?"),
        ("worksheet", ("zzz",), {}, "La fiche « zzz » n’existe pas."),
        ("downloads", ("zzz",), {}, "La fiche « zzz » n’existe pas."),
        ("sources", ("zzz",), {}, "La fiche « zzz » n’existe pas."),
        ("worksheet", ("premier-inventaire-liste",), {},
         "« premier-inventaire-liste » est de nature « checklist » : appelez checklist('premier-inventaire-liste')."),
        ("checklist", ("comptes-ouverts",), {}, "« comptes-ouverts » est de nature « worksheet » : appelez worksheet('comptes-ouverts')."),
        ("checklist", ("demande-a-une-agence",), {}, "« demande-a-une-agence » est de nature « rfp » : appelez worksheet('demande-a-une-agence')."),
        ("worksheet", ("demande-a-une-agence", "detail"), {},
         "La fiche « demande-a-une-agence » n’a pas de variante « detail ». Vouliez-vous dire « detaille » ?"),
        ("worksheet", ("comptes-ouverts", "x"), {}, "La fiche « comptes-ouverts » n’a pas de variante « x ». Cette fiche n’a pas de variante."),
        ("example", ("comptes-ouverts", 1), {},
         "L’exemple n° 1 de la fiche « comptes-ouverts » n’existe pas : on compte à partir de 0 et elle en montre 1."),
        ("example", ("comptes-ouverts", -1), {},
         "L’exemple n° -1 de la fiche « comptes-ouverts » n’existe pas : on compte à partir de 0 et elle en montre 1."),
        ("sheets", (), {"step": "securise"}, "« securise » n’est pas une étape connue. Vouliez-vous dire « securiser » ?"),
        ("sheets", (), {"role": "tecnique"}, "« tecnique » n’est pas un rôle connu. Vouliez-vous dire « technique » ?"),
        ("sheets", (), {"step": "se-situer"}, "Aucune fiche ne répond à cet appel de « sheets »."),
        ("source", (), {}, "« source » prend d’un à 4 items, pas 0."),
        ("source", ("S4-PWE-01",) * 5, {}, "« source » prend d’un à 4 items, pas 5."),
        ("source", ("S4-PWEE-01",), {}, "L’item « S4-PWEE-01 » n’existe pas. Vouliez-vous dire « S4-PWE-01 » ?"),
        ("fact", ("zzz-zzz",), {}, "Le fait « zzz-zzz » n’existe pas."),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told(macros, name, args, options, told):
    with pytest.raises(MacroProblem) as caught:
        getattr(macros, name)(*args, **options)
    assert str(caught.value) == told


WORKSHEET = "On l’appelle ainsi : worksheet(definition_id, variant=…)."


@pytest.mark.parametrize(
    ("name", "args", "options", "told"),
    [
        ("worksheet", (), {}, f"« worksheet » n’est pas appelée avec les bons arguments. {WORKSHEET}"),
        ("worksheet", ("a", "b", "c"), {}, f"« worksheet » n’est pas appelée avec les bons arguments. {WORKSHEET}"),
        (
            "worksheet",
            ("a",),
            {"varient": "b"},
            f"« worksheet » ne connaît pas « varient ». Vouliez-vous dire « variant » ? {WORKSHEET}",
        ),
        ("worksheet", ("a",), {"zzz": "b"}, f"« worksheet » ne connaît pas « zzz ». {WORKSHEET}"),
        ("worksheet", (3,), {}, f"« worksheet » ne prend pas 3 comme « definition_id ». {WORKSHEET}"),
        (
            "source",
            ("S4-PWE-01", 3),
            {},
            "« source » ne prend pas 3 comme « item_ids ». On l’appelle ainsi : source(item_ids, …).",
        ),
    ],
)
def test_wrong_arguments_are_told_with_the_right_way(macros, name, args, options, told):
    with pytest.raises(MacroProblem) as caught:
        check_call(name, inspect.signature(getattr(macros, name)), args, options)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("name", "args", "options"),
    [
        ("worksheet", ("a",), {}),
        ("worksheet", ("a", None), {}),
        ("sheets", (), {"max_minutes": 20, "step": None}),
        ("source", ("a", "b"), {}),
    ],
)
def test_right_arguments_pass(macros, name, args, options):
    check_call(name, inspect.signature(getattr(macros, name)), args, options)


def test_an_example_of_a_sheet_that_has_none(macros):
    with pytest.raises(MacroProblem, match="elle en montre 0"):
        macros.example("premier-inventaire-liste")

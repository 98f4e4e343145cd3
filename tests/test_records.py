"""Processes and workshops, and the checklists that they derive."""

import pytest
from pydantic import ValidationError

from macros.answers import with_results
from macros.records import RESULT, SUFFIX, Process, Workshop, derive
from tests.specimens.load import specimen_catalog

PROCESS = specimen_catalog().processes["repondre-a-un-avis"]
WORKSHOP = specimen_catalog().workshops["premier-inventaire"]


def test_durations_add_up():
    assert PROCESS.minutes == 90
    assert WORKSHOP.minutes == 160


def test_a_process_gives_a_checklist_of_its_steps():
    sheet = derive(PROCESS)
    assert (sheet.id, sheet.kind, sheet.version, sheet.step, sheet.sources) == (
        "repondre-a-un-avis-liste", "checklist", 1, "participer", ("S2-COM-18",),
    )  # fmt: skip
    assert [field.id for field in sheet.fields()] == [
        "lire",
        "verifier",
        "decider",
        "rediger",
        "relire",
        "noter",
        RESULT,
    ]
    assert {field.kind for field in sheet.sections[0].fields} == {"check"}
    first = sheet.field("verifier")
    assert first.label == PROCESS.steps[1].title
    assert first.help == "Avec\u00a0: le fait et le nom du service. À la fin\u00a0: vrai, faux ou inconnu."
    assert first.sources == ("S2-AUD-03",)


def test_a_workshop_gives_a_list_of_what_the_room_needs():
    sheet = derive(WORKSHOP)
    assert sheet.id == "premier-inventaire" + SUFFIX
    assert [field.label for field in sheet.sections[0].fields] == [item.label for item in WORKSHOP.material]


def test_the_result_counts_what_is_done_and_reads_it():
    sheet = derive(PROCESS)
    done = {step.id: "oui" for step in PROCESS.steps}
    assert with_results(sheet, {**done, "noter": "partiellement"})[RESULT] == 5.0
    assert with_results(sheet, done)[RESULT] == 6.0
    assert [(step.up_to, step.text) for step in sheet.field(RESULT).reading] == [
        (5, "Il reste des points ouverts."),
        (None, "Tout est fait."),
    ]


@pytest.mark.parametrize(("minutes", "wanted"), [(1, 5), (30, 60), (2400, 480)])
def test_the_duration_of_a_list_stays_within_bounds(minutes, wanted):
    steps = tuple(step.model_copy(update={"minutes": minutes}) for step in PROCESS.steps[:2])
    assert derive(PROCESS.model_copy(update={"steps": steps})).minutes == wanted


def test_derived_lists_are_in_the_catalog_with_their_codes_and_their_file():
    catalog = specimen_catalog()
    assert [field.code for field in catalog.definition("premier-inventaire-liste").fields()] == [
        "A1",
        "A2",
        "A3",
        "A4",
        "B1",
    ]
    assert catalog.files["premier-inventaire-liste"].as_posix() == "templates/workshops/premier-inventaire.yml"


@pytest.mark.parametrize(
    ("model", "key", "value"),
    [(Process, "steps", []), (Process, "version", 0), (Process, "trigger", ""), (Workshop, "activities", []), (Workshop, "material", []),
     (Workshop, "objectives", []), (Workshop, "size", (3,)), (Process, "id", "a" * 59), (Workshop, "inconnu", 1)],
)  # fmt: skip
def test_a_record_out_of_bounds_is_refused(model, key, value):
    record = PROCESS if model is Process else WORKSHOP
    with pytest.raises(ValidationError):
        model.model_validate({**record.model_dump(), key: value})

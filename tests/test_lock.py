"""The lock: a code is given once, kept for ever, and what was published does not change without a new version."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.lock import FILE, Lock, breaks, entry, load_lock, main, renew, with_codes
from macros.model import Definition
from tests.specimens.load import ROOT, real_catalog, with_specimens
from tests.test_answers import a_field

OPTIONS = {"un": "Un", "deux": "Deux"}


def sheet(*fields: dict, version: int = 1, sections: dict[str, list] | None = None) -> Definition:
    parts = sections or {"partie": list(fields)}
    return Definition.model_validate({
        "id": "fiche", "version": version, "title": "Fiche", "purpose": "But.", "minutes": 5, "people": "une", "review": "2026-11",
        "sections": [{"id": key, "title": key, "fields": found} for key, found in parts.items()],
    })  # fmt: skip


def text(field_id: str) -> dict:
    return a_field("text", field_id)


def table(*columns: str) -> dict:
    return a_field("table", "t", key=columns[0], rows=2, columns=[text(column) for column in columns])


def codes(definition: Definition) -> dict[str, str]:
    return {path: kept["code"] for path, kept in entry(definition)["fields"].items()}


def published(definition: Definition, lock: Lock | None = None) -> Lock:
    before = lock or Lock({})
    return Lock(renew({definition.id: with_codes(definition, before)}, before))


def test_new_codes_follow_the_reading_order():
    definition = with_codes(sheet(sections={"un": [text("a"), table("x", "y")], "deux": [text("b")]}), Lock({}))
    assert codes(definition) == {"a": "A1", "t": "A2", "t.x": "A2a", "t.y": "A2b", "b": "B1"}
    assert [section.letter for section in definition.sections] == ["A", "B"]


def test_codes_stay_when_fields_are_reordered_added_or_removed():
    lock = published(sheet(text("a"), text("b"), table("x", "y")))
    changed = with_codes(sheet(text("neuf"), table("z", "y"), text("b"), version=2), lock)
    assert codes(changed) == {"neuf": "A4", "t": "A3", "t.z": "A3c", "t.y": "A3b", "b": "A2"}


def test_a_code_that_was_retired_is_never_given_again():
    lock = published(sheet(text("a"), text("b")))
    lock = published(sheet(text("a"), version=2), lock)
    assert lock.of("fiche")["fields"]["b"] == {"code": "A2", "kind": "text", "retired": True}
    lock = published(sheet(text("a"), text("k"), version=3), lock)
    assert {path: kept["code"] for path, kept in lock.of("fiche")["fields"].items()} == {
        "a": "A1",
        "k": "A3",
        "b": "A2",
    }


def test_a_letter_that_was_retired_is_never_given_again():
    lock = published(sheet(sections={"un": [text("a")], "deux": [text("b")]}))
    lock = published(sheet(sections={"deux": [text("b")]}, version=2), lock)
    changed = with_codes(sheet(sections={"trois": [text("k")], "deux": [text("b")]}, version=3), lock)
    assert [section.letter for section in changed.sections] == ["C", "B"]
    assert codes(changed) == {"k": "C1", "b": "B1"}


def test_a_field_that_moves_to_another_section_keeps_its_code():
    lock = published(sheet(sections={"un": [text("a"), text("b")], "deux": [text("k")]}))
    moved = with_codes(sheet(sections={"un": [text("a"), text("d")], "deux": [text("k"), text("b"), text("e")]}), lock)
    assert codes(moved) == {"a": "A1", "d": "A3", "k": "B1", "b": "A2", "e": "B2"}


def test_letters_go_on_after_z():
    lock = published(sheet(sections={f"partie_{n}": [text(f"a_{n}")] for n in range(26)}))
    again = with_codes(
        sheet(sections={f"neuve_{n}": [text(f"n_{n}"), text(f"m_{n}")] for n in range(3)}, version=2), lock
    )
    assert list(codes(again).values()) == ["AA1", "AA2", "AB1", "AB2", "AC1", "AC2"]


def test_columns_go_on_after_z():
    lock = published(sheet(table(*(f"c_{n}" for n in range(26)))))
    again = with_codes(sheet(table("c_0", "neuve", "autre"), version=2), lock)
    assert codes(again) == {"t": "A1", "t.c_0": "A1a", "t.neuve": "A1aa", "t.autre": "A1ab"}


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True), min_size=1, max_size=5))
@settings(deadline=None)
def test_no_code_ever_serves_two_fields(history):
    lock, ever = Lock({}), {}
    for version, names in enumerate(history, 1):
        definition = with_codes(sheet(*(text(f"champ_{name}") for name in names), version=version), lock)
        for path, code in codes(definition).items():
            assert ever.setdefault(code, path) == path
        lock = published(definition, lock)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([text("a"), a_field("choice", "k", options=OPTIONS), text("neuf")], []),
        ([a_field("choice", "k", options=OPTIONS)], ["« a » (A1) a disparu"]),
        ([a_field("url", "a"), a_field("choice", "k", options=OPTIONS)], ["« a » : était « text », est « url »"]),
        (
            [text("a"), a_field("choice", "k", options={"un": "Un", "trois": "Trois"})],
            ["« k » : l’option « deux » a disparu"],
        ),
        ([text("a"), a_field("choice", "k", options={**OPTIONS, "trois": "Trois"})], []),
    ],
)
def test_each_break_is_told(fields, found):
    lock = published(sheet(text("a"), a_field("choice", "k", options=OPTIONS)))
    assert breaks(with_codes(sheet(*fields), lock), lock) == found
    assert breaks(with_codes(sheet(*fields, version=2), lock), lock) == []


def test_breaks_of_columns_and_of_fixed_rows():
    def fixed(*rows: str, columns: tuple[str, ...]) -> dict:
        return a_field(
            "table", "t", rows=[{"id": row, "label": row} for row in rows], columns=[text(name) for name in columns]
        )

    lock = published(sheet(fixed("lundi", "mardi", columns=("x", "y"))))
    assert breaks(with_codes(sheet(fixed("lundi", columns=("y",))), lock), lock) == [
        "« t » : la ligne « mardi » a disparu",
        "« t.x » (A1a) a disparu",
    ]


def test_an_older_version_and_a_retired_identifier_are_told():
    lock = published(sheet(text("a"), version=2), published(sheet(text("a"), text("b"))))
    assert breaks(with_codes(sheet(text("a")), lock), lock) == ["la version 2 est publiée, la définition dit 1"]
    assert breaks(with_codes(sheet(text("a"), text("b"), version=2), lock), lock) == [
        "« b » a été retiré : prenez un autre identifiant"
    ]


def test_a_definition_that_is_gone_stays_in_the_lock_as_retired():
    lock = published(sheet(text("a")))
    renewed = renew({}, lock)
    assert renewed["fiche"] == {**lock.of("fiche"), "retired": True}
    assert "retired" not in renew({"fiche": with_codes(sheet(text("a")), lock)}, Lock(renewed))["fiche"]


def test_the_command_writes_the_lock_then_refuses_what_breaks_it(tmp_path, capsys):
    root = with_specimens(tmp_path)
    assert main(root) == 0
    written = (root / FILE).read_text(encoding="utf-8")
    assert main(root) == 0
    assert (root / FILE).read_text(encoding="utf-8") == written
    assert json.loads(written)["comptes-ouverts"]["fields"]["comptes.reseau"]["code"] == "A1b"
    file = root / "templates/worksheets/comptes-ouverts.yml"
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("id: total", "id: somme"), encoding="utf-8")
    capsys.readouterr()
    assert main(root) == 1
    refused = capsys.readouterr().err
    assert "templates/worksheets/comptes-ouverts.yml, ligne 3 · version\n  reçu : « total » (A2) a disparu" in refused
    assert "écrivez « version: 3 »" in refused
    assert (root / FILE).read_text(encoding="utf-8") == written
    file.write_text(sound.replace("id: total", "id: somme").replace("version: 2", "version: 3"), encoding="utf-8")
    assert main(root) == 0
    fields = load_lock(root).of("comptes-ouverts")["fields"]
    assert (fields["somme"]["code"], fields["total"]["retired"]) == ("A3", True)


def test_nothing_published_is_broken_and_the_lock_is_current():
    catalog = real_catalog()
    assert (ROOT / FILE).exists(), "./kit lock l’écrit"
    assert [what for definition in catalog.definitions.values() for what in breaks(definition, catalog.lock)] == []
    assert renew(catalog.definitions, catalog.lock) == catalog.lock.definitions, "./kit lock le met à jour"

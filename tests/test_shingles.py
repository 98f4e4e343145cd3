"""The gate against borrowed words, tried on a text of our own: no test needs the founding texts."""

import random
import re

import pytest

from macros.shingles import HASHES, RUN, borrowed, load_hashes, main, words, write_hashes

SOURCE = (
    "Le jardinier patient arrose d’abord les œillets, puis l’été venu il cueille enfin les framboises mûres du voisin."
)


@pytest.fixture
def hashes(tmp_path):
    path = tmp_path / "shingles.txt"
    write_hashes([SOURCE], path)
    return load_hashes(path)


def test_words_have_no_case_accent_or_punctuation():
    assert words("L’ÉTÉ, les Œillets : 12 %… (garçon-là)") == ["l", "ete", "les", "oeillets", "12", "garcon", "la"]


def test_borrowed_sentence_is_found_though_accents_and_punctuation_differ(hashes):
    text = "Notre avis : LE JARDINIER patient — arrose d'abord les oeillets ; puis l'ete venu, on verra."
    assert borrowed(text, hashes) == ["le jardinier patient arrose d abord les oeillets puis l ete venu"]


def test_two_borrowed_runs_are_told_apart(hashes):
    text = (
        "Le jardinier patient arrose d’abord les œillets. Autre chose. Il cueille enfin les framboises mûres du voisin."
    )
    assert borrowed(text, hashes) == [
        "le jardinier patient arrose d abord les oeillets",
        "il cueille enfin les framboises mures du voisin",
    ]


def test_borrowed_runs_that_touch_are_merged(tmp_path):
    path = tmp_path / "shingles.txt"
    write_hashes(
        ["Un deux trois quatre cinq six sept huit.", "Neuf dix onze douze treize quatorze quinze seize."], path
    )
    text = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    assert borrowed(f"Comptez : {text} !", load_hashes(path)) == [text]


def test_seven_words_are_not_borrowed(hashes):
    seven = " ".join(words(SOURCE)[: RUN - 1])
    assert borrowed(f"{seven} et voilà tout pour cette fois", hashes) == []
    assert borrowed(f"{seven} {words(SOURCE)[RUN - 1]}", hashes) == [f"{seven} {words(SOURCE)[RUN - 1]}"]


def test_a_cited_title_is_no_borrowing(hashes):
    cited = " ".join(words(SOURCE)[:10])
    for opening, closing in ((" ", " "), ("\u00a0", "\u202f")):
        assert borrowed(f"Lire «{opening}{cited}{closing}» ce soir.", hashes) == []
    assert borrowed(f"Lire « {cited} {'x' * 120} » ce soir.", hashes) == [cited]


def test_words_around_a_cited_title_still_count(hashes):
    text = "Le jardinier patient arrose « Un titre » d’abord les œillets."
    assert borrowed(text, hashes) == ["le jardinier patient arrose d abord les oeillets"]


def test_text_of_our_own_is_free(hashes):
    assert borrowed("Choisissez une personne qui répond le samedi soir, et notez son nom dans la fiche.", hashes) == []


def test_text_shorter_than_a_run_is_free(hashes):
    assert borrowed("", hashes) == borrowed("Le jardinier patient", hashes) == []


def test_committed_hashes_are_complete_sorted_and_small():
    lines = HASHES.read_text(encoding="utf-8").splitlines()
    assert lines[1:] == sorted(set(lines[1:]))
    assert all(re.fullmatch(r"[\w-]{8}", line) for line in lines[1:])
    assert len(load_hashes()) == len(lines) - 1 == 7960
    assert HASHES.stat().st_size < 150_000


def test_committed_hashes_find_nothing_in_random_words():
    rng = random.Random(8)
    text = " ".join(rng.choice(words(SOURCE)) for _ in range(20_000))
    assert borrowed(text, load_hashes()) == []


def test_a_file_cut_short_is_refused(tmp_path):
    path = tmp_path / "shingles.txt"
    path.write_text("\n".join(HASHES.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    with pytest.raises(ValueError, match="7959 empreintes"):
        load_hashes(path)


@pytest.mark.parametrize("arguments", [[], ["."], ["absent"], ["a", "b"]])
def test_command_without_texts_says_how_to_call_it(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert "python -m macros.shingles DOSSIER" in capsys.readouterr().err


def test_command_writes_the_hashes_of_the_texts(tmp_path, monkeypatch, capsys):
    (tmp_path / "S0.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mot " * 20, encoding="utf-8")
    monkeypatch.setattr("macros.shingles.HASHES", tmp_path / "shingles.txt")
    assert main([str(tmp_path)]) == 0
    expected = len(words(SOURCE)) - RUN + 1
    assert capsys.readouterr().out == f"{expected} empreintes écrites dans shingles.txt\n"
    assert len(load_hashes(tmp_path / "shingles.txt")) == expected

"""YAML as a French author types it: values kept, lines found, mistakes told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.yamlfile import YamlProblem, read


@pytest.fixture
def reading(tmp_path):
    def reading(text: str):
        file = tmp_path / "f.yml"
        file.write_bytes(text.encode("utf-8"))
        return read(file, tmp_path)

    return reading


@pytest.fixture
def told(reading):
    def told(text: str) -> tuple[int, str, str, str]:
        with pytest.raises(YamlProblem) as caught:
            reading(text)
        problem = caught.value.problem
        return problem.line, problem.received, problem.expected, problem.hint

    return told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("oui", "oui"), ("non", "non"), ("yes", "yes"), ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("12", 12), ("-3", -3), ("0", 0), ("1.5", 1.5), ("-0.5", -0.5),
        ("0612345678", "0612345678"), ("08", "08"), ("010", "010"), ("00.5", "00.5"), ("1_000", "1_000"), ("1e3", "1e3"), (".5", ".5"),
        ("12:30", "12:30"), ("2026-11-23", "2026-11-23"), ("2026-11", "2026-11"), ("12 %", "12 %"), ("0x1F", "0x1F"),
        ("9" * 15, 999999999999999), ("9" * 16, "9" * 16), ("9" * 5000, "9" * 5000), ("é", "é"), ("« oui »", "« oui »"),
        ("a#b", "a#b"), ("n°1", "n°1"), ('"a # b : c"', "a # b : c"), ("a:b", "a:b"), (".inf", ".inf"), (".nan", ".nan"), ("<<", "<<"),
    ],
)  # fmt: skip
def test_values_are_what_a_french_author_means(reading, text, value):
    found = reading(f"cle: {text}\n").data["cle"]
    assert (found, type(found)) == (value, type(value))


def test_lines_of_keys_and_items(reading):
    document = reading("# un\na: 1\nb:\n  - c: 2\n\n  - d: [3,\n        4]\n5: x\n")
    assert document.lines == {
        ("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 0, "c"): 4, ("b", 1): 6, ("b", 1, "d"): 6, ("b", 1, "d", 0): 6, ("b", 1, "d", 1): 7, (5,): 8,
    }  # fmt: skip


def test_the_line_of_what_is_not_there_is_that_of_what_holds_it(reading):
    document = reading("a: 1\nb:\n  - c: 2\n")
    assert [document.line(path) for path in [("b", 0, "z"), ("b", 7), ("z",), ()]] == [3, 2, 1, 1]


def test_a_byte_order_mark_and_windows_line_ends_are_nothing(reading):
    document = reading("\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert document.data == {"a": 1, "b": "x\ny\n"}
    assert document.line(("b",)) == 2


def test_a_remark_after_quotes_or_a_number_is_a_remark(reading):
    assert reading('# remarque\na: oui\nb: "deux mots"  # remarque\nc: [a, b c]  # remarque\nd: 3 # x\n').data == {
        "a": "oui", "b": "deux mots", "c": ["a", "b c"], "d": 3,
    }  # fmt: skip


QUOTES = 'Mettez ce texte entre guillemets "…".'


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("a:\n  b: Voir : la suite\n", 2, "un texte entre guillemets quand il contient « : »"),
        ("a: Voir la\n  suite : ici\n", 2, "un texte entre guillemets quand il contient « : »"),
        ("a: le groupe # 3\n", 1, "un texte entre guillemets quand il contient « # »"),
        ("a: Le # du compte suffit\n", 1, "un texte entre guillemets quand il contient « # »"),
        ("a:\n  le groupe\n  d’en face # 3\n", 3, "un texte entre guillemets quand il contient « # »"),
        ("a:\n\tb: 1\n", 2, "des espaces en début de ligne"),
        ("a:\n  b:\n  \t- c\n", 3, "des espaces en début de ligne"),
        ('a: 1\nb: "ouvert\nc: 2\n', 2, "un guillemet fermant"),
        ('a: 1\nb: "ouvert\nc: 2\nd: "fermé"\n', 2, "un guillemet fermant"),
        ("a: 'l'eau'\n", 1, "rien après le guillemet fermant"),
        ('a: "oui" et non\n', 1, "rien après le guillemet fermant"),
        ('a: "C:\\dossier"\n', 1, "un texte entre guillemets sans barre oblique inverse"),
        ("a: 1\nb: 2\na: 3\n", 3, "une clé une seule fois"),
        ("a:\n  1: x\n  1: y\n", 3, "une clé une seule fois"),
        ("a:\n  b: 1\n c: 2\n", 3, "un fichier YAML bien indenté"),
        ("a:\n- b: 1\n   c: 2\n", 3, "un fichier YAML bien indenté"),
        ("a: 1\n- b\n", 2, "un fichier YAML bien indenté"),
        ("a: @truc\n", 1, "un texte qui ne commence pas par @, %, ` ou !"),
        ("a: %x\n", 1, "un texte qui ne commence pas par @, %, ` ou !"),
        ("a: !truc x\n", 1, "un texte qui ne commence pas par @, %, ` ou !"),
        ("a: **gras** x\n", 1, "un texte qui ne commence pas par & ou *"),
        ("a: &co truc\n", 1, "un texte qui ne commence pas par & ou *"),
        ("a: &x [1]\nb: *x\n", 1, "un texte qui ne commence pas par & ou *"),
        ("a: {b: c\nd: 1\n", 1, "des accolades ou des crochets fermés"),
        ("a: [b, c\nd: 1\n", 1, "des accolades ou des crochets fermés"),
        ("a: {text: x : y}\n", 1, "des accolades ou des crochets fermés"),
        ("{a: b}: c\n", 1, "une clé simple"),
        ("a: 1\n[b]: c\n", 2, "une clé simple"),
        ("a: 1\n---\nb: 2\n", 2, "une seule définition par fichier"),
        ("a: | texte\n", 1, "le texte à la ligne suivante, en retrait, après « | » ou « > »"),
        ("a: - b\n", 1, "un texte entre guillemets quand il commence par « - », « ? » ou « , »"),
        ("a: ? b\n", 1, "un texte entre guillemets quand il commence par « - », « ? » ou « , »"),
        ("a: ,x\n", 1, "un texte entre guillemets quand il commence par « - », « ? » ou « , »"),
        ("a:b\nc: 1\n", 1, "une espace après le tiret ou les deux-points"),
        ("a:\u00a0b\nc: 1\n", 1, "une espace après le tiret ou les deux-points"),
        ("a:\n  -b\n  -c: 1\n", 3, "une espace après le tiret ou les deux-points"),
        ("c: 1\na:b\n", 2, "« clé: valeur », avec une espace après les deux-points"),
        ("a: x\x02\n", 1, "du texte ordinaire"),
        ("b: 1\na: \u2028\n", 2, "du texte ordinaire"),
        ('b: 1\na: "\\x02"\n', 2, "du texte ordinaire"),
        ("a: " + "[" * 60 + "]" * 60 + "\n", 1, "40 niveaux au plus"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_line(told, text, line, expected):
    assert told(text)[0::2] == (line, expected)


def test_a_mistake_shows_the_line_as_it_was_typed_and_what_to_do(told):
    assert told("a:\n  help: Voir : la suite\n")[1:] == (
        "« help: Voir : la suite »",
        "un texte entre guillemets quand il contient « : »",
        'Mettez ce texte entre guillemets "…", ou après « | » à la ligne.',
    )
    assert told("a: *x* y\n")[3] == QUOTES
    assert told('a: "x\nb: 1\nc: "y"\n')[3] == "Le texte ouvert ici va jusqu’à la ligne 3."


def test_crochets_without_end_are_not_a_crash(told):
    assert told("[" * 3000)[2] in ("des accolades ou des crochets fermés", "40 niveaux au plus")


def test_another_encoding_and_a_missing_file_are_told(tmp_path):
    (tmp_path / "f.yml").write_bytes("a: 1\nb: été\n".encode("cp1252"))
    with pytest.raises(YamlProblem, match=r"(?s)f\.yml, ligne 2.*un fichier en UTF-8"):
        read(tmp_path / "f.yml", tmp_path)
    with pytest.raises(YamlProblem, match=r"(?s)absent\.yml, ligne 1.*le fichier manque"):
        read(tmp_path / "absent.yml", tmp_path)


PIECES = st.sampled_from(
    [*"ab:-# \n\t\"'[]{},&*!|>%@`?", "  ", ": ", "- ", "\n  ", " #", "é", "1", "---\n", "\r\n", "\u00a0", "\x07"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_told(reading, text):
    try:
        document = reading(text)
    except YamlProblem as fault:
        assert 1 <= fault.problem.line <= text.count("\n") + 1
        assert fault.problem.expected
    else:
        assert all(1 <= line <= text.count("\n") + 1 for line in document.lines.values())

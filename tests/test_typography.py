"""French typography: the vectors, the borders of inline elements, the Markdown extension and the gate."""

import re
from html import unescape
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.shingles import words
from macros.typography import problems, typography, typography_across

VECTORS = yaml.safe_load(Path(__file__).with_name("vectors").joinpath("typography.yml").read_text(encoding="utf-8"))
UNMENDABLE = ('un " tout seul',)


def spaced(text):
    return text.replace("~", "\u00a0").replace("¦", "\u202f")


def pair(case):
    typed, published = case.get("in", case.get("same")), case.get("out", case.get("same"))
    return spaced(typed), spaced(published)


PAIRS = [pair(case) for case in VECTORS]
PUBLISHED = list(dict.fromkeys(published for _, published in PAIRS))


@pytest.mark.parametrize(("typed", "published"), PAIRS)
def test_vector_is_made_right(typed, published):
    assert typography(typed) == published


@pytest.mark.parametrize("published", PUBLISHED)
def test_vector_once_right_stays_as_it_is(published):
    assert typography(published) == published


@pytest.mark.parametrize("published", [text for text in PUBLISHED if text not in UNMENDABLE])
def test_gate_lets_what_is_right_pass(published):
    assert problems(published) == []


def test_vectors_are_many_and_all_different():
    assert len({typed for typed, _ in PAIRS}) == len(PAIRS) >= 80


# --- across the borders of inline elements ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "published"),
    [
        (["« ", "mot", " »"], ["«~", "mot", "¦»"]),
        (["", "Attention", " ! Oui"], ["", "Attention", "¦! Oui"]),
        (["", "Attention", "! Oui"], ["", "Attention", "¦! Oui"]),
        (["dit ", '"oui', '" hier'], ["dit ", "«~oui", "¦» hier"]),
        (['"', "mot", '"'], ["«~", "mot", "¦»"]),
        (["l'", "autre", " : "], ["l’", "autre", "~: "]),
        (["code ", None, " !"], ["code ", None, "¦!"]),
        (['"', None, '" ?'], ["«~", None, "¦»¦?"]),
        (["un", " - ", "deux"], ["un", " – ", "deux"]),
        ([None], [None]),
        ([], []),
    ],
)
def test_pieces_of_a_block_are_corrected_together(pieces, published):
    assert typography_across(pieces) == [text and spaced(text) for text in published]


def test_border_inside_an_address_splits_it_and_loses_nothing():
    pieces = typography_across(["https://exemple.org/", "l'a", " : oui"])
    assert pieces == ["https://exemple.org/", "l’a", "\u00a0: oui"]


def test_border_inside_a_code_span_leaves_every_piece_in_place():
    pieces = typography_across(["a ` b", "c ` d'e"])
    assert pieces == ["a ` b", "c ` d’e"]


# --- Markdown ---------------------------------------------------------------------------------------------------------


def converter():
    names = ["macros.markdown_typography", "attr_list", "tables", "toc", "footnotes", "md_in_html"]
    return markdown.Markdown(extensions=names)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("« **mot** »", "<p>«~<strong>mot</strong>¦»</p>"),
        ("**Attention** !", "<p><strong>Attention</strong>¦!</p>"),
        ('"*Qui*?" : l\'un', "<p>«~<em>Qui</em>¦?¦»~: l’un</p>"),
        ("`l'a : b` ; oui", "<p><code>l'a : b</code>¦; oui</p>"),
        ("    l'a : b !", "<pre><code>l'a : b !\n</code></pre>"),
        ("- l'un :\n- l'autre !", "<ul>\n<li>l’un~:</li>\n<li>l’autre¦!</li>\n</ul>"),
        ("[l'un](/oeuvre/l'a/ \"l'autre : oui\")", '<p><a href="/oeuvre/l\'a/" title="l’autre~: oui">l’un</a></p>'),
        ("![l'image](oeuvre.png)", '<p><img alt="l’image" src="oeuvre.png" /></p>'),
        ('*It\'s "me"*{lang=en} !', '<p><em lang="en">It\'s "me"</em>¦!</p>'),
        ("Oui  \nEtat : non", "<p>Oui<br />\nÉtat~: non</p>"),
        ("l'a <b>l'x</b>! <br title=\"l'y\">", '<p>l’a <b>l’x</b>¦! <br title="l\'y"></p>'),
        ("<div>l'a brut</div>", "<div>l'a brut</div>"),
        ('<div markdown="1">l\'a *b* !</div>', "<div>\n<p>l’a <em>b</em>¦!</p>\n</div>"),
        (
            "<https://exemple.org/l'oeuvre>",
            "<p><a href=\"https://exemple.org/l'oeuvre\">https://exemple.org/l'oeuvre</a></p>",
        ),
        ("a\\*b : c", "<p>a*b~: c</p>"),
    ],
)
def test_page_text_is_made_right_and_the_rest_left(source, html):
    assert converter().convert(source) == spaced(html)


def test_disguised_address_is_left_alone():
    page = unescape(converter().convert("<aide@coeur.example>"))
    assert page == '<p><a href="mailto:aide@coeur.example">aide@coeur.example</a></p>'


def test_title_is_right_in_the_page_and_in_the_table_of_contents():
    page = converter()
    html = page.convert('# L\'essentiel : **qui** ?\n\n## Et "vous" ?\n\n[TOC]')
    assert spaced("L’essentiel~: <strong>qui</strong>¦?</h1>") in html
    assert page.toc_tokens[0]["name"] == spaced("L’essentiel~: qui¦?")
    assert page.toc_tokens[0]["id"] == "lessentiel-qui"
    assert page.toc_tokens[0]["children"][0]["name"] == spaced("Et «~vous¦»¦?")
    assert spaced('<a href="#et-vous">Et «~vous¦»¦?</a>') in html


# --- the gate ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("l'école", "apostrophe droite"),
        ("les années '80", "apostrophe droite"),
        ('un "mot" ici', "guillemet droit"),
        ("et...", "trois points"),
        ("deux  espaces", "espaces qui se suivent"),
        ("deux ~espaces", "espaces qui se suivent"),
        ("Qui?", "il manque l’espace insécable avant ; ! ?"),
        ("Oui; non", "il manque l’espace insécable avant ; ! ?"),
        ("Qui ?", "doit être fine"),
        ("Qui~!", "doit être fine"),
        ("Nom: x", "avant :"),
        ("Nom : x", "avant : doit"),
        ("Nom¦:", "avant : doit"),
        ("« mot¦»", "après «"),
        ("«mot¦»", "après «"),
        ("«~mot »", "avant »"),
        ("«~mot»", "avant »"),
        ("«~mot~»", "avant »"),
        ("mise en oeuvre", "oe au lieu de œ"),
        ("OEUVRE", "oe au lieu de œ"),
        ("L’Etat", "capitale sans accent"),
        ("oui - non", "trait d’union"),
        ("oui -- non", "trait d’union"),
        ("30 %", "avant % ou €"),
        ("30%", "avant % ou €"),
        ("25 € par an", "avant % ou €"),
        ("5 h", "unité"),
        ("14h30", "heure"),
        ("10 000", "dans un nombre"),
        ("10¦000", "dans un nombre"),
        ("n° 5", "abréviation"),
        ("p. 5", "abréviation"),
        ("M. Untel", "titre"),
    ],
)
def test_gate_names_the_only_fault(text, fault):
    (found,) = set(problems(spaced(text)))
    assert fault in found


def test_gate_shows_where_with_what_was_masked():
    (found,) = problems("Voir https://exemple.org/l'a puis l'école du quartier, et bien d’autres choses encore.")
    assert found == "apostrophe droite : [Voir https://exemple.org/l'a puis l'école du quartier, e…]"


def test_gate_finds_every_fault():
    assert len(problems("l'un, l'autre et l'oeuvre ?")) == 5


# --- properties -------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    re.split(
        r"\s+",
        """l'école d'une aujourd'hui oeuvre coeur Etat Ecole réseau qui l'Équipe 30% 25€ 12 10 000 h 14h30 9h n°5 M. Roy p.
        mot `code'x` https://exemple.org/l'a a@b.example [[champ]] **gras** *l'un* S4-PWE-01 10:30 (s) etc. x.pdf {{y}}""",
    )
)
MARKS = st.sampled_from([*[" "] * 4, ", ", " ; ", " ! ", " ?", ": ", " : ", "... ", " - ", "! ", "? ", ". ", "\n", "…"])
QUOTED = st.sampled_from(["{}", "{}", '"{}"', "« {} »", "«{}»", "({})"])
SENTENCES = st.builds(
    lambda parts: "".join(quote.format(word) + mark for word, mark, quote in parts).strip(),
    st.lists(st.tuples(WORDS, MARKS, QUOTED), min_size=1, max_size=10),
)
ANYTHING = st.text("aEé oe09 \u00a0\u202f'\"«»“”.,:;!?-%€h()[]{}<>*_`#|/\n\\&=°^+@~", max_size=30)


@given(SENTENCES)
def test_ordinary_text_passes_the_gate_once_corrected(text):
    assert problems(typography(text)) == []


@given(SENTENCES | ANYTHING)
def test_correcting_twice_changes_nothing(text):
    once = typography(text)
    assert typography(once) == once


@given(st.lists(WORDS, min_size=1))
def test_words_stay_apart(typed):
    published = typography(" ".join(typed))
    assert len(published.split()) >= len(typed)


@given(SENTENCES | ANYTHING)
def test_no_letter_or_digit_is_lost(text):
    assert "".join(words(typography(text))) == "".join(words(text))


@given(st.lists(st.none() | SENTENCES | ANYTHING, max_size=5))
def test_pieces_keep_their_number_and_their_letters(pieces):
    corrected = typography_across(pieces)
    assert len(corrected) == len(pieces)
    for before, after in zip(pieces, corrected, strict=True):
        assert (before is None) == (after is None)
        assert words(before or "") == [] or "".join(words(before)) == "".join(words(after))

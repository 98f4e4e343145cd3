"""Rich text: the small tree it becomes, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import prose
from macros.prose import Blank, Break, Emphasis, Link, ListBlock, Paragraph, ProseProblem, Strong, Text, parse


def paragraph(*children):
    return Paragraph(children)


def test_paragraphs_and_inline_nesting():
    assert parse("Un **mot *fort* ** ou **deux**.\n\nUn [lien **gras**](lien:cnil)  \nà la ligne") == (
        paragraph(Text("Un **mot "), Emphasis((Text("fort"),)), Text(" ** ou "), Strong((Text("deux"),)), Text(".")),
        paragraph(
            Text("Un "), Link("lien:cnil", (Text("lien "), Strong((Text("gras"),)))), Break(), Text("à la ligne")
        ),
    )


def test_lists_in_lists():
    assert parse("- un\n- deux\n    1. trois\n    2. quatre\n\nfin") == (
        ListBlock(False, (
            (paragraph(Text("un")),),
            (paragraph(Text("deux")), ListBlock(True, ((paragraph(Text("trois")),), (paragraph(Text("quatre")),)))),
        )),
        paragraph(Text("fin")),
    )  # fmt: skip


def test_blanks_keep_their_field_and_their_place():
    text = parse("À [[debut]], puis **[[prix_max]]** et [[ prix_min ]] ; [[a]][[b]].")
    assert prose.blanks(text) == ("debut", "prix_max", "prix_min", "a", "b")
    assert prose.plain(text) == "À …, puis … et … ; ……."
    assert text[0].children[1] == Blank("debut")


def test_escapes_give_the_sign_itself():
    assert prose.plain(parse(r"2 \* 3 \[x\](y) \_a\_")) == "2 * 3 [x](y) _a_"


def test_addresses_in_reading_order():
    text = parse("- [a](lien:un)\n- [b](/playbook/x/)\n\n**[c](lien:deux)**")
    assert prose.hrefs(text) == ("lien:un", "/playbook/x/", "lien:deux")


def test_an_address_that_runs_a_script_is_no_link():
    assert prose.hrefs(parse("[x](javascript:alert(1)) [y](data:text/html,z)")) == ()


def test_plain_text_of_nothing_and_of_a_list():
    assert prose.plain(()) == ""
    assert prose.plain(parse("- un\n- deux\n\ntrois  \nquatre")) == "un\ndeux\ntrois quatre"


@pytest.mark.parametrize(
    ("text", "named", "received"),
    [
        ("Bon\n\n## Titre\nsuite", "un titre", "## Titre"),
        ("| a | b |\n|---|---|", "un tableau", "| a | b |"),
        ("avant ![x](y.png) après", "une image", "![x](y.png) après"),
        ("du <b>gras</b>", "du HTML", "<b>gras</b>"),
        ("</div>", "du HTML", "</div>"),
        ("du `code` là", "du code", "`code` là"),
        ("```\nx\n```", "du code", "```"),
        ("<https://x.example>", "du HTML", "<https://x.example>"),
    ],
)
def test_what_is_refused_is_named_and_shown(text, named, received):
    with pytest.raises(ProseProblem) as caught:
        parse(text)
    assert named in str(caught.value)
    assert caught.value.received == received


@pytest.mark.parametrize(
    "text",
    [
        "5 < 6 et 7 > 3",
        "a <3 b",
        "# 3 en ligne".replace("# ", "n° "),
        "A #motdiese",
        "1 | 2",
        "~~x~~",
        "> cité",
        "***",
        "Titre\n---",
    ],
)
def test_what_only_looks_like_syntax_stays_text(text):
    assert "".join(prose.plain(parse(text)).split()) == "".join(text.split())


PIECES = st.sampled_from(
    [
        "a",
        "mot",
        " ",
        "\n",
        "\n\n",
        "**",
        "*",
        "_",
        "[",
        "](lien:x)",
        "[[x]]",
        "[[",
        "]]",
        "- ",
        "1. ",
        "    ",
        "\\",
        "é",
        "&amp;",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
def test_any_text_is_a_tree_or_refused_in_french(text):
    try:
        tree = parse(text)
    except ProseProblem as problem:
        assert "ici, " in str(problem)
    else:
        assert isinstance(prose.plain(tree), str)
        assert all(blank == blank.strip() for blank in prose.blanks(tree))

"""The head of a page and its raw HTML: what is wrong is told with its line, what is right passes."""

import re

import pytest

from macros.catalog import load_catalog
from macros.page_meta import page_problems
from macros.sheet_pages import sheet_pages
from macros.site.content import refuse_unsound
from macros.site.errors import SiteError
from tests.site.project import ROOT

STEPS = ("faire-le-point", "se-situer")
GOOD = """\
---
title: "Faire le point : un début"
description: "Une page, l'une des deux"
step: faire-le-point
duration: Cinq heures
people: Deux personnes
level: débutant
outcome: une liste
review: 2026-11
hide: [navigation, toc]
search:
  boost: 2
---

# Faire le point

<div class="a" markdown>
<figure><img src="a.png" alt="Une image"></figure>
</div>

`<div>`, ``<section>`` et 2 < 3.

```html
<div><script>
```

{{ worksheet('<div>') }} <!-- <section> -->

Un fait {{ source('S4-PWE-01') }} et un autre {{ source('S4-PWE-02') }}. `{{ source('x') }} {{ source('y') }}`

| {{ source('S4-PWE-01') }} | {{ source('S4-PWE-02') }} |
"""


@pytest.fixture
def told(tmp_path):
    def told(text: str | bytes) -> list[tuple[int, str]]:
        file = tmp_path / "docs" / "page.md"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        problems = page_problems(file, tmp_path, STEPS)
        assert {problem.file.as_posix() for problem in problems} <= {"docs/page.md"}
        return [(problem.line, str(problem)) for problem in problems]

    return told


@pytest.mark.parametrize("text", [GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, "---\ntitle: Un\n---\n"])
def test_a_sound_page_has_no_problem(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("written", "instead", "line", "words"),
    [
        ("Cinq heures", "Cinq heures : en quatre séances", 5, ["Cinq heures", "guillemets"]),
        ("débutant", "facile", 7, ["« facile »", "débutant, intermédiaire, avancé"]),
        ("level: débutant", "niveau: débutant", 7, ["« niveau »", "level"]),
        ("faire-le-point\n", "faire-le-pont\n", 4, ["« faire-le-pont »", "« faire-le-point »"]),
        ("review: 2026-11", "review:", 9, ["review", "rien", "effacez la ligne"]),
        ("review: 2026-11", "review: novembre", 9, ["« novembre »", "2026-11"]),
        ("people:", "step: se-situer\npeople:", 6, ["« step » deux fois"]),
        ("[navigation, toc]", "[menu]", 10, ["« menu »", "navigation, toc"]),
        ("  boost: 2", "  bost: 2", 12, ["« bost »", "« boost »"]),
        ("</div>", "", 17, ["<div> jamais fermé", "</div>"]),
        ("</figure>", "", 18, ["<figure> jamais fermé"]),
        ("2 < 3.", "2 < 3.</section>", 21, ["</section>", "ouvert plus haut"]),
        ("2 < 3.", "2 < 3.\n\n<script>alert(1)</script>", 23, ["<script>", "docs/assets/js/"]),
        ("2 < 3.", "2 < 3. {{ source('S4-PWE-01') }}\n{{ source('S4-PWE-02') }}", 22, ["deux « source »", "d’un à 4", "coupez la phrase"]),
        ("2 < 3.", "2 < 3. {{source('S4-PWE-01')}}, {{source('S4-PWE-02')}}.", 21, ["deux « source »"]),
        ("2 < 3.", "2 < 3.\n\n<STYLE>p {}</STYLE>", 23, ["<style>", "docs/assets/css/"]),
    ],
)
def test_a_fault_is_told_once_with_its_line_and_its_fix(told, written, instead, line, words):
    assert written in GOOD
    [(found, message)] = told(GOOD.replace(written, instead, 1))
    assert found == line
    assert [word for word in words if word not in re.sub("[\u00a0\u202f]", " ", message)] == [], message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["un en-tête entre deux lignes"]),
        ("# Un titre\n", ["« # Un titre »", "title:"]),
        ("\n---\ntitle: Un\n---\n", ["première ligne"]),
        ("---\ntitle: Un\n\n# Un\n", ["jamais fermé"]),
        ("---\ntitle: Un\n---", ["jamais fermé"]),
        ("---\ndescription: Une page\n---\n", ["« title »", "manque"]),
        ("---\n---\n", ["rien"]),
        ("---\ntitle: Été\n---\n".encode("latin-1"), ["UTF-8"]),
        ("---\ntitle: \n---\n", ["title", "rien"]),
    ],
)
def test_a_page_without_a_head_that_can_be_read_is_told(told, text, words):
    [(_, message)] = told(text)
    assert [word for word in words if word not in re.sub("[\u00a0\u202f]", " ", message)] == [], message


def test_several_faults_are_all_told(told):
    assert [line for line, _ in told(GOOD.replace("débutant", "facile").replace("2026-11", "hier").replace("</div>", ""))] == [7, 9, 17]


def test_the_pages_made_from_definitions_are_sound(told):
    catalog = load_catalog(ROOT)
    pages = dict(sheet_pages(catalog))
    assert pages
    assert {name: told(text) for name, text in pages.items() if told(text)} == {}


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<h1>Un</h1><h1>Deux</h1>", ["2 titres", "« Un », « Deux »"]),
        ('<p><img src="a.png"></p>', ["a.png", "sans texte"]),
        ('<p><img alt="" src="a.png"></p>', ["a.png", "sans texte"]),
        ("<p>{ checklist(‘petite’) }</p>", ["{ checklist(", "deux accolades"]),
        ("<p>{ fact (‘x’)</p>", ["{ fact (", "deux accolades"]),
        ("<p>Voici {{ page }}</p>", ["{{ page }}"]),
        ("<p>{% include %}</p>", ["{% include"]),
        ("<p><script>1</script></p>", ["<script>", "docs/assets/js/"]),
        ("<p><SCRIPT src='a.js'></SCRIPT></p>", ["<script>"]),
        ("<style>p {}</style>", ["<style>", "docs/assets/css/"]),
    ],
)
def test_what_a_browser_hides_is_refused(html, words):
    with pytest.raises(SiteError) as caught:
        refuse_unsound("docs/page.md", html)
    message = str(caught.value)
    assert message.startswith("docs/page.md\n")
    assert [word for word in words if word not in message] == [], message


def test_code_a_described_picture_and_braces_of_prose_pass():
    refuse_unsound(
        "docs/page.md",
        '<h1>Un</h1><img src="a.png" alt="Une image"><img src="b.png" alt="" role="presentation">'
        "<pre><code>{{ fact('x') }} {% a %}</code></pre><textarea>{{ a }}</textarea><p>Un ensemble { a, b } (ou {a}).</p>",
    )

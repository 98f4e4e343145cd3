"""French typography of everything that is published, by whatever way it came: Markdown, YAML, templates, drawings."""

import json
from collections.abc import Iterable

import pytest

from macros.typography import problems
from tests.site.documents import documents
from tests.site.pages import Pages, blocks, parse, read_attributes, url_of


def faults(texts: Iterable[str]) -> str:
    """Return the faults of texts, one a line; nothing when there is none."""
    return "\n".join(problem for text in dict.fromkeys(texts) for problem in problems(text))


def test_pages_follow_french_typography(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert faults([*blocks(page), *read_attributes(page)]) == ""


def test_documents_follow_french_typography(site_pages: Pages, subtests: pytest.Subtests):
    for name, paragraphs in documents(site_pages.site).items():
        with subtests.test(document=name):
            assert faults(paragraphs) == ""


def test_the_search_index_follows_french_typography(site_pages: Pages, subtests: pytest.Subtests):
    index = json.loads((site_pages.site / "search/search_index.json").read_text(encoding="utf-8"))
    assert index["docs"]
    for entry in index["docs"]:
        with subtests.test(entry=entry["location"]):
            assert faults(text for key in ("title", "text") for text in blocks(parse(entry[key]))) == ""


def test_drawings_follow_french_typography(site_pages: Pages, subtests: pytest.Subtests):
    for drawing in sorted((site_pages.site / "assets").rglob("*.svg")):
        with subtests.test(drawing=drawing.name):
            assert faults(blocks(parse(drawing.read_text(encoding="utf-8")))) == ""


STRAIGHT = "apostrophe droite"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        pytest.param("<p>C'est ici.</p>", STRAIGHT, id="paragraph"),
        pytest.param("<p><b>C</b>'est ici.</p>", STRAIGHT, id="across inline markup"),
        pytest.param("<p>Ici <code>a</code>: un</p>", "il manque l’espace insécable avant :", id="after code"),
        pytest.param("<button>C'est ici.</button>", STRAIGHT, id="button"),
        pytest.param("<p>x<span popover>C'est ici.</span></p>", STRAIGHT, id="note"),
        pytest.param("<select><option>C'est ici.</option></select>", STRAIGHT, id="list"),
        pytest.param("<svg><title>C'est ici.</title></svg>", STRAIGHT, id="drawing"),
        pytest.param("<img alt=\"C'est ici.\">", STRAIGHT, id="alternative"),
        pytest.param("<meta name=description content=\"C'est ici.\">", STRAIGHT, id="description"),
    ],
)
def test_a_fault_is_seen_once_wherever_it_stands(html: str, fault: str):
    page = parse(html)
    found = faults([*blocks(page), *read_attributes(page)])
    assert found.startswith(fault)
    assert "\n" not in found


@pytest.mark.parametrize(
    "html",
    ["<p>Tapez <code>don't !</code>.</p>", "<p lang=en>Don't stop!</p>", "<script>'a' !</script>", "<p>Voir <button>S4</button>\u202f; puis</p>"],
)
def test_code_and_other_languages_are_left_alone(html: str):
    assert faults(blocks(parse(html))) == ""

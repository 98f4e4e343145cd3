"""Parts of the page's reading on their own, beside what they are made after."""

import difflib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from macros.problems import did_you_mean
from macros.readback.sentence import sentence
from macros.render.story.prompts import PROMPTS
from macros.site.scripts import bundle
from tests.site.project import ROOT

FOLDER = ROOT / "docs" / "assets" / "js" / "readback"
PARTS = ("sentence", "nearest", "prompts", "pdf-syntax")
SEVERAL = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
words = st.text("ab '’\u00a0", min_size=1, max_size=5)
parts = st.builds(
    lambda first, pairs, last: [part for part in (None if first else "", *(part for pair in pairs for part in pair), last) if part != ""],
    st.booleans(), st.lists(st.tuples(words, st.none()), min_size=1, max_size=4), st.just("") | words,
)  # fmt: skip
texts = st.text("ab '’\u00a0\n", max_size=24)


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    entry: Path = tmp_path_factory.mktemp("parts") / "parts.js"
    imports = "".join(f"import * as m{rank} from {str(FOLDER / f'{name}.js')!r}\n" for rank, name in enumerate(PARTS))
    names = ", ".join(f"...m{rank}" for rank in range(len(PARTS)))
    entry.write_text(f"{imports}globalThis.parts = {{ {names} }}\n", encoding="utf-8")
    opened = chromium.new_page()
    opened.add_script_tag(content=bundle(ROOT, entry).decode())
    return opened


def as_pattern(given: list[str | None]) -> re.Pattern[str]:
    """Return what a sentence is as a regular expression, which takes far too long with some texts."""
    pieces = ["(.*?)" if part is None else re.sub(r"(\\?\s)+", r"\\s+", re.escape(part)).replace("’", "'").replace("'", "['’]") for part in given]
    return re.compile(r"\s*" + "".join(pieces) + r"\s*", re.DOTALL)


@given(given_parts=parts, text=texts)
@settings(parent=SEVERAL, max_examples=400)
def test_a_sentence_is_what_its_regular_expression_is(given_parts, text):
    found, wanted = sentence(given_parts)(text), as_pattern(given_parts).fullmatch(text)
    assert (found and [blank.strip() for blank in found]) == (wanted and [blank.strip() for blank in wanted.groups()])


@given(given_parts=parts, several=st.lists(texts, min_size=20, max_size=20))
@SEVERAL
def test_a_sentence_is_the_same_in_the_page(page, given_parts, several):
    found = page.evaluate("([parts, texts]) => texts.map(globalThis.parts.sentence(parts))", [given_parts, several])
    assert found == [sentence(given_parts)(text) for text in several]


@pytest.mark.parametrize("text", ["La maison" + " " * 19_000 + "x", "La maison commence le " * 900, "La maison " + "le " * 6_000])
def test_no_text_takes_long(page, text):
    known = ["La maison ", None, " commence le ", None, " ", None, " le ", None, ", pour de bon."]
    assert sentence(known)(text) is None
    assert page.evaluate("([parts, text]) => globalThis.parts.sentence(parts)(text)", [known, text]) is None


@given(word=st.text("abc-d", min_size=1, max_size=12), known=st.lists(st.text("abc-d", min_size=1, max_size=12), min_size=1, max_size=6))
@SEVERAL
def test_the_nearest_word_is_that_of_difflib(page, word, known):
    near = page.evaluate("([word, known]) => globalThis.parts.nearest(word, known)", [word, known])
    assert did_you_mean(word, known) == (f"Vouliez-vous dire « {near} » ?" if near else "")
    assert ([near] if near else []) == difflib.get_close_matches(word, known, n=1, cutoff=0.5)


def test_the_prompts_are_those_of_our_documents(page):
    assert set(page.evaluate("() => [...globalThis.parts.PROMPTS]")) == PROMPTS


def test_every_character_of_a_pdf_text_is_that_of_its_encoding(page):
    from pikepdf import String

    known = [byte for byte in range(256) if byte not in (0x7F, 0x9F, 0xAD)]
    wanted = [str(String(bytes([0x61, byte]))) for byte in known]
    assert page.evaluate("(known) => known.map((byte) => globalThis.parts.textOfString(Uint8Array.of(0x61, byte)))", known) == wanted

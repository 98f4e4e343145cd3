"""What every page must have and must not have: valid HTML, one title, a description, nothing unfinished, nothing from elsewhere."""

import json
import os
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.site.pages import Pages, blocks, parse, url_of
from tests.site.project import ROOT

UNFINISHED = re.compile(r"\b(à compléter|à rédiger|à venir|bientôt disponible|lorem ipsum|coming soon|TODO|FIXME|TBD|XXX)\b", re.IGNORECASE)
TRACEBACK = re.compile(r"Traceback \(most recent call last\)|\{\{|\{%|lien:[a-z]|Macro (Syntax|Rendering) Error")
MACHINE = re.compile(r"file://|[A-Za-z]:\\(?:Users|Temp)|/(?:home|Users|root|tmp|work|private/var)/\w")
LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "video": "src", "audio": "src", "embed": "src", "object": "data"}
LOADING_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"})
TEXTS = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".yml"})

INVALID = {
    "close-order": "<p>un<b>deux</p></b>",
    "no-dup-id": '<p id="a">un</p><p id="a">deux</p>',
    "element-permitted-content": "<ul><p>un</p></ul>",
    "no-inline-style": '<p style="color:red">un</p>',
    "wcag/h37": '<img src="a.png">',
    "no-implicit-button-type": "<button>un</button>",
    "wcag/h71": "<fieldset>un</fieldset>",
    "element-name": "<fiche>un</fiche>",
}


def html_validate(*paths: Path) -> list[str]:
    """Return what html-validate says of pages, one line a message."""
    tool = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
    config = Path(__file__).with_name("htmlvalidate.mjs")
    command = [os.environ["NODE"], tool, "--config", config, "--formatter", "json", *paths]
    with tempfile.TemporaryFile() as report:  # through a pipe, the tool would leave before its last words
        done = subprocess.run(command, stdout=report, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
        assert done.returncode in (0, 1), done.stderr
        report.seek(0)
        results = json.load(report)
    return [
        f"{result['filePath']}:{fault['line']} {fault['ruleId']} : {fault['message']} ({fault['selector']})"
        for result in results
        for fault in result["messages"]
    ]


def test_pages_are_valid_html(site_pages: Pages):
    found = html_validate(*(site_pages.site / name for name in site_pages))
    assert not found, "\n".join(found)


def test_the_validator_sees_faults(site_pages: Pages, tmp_path: Path):
    page = (site_pages.site / "index.html").read_text(encoding="utf-8")
    for rule, fault in INVALID.items():
        (tmp_path / f"{rule.replace('/', '-')}.html").write_text(page.replace("</article>", f"{fault}</article>", 1), encoding="utf-8")
    found = html_validate(*sorted(tmp_path.iterdir()))
    unseen = [rule for rule in INVALID if not any(f"{rule.replace('/', '-')}.html:" in line and f" {rule} : " in line for line in found)]
    assert unseen == []


def test_pages_are_in_french_with_one_title_and_a_description(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert page.html["lang"] == "fr"
            assert len(page.find_all("h1")) == 1
            assert page.h1.get_text(strip=True)
            assert page.find("meta", {"name": "viewport"})["content"] == "width=device-width,initial-scale=1"
            assert len(page.find("meta", {"name": "description"})["content"]) >= 40


@pytest.mark.parametrize("what", ["title", "description"])
def test_each_page_has_a_text_of_its_own(what: str, site_pages: Pages):
    texts = Counter(page.title.get_text() if what == "title" else page.find("meta", {"name": what})["content"] for page in own_pages(site_pages))
    assert [text for text, count in texts.items() if count > 1] == []


def test_headings_go_down_one_level_at_a_time(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert list(skipped_levels(page)) == []


def test_a_skipped_level_is_seen():
    assert list(skipped_levels(parse("<h1>Un</h1><h2>Deux</h2><h4>Quatre</h4><h2>Deux</h2>"))) == ["h2 → h4 « Quatre »"]


def test_nothing_is_unfinished(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert [match[0] for text in blocks(page) for match in UNFINISHED.finditer(text)] == []


def test_no_macro_is_left_raw_and_no_error_is_published(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert TRACEBACK.findall("\n".join(blocks(page))) == []
            assert page.select("[href^='lien:'], [src^='lien:']") == []


def test_no_file_names_a_place_of_the_machine_that_built_it(built_site: Path):
    found = [
        f"{path.relative_to(built_site)} : {match[0]}"
        for path in sorted(built_site.rglob("*"))
        if path.suffix in TEXTS and path.is_file()
        for match in MACHINE.finditer(path.read_text(encoding="utf-8"))
        if match[0] != "file://" or path.suffix != ".js"  # the theme's script knows the protocol
    ]
    assert not found, "\n".join(found)


def test_pages_load_nothing_from_elsewhere(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        with subtests.test(page=url_of(name)):
            assert [address for address in loaded(page) if not is_local(address)] == []


def test_style_sheets_load_nothing_from_elsewhere(built_site: Path, subtests: pytest.Subtests):
    for sheet in sorted(built_site.rglob("*.css")):
        addresses = re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", sheet.read_text(encoding="utf-8"))
        with subtests.test(sheet=sheet.name):
            assert [address for pair in addresses for address in pair if address and not is_local(address)] == []


def test_the_site_map_lists_every_page_and_nothing_else(site_pages: Pages):
    address = re.search(r"^site_url: (\S+)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    tree = ElementTree.parse(site_pages.site / "sitemap.xml")
    listed = [entry.text for entry in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(listed) == sorted(address + url_of(name) for name in site_pages if name != "404.html")


def test_each_page_names_its_own_address(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        if name != "404.html":
            with subtests.test(page=url_of(name)):
                assert urlsplit(page.find("link", rel="canonical")["href"]).path == f"/{url_of(name)}"


def test_the_site_holds_no_file_that_nobody_reads(built_site: Path):
    unneeded = re.compile(r"\.map$|\.md$|\.py$|\.pyc$|wordcut|tinyseg|/lunr\.(?!fr|stemmer)|(^|/)\.")
    files = [path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()]
    assert [name for name in files if unneeded.search(name)] == []


def test_the_site_holds_no_heavy_file(built_site: Path):
    sizes = {path.name: path.stat().st_size for path in built_site.rglob("*") if path.is_file()}
    assert sizes.pop("presence-kit.zip") < 20_000_000
    assert sizes.pop("search_index.json") < 1_500_000  # read when someone searches, about 300 KB once compressed
    assert {name: size for name, size in sizes.items() if size > 600_000} == {}


def test_who_should_be_there_is_written_in_one_way(site_pages: Pages):
    people = [term.find_next("dd").get_text() for page in site_pages.values() for term in page.select(".page-facts dt") if "Avec qui" in term.text]
    assert people
    assert [text for text in people if text[0].islower()] == []


def own_pages(pages: Pages) -> Iterator[BeautifulSoup]:
    return (page for name, page in pages.items() if name != "404.html")


def skipped_levels(page: BeautifulSoup) -> Iterator[str]:
    """Yield each heading that is more than one level below the one before it."""
    before = 0
    for heading in page.find_all(re.compile(r"^h[1-6]$")):
        level = int(heading.name[1])
        if level > before + 1:
            yield f"h{before} → h{level} « {heading.get_text(strip=True)} »"
        before = level


def loaded(page: BeautifulSoup) -> Iterator[str]:
    """Yield every address that a browser fetches by itself with a page."""
    for element in page.find_all(list(LOADED)):
        if LOADED[element.name] in element.attrs:
            yield element[LOADED[element.name]]
    for element in page.find_all(srcset=True):
        yield from (part.split()[0] for part in element["srcset"].split(","))
    for link in page.find_all("link"):
        if LOADING_LINKS & set(link["rel"]):
            yield link["href"]


def is_local(address: str) -> bool:
    return address.startswith("data:image/") or not (urlsplit(address).scheme or urlsplit(address).netloc)

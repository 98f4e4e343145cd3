"""No run of eight words of a founding text in what is published or committed, titles of works excepted."""

from pathlib import Path

import pytest

from macros.shingles import borrowed, load_hashes
from tests.site.documents import documents
from tests.site.pages import Pages, blocks, parse, read_attributes, url_of
from tests.site.project import ROOT

HASHES = load_hashes()
WRITTEN = sorted(
    path.relative_to(ROOT)
    for folder, pattern in (("docs", "**/*.md"), ("templates", "[!ls]*/*.yml"), (".", "*.md"))
    for path in (ROOT / folder).glob(pattern)
)


def test_pages_borrow_nothing(site_pages: Pages, subtests: pytest.Subtests):
    for name in site_pages:
        page = parse((site_pages.site / name).read_text(encoding="utf-8"))
        for title in page.select("a.fact__source"):  # the title of the work that a fact cites
            title.string = "x"
        with subtests.test(page=url_of(name)):
            assert borrowed("\n".join([*blocks(page), *read_attributes(page)]), HASHES) == []


def test_documents_borrow_nothing(site_pages: Pages, subtests: pytest.Subtests):
    for name, paragraphs in documents(site_pages.site).items():
        with subtests.test(document=name):
            assert borrowed("\n".join(paragraphs), HASHES) == []


@pytest.mark.parametrize("path", WRITTEN, ids=str)
def test_what_authors_wrote_borrows_nothing(path: Path):
    assert borrowed((ROOT / path).read_text(encoding="utf-8"), HASHES) == []


def test_the_sheets_and_the_pages_are_among_what_is_read():
    folders = {path.parts[0] + "/" + path.parts[1] for path in WRITTEN if len(path.parts) > 1}
    assert {"docs/playbook", "templates/worksheets", "templates/checklists"} <= folders

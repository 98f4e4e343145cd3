"""The site's programs: bundled when the site is built, and a module that esbuild refuses stops the build."""

import pytest

from macros.site.errors import SiteError
from macros.site.scripts import bundle, bundles
from tests.site.pages import Pages
from tests.site.project import ROOT


def test_every_entry_is_published_and_no_module_is(site_pages: Pages) -> None:
    entries = {path.name for path in (ROOT / "docs/assets/js/entries").glob("*.js")}
    published = {path.relative_to(site_pages.site / "assets/js").as_posix() for path in (site_pages.site / "assets/js").rglob("*.js")}
    assert published == entries


def test_a_program_is_a_classic_script_without_module_words() -> None:
    for address, content in bundles(ROOT):
        if address.endswith(".css"):
            continue
        text = content.decode()
        assert text.removeprefix('"use strict";').startswith("(()=>{"), address
        assert "import(" not in text and "fetch(" not in text, f"{address} : refusé sur file://"


def test_the_catalog_and_each_model_are_published(site_pages: Pages) -> None:
    folder = site_pages.site / "assets/fiches"
    assert (folder / "index.js").read_text(encoding="utf-8").startswith("(globalThis.presence??={}).catalog=[")
    for address in (ROOT / "templates/worksheets").glob("*.yml"):
        assert (folder / f"{address.stem}.js").is_file()


def test_a_module_that_esbuild_refuses_stops_the_build(tmp_path) -> None:
    entry = tmp_path / "faux.js"
    entry.write_text('import { rien } from "./absent.js"\nrien()\n', encoding="utf-8")
    with pytest.raises(SiteError, match=r"esbuild refuse faux\.js(?s:.*)absent\.js"):
        bundle(ROOT, entry)

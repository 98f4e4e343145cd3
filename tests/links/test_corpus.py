"""Every fault planted in the real site is found, alone, where it is, with its likely fix; the real site has none."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from macros.catalog import load_catalog
from macros.links import site as link_site
from macros.links.internal import check_site, registered_addresses
from macros.problems import CatalogError
from tests.links.conftest import BASES
from tests.links.corpus import anchors, attributes, listings, outside, pages
from tests.links.corpus.copies import ROOT, SiteCopy
from tests.links.corpus.of_project import BUILT, BY_THE_BUILD, BY_THE_CATALOGUE, Built, Refused
from tests.links.corpus.planting import Mutation

MUTATIONS = [one for part in (pages, anchors, outside, attributes, listings) for one in part.MUTATIONS]
ADDRESSES = registered_addresses(ROOT / "templates" / "library" / "links.yml")


@pytest.fixture(autouse=True, scope="module")
def same_pages_read_once() -> Iterator[None]:
    """Read once the text of a page that no fault touches: two hundred copies of the site have it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_site, "read_page", cache(link_site.read_page))
        yield


def check(root: Path, base: str):
    return check_site(root, ADDRESSES, site_url=f"https://presence.example{base}")


@pytest.mark.parametrize("base", BASES)
def test_the_real_site_has_no_fault(base, site_under):
    assert check(site_under(base), base) == []


CASES = [
    pytest.param(base, one, id=f"{one.name}, sous {base}", marks=pytest.mark.long if base != (one.base or BASES[-1]) else ())
    for base in BASES
    for one in MUTATIONS
    if one.base in (None, base)
]


@pytest.mark.parametrize(("base", "mutation"), CASES)
def test_a_planted_fault_is_found_alone_with_its_place_and_its_fix(base: str, mutation: Mutation, site_under, tmp_path):
    site = SiteCopy.of(site_under(base), tmp_path / "site", base)
    expected = mutation.plant(site)
    found = check(site.root, base)
    assert [(f.page, f.fault, f.address, f.suggestion) for f in found] == [
        (expected.page, mutation.fault, expected.address, expected.suggestion)
    ]
    (finding,) = found
    assert finding.message.endswith(".")
    around = "\n".join(site.text(finding.page).splitlines()[finding.line - 1 :][:3])
    assert expected.address in around.replace("&quot;", '"').replace("\\/", "/")
    assert finding.element.startswith(("<", "url(", '"'))


@pytest.mark.parametrize("fault", [pytest.param(one, id=one.name, marks=pytest.mark.long if rank else ()) for rank, one in enumerate(BY_THE_BUILD)])
def test_a_fault_in_the_sources_stops_the_build_with_its_place_and_its_fix(fault: Refused, project, tmp_path):
    copy = project.copy(tmp_path / "projet")
    words = fault.plant(copy)
    done = copy.build(tmp_path / "site")
    assert done.returncode != 0
    assert [word for word in words if word not in done.stdout + done.stderr] == []


@pytest.mark.parametrize("fault", [pytest.param(one, id=one.name) for one in BY_THE_CATALOGUE])
def test_a_fault_in_the_definitions_is_refused_with_its_place_and_its_fix(fault: Refused, project, tmp_path):
    copy = project.copy(tmp_path / "projet")
    words = fault.plant(copy)
    with pytest.raises(CatalogError) as caught:
        load_catalog(copy.root)
    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize("fault", [pytest.param(one, id=one.name, marks=pytest.mark.long if rank else ()) for rank, one in enumerate(BUILT)])
def test_a_fault_that_the_build_lets_pass_is_found_in_the_site(fault: Built, project, tmp_path):
    copy = project.copy(tmp_path / "projet")
    page, address, suggestion = fault.plant(copy)
    done = copy.build(tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [(f.page, f.fault, f.address, f.suggestion) for f in check(tmp_path / "site", "/")] == [
        (page, fault.fault, address, suggestion)
    ]


def test_the_corpus_is_large_and_its_names_are_unique():
    names = [one.name for part in (MUTATIONS, BY_THE_BUILD, BY_THE_CATALOGUE, BUILT) for one in part]
    assert len(MUTATIONS) >= 60
    assert len(set(names)) == len(names)

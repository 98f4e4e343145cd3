"""Every fault planted in the real site is found, alone, where it is, with its likely fix; the real site has none."""

from pathlib import Path

import pytest

from macros.links.internal import check_site, registered_addresses
from tests.links.conftest import BASES
from tests.links.corpus.copies import ROOT, SiteCopy
from tests.links.corpus.of_site import MUTATIONS, Mutation

ADDRESSES = registered_addresses(ROOT / "templates" / "library" / "links.yml")


def check(root: Path, base: str):
    return check_site(root, ADDRESSES, site_url=f"https://presence.example{base}")


@pytest.mark.parametrize("base", BASES)
def test_the_real_site_has_no_fault(base, site_under):
    assert check(site_under(base), base) == []


CASES = [pytest.param(base, one, id=f"{one.name}, sous {base}") for base in BASES for one in MUTATIONS if one.base in (None, base)]


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


def test_the_corpus_is_large_and_its_names_are_unique():
    assert len(MUTATIONS) >= 45
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS)

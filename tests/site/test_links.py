"""The addresses of the real site lead somewhere; tests/links/ proves the checker itself, also under a sub-path."""

from pathlib import Path

from macros.links.internal import check_site, registered_addresses
from tests.site.project import ROOT


def test_every_address_of_the_site_leads_somewhere(built_site: Path):
    found = check_site(built_site, registered_addresses(ROOT / "templates/library/links.yml"))
    assert not found, "\n\n".join(map(str, found))

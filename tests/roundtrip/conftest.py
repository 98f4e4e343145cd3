"""How the round trip reaches a browser: it is opened by the first filler that needs one."""

import pytest

from tests.js.conftest import js as js
from tests.roundtrip.page_fillers import SITE


@pytest.fixture(autouse=True)
def site(request: pytest.FixtureRequest) -> None:
    """Tell the fillers of the page where its modules run."""
    SITE.open = lambda: request.getfixturevalue("js")

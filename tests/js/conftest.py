"""A browser page that holds the site's modules, for tests of one function."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.js.modules import Modules


@pytest.fixture(scope="session")
def js(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Modules]:
    """Call a function of a module: `js("expressions/evaluate.js", "evaluate", expression, answers)`."""
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    yield Modules(context.new_page(), tmp_path_factory.mktemp("modules"))
    context.close()

"""The browser of the tests, started once: it reaches nothing but this machine."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-software-rasterizer --disable-background-networking --disable-component-update --no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 30
"""Seconds to wait for a condition on a busy machine; what holds at once takes no time."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once; each test has contexts of its own."""
    if "CHROMIUM" not in os.environ:
        pytest.fail("La variable CHROMIUM ne dit pas où est le navigateur : lancez ces tests par « ./kit test ».")
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=[*ARGUMENTS[0].split(), ARGUMENTS[1]])
        yield browser
        browser.close()


def until(page: Page, condition: str, seconds: int = PATIENCE) -> None:
    """Wait until a condition, in JavaScript, holds in the page: Playwright's own wait needs an `eval` that the site's policy forbids."""
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
          const end = performance.now() + {1000 * seconds}
          const look = () => {{
            if ({condition}) done()
            else if (performance.now() > end) fail(new Error("toujours faux : " + {condition!r}))
            else requestAnimationFrame(look)
          }}
          look()
        }})"""
    )

"""What is being typed outlives the browser, its whole process group killed at any moment: a second at most is lost."""

import http.server
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from macros.site.scripts import bundle
from tests.chromium import ARGUMENTS, PATIENCE
from tests.js.modules import SOURCE
from tests.site.project import ROOT

LIMIT = 1000
"""Milliseconds of typing that may be lost."""
FIELDS = 40
_ENTRY = f"""
import {{ openStore }} from "{SOURCE}/store/store.js"
import {{ makeSaver }} from "{SOURCE}/store/saver.js"
globalThis.look = async () => {{
  globalThis.store = await openStore("/")
  return {{ mode: store.mode, trouble: store.trouble, kept: await store.read("essai"), all: (await store.list()).length }}
}}
globalThis.type = async () => {{
  const saver = makeSaver(store, "essai", await store.read("essai"))
  let count = 0
  setInterval(() => {{
    const now = String(Date.now())
    saver.change({{ [`champ_${{count++ % {FIELDS}}}`]: `${{now}} ${{"mot ".repeat(50)}}`, dernier: now }})
    void fetch("/frappe", {{ method: "POST", body: now }})
  }}, 20)
}}
"""


class Handler(http.server.BaseHTTPRequestHandler):
    """Shows one page, whose typing it hears."""

    server: "Server"

    def do_GET(self) -> None:
        self.answer(b"<!doctype html><meta charset=utf-8><title>Essai</title><script>" + self.server.script + b"</script>")

    def do_POST(self) -> None:
        with self.server.heard:
            self.server.typed.append(int(self.rfile.read(int(self.headers["Content-Length"]))))
            self.server.heard.notify()
        self.answer(b"")

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Remembers when each key was struck, in milliseconds."""

    daemon_threads = True

    def __init__(self, script: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.heard = threading.Condition()
        self.typed: list[int] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that is killed leaves before the end of an answer."""

    def wait_for_keys(self, count: int) -> None:
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.typed) >= count, PATIENCE), f"{len(self.typed)} frappes seulement"


class Chromium:
    """A browser that can be killed, with a profile that stays."""

    def __init__(self, browser: Browser, profile: Path) -> None:
        self.kind = browser.browser_type
        self.profile = profile
        port = profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        options = [*ARGUMENTS[0].split(), ARGUMENTS[1], "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen([os.environ["CHROMIUM"], *options], start_new_session=True, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, encoding="utf-8", errors="replace")  # fmt: skip
        assert self.process.stderr
        address = next((line.split()[-1] for line in self.process.stderr if line.startswith("DevTools listening on ")), None)
        assert address, "Chromium ne démarre pas."
        self.browser = self.kind.connect_over_cdp(address, timeout=1000 * PATIENCE)

    def page(self, url: str) -> Any:
        page = self.browser.contexts[0].new_page()
        page.goto(url)
        return page

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        assert self.process.stderr
        self.process.stderr.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    entry = tmp_path / "essai.js"
    entry.write_text(_ENTRY, encoding="utf-8")
    with Server(bundle(ROOT, entry)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("times", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_browser_killed_while_typing_loses_a_second_at_most(chromium: Browser, server: Server, tmp_path: Path, times: int) -> None:
    losses: list[int] = []
    for _ in range(times + 1):
        killed = Chromium(chromium, tmp_path / "profil")
        try:
            page = killed.page(f"http://127.0.0.1:{server.server_port}/")
            found = page.evaluate("look()")
            assert (found["mode"], found["trouble"]) == ("navigateur", None)
            if server.typed:
                answers = found["kept"]["answers"]
                assert found["all"] == 1
                losses.append(max(server.typed) - int(answers["dernier"]))
                fields = [int(text.split()[0]) for name, text in answers.items() if name.startswith("champ_")]
                assert max(fields) == int(answers["dernier"]), "Une écriture n’est passée qu’à moitié."
                assert losses[-1] <= LIMIT, losses
                server.typed.clear()
            if len(losses) < times:
                page.evaluate("type()")
                server.wait_for_keys(random.randint(60, 160))
        finally:
            killed.kill()
    print(f"\nNavigateur tué {times} fois pendant la frappe : au pire {max(losses)} ms perdues, en moyenne {sum(losses) // times} ms.")
    gone(tmp_path)
    shutil.rmtree(tmp_path / "profil")


def gone(folder: Path) -> None:
    """Wait until no process that was killed has the folder any more."""
    end = time.monotonic() + PATIENCE
    while left := processes_of(folder):
        assert time.monotonic() < end, left


def processes_of(folder: Path) -> list[str]:
    """Return the command of each process that still has the folder in it."""
    commands = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands.append(path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return [command for command in commands if str(folder) in command]

"""The two readings of a file, Python's and the page's: the same questions, answers in the same plain words."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from macros.answers import AnswersFile, to_nested
from macros.identity import Identity
from macros.model import Definition
from macros.readback import Reading, Refusal, merge, read_bytes
from macros.readback.printed import printed_script
from macros.readback.targets import Answer, How
from macros.sheet_model import model_script, sheet_model
from macros.site.scripts import bundle
from tests.site.project import ROOT

ENGINES = ("python", "page")


@dataclass(frozen=True)
class Read:
    """A file that was read: `macros.readback.Reading` without its definition."""

    identity: Identity
    found: Mapping[str, Answer]
    answers: Mapping[str, Any]
    leftovers: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    file: AnswersFile | None = field(default=None, compare=False)

    @property
    def ways(self) -> dict[str, str]:
        """How each answer was found."""
        return {name: str(answer.how) for name, answer in self.found.items()}

    @property
    def unreadable(self) -> list[str]:
        """The texts kept as they were typed."""
        return [answer.text for answer in self.found.values() if not answer.readable]


class Python:
    """The reading of `./kit answers`."""

    name = "python"

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self.definitions = definitions

    def read(self, data: bytes) -> Read:
        """Return what a file says. Raise Refusal when it gives no answers."""
        return _plain(read_bytes(data, self.definitions))

    def joined(self, first: bytes, second: bytes) -> Read | None:
        """Return two parts of a sheet as one; None when they are not."""
        try:
            return _plain(merge(read_bytes(first, self.definitions), read_bytes(second, self.definitions)))
        except ValueError:
            return None


class Page:
    """The reading of a page, in a browser."""

    name = "page"

    def __init__(self, browser: Browser, folder: Path, definitions: Mapping[str, Definition]) -> None:
        """Open a page that knows some definitions; ``folder`` is to write in."""
        self.definitions = definitions
        entry = folder / "reader.js"
        entry.write_text(_READER.replace("READBACK", str(ROOT / "docs" / "assets" / "js" / "readback")), encoding="utf-8")
        self.page = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris").new_page()
        self.page.add_script_tag(content=bundle(ROOT, entry).decode())
        for definition in definitions.values():
            for script in (model_script(sheet_model(definition, f"fiches/{definition.id}/", {})), printed_script(definition)):
                self.page.add_script_tag(content=script.decode())

    def read(self, data: bytes) -> Read:
        """Return what a file says. Raise Refusal when it gives no answers, AssertionError when the page is at fault or was polluted."""
        return self._told("read", data)

    def joined(self, first: bytes, second: bytes) -> Read | None:
        """Return two parts of a sheet as one; None when they are not."""
        return self._told("joined", first, second)

    def turns(self, data: bytes) -> int:
        """Return how many times the page could do something else while it read a file."""
        return self._asked("turns", data)

    def _told(self, question: str, *files: bytes) -> Any:
        told = self._asked(question, *files)
        assert told is None or not told["polluted"], told
        if told is not None and "refused" in told:
            assert told["refused"] not in (None, "fault", "unavailable"), told
            raise Refusal(told["refused"], told["sentence"])
        return told and _read(told, self.definitions)

    def _asked(self, question: str, *files: bytes) -> Any:
        given = [[base64.b64encode(data).decode() for data in files], list(self.definitions)]
        return json.loads(self.page.evaluate(f"(given) => readback.{question}(...given).then(JSON.stringify)", given))


Engine = Python | Page


def _plain(reading: Reading) -> Read:
    return Read(reading.identity, reading.found, reading.answers, dict(reading.leftovers), reading.remarks, reading.file)


def _read(told: dict[str, Any], definitions: Mapping[str, Definition]) -> Read:
    """Return what a page told; its answers are in the named form."""
    identity, file = Identity(**told["identity"]), told["file"]
    nested, rest = to_nested(definitions[identity.definition], dict(told["answers"]))
    assert rest == {}
    found = {name: Answer(name, text, How(how), readable) for name, text, how, readable in told["found"]}
    read_file = file and AnswersFile(Identity(**file["identity"]), dict(file["answers"]), file["date"], file["author"], file["territory"])
    return Read(identity, found, nested, dict(told["leftovers"]), tuple(told["remarks"]), read_file)


_READER = """
import { merge, readFile } from "READBACK/read.js"

const known = new Set(Object.getOwnPropertyNames(Object.prototype))
const polluted = () => Object.getOwnPropertyNames(Object.prototype).filter((name) => !known.has(name))
const catalogOf = (ids) => ({ ids, model: async (id) => presence.models[id], printed: async (id) => presence.printed[id] })
const thawed = (data) => Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))
const told = (reading) => reading && {
  identity: reading.identity, remarks: reading.remarks, answers: Object.entries(reading.answers), leftovers: Object.entries(reading.leftovers),
  found: [...reading.found].map(([name, { text, how, readable }]) => [name, text, how, readable]),
  file: reading.file && { ...reading.file, answers: Object.entries(reading.file.answers) }, polluted: polluted(),
}
const asked = async (work) => {
  try {
    return told(await work())
  } catch (error) {
    return { refused: error.reason ?? null, sentence: error.message, why: String(error.cause?.stack ?? error.stack), polluted: polluted() }
  }
}
const readingOf = (file, ids) => readFile(thawed(file), catalogOf(ids))
globalThis.readback = {
  read: ([file], ids) => asked(() => readingOf(file, ids)),
  joined: ([first, second], ids) => asked(async () => merge(await readingOf(first, ids), await readingOf(second, ids))),
  turns: async ([file], ids) => {
    const data = thawed(file)
    let [count, going] = [0, true]
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      count += 1
      if (going) port2.postMessage(null)
    }
    port2.postMessage(null)
    await readFile(data, catalogOf(ids)).catch(() => null)
    going = false
    return count
  },
}
"""

"""One round trip: the blank files of a sheet, filled by a tool, read back; and what came back other than it went."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from macros.answers import to_named, to_nested
from macros.documents.source import Source
from macros.model import Definition
from macros.outline import continued
from macros.readback import Reading, merge, read_bytes
from macros.written import lines
from tests.roundtrip import page_fillers, pdf_fillers, sheet_fillers, text_fillers
from tests.roundtrip.blanks import blanks as blanks
from tests.roundtrip.blanks import forms as forms
from tests.roundtrip.filler import Filler
from tests.roundtrip.visible import unseen
from tests.specimens.load import definitions

FILLERS = (*pdf_fillers.FILLERS, *text_fillers.FILLERS, *sheet_fillers.FILLERS, *page_fillers.FILLERS)
# What XML can't hold never reaches a document: a browser's form doesn't let it in either.
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]\d+)?")
_FIFTEEN_DIGITS = 5e-15
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Tally:
    """What became of answers: how many went, which did not come back, which came back other, which nobody had given.

    ``refused`` counts those that the tool could not write at all. ``unseen`` are those of a PDF that are stored and not drawn, among
    the texts that have the room to be.
    """

    sent: int = 0
    lost: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    refused: int = 0
    unseen: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        """Return what became of both."""
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def faults(self) -> list[str]:
        """Everything that is not as it should be."""
        return [*self.lost, *self.altered, *self.invented, *self.unseen]

    def __str__(self) -> str:
        """Tell how many came back the same, out of how many."""
        wrong = len(self.lost) + len(self.altered)
        return f"{self.sent - wrong}/{self.sent}" + (f" (+{len(self.invented)})" if self.invented else "")


def suits(filler: Filler, source: Source) -> bool:
    """Tell whether a sheet has a file that the tool fills."""
    return filler.extension in blanks(source.name)


def kept(source: Source, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the named answers that the variant asks for, without what XML can't hold; nothing but spaces is no answer."""
    asked = {control.name.split("__")[0] for control in source.outline().controls()}
    named = {name: _ILLEGAL.sub("", value) for name, value in to_named(source.definition, answers).items()}
    return {name: value for name, value in named.items() if value.strip() and name.split("__")[0] in asked}


@dataclass(frozen=True)
class Parcel:
    """Answers on their way through a tool: what is sent, what the tool can't take, and the filled files (a PDF and its continuation)."""

    source: Source
    named: Mapping[str, str]
    refused: Mapping[str, str]
    files: tuple[bytes, ...]

    @property
    def printed(self) -> set[str]:
        """The names of the controls of the first file."""
        return {control.name for control in self.source.outline().controls()}


def filled(filler: Filler, source: Source, answers: Mapping[str, str]) -> Parcel:
    """Fill the blank file of a sheet with a tool; rows that go beyond a PDF are written in its continuation, unless the tool adds it."""
    named = {name: value for name, value in answers.items() if filler.takes(value)}
    refused = {name: value for name, value in answers.items() if name not in named}
    sheet, files = source.outline(), blanks(source.name)
    printed = {control.name for control in sheet.controls()}
    short = filler.extension == "pdf" and not filler.lengthens
    beyond = {name: value for name, value in named.items() if name not in printed} if short else {}
    done = [filler.fill(files[filler.extension], sheet, {name: value for name, value in named.items() if name not in beyond})]
    if beyond:
        more = continued(source.outline(guided=False))
        assert more is not None, f"{sorted(beyond)} have no row to be written in"
        done.append(filler.fill(files["suite"], more, beyond))
    return Parcel(source, named, refused, tuple(done))


def unseen_in(parcel: Parcel) -> list[str]:
    """Return the names of the answers that a filled PDF holds and does not show, though they have the room."""
    blank = blanks(parcel.source.name)["pdf"]
    named = {name: value for name, value in parcel.named.items() if name in parcel.printed}
    return unseen(blank, parcel.files[0], pdf_fillers.entries(blank, parcel.source.outline(), named))


def received(filler: Filler, parcels: Sequence[Parcel]) -> list[Reading]:
    """Return what is read of filled files, once the other program of the filler, if it has one, has had them all in one go."""
    files = [file for parcel in parcels for file in parcel.files]
    turn = iter(filler.then(files) if filler.then else files)
    readings = []
    for parcel in parcels:
        first, *rest = [read(next(turn)) for _ in parcel.files]
        readings.append(merge(first, rest[0]) if rest else first)
    return readings


def compare(definition: Definition, named: Mapping[str, str], reading: Reading) -> Tally:
    """Return what became of named answers in a reading, under the equalities of the architecture."""
    assert reading.definition.id == definition.id
    return compare_answers(definition, named, reading.answers, reading.leftovers)


def compare_answers(definition: Definition, named: Mapping[str, str], answers: Mapping[str, Any], leftovers: Mapping[str, str]) -> Tally:
    """Return what became of named answers in nested ones."""
    sent, came = _normal(definition, dict(named)), _normal(definition, to_named(definition, answers) | dict(leftovers))
    return Tally(
        sent=len(sent),
        lost=[f"{name}: {value!r}" for name, value in sent.items() if name not in came],
        altered=[f"{name}: {value!r} -> {came[name]!r}" for name, value in sent.items() if name in came and not _same(value, came[name])],
        invented=[f"{name}: {value!r}" for name, value in came.items() if name not in sent],
    )


def read(document: bytes) -> Reading:
    return read_bytes(document, {definition.id: definition for definition in definitions()})


def _normal(definition: Definition, named: dict[str, str]) -> dict[str, str]:
    """Return named answers with rows renumbered and with what counts as equal made the same.

    Line ends and the two no-break spaces; how near two numbers are is told by `_same`.
    """
    clean = {name: lines(value).replace("\u202f", "\u00a0") for name, value in named.items()}
    nested, leftovers = to_nested(definition, {name: value for name, value in clean.items() if value})
    return to_named(definition, nested) | dict(leftovers)


def _same(sent: str, came: str) -> bool:
    """Tell whether two answers are equal; numbers are when they differ beyond their fifteenth digit only: a spreadsheet keeps no more."""
    numbers = _NUMBER.fullmatch(sent) and _NUMBER.fullmatch(came)
    return sent == came or bool(numbers and math.isclose(float(sent), float(came), rel_tol=_FIFTEEN_DIGITS))



"""From what stands in a document to answers, each with how it was found: by name, then by position, then by visible code."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from macros.model import ComputedField
from macros.names import split_name
from macros.readback.codes import Codes
from macros.readback.findings import Contents, Grid, Paragraph, Place
from macros.readback.known import Known
from macros.readback.tables import Tables
from macros.readback.targets import Answer, How, Target, Targets, answer
from macros.readback.which import Sheet


@dataclass(frozen=True, slots=True)
class Matched:
    """The answers of a document in reading order, and the texts that no field of the definition takes, by name."""

    answers: dict[str, Answer]
    leftovers: dict[str, str]


def match(contents: Contents, sheet: Sheet) -> Matched:
    """Return the answers of a document that was made from a sheet."""
    return _Matching(contents, sheet).result()


class _Matching:
    def __init__(self, contents: Contents, sheet: Sheet) -> None:
        self.contents, self.sheet = contents, sheet
        self.targets = Targets(sheet.definition)
        self.places = [place for place in contents.places() if place.name]
        self.counts = Counter(place.name for place in self.places)
        self.answers: dict[str, Answer] = {}
        self.leftovers: dict[str, str] = {}

    def result(self) -> Matched:
        grids = [block for block in self.contents.flow if isinstance(block, Grid)]
        tables = Tables(self.targets, grids)
        by_position = dict(tables.answers(self.counts))
        for place in self.places:
            target = self.targets.get(place.name)
            if target is None or not (target.table and target.table.id in by_position):
                self.by_name(place, target)
        for text in self.contents.notes:
            self.keep("note", text)
        for answers in by_position.values():
            for found in answers:
                self.note(found)
        headed = [grids[rank] for rank in sorted(tables.headed)]
        self.by_code([block for block in self.contents.flow if not any(block is grid for grid in headed)])
        return Matched(self.in_order(), self.leftovers)

    def by_name(self, place: Place, target: Target | None) -> None:
        """Note what a control says; the second control of the same name that says something else is kept apart."""
        found = answer(target, place, How.NAME) if target else None
        if found is None:
            if target is None and place.text.strip() and place.ticked is not False and not self.is_result(place.name):
                self.keep(place.name, place.text)
            return
        self.note(found)

    def note(self, found: Answer) -> None:
        """Note an answer; one that has no field, or whose field has answered something else, is kept apart."""
        if self.targets.get(found.name) is None or self.answers.setdefault(found.name, found).text != found.text:
            self.keep(found.name, found.text)

    def by_code(self, flow: list[Paragraph | Grid]) -> None:
        """Note what the text says of questions whose control is gone, or stands empty beside what was written."""
        if not flow or not any(isinstance(block, Grid) or block.outside.strip() or not block.places for block in flow):
            return
        same = self.sheet.identity.version == self.sheet.definition.version
        held = self.answers.keys() if same else {place.name for place in self.places}
        known = Known(self.sheet.definition, self.sheet.identity.variant)
        for found in Codes(self.targets, known, held).read(flow):
            self.answers.setdefault(found.name, found)

    def is_result(self, name: str) -> bool:
        """Tell whether a name is that of a result, in any row."""
        field = self.targets.fields.get(split_name(name)[0])
        return isinstance(field, ComputedField)

    def keep(self, name: str, text: str) -> None:
        """Keep a text under a name of its own."""
        free, rank = name, 1
        while free in self.leftovers or (rank == 1 and free in self.answers):
            rank += 1
            free = f"{name} ({rank})"
        self.leftovers[free] = text

    def in_order(self) -> dict[str, Answer]:
        """Return the answers in the order of the definition."""
        fields = list(self.targets.fields)
        return {name: self.answers[name] for name in sorted(self.answers, key=lambda name: self.rank(name, fields))}

    def rank(self, name: str, fields: list[str]) -> tuple[int, int, int]:
        target = self.targets.get(name)
        assert target is not None
        first = fields.index(target.field.id if target.table is None else target.table.id)
        return first, *_within(target)


def _within(target: Target) -> tuple[int, int]:
    """Rank a cell in its table, an option among the others."""
    if target.table is not None:
        fixed = [row.id for row in target.table.fixed_rows]
        columns = [column.id for column in target.table.columns]
        return (fixed.index(target.row) if fixed else int(target.row)), columns.index(target.field.id)
    options = list(getattr(target.field, "options", {}))
    return 0, options.index(target.option) if target.option else 0


def by_how(answers: dict[str, Answer]) -> Iterator[tuple[How, int]]:
    """Yield how many answers were found each way, the surest first."""
    counts = Counter(found.how for found in answers.values())
    yield from ((how, counts[how]) for how in How if counts[how])

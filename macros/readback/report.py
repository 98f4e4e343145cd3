"""What was read, as text for people, JSON for programs, CSV for spreadsheets."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from macros.answers import TICKED
from macros.model import BaseField
from macros.readback.folder import Outcome
from macros.readback.matching import by_how
from macros.readback.reading import Reading
from macros.readback.targets import Answer, How, Target, Targets
from macros.written import written

SURENESS = {How.NAME: "sûre : par le nom du champ", How.POSITION: "par la position dans le tableau", How.CODE: "par le code visible"}
UNREADABLE = "illisible, gardée telle quelle"
NO_ANSWER = "aucune réponse"
LEFTOVER = "réponse d’une version précédente"
REFUSED = "refusé"
PASSED = "laissé de côté"
_COLUMNS = ("fichier", "fiche", "version", "code", "nom", "question", "réponse", "sûreté", "remarques")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def sureness(answer: Answer) -> str:
    """Say how sure an answer is."""
    if answer.readable:
        return SURENESS[answer.how]
    return f"trouvée {SURENESS[answer.how].removeprefix('sûre : ')} ; {UNREADABLE}"


def as_text(outcomes: Sequence[Outcome]) -> str:
    """Return what people read: every answer of one file, or a line a file, its remarks under it, and a summary."""
    told = [line for outcome in outcomes for line in _lines(outcome)]
    if len(outcomes) > 1:
        return "\n".join([*told, "", summary(outcomes)])
    reading = outcomes[0].reading
    return "\n".join([*told, "", *_listing(reading)] if reading else told)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return how many files were read, of which sheets, and how many were refused."""
    readings = [outcome.reading for outcome in outcomes if outcome.reading]
    sheets = Counter(reading.definition.id for reading in readings)
    answers = sum(len(reading.found) for reading in readings)
    lines = [f"{_count(len(readings), 'fichier lu', 'fichiers lus')}, {_count(answers, 'réponse', 'réponses')}."]
    lines += [f"  {number} × {sheet}" for sheet, number in sorted(sheets.items())]
    doubtful = sum(1 for reading in readings for answer in reading.found.values() if answer.how is not How.NAME or not answer.readable)
    if doubtful:
        lines.append(f"{_count(doubtful, 'réponse est à relire', 'réponses sont à relire')} : sans nom de champ, ou illisible.")
    refused = sum(1 for outcome in outcomes if outcome.refusal)
    if refused:
        lines.append(f"{_count(refused, 'fichier refusé', 'fichiers refusés')}.")
    passed = sum(1 for outcome in outcomes if outcome.passed)
    if passed:
        lines.append(f"{_count(passed, 'exemple laissé', 'exemples laissés')} de côté.")
    return "\n".join(lines)


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Return what programs read: a list of files, each with its answers in the nested form, or with why it has none."""
    return json.dumps({"files": [_data(outcome) for outcome in outcomes]}, ensure_ascii=False, indent=1)


def as_csv(outcomes: Sequence[Outcome]) -> str:
    """Return what a French spreadsheet reads: a line an answer, semicolons between; a file without answers has a line that says so.

    A text that a spreadsheet would take for a formula has an apostrophe before it: the files come from anyone.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for outcome in outcomes:
        for row in _rows(outcome):
            writer.writerow([_harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _lines(outcome: Outcome) -> Iterator[str]:
    """Yield the line of a file, and its remarks."""
    files = " + ".join(str(file) for file in outcome.files)
    if outcome.reading is None:
        yield f"{files} : {outcome.passed or f'{REFUSED}. {outcome.refusal}'}"
        return
    yield f"{files} : {_account(outcome.reading)}"
    yield from (f"    {remark}" for remark in outcome.reading.remarks)


def _account(reading: Reading) -> str:
    """Return which sheet a file is, and how many answers it gives."""
    said = [_count(len(reading.found), "réponse", "réponses") if reading.found else NO_ANSWER]
    said += [f"{number} {SURENESS[how]}" for how, number in by_how(dict(reading.found)) if how is not How.NAME]
    if reading.unreadable:
        said.append(f"{len(reading.unreadable)} {'illisible' if len(reading.unreadable) == 1 else 'illisibles'}")
    if reading.leftovers:
        said.append(f"{len(reading.leftovers)} hors de la fiche")
    return f"{reading.definition.title} ({reading.identity}), {', '.join(said)}"


def _listing(reading: Reading) -> Iterator[str]:
    targets = Targets(reading.definition)
    for answer in reading.found.values():
        target = targets.get(answer.name)
        assert target is not None
        doubt = f"   [{sureness(answer)}]" if answer.how is not How.NAME or not answer.readable else ""
        said = _said(target, answer).replace("\n", "\n    ")
        yield f"  {target.field.code} · {_question(target)} : {said}{doubt}"
    if reading.leftovers:
        yield "Réponses d’une version précédente :"
        yield from (f"  {name} : {text}" for name, text in reading.leftovers.items())


def _data(outcome: Outcome) -> dict[str, Any]:
    files = [str(file) for file in outcome.files]
    if outcome.passed:
        return {"file": files[0], "passed": "example", "message": outcome.passed}
    if outcome.reading is None:
        assert outcome.refusal is not None
        return {"file": files[0], "refused": outcome.refusal.reason, "message": str(outcome.refusal)}
    reading, targets = outcome.reading, Targets(outcome.reading.definition)
    details = [
        {"name": answer.name, "code": target.field.code, "text": answer.text, "how": answer.how.value, "readable": answer.readable}
        for answer in reading.found.values() if (target := targets.get(answer.name))
    ]  # fmt: skip
    said = {key: getattr(reading.file, key) for key in ("date", "author", "territory") if reading.file and getattr(reading.file, key)}
    return {
        "file": files[0], "with": files[1:], "definition": reading.identity.definition, "version": reading.identity.version,
        "variant": reading.identity.variant, **said, "answers": reading.answers, "details": details, "leftovers": reading.leftovers,
        "remarks": list(reading.remarks),
    }  # fmt: skip


def _rows(outcome: Outcome) -> Iterator[Sequence[str]]:
    file = " + ".join(str(path) for path in outcome.files)
    if outcome.reading is None:
        yield file, "", "", "", "", "", outcome.passed or str(outcome.refusal), PASSED if outcome.passed else REFUSED, ""
        return
    reading, targets = outcome.reading, Targets(outcome.reading.definition)
    start, remarks = (file, reading.identity.definition, str(reading.identity.version)), " ".join(reading.remarks)
    if not reading.found and not reading.leftovers:
        yield *start, "", "", "", "", NO_ANSWER, remarks
    for answer in reading.found.values():
        target = targets.get(answer.name)
        assert target is not None
        yield *start, target.field.code, answer.name, _question(target), _said(target, answer), sureness(answer), remarks
    for name, text in reading.leftovers.items():
        yield *start, "", name, "", text, LEFTOVER, remarks


def _question(target: Target) -> str:
    """Return what names a control: its label, its row, its option."""
    if target.table is not None:
        fixed = {row.id: row.label for row in target.table.fixed_rows}
        return f"{target.field.label}, {fixed.get(target.row, f'ligne {target.row}')}"
    if target.option:
        return f"{target.field.label} {_label(target.field, target.option)}"
    return target.field.label


def _said(target: Target, answer: Answer) -> str:
    """Return an answer as it is written in documents."""
    if target.option:
        return "Oui" if answer.text == TICKED else answer.text
    return written(target.field, answer.text)


def _label(field: BaseField, option: str) -> str:
    return str(getattr(field, "options", {})[option].label)


def _harmless(cell: str) -> str:
    bare = cell.lstrip()
    number = bare.lstrip("+-").replace(",", "").replace(".", "").isdigit()
    return f"'{cell}" if bare.startswith(_FORMULA_SIGNS) and not number else cell


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number < 2 else many}"

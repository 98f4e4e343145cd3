"""From an outline to the data that ``sheet.typ`` lays out: what stands where, how much room each answer has.

Measures are in millimetres. A place to write is a name, the option after a stroke for a button of a group (« volet/rien »): the
template makes links of them, `acroform` makes fields of the links.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from macros.model import (
    BaseField,
    ComputedField,
    DateField,
    LongTextField,
    MultiChoiceField,
    ScaleField,
)  # fmt: skip
from macros.outline import Control, Grid, Item, Outline, Part, Passage, Question, Remark, choices, printed_offers
from macros.render.pdf.columns import bands, least_row_height, row_height
from macros.render.pdf.paper import Paper
from macros.render.pdf.sentences import LINE, TALLEST, Data, blocks, said, said_in_cell
from macros.wording import reading

KINDS = {"worksheet": "Fiche de travail", "checklist": "Liste de contrôle", "rfp": "Cahier des charges"}
WHOLE = 8
"""Rows that a table may have and still stand on one page, never cut."""
SUBSTITUTE = "□"

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2e80-\uffff\U00010000-\U0010ffff]")
_SHORT = frozenset({"date", "number", "person", "computed"})
_BOX_WIDTHS = {"number": 42.0, "date": 42.0, "computed": 60.0}


def document(sheet: Outline, paper: Paper) -> Data:
    """Return everything that the template needs to know about a sheet."""
    language, _, region = sheet.language.partition("-")
    more = is_continuation(sheet)
    return {
        "title": sheet.title, "eyebrow": _eyebrow(sheet, more), "purpose": "" if more else sheet.purpose,
        "facts": () if more or sheet.filled else [{"name": name, "text": text} for name, text in sheet.facts],
        "notices": sheet.notices, "identity": str(sheet.identity), "address": sheet.address, "language": language, "region": region or None,
        "date": [sheet.dated.year, sheet.dated.month, sheet.dated.day], "width": paper.width, "height": paper.height,
        "runs": _runs([item for part in sheet.parts for item in _part(part, sheet.filled, paper)]),
    }  # fmt: skip


def is_continuation(sheet: Outline) -> bool:
    """Say whether a sheet only goes on with the rows of tables (`macros.outline.continued`)."""
    items = [item for part in sheet.parts for item in part.items]
    return bool(items) and all(isinstance(item, Grid) and item.rows and item.rows[0].id not in (1, *_fixed(item)) for item in items)


def printable(data: Any, refused: re.Pattern[str] = _UNPRINTABLE) -> Any:
    """Return the data with a box for each character that no face has."""
    match data:
        case str():
            return refused.sub(SUBSTITUTE, data.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        case Mapping():
            return {key: printable(value, refused) for key, value in data.items()}
        case list() | tuple():
            return [printable(value, refused) for value in data]
    return data


def _fixed(grid: Grid) -> tuple[str, ...]:
    return tuple(row.id for row in grid.field.fixed_rows)


def _eyebrow(sheet: Outline, more: bool) -> str:
    edition = "Suite" if more else "Exemple rempli" if sheet.filled else None
    return " · ".join(filter(None, [KINDS[sheet.definition.kind], sheet.variant, edition]))


def _part(part: Part, filled: bool, paper: Paper) -> Iterator[Data]:
    """Yield the heading of a part, on a page turned like what follows it, then its items."""
    items = _paired([_item(item, filled, paper) for item in part.items])
    yield {
        "type": "head", "letter": part.letter, "title": part.title, "condition": part.condition, "body": blocks(part.body, {}, filled),
        "flipped": bool(items) and items[0]["flipped"],
    }  # fmt: skip
    yield from items


def _runs(items: list[Data]) -> list[Data]:
    """Return the cover, then the items, by runs of pages that are turned alike."""
    cover = {"type": "cover", "flipped": bool(items) and items[0]["flipped"]}
    items = [cover, *items]
    return [{"flipped": flipped, "items": list(run)} for flipped, run in groupby(items, itemgetter("flipped"))]


def _paired(items: list[Data]) -> list[Data]:
    """Set short questions side by side, two by two."""
    found: list[Data] = []
    for item in items:
        if found and item.get("short") and found[-1].get("short"):
            found[-1] = {"type": "pair", "questions": [found[-1], item], "flipped": False}
        else:
            found.append(item)
    return found


def _item(item: Item, filled: bool, paper: Paper) -> Data:
    match item:
        case Grid():
            return {**_asked(item.question), **_grid(item, filled, paper)}
        case Passage():
            return _passage(item, filled)
        case Question():
            return _question(item, filled)


def _question(question: Question, filled: bool) -> Data:
    field, entry = question.field, _answer(question) if filled else _entry(question)
    short = field.kind in _SHORT and not question.readings and not entry.get("reading") and len(question.label) < 60
    unit = None if filled else question.unit
    asked = _asked(question) | ({"readings": ()} if filled else {})
    long = entry.get("height", 0) > 60 or len(entry.get("text") or "") > 600
    return {**asked, "type": "question", "entry": entry, "unit": unit, "short": short, "long": long, "flipped": False}


def _asked(question: Question) -> Data:
    return {
        "code": question.code, "label": question.label, "condition": question.condition, "note": _hint(question.field),
        "remarks": [_remark(remark) for remark in question.remarks], "readings": question.readings,
    }  # fmt: skip


def _remark(remark: Remark) -> Data:
    return {"kind": remark.kind, "lead": remark.lead, "text": remark.text}


def _hint(field: BaseField) -> str | None:
    """Say in a few words what form an answer takes."""
    match field:
        case DateField():
            return "jj/mm/aaaa"
        case MultiChoiceField():
            return "plusieurs réponses possibles"
    return None


def _entry(question: Question) -> Data:
    """Return the place where the answer of a question is written."""
    field = question.field
    if options := _buttons(question):
        mark = "tick" if isinstance(field, MultiChoiceField) else "dot"
        return {"kind": "options", "mark": mark, "options": options, "columns": _option_columns(options)}
    height = min(field.lines * LINE + 2, TALLEST) if isinstance(field, LongTextField) else 9.0
    return {"kind": "box", "name": question.controls[0].name, "width": _BOX_WIDTHS.get(field.kind), "height": height}


def _buttons(question: Question) -> list[Data]:
    field = question.field
    if isinstance(field, MultiChoiceField):
        return [_button(control.name, field.options[control.option or ""]) for control in question.controls]
    if isinstance(field, ScaleField):
        marks = {mark: field.anchors.get(mark) for mark in range(field.min, field.max + 1)}
        labels = {mark: f"{mark} · {anchor}" if anchor else str(mark) for mark, anchor in marks.items()}
        return [{"name": f"{field.id}/{mark}", "label": label, "help": None} for mark, label in labels.items()]
    return [_button(f"{field.id}/{key}", option) for key, option in choices(field).items()]


def _button(name: str, option: Any) -> Data:
    return {"name": name, "label": option.label, "help": option.help}


def _option_columns(options: list[Data]) -> int:
    """Return in how many columns options are set; 0 lets short ones follow each other on a line."""
    longest = max(len(option["label"]) for option in options)
    if all("/" in option["name"] and option["name"].partition("/")[2].isdigit() for option in options):
        return 0
    if any(option["help"] for option in options) or longest > 46:
        return 1
    return 0 if longest <= 14 else 3 if longest <= 25 else 2


def _answer(question: Question) -> Data:
    """Return the answer of a question as words, with what a result means."""
    field = question.field
    value: Any = [control.option for control in question.controls if control.value]
    if not isinstance(field, MultiChoiceField):
        value = question.controls[0].value
    meaning = reading(field, value) if isinstance(field, ComputedField) else None
    return {"kind": "answer", "text": said(field, value), "reading": meaning}


def _grid(grid: Grid, filled: bool, paper: Paper) -> Data:
    flipped, label_width, groups = bands(grid, paper)
    return {
        "type": "grid", "flipped": flipped, "guide": _column_guide(grid, 3 if flipped else 2, filled), "corner": grid.corner, "filled": filled,
        "fixed": grid.fixed, "label_width": label_width, "row_height": row_height(grid), "whole": WHOLE,
        "row_least": least_row_height(grid, groups), "bands": [_band(grid, columns, filled) for columns in groups],
    }  # fmt: skip


def _band(grid: Grid, columns: list[tuple[int, float]], filled: bool) -> Data:
    return {
        "columns": [{**_head(grid.columns[index]), "width": width} for index, width in columns],
        "rows": [
            {"label": row.label, "help": row.help, "cells": [_cell(row.controls[index], filled) for index, _ in columns]} for row in grid.rows
        ],
    }  # fmt: skip


def _head(column: Question) -> Data:
    field = column.field
    note = f"de {field.min} à {field.max}" if isinstance(field, ScaleField) else column.unit or _hint(field)
    return {"code": column.code, "label": column.label, "note": note}


def _cell(control: Control, filled: bool) -> Data:
    """Return a place to write, or an answer."""
    return {"text": said_in_cell(control)} if filled else {"name": control.name}


def _guide(question: Question) -> Data:
    """Return what is said of a column or of a blank, away from where it is answered."""
    return {"code": question.code, "label": question.label, "remarks": [_remark(remark) for remark in question.remarks]}


def _column_guide(grid: Grid, stacks: int, filled: bool) -> list[list[Data]]:
    """Return what is said of the columns, shared among stacks of about the same length, read one after the other."""
    told = [guide for guide in map(_guide, grid.columns) if guide["remarks"]]
    if filled:
        told = [guide for guide in told if any(remark["kind"] != "choices" for remark in guide["remarks"])]
        told = [{**guide, "remarks": [remark for remark in guide["remarks"] if remark["kind"] != "choices"]} for guide in told]
    lengths = [len(guide["label"]) + sum(len(remark["text"]) for remark in guide["remarks"]) + 40 for guide in told]
    found: list[list[Data]] = [[] for _ in range(min(stacks, len(told)))]
    done = 0.0
    for guide, length in zip(told, lengths, strict=True):
        found[min(int((done + length / 2) * len(found) / sum(lengths)), len(found) - 1)].append(guide)
        done += length
    return [stack for stack in found if stack]


def _passage(passage: Passage, filled: bool) -> Data:
    return {
        "type": "passage", "flipped": False, "title": passage.title, "condition": passage.condition,
        "text": blocks(passage.text, passage.blanks, filled),
        "guide": [] if filled else [_blank_guide(question) for question in passage.blanks.values()], "why": passage.why, "drop": passage.drop,
    }  # fmt: skip


def _blank_guide(question: Question) -> Data:
    """Return the guidance of a blank; on paper its list can't be opened, so that what it offers is numbered here."""
    found = _guide(question)
    if offered := printed_offers(question.field):
        found["remarks"].append(_remark(Remark("choices", "", offered)))
    return found

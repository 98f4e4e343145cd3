"""What a key costs the main thread of a page.

Chromium's own trace tells all that the main thread did, with the processor time of each thing: the clock of a busy machine
would tell what the others do. Keys are real ones, typed as a fast typist does; each is charged with what ends between
its own event and the next key's, so that what the page does later of its own accord, autosave above all, counts too.

Two sums: the page's programs (listeners, timers, answers of IndexedDB, collection of their garbage, and the style and layout
that they force), then every task. Idle callbacks count in the second only: neither side asks for any, those are Chromium's, for
spelling. The second holds Chromium's own share (putting the character in its place, layout, paint), which an empty page with a
single field pays as well: several milliseconds here. It is shown, and our page without its scripts tells how much of it no
program can avoid; what is expected of a page is expected of its programs.
"""

import json
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.bench.browser.questions import TABLE_EVERY, sections
from tests.bench.browser.sides import Side

PACE, PAUSE = 0.06, 0.25
"""Seconds from a key to the next inside a word, then after a word: what a page puts off until one stops typing counts as well."""
TYPED = 5
"""How many parts are typed in."""
_CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"]
_WORDS, _SENTENCE, _NUMBER = "Les familles du quartier", "Le mercredi nous publions les horaires de la", "273"
_MOVE = "deplacement"
_GO = f"""(selector) => {{
  performance.mark("{_MOVE}")
  const control = document.querySelector(selector)
  control.scrollIntoView({{ block: "center" }})
  control.focus()
  control.select()
  return new Promise((moved) => requestAnimationFrame(() => requestAnimationFrame(moved)))
}}"""
"""Go to a field, and let the page answer the scroll and the focus: that is no key's cost."""

_PROGRAMS = {"FunctionCall", "EvaluateScript", "RunMicrotasks", "TimerFire", "FireAnimationFrame", "MinorGC", "MajorGC"}
_LISTENED = {"keydown", "keyup", "input", "change"}
"""Events where programs alone work, and whose listeners the trace does not always name. Others hold work of Chromium's own."""

Event = dict[str, Any]


@dataclass(frozen=True)
class Cost:
    """The processor of the main thread that a key took, in milliseconds."""

    programs: float
    whole: float


def strokes(side: Side, size: int) -> Iterator[tuple[str, str]]:
    """Yield the fields that are typed in, as selectors, with what is typed: over 300 keys in all."""
    ranks = sections(size)
    for rank in ranks[:: len(ranks) // TYPED]:
        for name, text in ((f"texte_a_{rank}", _WORDS), (f"long_a_{rank}", _SENTENCE), (f"nombre_a_{rank}", _NUMBER)):
            yield side.field.format(name=name), text
    yield side.cell.format(name=f"tableau_{TABLE_EVERY}"), _WORDS


def typed(page: Page, side: Side, size: int) -> list[Cost]:
    """Type in the sheet of an open page; return the cost of each key."""
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=_CATEGORIES)
    for selector, text in strokes(side, size):
        page.evaluate(_GO, selector)
        for sign, following in zip(text, f"{text[1:]} ", strict=True):
            start = time.perf_counter()
            page.keyboard.press("Space" if sign == " " else sign)
            time.sleep(max(0, start + (PAUSE if following == " " else PACE) - time.perf_counter()))
    return costs(json.loads(browser.stop_tracing())["traceEvents"])


def costs(events: Sequence[Event]) -> list[Cost]:
    """Return the cost of each key of a trace."""
    keys = [event for event in events if event["name"] == "EventDispatch" and _kind(event) == "keydown"]
    process, thread = keys[0]["pid"], keys[0]["tid"]
    moves = [event["ts"] for event in events if event["name"] == _MOVE and event["pid"] == process]
    main = [event for event in events if (event["pid"], event["tid"]) == (process, thread) and "tdur" in event]
    bounds = sorted([*((event["ts"], True) for event in keys), *((move, False) for move in moves)])
    programs, whole = (_spent(main, bounds, counted) for counted in (_is_program, _is_task))
    return [Cost(one, all_) for one, all_, (_, key) in zip(programs, whole, bounds, strict=True) if key]


def _spent(events: Sequence[Event], bounds: Sequence[tuple[float, bool]], counted: Callable[[Event], bool]) -> list[float]:
    """Return the milliseconds of processor between each bound and the next; what stands inside a counted event is part of it."""
    spent, reached = [0.0] * len(bounds), 0.0
    for event in sorted(filter(counted, events), key=lambda event: (event["ts"], -event["dur"])):
        if event["ts"] >= reached:
            reached = event["ts"] + event["dur"]
            if rank := bisect_right(bounds, (reached, True)):
                spent[rank - 1] += event["tdur"] / 1000
    return spent


def _is_task(event: Event) -> bool:
    return event["name"] == "RunTask"


def _is_program(event: Event) -> bool:
    return event["name"] in _PROGRAMS or (event["name"] == "EventDispatch" and _kind(event) in _LISTENED)


def _kind(event: Event) -> str:
    return event["args"]["data"]["type"]

"""The rules that make plain French text right, in order; their sequence is idempotent."""

import re
from collections.abc import Callable, Sequence

from macros.typography.quotes import NARROW, NBSP, with_guillemets
from macros.typography.spans import CLEAR, CODE, EDGE, OPAQUE, START, WORD, mask, unmask
from macros.typography.words import CAPITAL, LIGATURES, PAGES, TITLES, UNITS, accented, ligature

S = "[ \u00a0\u202f\u2009]"
"""Any space that stays on its line."""

AFTER_WORD = rf"(?<=[\w)\]}}»”’\"%‰€$£°…*{WORD}{CLEAR}])"
BEFORE_END = rf"(?=[\s)\]»”\"*_,.…{CLEAR}]|$)"
AFTER_TEXT = rf"(?:\A|(?<=[^\s«(\[“|{OPAQUE}{START}]))"
GROUPED = rf"(?<![\w.,])(?<!\d{S})\d{{1,3}}(?:{S}\d{{3}})+(?!\w)(?!{S}\d)"
_GLUE = rf"(?<=\d){S}+(?={UNITS}(?!\w))"

Replacement = str | Callable[[re.Match[str]], str]


def _joined(match: re.Match[str]) -> str:
    return re.sub(S, NBSP, match[0])


def _one_space(match: re.Match[str]) -> str:
    return " " if set(match[0]) == {" "} else NBSP


def _clock(match: re.Match[str]) -> str:
    hours, minutes = match["h"], match["min"]
    return f"{hours}{NBSP}h{NBSP}{minutes}" if minutes else f"{hours}{NBSP}h"


_BEFORE_QUOTES: tuple[tuple[str, Replacement], ...] = (
    (r"(?<!\.)\.{3}(?!\.)", "…"),
    # An apostrophe follows a letter or what stands for one; otherwise it opens a quotation, or elides a beginning.
    (rf"(?<=[^\W\d])['´ʼ]|(?<=[)\]»”*{WORD}{CLEAR}])'(?=[^\W\d])", "’"),
    (r"(?<![\w'’])'(?=\w[^'’\n]*\w['’](?!\w))", "‘"),
    (r"(?<![\w'’])'(?=[^\W_])", "’"),
)
_AFTER_QUOTES: tuple[tuple[str, Replacement], ...] = (
    # Neither in the margin, nor at the end of a line (two spaces there are a Markdown line break).
    (rf"(?<=[^\s{START}]){S}{{2,}}(?=\S)", _one_space),
    (rf"«{S}*", f"«{NBSP}"),
    (rf"{S}*»", f"{NARROW}»"),
    (rf"(?<=[^\s|{START}]) --? (?=[^\s|])", " – "),
    (rf"(?<=[^\s|{START}]) --- (?=[^\s|])", " — "),
    (rf"{AFTER_TEXT}{S}+(?=[;!?](?![\[=]))", NARROW),
    (rf"{AFTER_WORD}(?=(?:;|[!?]+){BEFORE_END})", NARROW),
    (rf"{AFTER_TEXT}{S}+(?=:(?:[\s*_»{WORD}{CLEAR}]|$))", NBSP),
    (rf"{AFTER_WORD}(?=:(?:[\s*_{CLEAR}]|$))", NBSP),
    (r"(?<![\w:.,])(?P<h>[01]?\d|2[0-4]) ?h(?: ?(?P<min>[0-5]\d))?(?![\w/-])", _clock),
    (GROUPED, _joined),
    (rf"(?<=[^\s(|{START}]){S}+(?=[%‰€](?!\w))|\A{S}+(?=[%‰€](?!\w))", NBSP),
    (r"(?<=\d)(?=[%‰€](?!\w))", NBSP),
    (_GLUE, NBSP),
    (rf"(?<![\w])(?P<n>[nN]°){S}*(?=\d)", rf"\g<n>{NBSP}"),
    (rf"(?<!\w)(?P<title>{TITLES}){S}(?=[A-ZÀ-Ý])", rf"\g<title>{NBSP}"),
    (rf"(?<!\w)(?P<page>{PAGES}){S}?(?=\d)", rf"\g<page>{NBSP}"),
    (rf"§{S}*(?=\d)", f"§{NBSP}"),
)


def _compiled(rules: tuple[tuple[str, Replacement], ...]) -> tuple[tuple[re.Pattern[str], Replacement], ...]:
    return tuple((re.compile(pattern, re.MULTILINE), by) for pattern, by in rules)


_FIRST = _compiled(_BEFORE_QUOTES)
_THEN = (*_compiled(_AFTER_QUOTES), (LIGATURES, ligature), (CAPITAL, accented))


def typography(text: str) -> str:
    """Make plain French text right, Markdown and HTML syntax, code and addresses left as they are; idempotent.

    A text may be a piece cut at an inline border: « at its end and `!` at its start are right too.
    """
    masked, spans = mask(text)
    for pattern, by in _FIRST:
        masked = pattern.sub(by, masked)
    masked = with_guillemets(masked)
    for pattern, by in _THEN:
        masked = pattern.sub(by, masked)
    return unmask(masked, spans)


def typography_across(pieces: Sequence[str | None]) -> list[str | None]:
    """Make right the pieces of one block of text, which inline borders cut; None stands for code, seen as a word.

    Gives as many pieces, in the same order.
    """
    joined = EDGE.join(CODE if piece is None else piece for piece in pieces)
    corrected = typography(joined).split(EDGE)
    if len(corrected) != len(pieces):  # a border fell inside a protected span
        return [piece if piece is None else typography(piece) for piece in pieces]
    return [None if piece is None else text for piece, text in zip(pieces, corrected, strict=True)]

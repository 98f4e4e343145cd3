"""What typography never touches, masked by one character while the rules run.

Each protected span becomes a private-use character which says how the rules should see it: a word, something invisible
(a tag), something opaque (nothing is added next to it), or the start of a line.
"""

import re

WORD, CLEAR, OPAQUE, START = "\ue000", "\ue001", "\ue002", "\ue003"
MASKS = WORD + CLEAR + OPAQUE + START

EDGE, CODE = "\ufdd0", "\ufdd1"
"""Stand between the pieces of `typography_across`: the border of an inline element, and a whole element left alone."""

_FENCE = r"^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n(?:.*?\n)?[ \t]*(?P=fence)[ \t]*$"
_TICKS = r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
_VERBATIM = r"<(?P<tag>pre|code|kbd|samp|script|style)\b[^>]*>.*?</(?P=tag)\s*>"
_TRAILING = r"(?<![.,;:!?…’'»)\]])"

_WORD = (
    _FENCE,
    _TICKS,
    _VERBATIM,
    CODE,
    r"\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}",
    r"\[\[[^\[\]\n]*\]\]",
    r"<[a-z][a-z0-9+.-]*:[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>",
    rf"\b(?:https?|ftp|file|data|mailto|tel|sms|geo|key|lien|urn):(?!\s)[^\s<>«»“”\"|{MASKS}{EDGE}{CODE}]+{_TRAILING}",
    rf"\bwww\.[^\s<>«»“”\"|{MASKS}{EDGE}{CODE}]+{_TRAILING}",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w&])[@#]\w+",
    r"(?<![\w.])(?:\.{1,2}|~)?/[\w-][\w./-]*(?<![.,])",
    r"(?<![\w.])[\w-]+(?:\.[\w-]+)+(?![\w.]*\.\.)",
    r"(?<![^\W_])[^\W_]+(?:_+[^\W_]+)+(?![^\W_])",
    r"(?<!\d)\d+(?::\d+)+(?!\d)",
    r"\bYahoo!",
    r"\x02\d+\x03",
)
_CLEAR = (
    EDGE,
    r"\{#.*?#\}",
    r"<!--.*?-->",
    r"</?[a-zA-Z][^<>]*>",
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \n]+\"[^\"\n]*\"|[ \n]+'[^'\n]*')?[ ]*\)(?:\{[^{}\n]*\})?",
    r"\]\[[^\[\]\n]*\]|\[\^[^\[\]\s]+\](?!:)",
    r"\{:?[ ]*[.#][^{}\n]*\}|\{:[^{}\n]*\}",
    r"\x02wzxhzdk:\d+\x03",
)
_OPAQUE = (
    r"&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);",
    r"(?<![^\s(])[:;]['’]?-?[()DPpoO/|*](?![^\s.,)])|(?<!\w)(?:<3|\^\^)(?!\w)",
    r"::+",
    r"«[ \u00a0\u202f\u2009]*»",
    rf"[{MASKS}]",
)
_START = (
    r"^[ \t]*(?:!!!|\?\?\?\+?|===[!+]?|///)(?:[ \t][^\n]*)?$",
    r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*$",
    r"^[ \t]*(?:[*_-][ \t]*){3,}$",
    r"^(?:\[\^[^\]\n]+\]|\*\[[^\]\n]+\]):[ \t]*",
    r"^[ ]{0,3}\[[^\]\n^]+\]:[^\n]*$",
    r"^[ \t]*(?:>[ \t]?)+(?:(?:[-*+]|\d+[.)]|\#{1,6})[ \t]+)?",
    r"^[ \t]*(?:[-*+]|\d+[.)]|\#{1,6})[ \t]+",
    r"^:[ \t]+",
)
_KINDS = {"start": (START, _START), "word": (WORD, _WORD), "opaque": (OPAQUE, _OPAQUE), "clear": (CLEAR, _CLEAR)}
_PROTECTED = re.compile(
    "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, (_, patterns) in _KINDS.items()), re.MULTILINE | re.DOTALL
)
_MASK = re.compile(f"[{MASKS}]")


def mask(text: str) -> tuple[str, list[str]]:
    """Replace every protected span by one character; give the text and the spans in order."""
    spans: list[str] = []

    def replace(match: re.Match[str]) -> str:
        spans.append(match[0])
        return next(sign for name, (sign, _) in _KINDS.items() if match[name] is not None)

    return _PROTECTED.sub(replace, text), spans


def unmask(text: str, spans: list[str]) -> str:
    """Put the protected spans back."""
    following = iter(spans)
    return _MASK.sub(lambda _: next(following), text)

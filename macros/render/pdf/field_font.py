"""The font of the fields: one whole simple TrueType font, so that every program can write any answer of its repertoire in it."""

import io
from functools import cache, lru_cache

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf

from macros.render.fonts import text_font

FIRST, LAST = 32, 255
_LAYOUT_TABLES = ("GPOS", "GSUB", "GDEF")
_CODES = {code: char for code in range(FIRST, LAST + 1) if (char := bytes([code]).decode("cp1252", "ignore")) and code not in (0x7F, 0xAD)}


@cache
def repertoire() -> frozenset[str]:
    """Return the characters that an answer shows in a PDF: those of Windows-1252 that the font of the fields has."""
    return frozenset(char for char in _CODES.values() if ord(char) in _font().getBestCmap())


def add_field_font(pdf: Pdf) -> Object:
    """Embed the font, in Windows-1252 (WinAnsiEncoding) and with its way back to Unicode; return it."""
    font, (program, widths) = _font(), _program()
    scale = 1000 / font["head"].unitsPerEm
    head, hhea = font["head"], font["hhea"]
    name = Name("/" + font["name"].getDebugName(6))
    stream = pdf.make_stream(program, Length1=len(program))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=32, ItalicAngle=0, StemV=80, FontFile2=stream,
        FontBBox=Array([round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        Ascent=round(hhea.ascent * scale), Descent=round(hhea.descent * scale), CapHeight=round(font["OS/2"].sCapHeight * scale),
    )  # fmt: skip
    described = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=name, FirstChar=FIRST, LastChar=LAST, Widths=Array(list(widths)),
        FontDescriptor=pdf.make_indirect(descriptor), Encoding=Name.WinAnsiEncoding, ToUnicode=pdf.make_stream(_to_unicode()),
    )  # fmt: skip
    return pdf.make_indirect(described)


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """Return the width of a text in ems, in the font of the fields."""
    advances = _advances()
    return sum(advances.get(ord(char), 0.0) for char in text)


@cache
def _advances() -> dict[int, float]:
    cmap, measures, scale = _font().getBestCmap(), _font()["hmtx"], _font()["head"].unitsPerEm
    return {code: measures[name][0] / scale for code, name in cmap.items()}


@cache
def _font() -> TTFont:
    return TTFont(text_font(), recalcTimestamp=False)


@cache
def _program() -> tuple[bytes, tuple[int, ...]]:
    """Return the font without what only typesetting reads, and the width of each code in thousandths of an em."""
    font = TTFont(text_font(), recalcTimestamp=False)
    for table in _LAYOUT_TABLES:
        del font[table]
    packed = io.BytesIO()
    font.save(packed)
    cmap, advances, scale = font.getBestCmap(), font["hmtx"], 1000 / font["head"].unitsPerEm
    widths = (round(advances[cmap[ord(char)]][0] * scale) if (char := _CODES.get(code, "")) in repertoire() else 0 for code in range(FIRST, LAST + 1))
    return packed.getvalue(), tuple(widths)


@cache
def _to_unicode() -> bytes:
    known = [(code, char) for code, char in _CODES.items() if char in repertoire()]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for start in range(0, len(known), 100):
        chunk = known[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *(f"<{code:02X}> <{ord(char):04X}>" for code, char in chunk), "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")

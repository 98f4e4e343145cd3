"""The namespaces of OpenDocument, and what the styles shared with Word are called there."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OASIS_NAMES = ("office", "style", "text", "table", "meta")
NAMESPACES = {name: f"{_OASIS}:{name}:1.0" for name in _OASIS_NAMES} | {
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
"""``loext`` is LibreOffice's extension: content controls are not in OpenDocument yet."""

ROOT = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items()) + ' office:version="1.3"'

_BUILT_IN = {
    "Heading1": "Heading_20_1", "Heading2": "Heading_20_2", "BodyText": "Text_20_body", "TOCHeading": "Contents_20_Heading",
    "TOC1": "Contents_20_1", "Strong": "Strong_20_Emphasis",
}  # fmt: skip


def style_name(style: str) -> str:
    """Return the name of a style: LibreOffice knows the usual ones by names of its own."""
    return _BUILT_IN.get(style, style)


def size(millimetres: float) -> str:
    """Return a length."""
    return f"{millimetres:g}mm"

"""Runs of a paragraph: text in a character style, fields that the word processor works out."""

from macros.render.xml import escaped

_WORDS = '<w:t xml:space="preserve">'


def run(text: str, style: str = "") -> str:
    """Return a run of text."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    words = escaped(text).replace("\t", f"</w:t><w:tab/>{_WORDS}")
    return f"<w:r>{properties}{_WORDS}{words}</w:t></w:r>"


def field(instruction: str) -> str:
    """Return a field that the word processor works out: PAGE, NUMPAGES."""
    return f'{edge("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{edge("separate")}{run("1")}{edge("end")}'


def edge(kind: str) -> str:
    """Return where a field begins, where its result begins (separate) or where it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

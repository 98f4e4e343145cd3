"""The namespaces and the addresses of the parts of a DOCX."""

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

ROOT = f'xmlns:w="{MAIN}" xmlns:r="{RELATION}" xmlns:w14="{W14}" xmlns:w15="{W15}" xmlns:mc="{COMPATIBILITY}" mc:Ignorable="w14 w15"'
"""The namespaces of a part that holds text; a reader that does not know the newer ones passes over them."""

TWIPS = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS)

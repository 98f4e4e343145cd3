"""ZIP packages and their XML parts, opened within limits: a file may come from anyone.

Nothing is inflated before its announced size is judged, nothing more than announced is ever inflated, no XML may define entities
or grow out of measure.
"""

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from macros.readback.refusal import damaged, encrypted, forbidden, oversized

MAX_PARTS = 5_000
MAX_TOTAL = 400_000_000
MAX_PART = 40_000_000
MAX_RATIO = 250
SMALL = 5_000_000
"""A package that unfolds in less than this is read whatever its ratio."""
MAX_ELEMENTS = 300_000
MAX_DEPTH = 120

class Package:
    """A ZIP file whose directory has been judged sound."""

    def __init__(self, data: bytes) -> None:
        """Open a package. Raise Refusal when it is truncated, encrypted or announces a content out of measure."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError):
            raise damaged() from None
        entries = self._zip.infolist()
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_PARTS or total > MAX_TOTAL or (total > SMALL and total > MAX_RATIO * len(data)):
            raise oversized()
        if any(entry.flag_bits & 1 for entry in entries):
            raise encrypted()
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """Return a part. Raise KeyError when there is none, Refusal when it is damaged or too big."""
        entry = self._zip.getinfo(name)
        if entry.file_size > MAX_PART:
            raise oversized()
        try:
            with self._zip.open(entry) as part:
                return part.read(MAX_PART)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
            raise damaged() from None

    def xml(self, name: str) -> Element:
        """Return the root of an XML part. Raise Refusal when there is none, or when it can't be trusted."""
        if name not in self.names:
            raise damaged()
        return parse(self.read(name))

    def xml_or_none(self, name: str) -> Element | None:
        """Return the root of an XML part, or None when the package has no such part."""
        return self.xml(name) if name in self.names else None

def parse(data: bytes) -> Element:
    """Return the root of an XML text. Raise Refusal when it is cut short, defines entities, or is out of measure."""
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException:
        raise forbidden() from None
    except (ParseError, LookupError, ValueError):
        raise damaged() from None
    return root

class _Bounded:
    """Build a tree no deeper and no larger than any sheet."""

    def __init__(self) -> None:
        self._builder, self._depth, self._count = TreeBuilder(), 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise oversized()
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()

def tag(element: Element) -> str:
    """Return the local name of an element: the strict and the transitional forms of Office differ by namespace only."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its local name, or None."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)

def child(element: Element, *path: str) -> Element | None:
    """Return the first descendant reached by these local names, or None."""
    found: Element | None = element
    for name in path:
        found = next((item for item in found if tag(item) == name), None) if found is not None else None
    return found

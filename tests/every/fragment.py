"""A piece of HTML read strictly: every element closed in its turn, every reference leading somewhere."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset({"input", "br", "img", "hr"})
PHRASES_ONLY = frozenset(
    {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
        "label",
        "legend",
        "strong",
        "em",
        "dt",
        "option",
        "output",
        "button",
    }
)
BLOCKS = frozenset(
    {
        "p",
        "ul",
        "ol",
        "dl",
        "div",
        "table",
        "section",
        "fieldset",
        "form",
        "article",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
)
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "popovertarget")


class Fragment(HTMLParser):
    """Reads a piece of HTML; ``faults`` says what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{name}> left open" for name in self.open]
        self.faults += self._reference_faults()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        repeated = [name for name, count in Counter(name for name, _ in attrs).items() if count > 1]
        self.faults += [f"<{tag}> has {name} twice" for name in repeated]
        self.faults += [f"<{tag}> inside <{outer}>" for outer in self.open if tag in BLOCKS and outer in PHRASES_ONLY]
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def _reference_faults(self) -> Iterator[str]:
        ids = Counter(attributes["id"] for _, attributes in self.elements if attributes.get("id"))
        yield from (f"id {name} {count} times" for name, count in ids.items() if count > 1)
        for tag, attributes in self.elements:
            for key in REFERENCES:
                for target in (attributes.get(key) or "").split():
                    if target not in ids:
                        yield f"<{tag} {key}> leads to {target}, which is nowhere"

    @property
    def text(self) -> str:
        """All the text, attributes excepted."""
        return "".join(self.texts)

    def controls(self) -> Iterator[tuple[str, str, str | None, str | None]]:
        """Yield (tag, name, type, value) of each control."""
        for tag, attributes in self.elements:
            if tag in ("input", "select", "textarea", "output"):
                yield tag, attributes["name"] or "", attributes.get("type"), attributes.get("value")

"""What every filler of a blank document is: the site's page, or a tool that is not ours, used as a person's program would use the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from macros.outline import Outline

Fill = Callable[[bytes, Outline, Mapping[str, str]], bytes]
"""From a blank document, the outline it was made from and named answers (`macros.answers`) to the filled document."""


def any_text(text: str) -> bool:
    """Take everything."""
    return True


@dataclass(frozen=True, slots=True)
class Filler:
    """One way to fill a format.

    ``then`` is what another program makes of filled documents, all in one go: such fillers run under `./kit test --tout` only.
    ``takes`` tells which texts the tool can write: an answer that it can't is not sent through it, and counted apart. ``lengthens``:
    it adds its continuation to a PDF by itself.
    """

    name: str
    extension: str
    fill: Fill
    then: Callable[[Sequence[bytes]], list[bytes]] | None = None
    takes: Callable[[str], bool] = any_text
    lengthens: bool = False

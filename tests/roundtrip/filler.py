"""What every filler of a blank document is: a tool that is not ours, used as a person's program would use the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from macros.outline import Outline

Fill = Callable[[bytes, Outline, Mapping[str, str]], bytes]
"""From a blank document, the outline it was made from and named answers (`macros.answers`) to the filled document."""


@dataclass(frozen=True, slots=True)
class Filler:
    """One way to fill a format; ``long`` ones run under `./kit test --tout` only."""

    name: str
    extension: str
    fill: Fill
    long: bool = False

"""The sizes of paper that sheets are laid out for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, in millimetres, upright."""

    width: float
    height: float


A4 = Paper(210.0, 297.0)
LETTER = Paper(215.9, 279.4)
SIDE = 18.0
"""The margins at the left and the right, in millimetres."""

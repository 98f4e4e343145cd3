"""THE list of renderers into a page: one added here is tried on every definition and every example (files: `MEDIA` of test_documents.py).

Each entry turns a definition, a variant and answers into text. ``controls`` tells that it has controls to fill in, ``answers``
that it shows the answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.model import Definition
from macros.outline import outline
from macros.render.filled import render_example
from macros.render.html import render_form

Render = Callable[[Definition, str | None, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Renderer:
    """One medium."""

    name: str
    render: Render
    controls: bool = False
    answers: bool = False


def _form(definition: Definition, variant: str | None, answers: Mapping[str, Any]) -> str:
    return str(render_form(outline(definition, variant=variant)))


def _filled(definition: Definition, variant: str | None, answers: Mapping[str, Any]) -> str:
    return str(render_example(outline(definition, variant=variant, answers=answers)))


RENDERERS = (
    Renderer("formulaire", _form, controls=True),
    Renderer("exemple-rempli", _filled, answers=True),
)

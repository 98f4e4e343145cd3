"""What a sheet prints by itself: all that is no answer when names are lost and only the text is left."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from macros.model import BaseField, Definition, MultiChoiceField, TableField
from macros.readback.printed import printed
from macros.readback.sentence import sentence
from macros.written import same_label

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with blanks: what finds it in a text, and the control of each blank."""

    match: Callable[[str], list[str] | None]
    names: tuple[str, ...]


class Known:
    """The texts of a sheet, with and without guidance."""

    def __init__(self, definition: Definition, variant: str | None) -> None:
        """Gather the texts of one variant, the first one when the document says none that exists."""
        data = printed(definition, variant)
        fields = fields_by_code(definition)
        self.questions = {code: fields[code] for code in data["questions"]}
        self.guidance, self.headings = frozenset(data["guidance"]), frozenset(data["headings"])
        self.passages = [Passage(sentence(parts), tuple(names)) for parts, names in data["passages"]]
        self.asides: dict[str, set[str]] = {code: set(map(same_label, _own_words(asked))) for code, asked in self.questions.items()}
        for code, texts in data["asides"].items():
            self.asides[code] |= {data["guidance"][text] if isinstance(text, int) else text for text in texts}

    def opened_by(self, text: str) -> tuple[str, str] | None:
        """Return the code of the question that a text opens, and what follows its label; None when it opens none."""
        found = re.match(r"\s*([A-Z]{1,2}[0-9]{1,3})(?![A-Za-z0-9])[\s·:.–—-]*", text)
        if not found or found[1] not in self.questions:
            return None
        rest = text[found.end() :]
        label = re.match(_flexible(self.questions[found[1]].label), rest, re.IGNORECASE)
        if label:
            return found[1], rest[label.end() :].strip(" \u00a0\t")
        return (found[1], rest.strip()) if not rest.strip() or "  " in found[0].replace("\u00a0", " ") or "\t" in found[0] else None

    def nature(self, text: str) -> Literal["guidance", "heading"] | None:
        """Tell whether a text is printed by the sheet, and whether what follows it answers nothing; None for anything else."""
        said = same_label(text)
        return "heading" if said in self.headings else "guidance" if said in self.guidance else None


def fields_by_code(definition: Definition) -> Mapping[str, BaseField]:
    """Return the fields and the columns of a definition by their code."""
    columns = (column for field in definition.fields() if isinstance(field, TableField) for column in field.columns)
    return {field.code: field for field in (*definition.fields(), *columns)}


def _own_words(asked: BaseField) -> Iterator[str]:
    """Yield what may be printed apart in a cell of a spreadsheet."""
    yield from (asked.label, asked.code, f"{asked.code} · {asked.label}", getattr(asked, "unit", None) or "")
    if isinstance(asked, MultiChoiceField):
        yield from (option.label for option in asked.options.values())


def _flexible(text: str) -> str:
    """Return a pattern of a text, whatever spaces and apostrophes an editor has made of its own."""
    parts = [re.escape(part) for part in _SPACES.split(text)]
    return r"\s+".join(parts).replace("’", "['’]")

"""YAML read with the line of every value, and French sentences for what a French author types wrong.

Dates stay text, « oui » and « no » are words: only true, false, null and plain numbers are anything else than text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from macros.problems import Problem, shown

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says and where: ``lines`` maps the path of each key or item to its line, counted from 1."""

    file: Path
    data: Any
    lines: Mapping[Path_, int]

    def line(self, path: Path_) -> int:
        """Return the line of a path, or of the nearest thing around it that the file does say."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class YamlProblem(Exception):
    """The file is not YAML; ``problem`` says where and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The fast safe loader where there is one, with YAML 1.2's idea of a boolean and no dates."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))


def read(file: Path, root: Path) -> Document:
    """Read a YAML file; ``root`` is what the file is named from in errors. Raises YamlProblem."""
    name = file.relative_to(root)
    text = file.read_text(encoding="utf-8-sig")
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[Path_, int] = {}
        _locate(node, (), lines, name)
        return Document(name, loader.construct_document(node) if node else None, lines)
    except yaml.MarkedYAMLError as error:
        raise YamlProblem(_french(error, name, text)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        received = f"un caractère invisible (U+{ord(str(error.character)):04X})"
        raise YamlProblem(Problem(name, line, "", received, "du texte ordinaire", "Effacez-le et retapez le mot.")) from None


def _locate(node: yaml.Node | None, path: Path_, lines: dict[Path_, int], name: Path) -> None:
    """Fill ``lines``; a key given twice is an error that YAML itself lets pass."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, int(key.value) if key.tag.endswith(":int") else key.value)
            line = key.start_mark.line + 1
            if inner in lines:
                message = f"la clé « {key.value} » deux fois, lignes {lines[inner]} et {line}"
                raise YamlProblem(Problem(name, line, "", message, "une clé une seule fois", "Effacez l’une des deux."))
            lines[inner] = line
            _locate(value, inner, lines, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
            _locate(item, (*path, index), lines, name)


def _french(error: yaml.MarkedYAMLError, name: Path, text: str) -> Problem:
    """Turn the parser's error into what a French author most likely typed."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.splitlines() or [""]
    line = lines[min(number, len(lines) - 1)]
    message = error.problem or ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in message:
        expected, hint = "des espaces en début de ligne", "Remplacez la tabulation par deux espaces."
    elif "mapping values are not allowed" in message:
        expected, hint = "un texte entre guillemets quand il contient « : »", "Mettez ce texte entre guillemets \"…\", ou après « | » à la ligne."
    elif "found character" in message and "start any token" in message:
        expected, hint = "un texte qui ne commence pas par @, `, % ou &", "Mettez ce texte entre guillemets \"…\"."
    elif "while scanning a quoted scalar" in (error.context or ""):
        expected, hint = "un guillemet fermant", "Doublez l’apostrophe ('') dans un texte entre apostrophes, ou prenez des guillemets \"…\"."
    elif "alias" in (error.context or "") or "anchor" in (error.context or "") or "alias" in message:
        expected, hint = "un texte qui ne commence pas par * ou &", "Mettez ce texte entre guillemets \"…\"."
    elif "unhashable" in message or "while constructing a mapping" in (error.context or ""):
        expected, hint = "une clé simple", "Mettez entre guillemets \"…\" ce qui commence par { ou [."
    else:
        expected, hint = "un fichier YAML bien indenté", "Comparez l’indentation (deux espaces) et les tirets avec la ligne d’au-dessus."
    return Problem(name, number + 1, "", shown(line), expected, hint)

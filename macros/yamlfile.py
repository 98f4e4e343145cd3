"""YAML read with the line of every value, and French sentences for what a French author types wrong.

Dates stay text, « oui » and « no » are words: only true, false, null and plain numbers are anything else than text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

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

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    # A number as one writes it; a telephone, a postcode or a long account number stays text.
    ("tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]{0,14})", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}", "-+0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))

_INVISIBLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\xac\xae-\u200a\u2010-\u2027"
    "\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_COMMENT = re.compile(r"[ \t]+#.*")
_DEEPEST = 40
_QUOTES = "Mettez ce texte entre guillemets \"…\"."


def read(file: Path, root: Path) -> Document:
    """Read a YAML file; ``root`` is what the file is named from in errors. Raises YamlProblem."""
    name = file.relative_to(root)
    return parse(text_of(file, name), name)


def parse(text: str, name: Path) -> Document:
    """Read YAML from a text that stands at the head of the file ``name``. Raises YamlProblem."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        places = _Places(name, text, loader)
        places.visit(node, ())
        return Document(name, loader.construct_document(node) if node else None, places.lines)
    except yaml.MarkedYAMLError as error:
        raise YamlProblem(_french(error, name, text)) from None
    except RecursionError:
        raise YamlProblem(_too_deep(name, 1)) from None


def text_of(file: Path, name: Path) -> str:
    """Return the text of the file called ``name``. Raise YamlProblem when it is missing, in another encoding, or holds what no one can see."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise YamlProblem(Problem(name, 1, "", "rien : le fichier manque", "ce fichier")) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        hint = "Enregistrez le fichier de nouveau, avec l’encodage « UTF-8 »."
        raise YamlProblem(Problem(name, line, "", "un caractère d’un autre encodage", "un fichier en UTF-8", hint)) from None
    if found := _INVISIBLE.search(text):
        raise YamlProblem(_invisible(name, text.count("\n", 0, found.start()) + 1, found[0]))
    return text


def _invisible(name: Path, line: int, character: str) -> Problem:
    received = f"un caractère invisible (U+{ord(character):04X})"
    return Problem(name, line, "", received, "du texte ordinaire", "Effacez-le et retapez le mot.")


def _too_deep(name: Path, line: int) -> Problem:
    return Problem(name, line, "", "trop de crochets ou de retraits l’un dans l’autre", f"{_DEEPEST} niveaux au plus")


class _Places:
    """The line of every key and item of a file; refuses what YAML lets pass and no author means."""

    def __init__(self, name: Path, text: str, loader: Any) -> None:
        self.name, self.text, self.loader = name, text, loader
        self.lines: dict[Path_, int] = {}
        self.seen: set[int] = set()

    def visit(self, node: yaml.Node | None, path: Path_) -> None:
        """Note the lines of what stands in a node."""
        if node is None:
            return
        self.check(node, path)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self.visit(value, self.key(key, path))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.lines[(*path, index)] = item.start_mark.line + 1
                self.visit(item, (*path, index))

    def key(self, key: yaml.Node, path: Path_) -> Path_:
        """Note the line of a key and return its path; a key given twice is an error that YAML itself lets pass."""
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            hint = "Mettez entre guillemets \"…\" ce qui commence par { ou [."
            raise self.problem(line, "des crochets ou des accolades à la place d’une clé", "une clé simple", hint)
        self.check(key, path)
        inner = (*path, self.loader.construct_object(key))
        if inner in self.lines:
            received = f"la clé « {key.value} » deux fois, lignes {self.lines[inner]} et {line}"
            raise self.problem(line, received, "une clé une seule fois", "Effacez l’une des deux.")
        self.lines[inner] = line
        return inner

    def check(self, node: yaml.Node, path: Path_) -> None:
        """Refuse an anchor, a depth without end, an invisible character and a text that « # » cuts."""
        line = node.start_mark.line + 1
        if id(node) in self.seen or self.text[node.start_mark.index :].startswith("&"):
            received = shown(self.text.splitlines()[line - 1])
            raise self.problem(line, received, "un texte qui ne commence pas par & ou *", _QUOTES)
        self.seen.add(id(node))
        if len(path) > _DEEPEST:
            raise YamlProblem(_too_deep(self.name, line))
        if not isinstance(node, yaml.ScalarNode):
            return
        if found := _INVISIBLE.search(node.value):
            raise YamlProblem(_invisible(self.name, line, found[0]))
        comment = _COMMENT.match(self.text, node.end_mark.index)
        if comment and not node.style and node.tag.endswith(":str"):
            hint = "Mettez ce texte entre guillemets \"…\", ou la remarque sur sa propre ligne."
            raise self.problem(node.end_mark.line + 1, shown(comment[0]), "un texte entre guillemets quand il contient « # »", hint)

    def problem(self, line: int, received: str, expected: str, hint: str) -> YamlProblem:
        """Return a fault of this file, ready to be raised."""
        return YamlProblem(Problem(self.name, line, "", received, expected, hint))


_INDENTATION = (
    "un fichier YAML bien indenté", "Comparez l’indentation (deux espaces) et les tirets avec la ligne d’au-dessus.",
)  # fmt: skip
# What the parser says (context · problem), whether the fault stands where that began, and what the author reads.
_TOLD: tuple[tuple[str, bool, str, str], ...] = (
    (r"mapping values", False,
     "un texte entre guillemets quand il contient « : »", f"{_QUOTES[:-1]}, ou après « | » à la ligne."),
    (r"scanning a quoted scalar.*end of", True,
     "un guillemet fermant", "Doublez l’apostrophe ('') dans un texte entre apostrophes, ou prenez des guillemets \"…\"."),
    (r"quoted.*escape", False,
     "un texte entre guillemets sans barre oblique inverse", "Doublez la barre (\\\\), ou mettez le texte entre apostrophes '…'."),
    (r"parsing a flow", True,
     "des accolades ou des crochets fermés",
     "Fermez-les, et mettez entre guillemets \"…\" tout texte qui contient « : » ou une virgule."),
    (r"block scalar", False, "le texte à la ligne suivante, en retrait, après « | » ou « > »", ""),
    (r"simple key", True, "« clé: valeur », avec une espace après les deux-points", ""),
    (r"alias|anchor", False, "un texte qui ne commence pas par & ou *", _QUOTES),
    (r"cannot start any token|tag", False, "un texte qui ne commence pas par @, %, ` ou !", _QUOTES),
    (r"mapping keys|sequence entries|node content", False,
     "un texte entre guillemets quand il commence par « - », « ? » ou « , »", _QUOTES),
    (r"another document", False, "une seule définition par fichier", "Effacez la ligne « --- »."),
    (r"", False, *_INDENTATION),
)  # fmt: skip
_NO_SPACE = re.compile(r"\s*(?:- )?[\w-]+:[^ ]|\s*-[^ -]")


def _french(error: yaml.MarkedYAMLError, name: Path, text: str) -> Problem:
    """Turn the parser's error into what a French author most likely typed."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    number, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    line, said = lines[number], f"{error.context} · {error.problem}"
    before = line[:column].rstrip()
    if "\t" in line[: len(line) - len(line.lstrip())]:
        expected, hint = "des espaces en début de ligne", "Remplacez la tabulation par deux espaces."
    elif "parsing a block" in said and before.endswith(("'", '"')):
        number, expected, hint = _misquoted(lines, number, before)
    elif "mapping values" in said and re.fullmatch(r"[ -]*\w+", line[:column]):
        number, expected, hint = _misaligned(lines, number)
    else:
        _, began, expected, hint = next(told for told in _TOLD if re.search(told[0], said))
        number = min(error.context_mark.line, number) if began and error.context_mark else number
    return Problem(name, number + 1, "", shown(lines[number]), expected, hint)


def _misquoted(lines: list[str], number: int, before: str) -> tuple[int, str, str]:
    """Tell a text that goes on after its quotes from quotes left open far above, which the first of another text closes."""
    text = "\n".join([*lines[:number], before[:-1]])
    opened = text.count("\n", 0, text.rfind(before[-1]))
    if opened == number:
        return number, "rien après le guillemet fermant", "Mettez tout le texte entre guillemets \"…\"."
    return opened, "un guillemet fermant", f"Le texte ouvert ici va jusqu’à la ligne {number + 1}."


def _misaligned(lines: list[str], number: int) -> tuple[int, str, str]:
    """Tell a key that stands too far right from the one above it, which lacks the space that makes it a key."""
    for position in (number, number - 1):
        if position >= 0 and _NO_SPACE.match(lines[position]):
            return position, "une espace après le tiret ou les deux-points", ""
    return number, *_INDENTATION

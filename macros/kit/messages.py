"""What MkDocs complains about, in French: the page, the line, the likely fix. A message that is not known passes as it is.

Like all of `macros.kit`, it needs nothing that is not in Python.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CHATTER = re.compile(r"(INFO|DEBUG)\s+-\s|Aborted with |ERROR\s+-\s+Error (reading|building) page '[^']*':\s*$")
_LEVEL = re.compile(r"(WARNING|ERROR|CRITICAL)\s+-\s+(\[macros\] - ERROR )?")


def complaints(output: str, docs: Path) -> str:
    """Keep what MkDocs complains about, in French: neither its progress nor its conclusion. ``docs`` holds the pages."""
    return "\n\n".join(dict.fromkeys(_french(message, docs) for message in _messages(_COLOUR.sub("", output))))


def _messages(output: str) -> Iterator[str]:
    """Yield each message whole, without its level: a message goes on until the next one begins."""
    kept: list[str] = []
    keeping = True
    for line in output.splitlines():
        begins = bool(_CHATTER.match(line) or _LEVEL.match(line)) or (not keeping and not line.startswith(" "))
        if begins:
            yield from filter(None, ["\n".join(kept).strip()])
            kept, keeping = [], not _CHATTER.match(line)
        if keeping:
            kept.append(_LEVEL.sub("", line, count=1))
    yield from filter(None, ["\n".join(kept).strip()])


def _french(message: str, docs: Path) -> str:
    for pattern, told in _TOLD:
        if found := re.match(pattern, message, re.DOTALL):
            return told(found, docs)
    return message


def _missing_target(found: re.Match[str], docs: Path) -> str:
    page, link = found["page"], found["link"]
    known = [_relative(file, (docs / page).parent) for file in _files(docs) if file != docs / page]
    hint = _question(_nearest(link.partition("#")[0], known))
    return _told(docs, page, link, "un fichier de docs/, nommé à partir de cette page", hint)


def _missing_anchor(found: re.Match[str], docs: Path) -> str:
    page, link = found["page"], found["link"]
    target = found.groupdict().get("target") or page
    known = [f"#{anchor}" for anchor in _anchors(docs / target)]
    return _told(docs, page, link, f"une partie de docs/{target}", _question(_nearest(f"#{link.partition('#')[2]}", known)))


def _not_a_file(found: re.Match[str], docs: Path) -> str:
    page, link = found["page"], found["link"]
    addresses = {re.sub(r"(/?index)?\.md$", "", _relative(file, docs)): file for file in _files(docs) if file.suffix == ".md"}
    near = _nearest(link.partition("#")[0].strip("./"), addresses)
    hint = _question(_relative(addresses[near], (docs / page).parent)) if near else ""
    return _told(docs, page, link, "le fichier Markdown de la page, nommé à partir de celle-ci", hint)


def _not_in_menu(found: re.Match[str], docs: Path) -> str:
    pages = ", ".join(f"docs/{name}" for name in re.findall(r"- (\S+)", found["pages"]))
    return f"mkdocs.yml · nav\n  reçu : rien pour {pages}\n  attendu : chaque page à sa place dans le menu (nav)"


def _menu_without_page(found: re.Match[str], docs: Path) -> str:
    hint = _question(_nearest(found["link"], [_relative(file, docs) for file in _files(docs)]))
    return f"mkdocs.yml · nav\n  reçu : « {found['link']} »\n  attendu : un fichier de docs/" + (f"\n  {hint}" if hint else "")


_DOC = r"Doc file '(?P<page>[^']+)' contains "
_TOLD: Sequence[tuple[str, Callable[[re.Match[str], Path], str]]] = (
    (_DOC + r"a link '(?P<link>[^']+)', but the target", _missing_target),
    (_DOC + r"a link '(?P<link>[^']+)', but the doc '(?P<target>[^']+)' does not contain an anchor", _missing_anchor),
    (_DOC + r"a link '(?P<link>[^']+)', but there is no such anchor", _missing_anchor),
    (_DOC + r"an (absolute|unrecognized relative) link '(?P<link>[^']+)'", _not_a_file),
    (r"The following pages exist in the docs directory, but are not included in the \"nav\"[^\n]*(?P<pages>.*)", _not_in_menu),
    (r"A reference to '(?P<link>[^']+)' is included in the 'nav' configuration, which is not found", _menu_without_page),
)


def _told(docs: Path, page: str, link: str, expected: str, hint: str) -> str:
    line = _line(docs / page, link)
    lines = [f"docs/{page}{line}", f"  reçu : un lien vers « {link} »", f"  attendu : {expected}"]
    return "\n".join([*lines, f"  {hint}"] if hint else lines)


def _line(file: Path, words: str) -> str:
    """Return « , ligne 12 » for the first line that holds these words; nothing for a page made from a definition."""
    for number, line in enumerate(_text(file).splitlines(), 1):
        if words in line:
            return f", ligne {number}"
    return ""


def _anchors(file: Path) -> list[str]:
    """Return the anchors that a page's headings are known to have, and those it writes itself."""
    text = _text(file)
    titles = [_slug(title) for title in re.findall(r"^#+\s+(.+)$", text, re.MULTILINE)]
    return titles + re.findall(r"(?:\{[^}\n]*#|\bid=[\"'])([\w-]+)", text)


def _slug(title: str) -> str:
    """Return the anchor that Python-Markdown gives to a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _files(docs: Path) -> list[Path]:
    """Return what a page may point to: the files of ``docs``, and the pages that the definitions will give."""
    sheets = (docs.parent / "templates").glob("*/*.yml")
    given = [docs / "fiches" / f"{file.stem}.md" for file in sheets if file.parent.name != "library"]
    return sorted({*given, *(file for file in docs.rglob("*") if file.is_file())})


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)), "")


def _question(word: str) -> str:
    return f"Vouliez-vous dire « {word} » ?" if word else ""


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig") if file.is_file() else ""


def _relative(file: Path, folder: Path) -> str:
    up = 0
    while not file.is_relative_to(folder):
        folder, up = folder.parent, up + 1
    return "../" * up + file.relative_to(folder).as_posix()

"""Throw-away copies of the built site and of the project, and the edits that plant one fault in them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from macros.downloads import WITHOUT_DOCUMENTS

ROOT = Path(__file__).parents[3]
PARTS = ("docs", "macros", "overrides", "templates")
FILES = ("mkdocs.yml", "package.json", "package-lock.json")


@dataclass(frozen=True)
class SiteCopy:
    """A copy of the built site, served under `base`; nothing written here reaches the original."""

    root: Path
    base: str

    @classmethod
    def of(cls, site: Path, root: Path, base: str) -> "SiteCopy":
        """Copy a site by hard links: what is written later replaces a link, never what it leads to."""
        shutil.copytree(site, root, copy_function=os.link)
        return cls(root, base)

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(text, encoding="utf-8")

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("index.html"))

    def paths(self, pattern: str) -> list[str]:
        """Return the files of the site that match a glob pattern; fail when there is none."""
        found = sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))
        assert found, f"rien à muter : aucun fichier {pattern}"
        return found

    def edit(self, path: str, pattern: str, change: str | Callable[[re.Match[str]], str]) -> re.Match[str]:
        """Change the first place of a file that matches, in its article if it has one; fail when there is none."""
        text = self.text(path)
        match = self._match(text, pattern)
        assert match, f"rien à muter dans {path} : {pattern}"
        self.write(
            path,
            text[: match.start()]
            + (match.expand(change) if isinstance(change, str) else change(match))
            + text[match.end() :],
        )
        return match

    def page_with(self, pattern: str) -> str:
        """Return the first page whose article matches; fail when there is none."""
        found = next((path for path in self.pages() if self._match(self.text(path), pattern)), None)
        assert found, f"rien à muter : aucune page avec {pattern}"
        return found

    def append(self, path: str, html: str) -> None:
        """Add HTML at the end of a page's article."""
        self.edit(path, r"</article>", lambda match: f"{html}\n{match[0]}")

    @staticmethod
    def _match(text: str, pattern: str) -> re.Match[str] | None:
        start, end = text.find("<article"), text.rfind("</article>")
        inside = re.compile(pattern).search(text, max(start, 0), len(text) if end < 0 else end + len("</article>"))
        return inside or re.search(pattern, text)


@dataclass(frozen=True)
class ProjectCopy:
    """A copy of the project's sources, which can be built by itself."""

    root: Path

    @classmethod
    def into(cls, root: Path) -> "ProjectCopy":
        """Copy what a build reads; packages installed from npm are only pointed to."""
        skip = shutil.ignore_patterns("__pycache__")
        for part in PARTS:
            shutil.copytree(ROOT / part, root / part, ignore=skip)
        for file in FILES:
            shutil.copy(ROOT / file, root / file)
        (root / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
        return cls(root)

    def copy(self, root: Path) -> "ProjectCopy":
        """Copy this copy, to change it."""
        shutil.copytree(self.root, root, symlinks=True)
        return ProjectCopy(root)

    def edit(self, path: str, pattern: str, change: str) -> re.Match[str]:
        """Change the first place of a file that matches; fail when there is none."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        match = re.search(pattern, text, re.MULTILINE)
        assert match, f"rien à muter dans {path} : {pattern}"
        file.write_text(text[: match.start()] + match.expand(change) + text[match.end() :], encoding="utf-8")
        return match

    def line_of(self, path: str, words: str) -> int:
        """Return the line of a file, from 1, where words stand."""
        lines = (self.root / path).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def build(self, site: Path) -> subprocess.CompletedProcess[str]:
        """Build the site strictly into a folder, in a process of its own."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "NO_MKDOCS_2_WARNING": "1", WITHOUT_DOCUMENTS: "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, encoding="utf-8", timeout=300
        )

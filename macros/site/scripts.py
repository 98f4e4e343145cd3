"""The site's own programs and styles, each assembled by esbuild from the parts that one file of ``entries/`` names.

Typed modules of ``docs/assets/js/`` become classic scripts, which file:// allows; styles of ``docs/assets/css/``, one file. They are kept in
`.cache/scripts/` under a digest of what they are made of.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from .errors import SiteError

FOLDERS = ("assets/js", "assets/css")
TARGET = "es2022"
_PLACED = ("../polices/*", "../icones/*")
"""What a style shows and another part of the build puts there."""
_CACHE = Path(__file__).resolve().parents[2] / ".cache" / "scripts"


def bundles(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of each script and style of the project under ``root``. Raise SiteError when esbuild refuses one."""
    for folder in FOLDERS:
        source = root / "docs" / folder
        digest = _digest(root, source)
        for entry in sorted((source / "entries").iterdir()):
            kept = _CACHE / f"{entry.stem}-{digest}{entry.suffix}"
            if not kept.is_file():
                content = bundle(root, entry)
                kept.parent.mkdir(parents=True, exist_ok=True)
                fresh = kept.with_suffix(f".{os.getpid()}")
                fresh.write_bytes(content)
                fresh.replace(kept)
            yield f"{folder}/{entry.name}", kept.read_bytes()


def bundle(root: Path, entry: Path, *options: str) -> bytes:
    """Return the classic script made of a module and of all that it imports, or the style made of its parts."""
    node, esbuild = os.environ.get("NODE") or shutil.which("node"), root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not node or not esbuild.exists():
        raise SiteError("Il manque esbuild, qui assemble les programmes du site.\n  « ./kit build » l’installe avec les paquets npm.")
    command = [node, str(esbuild), str(entry), "--bundle", "--minify", "--format=iife", f"--target={TARGET}", "--charset=utf8",
               "--legal-comments=eof", "--log-level=warning", *(f"--external:{place}" for place in _PLACED), *options]  # fmt: skip
    done = subprocess.run(command, cwd=root, capture_output=True, env=_environment(root))
    if done.returncode or done.stderr:
        raise SiteError(f"esbuild refuse {entry.name} :\n{done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def _environment(root: Path) -> Mapping[str, str]:
    """Let modules that stand elsewhere, as those of a test do, import the npm packages of the project."""
    return {**os.environ, "NODE_PATH": str(root / "node_modules")}


def _digest(root: Path, source: Path) -> str:
    """Return a digest of every part and of the npm lock."""
    found = hashlib.sha256((root / "node_modules" / ".package-lock.json").read_bytes())
    found.update(Path(__file__).read_bytes())
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        found.update(path.relative_to(source).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:24]

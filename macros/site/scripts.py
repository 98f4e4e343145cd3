"""The site's own programs: typed modules of ``docs/assets/js/``, bundled by esbuild to classic scripts, which file:// allows.

Each file of ``entries/`` becomes one script of the same name. Bundles are kept in `.cache/scripts/` under a digest of what they are made of.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from .errors import SiteError

FOLDER = "assets/js"
TARGET = "es2022"
_CACHE = Path(__file__).resolve().parents[2] / ".cache" / "scripts"


def bundles(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of each script of the project under ``root``. Raise SiteError when esbuild refuses one."""
    source = root / "docs" / FOLDER
    entries = sorted((source / "entries").glob("*.js"))
    digest = _digest(root, source)
    for entry in entries:
        kept = _CACHE / f"{entry.stem}-{digest}.js"
        if not kept.is_file():
            content = bundle(root, entry)
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(content)
            fresh.replace(kept)
        yield f"{FOLDER}/{entry.name}", kept.read_bytes()


def bundle(root: Path, entry: Path, *options: str) -> bytes:
    """Return the classic script made of a module and of all that it imports."""
    node, esbuild = os.environ.get("NODE") or shutil.which("node"), root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not node or not esbuild.exists():
        raise SiteError("Il manque esbuild, qui assemble les programmes du site.\n  « ./kit build » l’installe avec les paquets npm.")
    command = [node, str(esbuild), str(entry), "--bundle", "--minify", "--format=iife", f"--target={TARGET}", "--charset=utf8",
               "--legal-comments=eof", "--log-level=warning", *options]  # fmt: skip
    done = subprocess.run(command, cwd=root, capture_output=True, env=_environment(root))
    if done.returncode or done.stderr:
        raise SiteError(f"esbuild refuse {entry.name} :\n{done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def _environment(root: Path) -> Mapping[str, str]:
    """Let modules that stand elsewhere, as those of a test do, import the npm packages of the project."""
    return {**os.environ, "NODE_PATH": str(root / "node_modules")}


def _digest(root: Path, source: Path) -> str:
    """Return a digest of every module and of the npm lock."""
    found = hashlib.sha256((root / "node_modules" / ".package-lock.json").read_bytes())
    found.update(Path(__file__).read_bytes())
    for path in sorted(source.rglob("*.js")):
        found.update(path.relative_to(source).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:24]

"""Build the site beside `site/`, and put it in its place only when it is right."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from macros.kit.messages import complaints
from macros.kit.process import ROOT

PROGRESS = "→ "
"""How a line that tells where a long job stands begins."""


def swap(fresh: Path, site: Path, aside: Path) -> None:
    """Put a fresh site in the place of the old one, which goes aside; the old one comes back if that fails."""
    if site.exists():
        site.rename(aside)
    try:
        fresh.rename(site)
    except OSError:
        if aside.exists():
            aside.rename(site)
        raise


def _run(argv: Sequence[str], env: Mapping[str, str], root: Path) -> tuple[int, str]:
    """Run a builder; return its exit status and what it said, its progress excepted, which is shown as it comes."""
    said = []
    with subprocess.Popen(
        argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, cwd=root, encoding="utf-8", errors="replace"
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if line.startswith(PROGRESS):
                    print(line, end="", file=sys.stderr, flush=True)
                else:
                    said.append(line)
        except BaseException:
            process.kill()
            raise
    return process.returncode, "".join(said)


def build(builder: Sequence[str], env: Mapping[str, str], root: Path = ROOT) -> int:
    """Build `root`'s site by a command that takes `--site-dir`; return an exit status.

    Silent when all is well; a failed build leaves `site/` exactly as it was.
    """
    with tempfile.TemporaryDirectory(prefix=".site-", dir=root) as folder:
        fresh = Path(folder) / "site"
        status, output = _run([*builder, "--site-dir", str(fresh)], env, root)
        if status == 0:
            swap(fresh, root / "site", Path(folder) / "old")
            return 0
    print(complaints(output, root / "docs"), end="\n\n", file=sys.stderr)
    print("Construction abandonnée : site/ n’a pas changé.", file=sys.stderr)
    return 1

"""Build the site beside `site/`, and put it in its place only when it is right."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from macros.kit.messages import complaints
from macros.kit.process import ROOT


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


def build(builder: Sequence[str], env: Mapping[str, str], root: Path = ROOT) -> int:
    """Build `root`'s site by a command that takes `--site-dir`; return an exit status.

    Silent when all is well; a failed build leaves `site/` exactly as it was.
    """
    with tempfile.TemporaryDirectory(prefix=".site-", dir=root) as folder:
        fresh = Path(folder) / "site"
        done = subprocess.run(
            [*builder, "--site-dir", str(fresh)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, cwd=root, encoding="utf-8", errors="replace",
        )  # fmt: skip
        if done.returncode == 0:
            swap(fresh, root / "site", Path(folder) / "old")
            return 0
    print(complaints(done.stdout, root / "docs"), end="\n\n", file=sys.stderr)
    print("Construction abandonnée : site/ n’a pas changé.", file=sys.stderr)
    return 1

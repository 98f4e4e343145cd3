"""The site's modules pass TypeScript's checker, their types written in comments."""

import os
import shutil
import subprocess

from tests.site.project import ROOT


def test_modules_are_rightly_typed() -> None:
    node = os.environ.get("NODE") or shutil.which("node")
    assert node, "Sans node, lancez ces tests par « ./kit test »."
    done = subprocess.run([node, "node_modules/typescript/bin/tsc", "-p", "jsconfig.json", "--pretty", "false"],
                          cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)  # fmt: skip
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0

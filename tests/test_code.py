"""The code passes the linter and the type checker that pyproject.toml sets up."""

import subprocess
import sys

import pytest

from macros.kit.process import ROOT


@pytest.mark.parametrize("tool", [("ruff", "check", "--quiet"), ("mypy", "--no-error-summary")], ids=lambda tool: tool[0])
def test_tool_finds_nothing_to_say(tool: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0

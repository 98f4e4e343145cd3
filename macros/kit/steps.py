"""A step of the set-up is done once: a record left behind says for which inputs."""

import hashlib
import json
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.kit.process import ROOT, alone


@dataclass(frozen=True)
class Step:
    """Something to install, and the files that decide what it must be."""

    record: Path
    """Where the trace of a finished installation is kept: inside what it installs, so that they go together."""
    inputs: tuple[Path, ...]
    """The files whose contents decide what is installed."""
    install: Callable[[], Mapping[str, Path]]
    """Install from nothing or from a half-made state; return the programs to remember, by variable name."""


def fingerprint(inputs: tuple[Path, ...]) -> str:
    """Return a digest of this Python and of the contents of the files."""
    digest = hashlib.sha256(f"{platform.python_version()} {platform.machine()}".encode())
    for path in inputs:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def remembered(step: Step) -> dict[str, str] | None:
    """Return the programs a finished step remembers, or None when it must be done (again)."""
    try:
        record = json.loads(step.record.read_text(encoding="utf-8"))
        programs: dict[str, str] = record["programs"]
        current = record["fingerprint"] == fingerprint(step.inputs)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return programs if current and all(Path(path).exists() for path in programs.values()) else None


def ensure(step: Step, guard: Path = ROOT / "kit") -> dict[str, str]:
    """Do the step unless it is done, and return its programs by variable name."""
    programs = remembered(step)
    if programs is not None:
        return programs
    with alone(guard):
        return ensure_within(step)


def ensure_within(step: Step) -> dict[str, str]:
    """Do what `ensure` does, for a step that another one needs: the guard is already held."""
    programs = remembered(step)
    return _install(step) if programs is None else programs


def _install(step: Step) -> dict[str, str]:
    # The record goes first and comes back last: an installation cut short never passes for a finished one.
    step.record.unlink(missing_ok=True)
    programs = {name: str(path) for name, path in step.install().items()}
    step.record.parent.mkdir(parents=True, exist_ok=True)
    draft = step.record.with_suffix(".tmp")
    draft.write_text(
        json.dumps({"fingerprint": fingerprint(step.inputs), "programs": programs}, indent=2), encoding="utf-8"
    )
    draft.replace(step.record)
    return programs

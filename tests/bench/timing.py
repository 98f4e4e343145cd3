"""A command timed as a whole process, and a line that tells it."""

import resource
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds of processor (user and system) and of wall clock, and what it printed."""

    cpu: float
    wall: float
    output: str


def timed(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """Run a command and measure its process. Raise RuntimeError, with its output, when it finds a fault or fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", errors="replace")
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"« {' '.join(command)} » a rendu {done.returncode} :\n{done.stdout}{done.stderr}")
    return Run(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, done.stdout)


def line(name: str, runs: Sequence[Run]) -> str:
    """Return a line of the table: the medians, and the range of the processor times."""
    cpu = [run.cpu for run in runs]
    wall = statistics.median(run.wall for run in runs)
    return f"{name:<28}{statistics.median(cpu):>8.2f} s  ({min(cpu):.2f} à {max(cpu):.2f}){wall:>10.2f} s"

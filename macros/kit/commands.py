"""The commands of `kit`: what each is for, what it needs, what it runs."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from macros.kit.build import build
from macros.kit.chromium import chromium
from macros.kit.office import office
from macros.kit.packages import BENCH, BENCH_NPM, NPM, PYTHON
from macros.kit.process import ROOT, SetupError, hand_over, output_of, stop_on_termination
from macros.kit.steps import ensure

Need = Callable[[], Mapping[str, str]]

NO_COMMIT_YET = "1767225600"
"""The date of a build outside git: 1 January 2026, in seconds since 1970."""


def python() -> Mapping[str, str]:
    """Provide the Python environment."""
    return ensure(PYTHON)


def npm() -> Mapping[str, str]:
    """Provide the npm packages, and the node that goes with them as NODE."""
    return ensure(NPM)


def bench() -> Mapping[str, str]:
    """Provide LinkChecker, by its interpreter as BENCH_PYTHON, and SurveyJS, among the npm packages of the bench."""
    ensure(BENCH_NPM)
    return {"BENCH_PYTHON": ensure(BENCH)["PYTHON"]}


@dataclass(frozen=True)
class Command:
    """One command: its line in the list, the installations it needs, the Python module it runs."""

    summary: str
    module: str
    before: tuple[str, ...] = ()
    """Arguments that precede the reader's own."""
    needs: tuple[Need, ...] = (python,)


COMMANDS = {
    "serve": Command(
        "montre le site sur cette machine et le recharge à chaque changement (--sans-documents : plus vite)",
        "mkdocs", ("serve",), (python, npm)
    ),
    "build": Command(
        "construit le site dans site/, qui ne change pas s’il reste une erreur",
        "mkdocs",
        ("build", "--strict"),
        (python, npm),
    ),
    "test": Command("lance les tests (--tout : les suites longues aussi, avec LibreOffice)", "pytest", needs=(python, npm, chromium)),
    "links": Command("vérifie en ligne les adresses externes et met leur registre à jour", "macros.links"),
    "coverage": Command(
        "dit où chaque élément des textes fondateurs est placé (--lire : texte contre texte)",
        "macros.coverage",
        needs=(python, npm),
    ),
    "answers": Command(
        "lit les réponses de fiches remplies, fichiers ou dossiers (--json, --csv, --fiche ID)", "macros.readback"
    ),
    "lock": Command("inscrit au verrou les identifiants et les codes publiés", "macros.lock"),
    "schema": Command("récrit le schéma JSON qui guide la saisie des fiches en YAML", "macros.schema"),
    "planche": Command("dessine chaque document, vierge et rempli, sur une image par fiche", "tests.planche", needs=(python, npm, office)),
    "bench": Command(
        "mesure la vérification des liens, les documents, la construction et les fiches dans le navigateur",
        "tests.bench",
        needs=(python, npm, chromium, bench),
    ),
}


def usage() -> str:
    """Return the list of the commands, a line each."""
    lines = [f"  {name:<10}{command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage : ./kit COMMANDE [options]", "", *lines])


def unknown(name: str) -> str:
    """Return what to say of a command that does not exist."""
    import difflib

    close = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
    hint = f" Vouliez-vous dire « {close[0]} » ?" if close else ""
    return f"Commande inconnue : « {name} ».{hint}\n\n{usage()}"


def job_environment(programs: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a job: the programs found for it, and what makes two builds alike."""
    here = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    epoch = here.get("SOURCE_DATE_EPOCH") or output_of(["git", "log", "-1", "--format=%ct"]) or NO_COMMIT_YET
    return {
        **here,
        **programs,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": epoch,
    }


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """Return pytest's arguments: the whole suite takes every core, a chosen part keeps to one and its output."""
    chosen = [argument for argument in arguments if argument != "--tout"]
    length = [] if "--tout" in arguments else ["-m", "not long"]
    return [*length, *(chosen or ["--numprocesses", "auto", "--dist", "loadfile"])]


def run(name: str, arguments: Sequence[str]) -> int:
    """Set up what a command needs and run it; return its exit status (or become the job and never return)."""
    command = COMMANDS[name]
    programs: dict[str, str] = {}
    for need in (*command.needs, *((office,) if "--tout" in arguments else ())):
        programs |= need()
    env = job_environment(programs)
    if name == "test":
        arguments = pytest_arguments(arguments)
    if name in {"build", "serve"} and "--sans-documents" in arguments:
        arguments = [argument for argument in arguments if argument != "--sans-documents"]
        env["PRESENCE_SANS_DOCUMENTS"] = "1"
    job = [programs["PYTHON"], "-m", command.module, *command.before, *arguments]
    if name == "build":
        return build(job, env)
    return hand_over(job, env)


def main(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    stop_on_termination()
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(usage())
        return 0
    if arguments[0] not in COMMANDS:
        print(unknown(arguments[0]), file=sys.stderr)
        return 2
    try:
        return run(arguments[0], arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrompu. Relancez la commande : elle reprendra où elle en était.", file=sys.stderr)
        return 130

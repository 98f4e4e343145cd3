"""`./kit answers FICHIER… [--json|--csv] [--fiche ID]`: the answers of filled files and folders.

Answers go to the standard output, refused files and faults of ours are told on the error output too. Exit codes: 0 every file was
read (examples that we publish are passed over in folders); 1 some were refused; 2 the command is not usable (no such sheet,
definitions at fault, nothing to read).
"""

import io
import sys
from pathlib import Path

from macros.catalog import load_catalog
from macros.kit.arguments import ArgumentParser
from macros.model import Definition
from macros.problems import CatalogError
from macros.readback.folder import read_all
from macros.readback.report import as_csv, as_json, as_text

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; see the module for what it returns. ``root`` is the project whose definitions are known."""
    options = _parser().parse_args(arguments)
    try:
        catalog = load_catalog(root)
        expected: Definition | None = catalog.definition(options.fiche) if options.fiche else None
    except (CatalogError, LookupError) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    outcomes = read_all(options.files, catalog.definitions, expected.id if expected else None, _progress)
    if not outcomes:
        print("Aucun fichier à lire : donnez des fichiers, ou un dossier qui en contient.", file=sys.stderr)
        return 2
    shown = as_json(outcomes) if options.json else as_csv(outcomes) if options.csv else as_text(outcomes)
    if options.csv and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")  # the lines of a CSV end as it says, on Windows too
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")
    refused = [outcome for outcome in outcomes if outcome.refusal]
    if options.json or options.csv:
        for outcome in refused:
            print(f"{outcome.files[0]} : {outcome.refusal}", file=sys.stderr)
    for refusal in filter(None, (outcome.refusal for outcome in refused)):
        if refusal.place:
            print(f"Défaut à signaler : {refusal.place}", file=sys.stderr)
    return 1 if refused else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="./kit answers", description="Lit les réponses de fiches remplies : PDF, DOCX, ODT, XLSX ou JSON, fichiers ou dossiers."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="fichiers remplis, ou dossiers qui en contiennent")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="tout, pour un programme")
    form.add_argument("--csv", action="store_true", help="une ligne par réponse, pour un tableur")
    parser.add_argument("--fiche", metavar="ID", help="n’accepter que cette fiche")
    return parser


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and total > 1:
        print(f"\r{done} / {total} fichiers", end="\n" if done == total else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

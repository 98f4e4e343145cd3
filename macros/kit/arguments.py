"""A command line that speaks French: usage, help and errors of `argparse`. The standard library only, for any command."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_ERRORS = (
    (r"the following arguments are required: (.+)", "Il manque {0}."),
    (r"one of the arguments (.+) is required", "Il manque l’une de ces options : {0}."),
    (r"unrecognized arguments: (.+)", "Option ou argument inconnu : {0}."),
    (r"ambiguous option: (\S+) could match (.+)", "{0} peut vouloir dire {1} : écrivez l’option en entier."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} ne va pas avec {1} : gardez l’une des deux."),
    (r"argument (.+?): expected one argument", "{0} demande une valeur."),
    (r"argument (.+?): expected at least one argument", "{0} demande au moins une valeur."),
    (r"argument (.+?): expected at most one argument", "{0} demande une valeur au plus."),
    (r"argument (.+?): expected (\d+) arguments?", "{0} demande {1} valeurs."),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} ne prend pas de valeur."),
    (r"argument (.+?): invalid choice: '(.*?)'.*\(choose from (.+)\)", "{0} : « {1} » n’est pas l’une de ces valeurs : {2}."),
    (r"argument (.+?): invalid \S+ value: '(.*)'", "{0} : « {1} » n’est pas une valeur possible."),
    (r"argument (.+?): (.+)", "{0} : {1}"),
)


class ArgumentParser(argparse.ArgumentParser):
    """The parser of the standard library, in French."""

    def __init__(self, prog: str, description: str) -> None:
        """Prepare a command line; ``prog`` is what the reader types, ``description`` one sentence."""
        super().__init__(prog=prog, description=description, formatter_class=_Formatter, add_help=False)
        self._positionals.title, self._optionals.title = "Arguments\u00a0", "Options\u00a0"  # a colon follows
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what was wrong, and leave with 2."""
        self.exit(2, f"{self.format_usage()}{french(message)}\n")


def french(message: str) -> str:
    """Return a message of `argparse` in French; one that it does not know comes back unchanged."""
    for pattern, sentence in _ERRORS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*found.groups())
    return message


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)

"""Answers to a definition, in their two forms, what is worked out from them, what is wrong with them, and their file.

*Nested*, as written in examples: field id -> text, number, list of option ids, list of rows, or row id -> row.
*Named*, as kept in files and documents: control name (`macros.names`) -> text; a box of a multichoice that is ticked has « oui ».
"""

from macros.answers.file import AnswersFile, AnswersFileError, dump, read, sheets_of
from macros.answers.forms import TICKED, Named, Nested, table_rows, to_named, to_nested
from macros.answers.problems import AnswerProblem, answer_problems, value_problem
from macros.answers.results import with_results

__all__ = [
    "TICKED", "AnswerProblem", "AnswersFile", "AnswersFileError", "Named", "Nested", "answer_problems", "dump", "read", "sheets_of",
    "table_rows", "to_named", "to_nested", "value_problem", "with_results",
]  # fmt: skip

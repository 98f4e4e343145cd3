"""The closed expression language of computed fields and conditions.

This docstring is THE definition: the JavaScript and the spreadsheet ports follow it, and all of them run
`tests/vectors/expressions.yml`. Nothing here reads a file, a clock or another module of the project.

Values
    *empty* (`None`, `""`, a list without items), a *number* (IEEE double), a *boolean*, or a *text*.
    A date is a text `YYYY-MM-DD` that exists in the calendar, years 1900 to 9999.
    A text reads as a number when, once U+0020, U+00A0 and U+202F are removed, it is an optional sign (`+`, `-`,
    U+2212), digits 0-9, and optionally one `,` or `.` followed by digits. Booleans and lists are never numbers.
    What does not read as a number counts as empty wherever a number is wanted. A minus zero is a zero.
    NaN and infinities never come out: an operation that would give one gives empty.

Answers
    A mapping field id -> scalar, list of option ids (multichoice), list of rows (a table with added rows) or
    mapping row id -> row (a table with fixed rows); a row is a mapping column id -> scalar. A row without any
    answer does not exist. Rows keep their order.
    Computed fields and columns are read like answers: whoever evaluates puts their values there first, in the
    order of `dependencies`, and puts computed columns only in rows that hold an answer.

Operators (one key a mapping; a bare number, boolean, text or null is a constant)
    `{field: x}`, `{column: x}`
        The value, empty when there is none or when it is a list; `column` reads the row of the computed column.
    `{sum: [e, …]}`
        Numbers added from left to right in plain doubles, empties skipped; the sum of nothing is 0.
    `{sum: {fields: [a, …], marks: {opt: n}}}`
        The same over fields. With `marks`, each option held counts its mark (every option of a multichoice);
        an option without mark is skipped.
    `{sum: {table: t, column: c, where: …, weight: w, marks: …}}`
        The same over the rows that match; with `weight`, adds value x weight and skips the rows where either
        is empty.
    `{count: {table: t, where: {c: [v, …]}}}`
        Rows that have an answer and match: for every column named, the cell equals one of the values.
    `{count: {fields: [a, …], where: [v, …]}}`
        Fields whose value equals one of the values; without `where`, fields that are not empty.
    `{weighted_mean: {table: t, value: c, weight: w}}`
        Sum of value x weight over sum of weights, over the rows where both are numbers; empty when the weights
        add up to 0.
    `{ratio: [n, d], times: k}`
        n x k / d in this order (k is 1 by default); empty when n or d is empty or d is 0.
    `{compare: [a, op, b]}`
        Always a boolean, see below.
    `{and: […]}` `{or: […]}` `{not: e}`
        Two-valued: what is not the boolean true is false.
    `{date_add: [date, days]}`
        The date moved by `days`, rounded down to a whole number; empty when either is unreadable or the result
        leaves the years 1900 to 9999.
    In `where`, one value may stand for a list of one; null matches an empty cell.

Comparison
    `=`: two empties are equal, an empty and a value are not. Two values that both read as numbers compare as
    numbers; two booleans as booleans; otherwise they are equal when they are the same text, character for
    character. A list (multichoice) equals a value when one of its items does. `!=` is the contrary of `=`.
    `<` `<=` `>` `>=`: between two numbers or between two dates; false in every other case, an empty side and
    lists included.

Display
    `round_half_up` first keeps 15 significant digits, then rounds halves away from zero, as spreadsheets do.

There is no subtraction: `{sum: [a, {ratio: [b, 1], times: -1}]}`.
"""

from macros.expressions.evaluation import answered_rows, evaluate
from macros.expressions.nodes import Expr, ExpressionError, Ref
from macros.expressions.parsing import MAX_DEPTH, MAX_NODES, parse
from macros.expressions.references import dependencies, find_cycle, label_key, references, result_kind, row_dependencies
from macros.expressions.values import number, readable_date, round_half_up
from macros.expressions.words import condition_to_words, quoted, to_words

__all__ = [
    "MAX_DEPTH",
    "MAX_NODES",
    "Expr",
    "ExpressionError",
    "Ref",
    "answered_rows",
    "condition_to_words",
    "dependencies",
    "evaluate",
    "find_cycle",
    "label_key",
    "number",
    "parse",
    "quoted",
    "readable_date",
    "references",
    "result_kind",
    "round_half_up",
    "row_dependencies",
    "to_words",
]

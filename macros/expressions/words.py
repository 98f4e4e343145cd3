"""What an expression computes, in plain French, for a reader on paper."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.expressions.nodes import (
    And,
    ColumnValue,
    Compare,
    Constant,
    DateAdd,
    Expr,
    FieldsCount,
    FieldsSum,
    FieldValue,
    Marks,
    Not,
    Or,
    Ratio,
    Ref,
    Scalar,
    Sum,
    TableCount,
    TableSum,
    WeightedMean,
    Where,
)
from macros.expressions.references import label_key, references
from macros.expressions.values import readable_date

_VERBS = {"=": "vaut", "<": "vaut moins de", "<=": "vaut au plus", ">": "vaut plus de", ">=": "vaut au moins"}
_DATE_VERBS = {"<": "vient avant", "<=": "vient au plus tard", ">": "vient après", ">=": "vient au plus tôt"}
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_AT_LEAST_ONE = ((">", Constant(0.0)), (">=", Constant(1.0)))
_GENITIVES = {"": "de", "le": "du", "la": "de la"}
_NAMED = 12
"""How many fields a sentence names before it counts the rest."""


class _Phrase(NamedTuple):
    """A noun phrase and its article: "", "le" or "la"; `several` when it says an operation by its sign or by « moins »."""

    article: str
    text: str
    several: bool = False

    def definite(self) -> str:
        return f"{self.article} {self.text}".strip()

    def term(self) -> str:
        """Return what stands on one side of a sign: in brackets when it has several words."""
        return f"({self.definite()})" if self.article or self.several else self.text

    def operand(self) -> str:
        """Return what stands after a word such as « moins »: in brackets when it is an operation itself."""
        return self.term() if self.several else self.definite()

    def genitive(self) -> str:
        return f"de {self.term()}" if self.several else f"{_GENITIVES[self.article]} {self.text}"


def to_words(expr: Expr, labels: Mapping[str, str]) -> str:
    """Say what an expression computes, without capital or full stop: « nombre de lignes de … où … vaut … ».

    `labels` gives what to call each thing under the keys of `label_key`: a code as it is, a label already `quoted`. What
    has none is named by its id.
    """
    words = _Words(labels)
    return words.clause(expr) if isinstance(expr, Compare | And | Or | Not) else words.phrase(expr).text


def condition_to_words(expr: Expr, labels: Mapping[str, str]) -> str:
    """Say when something is shown: « Si « … » est « … » »."""
    return f"Si {_Words(labels).clause(expr)}"


def quoted(text: str) -> str:
    """Return a text between French quotation marks."""
    return f"«\u00a0{text}\u202f»"


def _number(value: float) -> str:
    sign, digits = ("−" if value < 0 else ""), f"{abs(value):,.15g}"
    return sign + digits.replace(",", "\u00a0").replace(".", ",")


def _listed(parts: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _day(text: str) -> str:
    day = readable_date(text)
    if day is None:
        return quoted(text)
    return f"le {'1er' if day.day == 1 else day.day}\u00a0{_MONTHS[day.month - 1]} {day.year}"


def _taken(term: Expr) -> Expr | None:
    """Return what a term of a sum takes away; None for one that adds."""
    return term.numerator if isinstance(term, Ratio) and (term.denominator, term.times) == (Constant(1.0), -1) else None


class _Words:
    """The labels, and the sentences made with them."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    def label(self, ref: Ref) -> str:
        return self.labels.get(label_key(ref)) or quoted(ref.id)

    def name(self, id: str, table: str | None = None) -> str:
        """Name a field, or a column of a table."""
        return self.label(Ref("column" if table else "field", id, (), "value", table))

    def phrase(self, expr: Expr) -> _Phrase:
        match expr:
            case Constant(value=value):
                return _Phrase("", self.value(value))
            case FieldValue() | ColumnValue():
                return _Phrase("", self.label(references(expr)[0]))
            case Sum(terms=terms):
                return self.sum(terms)
            case FieldsSum() | FieldsCount():
                return self.over_fields(expr)
            case TableSum():
                return self.table_sum(expr)
            case TableCount(where=()):
                return _Phrase("le", f"nombre de lignes remplies de {self.name(expr.table)}")
            case TableCount():
                return _Phrase("le", f"nombre de lignes de {self.name(expr.table)}{self.where(expr.table, expr.where)}")
            case WeightedMean():
                value, weight = self.name(expr.value, expr.table), self.name(expr.weight, expr.table)
                return _Phrase("la", f"moyenne de {value} dans {self.name(expr.table)}, pondérée par {weight}")
            case Ratio():
                return self.ratio(expr)
            case DateAdd():
                return self.date_add(expr)
        return _Phrase("la", f"condition «\u00a0{self.clause(expr)}\u202f»")

    def sum(self, terms: Sequence[Expr]) -> _Phrase:
        """Say a sum; what is counted negatively is taken away from the rest, when there is a rest."""
        kept = [term for term in terms if _taken(term) is None] or terms
        phrases = [self.phrase(term) for term in kept]
        whole = phrases[0] if len(phrases) == 1 else _Phrase("la", f"somme {_listed([part.genitive() for part in phrases], 'et')}")
        if len(kept) == len(terms):
            return whole
        less = [self.phrase(taken) for taken in map(_taken, terms) if taken is not None]
        return _Phrase(whole.article, " moins ".join([whole.text, *(part.operand() for part in less)]), True)

    def value(self, value: Scalar, owner: Ref | None = None) -> str:
        """Name a constant; a text is an option of `owner` when it has such a label."""
        if value is None:
            return "rien"
        if isinstance(value, bool):
            return "vrai" if value else "faux"
        if isinstance(value, float):
            return _number(value)
        option = Ref("option", value, (), "value", owner.table, owner) if owner else None
        return self.label(option) if option and label_key(option) in self.labels else _day(value)

    def over_fields(self, expr: FieldsSum | FieldsCount) -> _Phrase:
        names = [self.name(field) for field in expr.fields]
        rest = len(names) - _NAMED
        fields = _listed([*names[:_NAMED], f"{rest} autres"] if rest > 1 else names, "et")
        owner = Ref("field", expr.fields[0], (), "value")
        if isinstance(expr, FieldsCount):
            answers = [self.value(value, owner) for value in expr.where or ()]
            return _Phrase("le", f"nombre de réponses{' ' if answers else ''}{_listed(answers, 'ou')} à {fields}")
        if expr.marks:
            return _Phrase("le", f"total des points de {fields} ({self.marks(expr.marks, owner)})")
        return _Phrase("la", f"somme de {fields}")

    def marks(self, marks: Marks, owner: Ref) -> str:
        return ", ".join(f"{self.value(option, owner)} compte {_number(mark)}" for option, mark in marks)

    def table_sum(self, expr: TableSum) -> _Phrase:
        owner = Ref("column", expr.column, (), "value", expr.table)
        weight = f" multipliés par {self.name(expr.weight, expr.table)}" if expr.weight else ""
        place = f" dans {self.name(expr.table)}{self.where(expr.table, expr.where)}"
        if expr.marks:
            points = f"total des points de {self.label(owner)}{weight}{place}"
            return _Phrase("le", f"{points} ({self.marks(expr.marks, owner)})")
        if weight:
            return _Phrase("le", f"total des nombres de {self.label(owner)}{weight}{place}")
        return _Phrase("la", f"somme de {self.label(owner)}{place}")

    def where(self, table: str, where: Where) -> str:
        parts = []
        for column, values in where:
            owner = Ref("column", column, (), "value", table)
            filled = [self.value(value, owner) for value in values if value is not None]
            tests = [f"vaut {_listed(filled, 'ou')}"] if filled else []
            tests += ["est sans réponse"] if None in values else []
            parts.append(f"{self.label(owner)} {_listed(tests, 'ou')}")
        return f" où {_listed(parts, 'et')}" if parts else ""

    def ratio(self, expr: Ratio) -> _Phrase:
        top, bottom = self.phrase(expr.numerator), self.phrase(expr.denominator)
        if isinstance(expr.denominator, Constant) and expr.denominator.value == 1:
            return _Phrase("le", f"produit {top.genitive()} par {_number(expr.times)}")
        times = "" if expr.times == 1 else f"{_number(expr.times)}\u00a0×\u00a0"
        inverse = expr.denominator
        if isinstance(inverse, Ratio) and (inverse.numerator, inverse.times) == (Constant(1.0), 1):
            return _Phrase("", f"{times}{top.term()}\u00a0× {self.phrase(inverse.denominator).term()}", True)
        return _Phrase("", f"{times}{top.term()}\u00a0÷ {bottom.term()}", True)

    def date_add(self, expr: DateAdd) -> _Phrase:
        start = self.phrase(expr.date).definite()
        days = expr.days.value if isinstance(expr.days, Constant) else None
        if not isinstance(days, float):
            return _Phrase("", f"{start} plus {self.phrase(expr.days).definite()}, en jours")
        unit = "jour" if abs(days) < 2 else "jours"
        return _Phrase("", f"{_number(abs(days))}\u00a0{unit} {'avant' if days < 0 else 'après'} {start}")

    def clause(self, expr: Expr, negated: bool = False, inside: bool = False) -> str:
        """Say a condition; a negation goes down to the comparisons."""
        match expr:
            case Not(term=term):
                return self.clause(term, not negated, inside)
            case And(terms=terms) | Or(terms=terms):
                word = "et" if isinstance(expr, And) != negated else "ou"
                text = f" {word} ".join(self.clause(term, negated, True) for term in terms)
                return f"({text})" if inside and len(terms) > 1 else text
            case Compare():
                return self.compare(expr, negated)
            case Constant():
                return "toujours" if (expr.value is True) != negated else "jamais"
        return f"{self.phrase(expr).definite()} {'n’est pas' if negated else 'est'} vrai"

    def some_row(self, count: TableCount, negated: bool) -> str:
        """Say that a table has, or has not, a row that matches."""
        return f"{self.name(count.table)} {'n’a aucune ligne' if negated else 'a au moins une ligne'}{self.where(count.table, count.where)}"

    def compare(self, expr: Compare, negated: bool) -> str:
        left, operator, right = expr.left, expr.operator, expr.right
        if operator == "!=":
            operator, negated = "=", not negated
        owner = references(left)[0] if isinstance(left, FieldValue | ColumnValue) else None
        if isinstance(left, TableCount) and left.where and (operator, right) in _AT_LEAST_ONE:
            return self.some_row(left, negated)
        subject = self.phrase(left).definite()
        if right == Constant(None) and operator == "=":
            return f"{subject} {'a une réponse' if negated else 'est sans réponse'}"
        value = self.value(right.value, owner) if isinstance(right, Constant) else self.phrase(right).definite()
        dated = isinstance(right, DateAdd) or (isinstance(right, Constant) and readable_date(right.value) is not None)
        named = operator == "=" and isinstance(right, Constant) and isinstance(right.value, str | bool)
        verb = "est" if named else _DATE_VERBS.get(operator, "est") if dated else _VERBS[operator]
        return f"{subject} {_negative(verb) if negated else verb} {value}"


def _negative(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    return f"{'n’' if first[0] in 'aeiou' else 'ne '}{first} pas {rest}".strip()

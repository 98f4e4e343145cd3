"""Expressions as spreadsheet formulas: the semantics of `macros.expressions`, for Excel 2016 and later and for LibreOffice.

Inside a formula, a number or a day that is empty is an error (`readings`), a condition is always true or false. Only the outside of a
formula turns an error into an empty text. Comparisons of numbers go through DELTA and GESTEP, which compare doubles as they are:
the signs = and < of spreadsheets take 0,1 + 0,2 and 0,3 for equal.

Formulas that read whole columns are meant as array formulas (`reads_ranges`). Limits: days before 1 March 1900 are one off in Excel,
which believes in a 29 February 1900; a true or false typed by hand is a number to LibreOffice.
"""

from collections.abc import Iterable

from macros.expressions import Expr, number, references, result_kind
from macros.expressions.nodes import (
    And,
    ColumnValue,
    Compare,
    Constant,
    DateAdd,
    FieldsCount,
    FieldsSum,
    FieldValue,
    Marks,
    Not,
    Or,
    Ratio,
    Scalar,
    Sum,
    TableCount,
    TableSum,
    WeightedMean,
    Where,
)
from macros.render.xlsx import readings
from macros.render.xlsx.places import NO, YES, Cell, Places
from macros.render.xlsx.readings import NEVER, constant, filled, literal
from macros.render.xlsx.sides import (
    Side,
    any_of,
    constant_side,
    equal,
    is_option,
    no_box,
    number_of,
    one_at_least,
    points,
    row_equals,
    side_of,
    ticked,
)

MAX_FORMULA = 8192
"""Characters of a formula, at most, in Excel."""

MAX_PART = 1800
"""Characters of a part of a formula; a longer one is kept in a cell of its own."""

_NOWHERE = Cell("")
_ORDERS = {"<": "GESTEP({0},{1})=0", "<=": "GESTEP({1},{0})=1", ">": "GESTEP({1},{0})=0", ">=": "GESTEP({0},{1})=1"}


def result_formula(expr: Expr, places: Places) -> str:
    """Return the formula of a computed field: empty while nothing that it reads holds an answer."""
    formulas = _Formulas(places)
    value, read = formulas.value(expr), formulas.read(expr)
    return f'=IF({read},{value},"")' if read else f"={value}"


def column_formula(expr: Expr, places: Places) -> str:
    """Return the formula of a computed column for the row `ROW`: empty while its row has no answer."""
    value = _Formulas(places).value(expr)
    return f'=IF({any_of(filled(cell.ref) for cell in places.row.answers)},{value},"")'


def bare_formula(expr: Expr, places: Places) -> str:
    """Return the formula of an expression, whether what it reads is answered or not."""
    return f"={_Formulas(places).value(expr)}"


def reads_ranges(formula: str) -> bool:
    """Tell whether a formula reads whole columns, and has to be written as an array formula."""
    return ":" in formula


class _Formulas:
    """The formulas over given places."""

    def __init__(self, places: Places) -> None:
        self.places = places

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, expr: Expr) -> str:
        """Return what a cell shows: a number, a day, « Oui » or « Non », a text, or an empty text."""
        kind = result_kind(expr)
        if kind == "boolean":
            return f'IF({self.condition(expr)},"{YES}","{NO}")'
        if kind == "date":
            return f'IFERROR({self.day(expr)},"")'
        if kind == "number":
            return f'IFERROR({self.number(expr)},"")'
        if isinstance(expr, Constant):
            return literal(str(expr.value or ""))
        cell = self.cell(expr)
        return f'IF({filled(cell.ref)},{cell.ref},"")' if cell.ref else '""'

    def cell(self, expr: Expr) -> Cell:
        """Return the cell of a reference."""
        if isinstance(expr, FieldValue):
            return self.places.fields.get(expr.id, _NOWHERE)
        assert isinstance(expr, ColumnValue)
        return self.places.row.columns.get(expr.id, _NOWHERE)

    def kept(self, formula: str) -> str:
        """Return a number that may be an error; from a cell of its own when it is long."""
        return readings.result(self.places.keep(f'=IFERROR({formula},"")')) if len(formula) > MAX_PART else formula

    def total(self, parts: Iterable[str]) -> str:
        """Add, from left to right, numbers or conditions that are never errors; what grows too long is kept in cells."""
        total = "0"
        for part in parts:
            if len(total) + len(part) > MAX_PART and total != "0":
                total = self.places.keep(f"={total}")
            total += f"+{part}"
        return f"({total})"

    def all_or_any(self, word: str, parts: Iterable[str]) -> str:
        """Put conditions together by AND or OR; what grows too long is kept in cells."""
        held: list[str] = []
        for part in parts:
            if held and len(part) + sum(map(len, held)) > MAX_PART:
                held = [self.places.keep(f"={word}({','.join(held)})")]
            held.append(part)
        return f"{word}({','.join(held)})"

    def number(self, expr: Expr) -> str:
        """Return a number, or an error when it is empty."""
        return self.kept(self._number(expr))

    def _number(self, expr: Expr) -> str:
        match expr:
            case Constant(value=value):
                found = number(value)
                return NEVER if found is None else constant(found)
            case FieldValue() | ColumnValue():
                return number_of(self.cell(expr))
            case Sum(terms=terms):
                return self.total(self.or_zero(term) for term in terms)
            case FieldsSum():
                return self.total(self.points(field, expr.marks) for field in expr.fields)
            case FieldsCount():
                return self.total(self.counts(field, expr.where) for field in expr.fields)
            case Ratio(times=times):
                top = self.number(expr.numerator) + ("" if times == 1 else f"*{constant(times)}")
                return f"({top}/{self.number(expr.denominator)})"
            case TableSum() | TableCount() | WeightedMean():
                return self.over_table(expr)
        return NEVER

    def or_zero(self, expr: Expr) -> str:
        """Return a term of a sum: what is empty adds nothing."""
        text = self.number(expr)
        return text if isinstance(expr, Constant) and text != NEVER else f"IFERROR({text},0)"

    def points(self, field: str, marks: Marks | None) -> str:
        cell = self.places.fields.get(field, _NOWHERE)
        return f"IFERROR({number_of(cell)},0)" if marks is None else points(cell, marks)

    def counts(self, field: str, where: tuple[Scalar, ...] | None) -> str:
        if where is None:
            return f"NOT({self.side(FieldValue(field)).empty})"
        return self.all_or_any("OR", (self.equal(FieldValue(field), Constant(value)) for value in where))

    # --- tables -------------------------------------------------------------------------------------------------------

    def over_table(self, expr: TableSum | TableCount | WeightedMean) -> str:
        table = self.places.tables.get(expr.table)
        if table is None:
            return NEVER if isinstance(expr, WeightedMean) else "0"
        if isinstance(expr, WeightedMean):
            value, weight = (number_of(table.columns.get(name, _NOWHERE)) for name in (expr.value, expr.weight))
            return f"(SUM(IFERROR(({value})*({weight}),0))/SUM(IFERROR(({weight})*ISNUMBER({value}),0)))"
        factors = list(self.matches(expr.table, expr.where))
        if isinstance(expr, TableSum):
            cell = table.columns.get(expr.column, _NOWHERE)
            factors.insert(0, f"({number_of(cell)})" if expr.marks is None else points(cell, expr.marks))
            factors += [f"({number_of(table.columns.get(expr.weight, _NOWHERE))})"] if expr.weight else []
            return f"SUM(IFERROR({'*'.join(factors)},0))"
        if all(None in values for _, values in expr.where):
            factors.append(one_at_least(filled(cell.ref) for cell in table.answers))
        return f"SUM(IFERROR({'*'.join(factors)}*1,0))"

    def matches(self, table: str, where: Where) -> Iterable[str]:
        """Yield, for each column that a row must match, 1 or 0 for each row."""
        for name, values in where:
            cell = self.places.tables[table].columns.get(name, _NOWHERE)
            yield one_at_least(row_equals(cell, values))

    # --- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, expr: Expr) -> str:
        """Return TRUE or FALSE, never an error."""
        text = self._condition(expr)
        return self.places.keep(f"={text}") if len(text) > MAX_PART else text

    def _condition(self, expr: Expr) -> str:
        match expr:
            case And(terms=terms) | Or(terms=terms):
                return self.all_or_any("AND" if isinstance(expr, And) else "OR", map(self.condition, terms))
            case Not(term=term):
                return f"NOT({self.condition(term)})"
            case Compare(operator="="):
                return self.equal(expr.left, expr.right)
            case Compare(operator="!="):
                return f"NOT({self.equal(expr.left, expr.right)})"
            case Compare():
                return self.ordered(self.side(expr.left), expr.operator, self.side(expr.right))
            case Constant(value=value):
                return "TRUE" if value is True else "FALSE"
        logic = self.side(expr).logic
        return f"IFERROR({logic},FALSE)" if logic else "FALSE"

    def ordered(self, left: Side, operator: str, right: Side) -> str:
        text = "FALSE"
        if left.day and right.day:
            text = f"IFERROR({left.day}{operator}{right.day},{text})"
        if left.number and right.number:
            text = f"IFERROR({_ORDERS[operator].format(left.number, right.number)},{text})"
        return text

    def equal(self, left: Expr, right: Expr) -> str:
        """Tell whether two values are the same; a multichoice is the same as each option that it holds."""
        for side, other in ((left, right), (right, left)):
            if isinstance(side, FieldValue) and self.cell(side).kind == "boxes":
                return self.holds(self.cell(side), other)
        for side, other in ((left, right), (right, left)):
            if isinstance(side, FieldValue | ColumnValue) and isinstance(other, Constant) and self.cell(side).kind == "option":
                return is_option(self.cell(side), other.value)
        return equal(self.side(left), self.side(right))

    def holds(self, cell: Cell, other: Expr) -> str:
        """Tell whether a multichoice holds a value; when both are empty too."""
        found = [f"AND({ticked(ref)},{self.equal(other, Constant(option))})" for option, ref in cell.boxes.items()]
        if isinstance(other, Constant):
            found = [ticked(ref) for option, ref in cell.boxes.items() if option == other.value]
        return any_of([*found, f"AND({no_box(cell)},{self.side(other).empty})"])

    def side(self, expr: Expr) -> Side:
        """Read one side of a comparison in every way it can be."""
        kind = result_kind(expr)
        if isinstance(expr, FieldValue | ColumnValue):
            return side_of(self.cell(expr))
        if isinstance(expr, Constant):
            return constant_side(expr.value)
        if kind == "boolean":
            return Side("FALSE", logic=self.condition(expr))
        if kind == "date":
            day = self.kept(self.day(expr))
            return Side(f"ISERROR({day})", day=day)
        value = self.number(expr)
        return Side(f"ISERROR({value})", number=value)

    # --- days ---------------------------------------------------------------------------------------------------------

    def day(self, expr: Expr) -> str:
        """Return a day, or an error when it is empty."""
        if not isinstance(expr, DateAdd):
            return self.side(expr).day or NEVER
        moved = f"({self.day(expr.date)}+INT({self.number(expr.days)}))"
        if len(moved) > MAX_PART:
            moved = readings.result(self.places.keep(f'=IFERROR({moved},"")'))
        return f"({moved}/AND({moved}>=DATE(1900,1,1),{moved}<=DATE(9999,12,31)))"

    # --- what is read -------------------------------------------------------------------------------------------------

    def read(self, expr: Expr) -> str:
        """Tell whether anything that an expression reads holds an answer; an empty text when it reads nothing."""
        found = [ref for ref in references(expr) if ref.role in ("field", "column", "table")]
        columns = dict.fromkeys((ref.table or "", ref.id) for ref in found if ref.role == "column")
        whole = dict.fromkeys(ref.id for ref in found if ref.role == "table" and ref.id not in {table for table, _ in columns})
        tables = self.places.tables
        areas = [tables[table].columns[name].ref for table, name in columns if table in tables and name in tables[table].columns]
        areas += [cell.ref for table in whole if table in tables for cell in tables[table].answers]
        tests = [f"NOT({self.side(FieldValue(name)).empty})" for name in dict.fromkeys(ref.id for ref in found if ref.role == "field")]
        tests += [readings.any_filled(area) for area in areas]
        if not found:
            return ""
        return f"{self.total(tests)}>0"

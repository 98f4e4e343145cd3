"""The expression language as spreadsheet formulas: the shared vectors computed by LibreOffice, the shape of formulas."""

import io
import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import yaml

from macros.expressions import parse, result_kind
from macros.render.xlsx.formulas import MAX_FORMULA, bare_formula, column_formula, reads_ranges, result_formula
from macros.render.xlsx.places import ROW, Cell, Places, Table
from tests.roundtrip.sheet_fillers import saved_by_libreoffice

VECTORS = yaml.safe_load(Path(__file__).parents[1].joinpath("vectors", "expressions.yml").read_text(encoding="utf-8"))
IMPOSSIBLE: dict[str, str] = {}
"""Vectors that a spreadsheet can't hold, each with the reason: none today.

Two kinds of values stand in another form, as they do in a workbook: a multichoice is one cell « oui » an option, and a true or false,
which no one ever types as an answer, is the « Oui » or « Non » of a computed condition.
"""

POSSIBLE = [case for case in VECTORS if case["name"] not in IMPOSSIBLE]
PLACES = Places(
    {
        "n": Cell("R!$C$2", "number"), "t": Cell("R!$C$3"), "fait": Cell("R!$C$4", "option", {"oui": "Oui", "non": "C’est \"non\""}),
        "m": Cell("", "boxes", boxes={"x": "R!$C$5", "y": "R!$C$6"}), "d": Cell("R!$C$7", "day"), "v": Cell("R!$C$8", "boolean"),
    },
    {"g": Table({"a": Cell("'G 1'!$B$4:$B$9", "option", {"oui": "Oui"}), "n": Cell("'G 1'!$C$4:$C$9", "number")}, frozenset({"n"}))},
    Table({"a": Cell(f"$B{ROW}", "option", {"oui": "Oui"}), "n": Cell(f"$C{ROW}", "number")}, frozenset({"n"})),
)  # fmt: skip
_N = "(R!$C$2/ISNUMBER(R!$C$2))"
GOLDEN = {
    '{sum: [{field: n}, 2]}': f'=IFERROR((0+IFERROR({_N},0)+2),"")',
    '{sum: {fields: [n], marks: {oui: 1}}}': '=IFERROR((0+(EXACT(R!$C$2,"oui")*1)),"")',
    '{sum: {fields: [fait, m], marks: {oui: 1, non: -0.5, y: 2}}}':
        '=IFERROR((0+((R!$C$4="Oui")*1+(R!$C$4="C’est ""non""")*(-0.5)+EXACT(R!$C$4,"y")*2)+((R!$C$6="oui")*2)),"")',
    '{count: {fields: [fait, m, n]}}': '=IFERROR((0+NOT((R!$C$4=""))+NOT(NOT(OR((R!$C$5="oui"),(R!$C$6="oui"))))+NOT((R!$C$2=""))),"")',
    '{count: {table: g}}': """=IFERROR(SUM(IFERROR(((0+('G 1'!$B$4:$B$9<>""))>0)*1,0)),"")""",
    '{count: {table: g, where: {a: [oui, null]}}}':
        """=IFERROR(SUM(IFERROR(((0+('G 1'!$B$4:$B$9="Oui")+('G 1'!$B$4:$B$9=""))>0)*((0+('G 1'!$B$4:$B$9<>""))>0)*1,0)),"")""",
    '{sum: {table: g, column: n, where: {a: oui}}}':
        """=IFERROR(SUM(IFERROR((('G 1'!$C$4:$C$9/ISNUMBER('G 1'!$C$4:$C$9)))*((0+('G 1'!$B$4:$B$9="Oui"))>0),0)),"")""",
    '{ratio: [{field: n}, 4], times: 100}': f'=IFERROR(({_N}*100/4),"")',
    '{compare: [{field: n}, "<=", 3]}': f'=IF(IFERROR(GESTEP(3,{_N})=1,FALSE),"Oui","Non")',
    '{compare: [{field: n}, "!=", {field: n}]}': f'=IF(NOT(IFERROR(DELTA({_N},{_N})=1,AND((R!$C$2=""),(R!$C$2="")))),"Oui","Non")',
    '{compare: [{field: fait}, "=", non]}': '=IF((R!$C$4="C’est ""non"""),"Oui","Non")',
    '{compare: [{field: m}, "=", y]}':
        '=IF(OR((R!$C$6="oui"),AND(NOT(OR((R!$C$5="oui"),(R!$C$6="oui"))),FALSE)),"Oui","Non")',
    '{compare: [{field: d}, "<", "2026-11-23"]}': '=IF(IFERROR((R!$C$7/ISNUMBER(R!$C$7))<DATE(2026,11,23),FALSE),"Oui","Non")',
    '{and: [{field: v}, {not: {field: n}}]}': '=IF(AND(IFERROR(IF((R!$C$8=""),NA(),R!$C$8="Oui"),FALSE),NOT(FALSE)),"Oui","Non")',
    '{field: absent}': '=""',
    '{sum: {table: absente, column: c}}': '=IFERROR(0,"")',
}  # fmt: skip


@pytest.mark.parametrize("expression", GOLDEN)
def test_formula_is_the_one_expected(expression):
    assert bare_formula(parse(yaml.safe_load(expression)), PLACES) == GOLDEN[expression]


def test_a_result_waits_for_what_it_reads_and_a_column_for_its_row():
    assert result_formula(parse({"sum": [{"field": "n"}, 1]}), PLACES).startswith('=IF((0+NOT((R!$C$2="")))>0,IFERROR(')
    total = {"sum": {"table": "g", "column": "n"}}
    assert result_formula(parse(total), PLACES).startswith("""=IF((0+(SUMPRODUCT(--('G 1'!$C$4:$C$9<>""))>0))>0,""")
    assert result_formula(parse(0), PLACES) == '=IFERROR(0,"")'
    assert column_formula(parse({"ratio": [{"column": "n"}, 2]}), PLACES) == f'=IF(($B{ROW}<>""),IFERROR((($C{ROW}/ISNUMBER($C{ROW}))/2),""),"")'


def test_ranges_ask_for_an_array_formula_and_cells_do_not():
    assert reads_ranges(bare_formula(parse({"count": {"table": "g"}}), PLACES))
    assert not reads_ranges(bare_formula(parse({"sum": [{"field": "t"}]}), PLACES))


@pytest.mark.parametrize("expression", [
    {"sum": [{"field": "t"}] * 400},
    {"sum": {"fields": ["t"] * 400}},
    {"count": {"fields": ["t"] * 100, "where": [1, 2, "x"]}},
    {"and": [{"compare": [{"field": "t"}, "<", {"field": "t"}]}] * 90},
    {"compare": [{"sum": [{"field": "t"}] * 30}, "=", {"sum": [{"field": "t"}] * 30}]},
    {"date_add": [{"date_add": [{"date_add": [{"date_add": [{"field": "t"}, {"field": "t"}]}, {"field": "t"}]}, 1]}, 1]},
    {"compare": [{"date_add": [{"field": "t"}, {"field": "t"}]}, "=", {"date_add": [{"field": "t"}, {"field": "t"}]}]},
    {"compare": [{"field": "t"}, "=", "x" * 900]},
], ids=str)  # fmt: skip
def test_a_long_expression_is_kept_in_several_cells(expression):
    kept = []

    def keep(formula):
        kept.append(formula)
        return f"Calculs!$A${len(kept)}"

    formula = result_formula(parse(expression), Places(PLACES.fields, PLACES.tables, keep=keep))
    assert max(map(len, [formula, *kept])) < MAX_FORMULA
    assert all(len(text) <= 257 for one in [formula, *kept] for text in re.findall('"(?:[^"]|"")*"', one))
    assert not re.search(r"\b(LET|LAMBDA|FILTER|TEXTJOIN|IFS|SWITCH|XLOOKUP)\(", formula)


class Sheet:
    """A sheet that takes the answers of one vector, and the places of its formula."""

    def __init__(self, book, number):
        self.sheet, self.name, self.line = book.add_worksheet(f"V{number}"), f"V{number}", 1
        self.kept = 0

    def places(self, case):
        answers = case.get("answers", {})
        fields, tables = {}, {}
        for name, value in answers.items():
            if isinstance(value, dict) or (isinstance(value, list) and any(not isinstance(item, str | int) or item is None for item in value)):
                tables[name] = self.table(list(value.values()) if isinstance(value, dict) else value)
            elif isinstance(value, list):
                fields[name] = Cell("", "boxes", boxes={str(option): self.cell("oui") for option in value})
            else:
                fields[name] = Cell(self.cell(value), "boolean" if isinstance(value, bool) else "typed")
        row = Table({name: Cell(self.cell(value)) for name, value in (case.get("row") or {}).items()})
        return Places(fields, tables, row, self.keep)

    def cell(self, value):
        self.line += 1
        self.write(self.line, "A", value)
        return f"{self.name}!$A${self.line}"

    def table(self, rows):
        first = self.line + 1
        self.line += len(rows) + 1
        names = sorted({name for row in rows if isinstance(row, dict) for name in row})
        columns = {}
        for letter, name in zip("BCDEFG", names, strict=False):
            for line, row in enumerate(rows, first):
                self.write(line, letter, row.get(name) if isinstance(row, dict) else None)
            columns[name] = Cell(f"{self.name}!${letter}${first}:${letter}${self.line}")
        return Table(columns)

    def write(self, line, letter, value):
        place = f"{letter}{line}"
        if isinstance(value, bool):
            self.sheet.write_string(place, "Oui" if value else "Non")
        elif isinstance(value, int | float):
            self.sheet.write_number(place, value)
        elif isinstance(value, str) and value:
            self.sheet.write_string(place, value)

    def keep(self, formula):
        self.kept += 1
        self.formula(f"H{self.kept}", formula)
        return f"{self.name}!$H${self.kept}"

    def formula(self, place, formula):
        if reads_ranges(formula):
            self.sheet.write_array_formula(f"{place}:{place}", formula)
        else:
            self.sheet.write_formula(place, formula)


def computed(cases):
    """Return the value of each case as LibreOffice computes it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for number, case in enumerate(cases):
            sheet = Sheet(book, number)
            sheet.formula("A1", bare_formula(parse(case["expression"]), sheet.places(case)))
    forgotten = io.BytesIO()
    openpyxl.load_workbook(file).save(forgotten)  # without cached values: LibreOffice trusts them
    book = openpyxl.load_workbook(io.BytesIO(saved_by_libreoffice([forgotten.getvalue()])[0]), data_only=True)
    return [book[f"V{number}"]["A1"].value for number in range(len(cases))]


def as_shown(case):
    """Return what a cell shows for the expected value of a vector: nothing, « Oui », a day."""
    expected, kind = case["expected"], result_kind(parse(case["expression"]))
    if isinstance(expected, bool):
        return "Oui" if expected else "Non"
    if kind == "date" and expected:
        return datetime.fromisoformat(expected)
    return expected


def day(value):
    return openpyxl.utils.datetime.from_excel(value) if isinstance(value, int | float) else value


@pytest.mark.long
def test_libreoffice_computes_every_vector():
    wrong = []
    for case, value in zip(POSSIBLE, computed(POSSIBLE), strict=True):
        expected = as_shown(case)
        if isinstance(expected, datetime):
            value = day(value)
        same = value == (pytest.approx(expected, rel=1e-12, abs=0) if isinstance(expected, int | float) else expected)
        if not same and not (expected is None and value in (None, "")):
            wrong.append((case["name"], expected, value))
    assert not wrong

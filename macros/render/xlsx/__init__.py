"""A sheet that has tables as a spreadsheet that people fill in: lists, rules, formulas, one sheet a table.

The names of cells are the control names of every medium (`macros.names`).
"""

from macros.render.xlsx.workbook import render_xlsx

__all__ = ["render_xlsx"]

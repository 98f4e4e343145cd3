"""A sheet that has tables as a spreadsheet that people fill in: lists, rules, formulas, one sheet a table.

`tabular` says which definitions have one. The names of cells are the control names of every medium (`macros.names`).
"""

from macros.model import Definition, TableField
from macros.render.xlsx.workbook import render_xlsx

__all__ = ["render_xlsx", "tabular"]


def tabular(definition: Definition) -> bool:
    """Tell whether a definition has a spreadsheet: whether it holds a table."""
    return any(isinstance(field, TableField) for field in definition.fields())

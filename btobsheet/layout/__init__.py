"""The one declaration of the workbook: sheets, tables, columns, kinds and formulas.

Knows no Excel library.
"""

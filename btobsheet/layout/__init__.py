"""The one declaration of the workbook: sheets, tables, columns, kinds and formulas; knows no Excel library."""

"""A report as a workbook of values."""

"""A person's own workbook edited in place: what is not changed stays byte for byte."""

"""A workbook's package and its XML parts: what is not changed stays byte for byte."""

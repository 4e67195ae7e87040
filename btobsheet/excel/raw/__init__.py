"""A workbook file -> its cells as they stand, whatever they mean; bounded, safe with any file."""

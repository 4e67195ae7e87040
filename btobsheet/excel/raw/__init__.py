"""A workbook file -> its cells as they stand, whatever they mean; bounded, and safe with any
file.
"""

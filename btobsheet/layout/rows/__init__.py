"""Rows of a table: as they are read, written, identified and matched."""

"""Cells -> tables, rows and a plan, with every problem and its place."""

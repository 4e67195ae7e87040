"""Stands here so that ``tests/`` is on the path: its helpers (``plans`` …) are imported by every
test below.
"""

"""BOOK: the sheets in order, and the layout's version."""

from __future__ import annotations

from btobsheet.layout.sheets import actions, kpis, operations, reviews, settings, tactics
from btobsheet.layout.spec import Book, Sheet

LAYOUT_VERSION = 1

BOOK = Book(
    version=LAYOUT_VERSION,
    sheets=(
        Sheet(key="guide", kind="output"),
        settings.SHEET,
        Sheet(key="overview", kind="output"),
        operations.SHEET,
        tactics.SHEET,
        kpis.SHEET,
        actions.SHEET,
        reviews.SHEET,
        Sheet(key="tree", kind="output"),
        Sheet(key="dashboard", kind="output"),
        Sheet(key="_lists", kind="hidden"),
        Sheet(key="_btobsheet", kind="hidden"),
    ),
)

"""BOOK: the sheets in order, and the layout's version."""

from __future__ import annotations

from btobsheet.layout.sheets import actions, kpis, operations, reviews, settings, tactics
from btobsheet.layout.spec import Book, Sheet

LAYOUT_VERSION = 1

BOOK = Book(
    version=LAYOUT_VERSION,
    sheets=(
        Sheet(key="guide", ja="はじめに", en="Guide", kind="output"),
        settings.SHEET,
        Sheet(key="overview", ja="戦略俯瞰図", en="Strategy overview", kind="output"),
        operations.SHEET,
        tactics.SHEET,
        kpis.SHEET,
        actions.SHEET,
        reviews.SHEET,
        Sheet(key="tree", ja="KPIツリー", en="KPI tree", kind="output"),
        Sheet(key="dashboard", ja="ダッシュボード", en="Dashboard", kind="output"),
        Sheet(key="_lists", ja="_lists", en="_lists", kind="hidden"),
        Sheet(key="_btobsheet", ja="_btobsheet", en="_btobsheet", kind="hidden"),
    ),
)

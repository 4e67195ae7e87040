"""BOOK: the sheets in order, and the layout's version."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from btobsheet.layout.sheets import (
    actions,
    costs,
    kpis,
    operations,
    reviews,
    settings,
    tactics,
)
from btobsheet.layout.sheets.settings import SETTINGS, SettingSpec
from btobsheet.layout.spec import Book, Column, Sheet

LAYOUT_VERSION = 2

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
        costs.SHEET,
        Sheet(key="goal", kind="output"),
        Sheet(key="catalogue", kind="output"),
        Sheet(key="tree", kind="output"),
        Sheet(key="dashboard", kind="output"),
        Sheet(key="_lists", kind="hidden"),
        Sheet(key="_history", kind="hidden"),
        Sheet(key="_btobsheet", kind="hidden"),
    ),
)


def declared(table: str, field: str) -> Column | SettingSpec | None:
    """Find what declares a field of the model, or a setting by its field or id; None for nothing.

    A month's field (``target.2026-09``) is its column's.
    """
    if table == "settings":
        return next((spec for spec in SETTINGS if field in (spec.field, spec.id)), None)
    return _columns(table).get(field.partition(".")[0])


@lru_cache(maxsize=16)
def _columns(table: str) -> Mapping[str, Column]:
    return {column.name: column for column in BOOK.table(table).columns}

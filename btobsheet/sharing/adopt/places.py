"""How cells, columns and fields are named where an adopted plan is spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from btobsheet.layout.address import a1
from btobsheet.layout.book import BOOK
from btobsheet.plan.calendar import Month
from btobsheet.reports.numbers import month_name
from btobsheet.sharing.adopt.fields import CALENDAR, LEFT, MONTHS, OPEN, TABLE_OF
from btobsheet.sharing.adopt.rows import Where
from btobsheet.wording import text, text_or
from btobsheet.wording.columns import field_name

_AREAS: Final = 6
_OWN: Final = ("line", "months", "period", "days", "workdays", "operation", "tactic")


def table_name(table: str, language: str) -> str:
    """Name a table by its tab; of a tab with several, the table too."""
    sheet = BOOK.sheet_of(table)
    title = sheet.title(language)
    name = text_or(language, f"workbook.band.{table}") if len(sheet.tables) > 1 else ""
    return f"{title} {name}".strip() if name != title else title


def field_text(kind: str, field: str, language: str) -> str:
    """Name what a column is taken for."""
    if field == LEFT:
        return text(language, "adopt.leave")
    if field == OPEN:
        return text(language, "adopt.open")
    head, _, step = field.partition(".")
    if head in CALENDAR:
        since = step.partition(":")[0]
        said = text(language, f"adopt.field_{head}")
        return text(language, "adopt.field_since", field=said, since=since)
    if head in MONTHS.get(kind, ()) and step:
        said = field_name(language, kind, head, head)
        return text(language, "adopt.field_since", field=said, since=step)
    if head in TABLE_OF and step:
        table = TABLE_OF[head]
        return f"{table_name(table, language)} {field_name(language, table, step, step)}"
    known = field_name(language, kind, field)
    if not known and field == "month":
        return text(language, "adopt.field_months")
    return known or (text(language, f"adopt.field_{field}") if field in _OWN else field)


def taken_field(table: str, field: str, language: str) -> str:
    """Name a field of the new plan; of a month's with its month."""
    head, _, step = field.partition(".")
    said = field_name(language, table, head, head)
    if len(step) == len("2026-04") and head in ("target", "actual", "plan"):
        return f"{said} {month_name(Month.parse(step), language)}"
    return f"{said} {step}".strip()


def cells_text(cells: Iterable[Where]) -> str:
    """Name cells of the old plan: neighbours together, of many the first areas."""
    found = []
    for tab, group in groupby(cells, key=lambda one: one[0]):
        areas = _areas([(row, column) for _, row, column in group])
        more = " …" if len(areas) > _AREAS else ""
        found.append(f"{tab}!{', '.join(areas[:_AREAS])}{more}")
    return ", ".join(found)


def _areas(cells: Sequence[tuple[int, int]]) -> list[str]:
    wide: list[list[int]] = []
    for row, column in sorted(set(cells)):
        if wide and wide[-1][0] == row and wide[-1][2] == column - 1:
            wide[-1][2] = column
        else:
            wide.append([row, column, column, row])
    joined: list[list[int]] = []
    for row, first, last, bottom in sorted(wide, key=lambda one: (one[1], one[2], one[0])):
        before = joined[-1] if joined else None
        if before and before[1:3] == [first, last] and before[3] == row - 1:
            before[3] = row
        else:
            joined.append([row, first, last, bottom])
    return [
        a1(row, first) if (row, first) == (bottom, last) else f"{a1(row, first)}:{a1(bottom, last)}"
        for row, first, last, bottom in joined
    ]

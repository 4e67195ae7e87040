"""What a column of a plan made by hand may be taken for, by the kind of its table."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.written import input_columns
from btobsheet.plan.records import TABLES

LEFT, OPEN = "", "?"
"""A column that is left out, and one about which nobody has decided yet."""
KINDS: Final = TABLES
CALENDAR: Final = ("day", "week", "third", "month", "span")
"""What the columns of a calendar are, each with where it begins: ``week.2026-04-06``."""
MONTHS: Final = {"kpis": ("target", "actual"), "costs": ("plan", "actual")}
"""The figures of a month: ``target.2026-04``; without a month where months stand in rows."""
_NAMES: Final = {
    "actions": ("operation", "period", "days", "workdays", "line"),
    "kpis": ("operation", "tactic", "line", "month"),
    "costs": ("operation", "line", "month"),
    "reviews": ("operation",),
}
"""What a table's columns may be beside its own: names of what its rows belong to, and the like."""
_AS_COSTS: Final = {"name": "item", "target": "plan"}
_OTHERS: Final = {"actions": ("tactic", "kpi"), "tactics": ("kpi",)}
"""Whose columns may stand in a table too: ``tactic.budget``, ``kpi.name``."""
TABLE_OF: Final = {"tactic": "tactics", "kpi": "kpis", "operation": "operations"}
_NEVER: Final = {
    "kpis": ("scope", "numerator", "denominator"),
    "tactics": ("stopped_on",),
    "reviews": ("kpi",),
}


@lru_cache(maxsize=16)
def own_fields(table: str) -> tuple[str, ...]:
    """Give a table's own columns that stand once."""
    return tuple(
        column.name
        for column in input_columns(BOOK.table(table))
        if not column.repeat and column.name not in _NEVER.get(table, ())
    )


@lru_cache(maxsize=16)
def fields_of(kind: str) -> tuple[str, ...]:
    """Give all that a column may be; of what repeats the part before its month or day."""
    found = [*own_fields(kind), *_NAMES.get(kind, ())]
    for other in _OTHERS.get(kind, ()):
        found += [f"{other}.{name}" for name in own_fields(TABLE_OF[other])]
    found += MONTHS.get(kind, ())
    if kind == "actions":
        found += CALENDAR
    return tuple(dict.fromkeys(found))


def is_field(kind: str, field: str) -> bool:
    """Tell whether a column of such a table may be this; what repeats bears its month or day."""
    head, _, step = field.partition(".")
    if field in fields_of(kind):
        return not (kind == "actions" and field in CALENDAR)
    repeated = (*MONTHS.get(kind, ()), *(CALENDAR if kind == "actions" else ()))
    return bool(step) and head in repeated


def answered(kind: str, field: str) -> str:
    """Give what a column is once a table's kind is decided: one that may hold KPIs or costs is
    drafted as KPIs, and whoever writes ``costs`` need not write its columns anew.
    """
    if kind != "costs" or is_field("costs", field) or not is_field("kpis", field):
        return field
    head, _, step = field.partition(".")
    meant = _AS_COSTS.get(head, LEFT)
    return f"{meant}.{step}" if step else meant

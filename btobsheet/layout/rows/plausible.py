"""Values that were read well but surely are not meant: a typed zero too many, a sign, points for a
fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import normalize

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import KpiValue, Number
from btobsheet.layout.spec import Column
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, Kpi, Record
from btobsheet.plan.words import amount
from btobsheet.problems import Problem, problem

HUGE: Final = 1e12
TIMES_THE_YEAR: Final = 100
# what is counted one by one and never falls below zero
COUNTED: Final = frozenset(
    (
        *("件", "人", "名", "名様", "社", "枚", "回", "本", "通", "個", "台", "冊", "点"),
        *("leads", "people", "companies", "times", "items", "pieces", "visits", "views"),
    )
)
_OF_KPIS: Final = tuple(
    column for column in BOOK.table("kpis").inputs if isinstance(column.kind, KpiValue)
)
_AMOUNTS: Final = tuple(
    (table, column)
    for table in TABLES
    for column in BOOK.table(table).inputs
    if isinstance(column.kind, Number) and column.kind.high is None and table != "kpis"
)
"""Numbers without a bound, by table and field; a negative one is refused where it is read."""


def implausible(plan: Plan) -> Iterator[Problem]:
    """Tell values that are surely odd (W207 to W210); they are used as they are."""
    for kpi in plan.kpis:
        for field, value in _values(kpi, plan, _OF_KPIS):
            reason = _odd(kpi, field, value)
            if reason:
                yield _told(kpi, "kpis", field, value, reason, kpi.unit)
    for table, column in _AMOUNTS:
        for record in getattr(plan, table):
            for field, value in _values(record, plan, (column,)):
                if value >= HUGE:
                    yield _told(record, table, field, value, "huge", "")


def _values(record: Record, plan: Plan, columns: Iterable[Column]) -> Iterator[tuple[str, float]]:
    for column in columns:
        found = getattr(record, column.attribute)
        if column.repeat:
            months = zip(plan.months, found, strict=True)
            yield from ((f"{column.name}.{month}", one) for month, one in months if one is not None)
        elif found is not None:
            yield column.name, found


def _odd(kpi: Kpi, field: str, value: float) -> str:
    """Name what is odd about a KPI's value: ``negative``, ``points``, ``huge`` or ``far``.

    Empty for nothing.
    """
    if kpi.is_percent:
        return "points" if value < -1 else "huge" if value >= HUGE else ""
    if abs(value) >= HUGE:
        return "huge"
    if value < 0 and normalize("NFKC", kpi.unit).strip().casefold() in COUNTED:
        return "negative"
    year = kpi.annual_target
    far = field.startswith("actual.") and year and year > 0 and value >= TIMES_THE_YEAR * year
    return "far" if far else ""


def _told(record: Record, table: str, field: str, value: float, reason: str, unit: str) -> Problem:
    name = " ".join(str(getattr(record, "name", "") or getattr(record, "task", "")).split())
    code = {"points": "W207", "negative": "W208", "huge": "W209", "far": "W210"}[reason]
    label = f"{record.id} {name}".strip()
    return problem(
        code,
        record.place(field),
        amount(value, unit),
        id=record.id,
        name=name,
        label=label,
        field=f"{table}.{field}",
    )

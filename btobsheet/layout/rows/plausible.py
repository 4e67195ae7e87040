"""Values that were read well but surely are not meant: a typed zero too many, a sign, points for a
fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from unicodedata import normalize

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import KpiValue, Number
from btobsheet.layout.spec import Column
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, Kpi, Record
from btobsheet.plan.words import amount
from btobsheet.problems import Place, Problem, problem

NONE: Final[Mapping[tuple[str, str], str]] = {}
HUGE: Final = 1e12
TIMES_THE_YEAR: Final = 100
_CODES: Final = {
    "points": "W207",
    "negative": "W208",
    "huge": "W209",
    "far": "W210",
    "day": "W219",
}
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


def implausible(plan: Plan, dated: Mapping[tuple[str, str], str] = NONE) -> Iterator[Problem]:
    """Tell values that are surely odd (W207 to W210, W219); they are used as they are.

    ``dated`` are the days that stand in cells for numbers, by tab and cell.
    """
    odd = dict(_misdated(plan, dated)) if dated else {}
    yield from odd.values()
    for kpi in plan.kpis:
        for field, value in _values(kpi, plan, _OF_KPIS):
            reason = _odd(kpi, field, value)
            if reason and kpi.place(field) not in odd:
                yield _told(kpi, "kpis", field, amount(value, kpi.unit), reason)
    for table, column in _AMOUNTS:
        for record in getattr(plan, table):
            for field, value in _values(record, plan, (column,)):
                if value >= HUGE:
                    yield _told(record, table, field, amount(value, ""), "huge")


def _misdated(plan: Plan, dated: Mapping[tuple[str, str], str]) -> Iterator[tuple[Place, Problem]]:
    """Tell days that were read as numbers (W219)."""
    for table in TABLES:
        columns = [one for one in BOOK.table(table).inputs if isinstance(one.kind, Number)]
        for record in getattr(plan, table):
            for field, value in _values(record, plan, columns):
                place = record.place(field)
                day = dated.get((place.sheet, place.cell)) if place else None
                if place and day:
                    unit = record.unit if isinstance(record, Kpi) else ""
                    read = amount(value, unit)
                    yield place, _told(record, table, field, day, "day", read=read)


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


def _told(
    record: Record, table: str, field: str, value: str, reason: str, **details: str
) -> Problem:
    name = " ".join(str(getattr(record, "name", "") or getattr(record, "task", "")).split())
    code = _CODES[reason]
    label = f"{record.id} {name}".strip()
    return problem(
        code,
        record.place(field),
        value,
        id=record.id,
        name=name,
        label=label,
        field=f"{table}.{field}",
        **details,
    )

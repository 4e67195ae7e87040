"""Months closed as presented: each KPI's target, value and status as they were told (figures.md,
"The plan's memory").

Kept beside the approvals in the workbook's hidden tab ``_history``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from btobsheet.quickclass import dataclass

Number = float | None
MONTHS = 12
_KEPT = frozenset((int, float, type(None)))


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A KPI's month as presented: effective target, value, and the status it had (a code)."""

    target: Number = None
    value: Number = None
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """One month as closed on a day: what was presented of each KPI, by id."""

    on: dt.date
    kpis: Mapping[str, Presented] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reopening:
    """Closed months opened again on a day, from one (1…12) on."""

    on: dt.date
    month: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A KPI's targets of closed months, from month ``first`` to ``last`` (1…12; 13 and 12: none).

    ``targets`` are twelve; None where a closed month has no target.
    """

    first: int = MONTHS + 1
    last: int = MONTHS
    targets: tuple[Number, ...] = (None,) * MONTHS

    def holds(self, month: int) -> bool:
        """Tell whether a month (1…12) is closed for the KPI."""
        return self.first <= month <= self.last


NOT_FROZEN = Frozen()


def frozen(closings: Sequence[Closing]) -> dict[str, Frozen]:
    """Give the frozen targets by KPI; ``closings`` are those of the plan's first months, in order.

    A KPI's closed months begin with the first that knows it.
    """
    found: dict[str, Frozen] = {}
    for kpi in dict.fromkeys(one for closing in closings for one in closing.kpis):
        known = [closing.kpis.get(kpi) for closing in closings]
        first = next(number for number, one in enumerate(known, start=1) if one)
        targets = [one.target if one else None for one in known]
        rest = [None] * (MONTHS - len(targets))
        found[kpi] = Frozen(first, len(closings), (*targets, *rest))
    return found


def closing_data(one: Closing) -> dict[str, Any]:
    """Give a closing as plain values for JSON."""
    return {
        "on": one.on.isoformat(),
        "kpis": {kpi: [each.target, each.value, each.status] for kpi, each in one.kpis.items()},
    }


def closing_of(data: Any) -> Closing:
    """Read a closing back; ValueError, TypeError or KeyError for what is none."""
    return Closing(
        on=dt.date.fromisoformat(data["on"]),
        kpis={
            kpi: Presented(target=target, value=value, status=str(status))
            for kpi, (*kept, status) in data["kpis"].items()
            for target, value in (numbers(kept),)
        },
    )


def numbers(kept: Iterable[Any]) -> tuple[Number, ...]:
    """Give numbers and None as they were kept; ValueError for anything else."""
    values = tuple(kept)
    if not _KEPT.issuperset(map(type, values)):
        raise ValueError(values)
    return values

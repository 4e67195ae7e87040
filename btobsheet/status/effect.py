"""Which of the plan's months count for a KPI: its months in effect.

Rules: figures.md, "Months in effect". Months are numbered 1…12, as the plan's.
"""

from __future__ import annotations

from typing import Final

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Kpi, Months
from btobsheet.quickclass import dataclass

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Effect:
    """The first and the last month in effect; 13 and 0 where the plan's year holds none."""

    first: int = 1
    last: int = MONTHS

    @property
    def months(self) -> int:
        """How many months are in effect: M."""
        return max(0, self.last - self.first + 1)

    def until(self, month: int) -> int:
        """Count the months in effect up to a month of the plan."""
        return max(0, min(month, self.last) - self.first + 1)

    def indexes(self, closed: int = MONTHS) -> range:
        """Give the indexes (from 0) of the months in effect among the first ``closed`` ones."""
        return range(self.first - 1, min(closed, self.last))

    def only(self, year: Months) -> Months:
        """Give twelve values, those of months outside left out."""
        return tuple(
            value if self.first <= number <= self.last else None
            for number, value in enumerate(year, start=1)
        )


WHOLE: Final = Effect()


def effect_of(kpi: Kpi, lookup: Lookup) -> Effect:
    """Give a KPI's months in effect: from its first to its last one, a stopped tactic's to the
    month in which that was stopped.
    """
    tactic = lookup.tactics.get(kpi.scope)
    stopped = tactic.last_day if tactic else None
    first, last = 1, MONTHS
    if kpi.from_ is not None:
        first = max(first, number_in_year(kpi.from_, lookup.start))
    if kpi.to is not None:
        last = min(last, number_in_year(kpi.to, lookup.start))
    if stopped is not None:
        last = min(last, number_in_year(Month.of(stopped), lookup.start))
    return Effect(first, last)


def number_in_year(month: Month, start: Month) -> int:
    """Give a month's number in the plan's year (1…12), 0 before it and 13 after it."""
    return min(MONTHS + 1, max(0, month.minus(start) + 1))

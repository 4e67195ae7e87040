"""What stands worse, or better, than in an earlier copy, each copy judged by its own months."""

from __future__ import annotations

import datetime as dt

from btobsheet.plan.model import Plan
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, KpiFigures
from btobsheet.status.rules import JUDGED, less, severity

SHORT = ("behind", "at_risk")


@dataclass(frozen=True, slots=True)
class Moved:
    """A KPI whose status is another one than before."""

    before: KpiFigures
    after: KpiFigures

    @property
    def unknown(self) -> bool:
        """Tell whether how it stands is no longer known: neither worse nor better."""
        return self.after.status == "no_data"

    @property
    def by_target(self) -> bool:
        """Tell whether only its target changed: judged by the former one it stands as before."""
        return not self.unknown and self.same_actuals and self.target_moved

    @property
    def same_actuals(self) -> bool:
        """Tell whether the months judged before hold the values they held."""
        upto = self.before.months_evaluated
        return upto == self.after.months_evaluated and all(
            one.actual == other.actual
            for one, other in zip(
                self.before.monthly[:upto], self.after.monthly[:upto], strict=True
            )
        )

    @property
    def target_moved(self) -> bool:
        """Tell whether the year's or a month's target is another one."""
        return self.before.annual != self.after.annual or any(
            one.target != other.target
            for one, other in zip(self.before.monthly, self.after.monthly, strict=True)
        )

    @property
    def worse(self) -> bool:
        """Tell whether it stands worse, and not by another target or the year's end alone."""
        aside = self.unknown or self.by_target or self.only_ended
        return not aside and self._ranks < 0

    @property
    def only_ended(self) -> bool:
        """Tell whether short of its target before, it is missed now because the year is over: its
        attainment did not fall.
        """
        before, after = self.before.attainment, self.after.attainment
        if self.before.status not in SHORT or self.after.status != "missed":
            return False
        return before is not None and after is not None and not less(after, before)

    @property
    def better(self) -> bool:
        """Tell whether it stands better, and not by another target alone."""
        known = not self.unknown and self.before.status != "no_data"
        return known and not self.by_target and not self.lowered and self._ranks > 0

    @property
    def _ranks(self) -> int:
        """By how many ranks of severity it rose."""
        return severity(self.after.status) - severity(self.before.status)

    @property
    def lowered(self) -> bool:
        """Tell whether the year's target became easier: then nothing is an improvement."""
        before, after = self.before.annual, self.after.annual
        if before is None or after is None:
            return False
        return less(before, after) if self.after.direction == "down" else less(after, before)


@dataclass(frozen=True, slots=True)
class Since:
    """What changed its status since an earlier copy, as that stood on a day, and which KPIs have an
    easier target for the year than in it.
    """

    day: dt.date
    moved: tuple[Moved, ...]
    eased: tuple[Moved, ...]


def since(before: Assessment, after: Assessment) -> Since:
    """Compare two assessments."""
    old = {item.kpi.id: item for item in before.kpis if item.judged}
    both = (Moved(old[one.kpi.id], one) for one in after.kpis if one.judged and one.kpi.id in old)
    return Since(before.as_of, moved(before, after), tuple(pair for pair in both if pair.lowered))


def moved(before: Assessment, after: Assessment) -> tuple[Moved, ...]:
    """Give the counted KPIs whose status changed between two assessments, the worst first.

    Only those judged in both.
    """
    old = {item.kpi.id: item for item in before.kpis if item.judged and item.status in JUDGED}
    pairs = [
        Moved(old[item.kpi.id], item)
        for item in after.kpis
        if item.judged and item.kpi.id in old and item.status in JUDGED
    ]
    changed = (pair for pair in pairs if pair.before.status != pair.after.status)
    return tuple(sorted(changed, key=lambda pair: (not pair.worse, severity(pair.after.status))))


def day_of(plan: Plan, latest: dt.date) -> dt.date:
    """Give the day an earlier copy is judged on: its own as_of, else the end of the last month
    typed in it; never after ``latest``.
    """
    typed = [
        index for kpi in plan.kpis for index, value in enumerate(kpi.actual) if value is not None
    ]
    ends = [plan.months[max(typed)].last] if typed else []
    return min([latest, *ends, *([plan.settings.as_of] if plan.settings.as_of else [])])

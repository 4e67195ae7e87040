"""What stands worse, or better, than in an earlier copy, each copy judged by its own months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Kpi, Number
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, KpiFigures
from btobsheet.status.kpi import kpi_figures
from btobsheet.status.rules import JUDGED, less, severity

SHORT = ("behind", "at_risk")
THRESHOLDS = ("on_track", "at_risk", "stale_months")
"""The settings that make a KPI's status."""
JUDGED_BY = (*THRESHOLDS, "trend", "progress")
"""Those that anything is judged by."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """How an earlier copy stood on a day: its settings to judge by, and its KPIs."""

    as_of: dt.date
    settings: Settings
    kpis: tuple[KpiFigures, ...]


def _earlier(before: Assessment | Earlier) -> Earlier:
    if isinstance(before, Earlier):
        return before
    return Earlier(before.as_of, before.plan.settings, before.kpis)


@dataclass(frozen=True, slots=True)
class Moved:
    """A KPI whose status is another one than before; ``then`` is the one that the thresholds and
    lines of the earlier copy would give it now.
    """

    before: KpiFigures
    after: KpiFigures
    then: str

    @property
    def by_setting(self) -> bool:
        """Tell whether it is another threshold or line that makes it worse or better: by the former
        ones it would not have moved that way.
        """
        return _sign(self._ranks) != _sign(severity(self.then) - severity(self.before.status))

    @property
    def unknown(self) -> bool:
        """Tell whether how it stands is no longer known: neither worse nor better."""
        return self.after.status == "no_data" and not self.by_setting

    @property
    def by_target(self) -> bool:
        """Tell whether only its target changed: judged by the former one it stands as before."""
        aside = self.unknown or self.by_setting
        return not aside and self.same_actuals and self.target_moved

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
        """Tell whether it stands worse, and not by another target, another setting or the year's
        end alone.
        """
        aside = self.unknown or self.by_setting or self.by_target or self.only_ended
        return not aside and self._ranks < 0

    @property
    def only_ended(self) -> bool:
        """Tell whether short of its target before, it is missed now because the year is over: its
        attainment did not fall.
        """
        before, after = self.before.attainment, self.after.attainment
        if self.before.status not in SHORT or self.after.status != "missed" or self.by_setting:
            return False
        return before is not None and after is not None and not less(after, before)

    @property
    def better(self) -> bool:
        """Tell whether it stands better, and not by another target or setting alone."""
        known = not self.unknown and self.before.status != "no_data"
        same = not (self.by_setting or self.by_target or self.lowered)
        return known and same and self._ranks > 0

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
    """What changed its status since an earlier copy, as that stood on a day, which KPIs have an
    easier target for the year than in it, or other lines, and the settings to judge by that are
    others now: (field, before, after).
    """

    day: dt.date
    moved: tuple[Moved, ...]
    eased: tuple[Moved, ...]
    lines: tuple[str, ...]
    settings: tuple[tuple[str, float, float], ...]


def since(before: Assessment | Earlier, after: Assessment) -> Since:
    """Compare an assessment with an earlier one."""
    before = _earlier(before)
    old = {item.kpi.id: item for item in before.kpis if item.judged}
    both = [
        Moved(old[one.kpi.id], one, one.status)
        for one in after.kpis
        if one.judged and one.kpi.id in old
    ]
    return Since(
        before.as_of,
        moved(before, after),
        tuple(pair for pair in both if pair.lowered),
        tuple(
            pair.after.kpi.id for pair in both if _lines(pair.before.kpi) != _lines(pair.after.kpi)
        ),
        tuple(
            (name, was, now)
            for name in JUDGED_BY
            if (was := getattr(before.settings, name))
            != (now := getattr(after.plan.settings, name))
        ),
    )


def _lines(kpi: Kpi) -> tuple[Number, Number]:
    return kpi.warn_line, kpi.alarm_line


def _sign(ranks: int) -> int:
    return (ranks > 0) - (ranks < 0)


def _then(
    was: KpiFigures, now: KpiFigures, before: Earlier, after: Assessment, lookup: Lookup
) -> str:
    """Judge a KPI as it is now by the thresholds and lines of the earlier copy."""
    old, new = before.settings, after.plan.settings
    same = all(getattr(old, name) == getattr(new, name) for name in THRESHOLDS)
    if same and _lines(was.kpi) == _lines(now.kpi):
        return now.status
    kpi = replace(now.kpi, warn_line=was.kpi.warn_line, alarm_line=was.kpi.alarm_line)
    return kpi_figures(kpi, lookup, old, after.closed_months).status


def moved(before: Assessment | Earlier, after: Assessment) -> tuple[Moved, ...]:
    """Give the counted KPIs whose status changed between two assessments, the worst first.

    Only those judged in both.
    """
    before = _earlier(before)
    old = {item.kpi.id: item for item in before.kpis if item.judged and item.status in JUDGED}
    lookup = Lookup.of(after.plan)
    pairs = [
        Moved(old[item.kpi.id], item, _then(old[item.kpi.id], item, before, after, lookup))
        for item in after.kpis
        if item.judged
        and item.kpi.id in old
        and item.status in JUDGED
        and item.status != old[item.kpi.id].status
    ]
    return tuple(sorted(pairs, key=lambda pair: (not pair.worse, severity(pair.after.status))))


def day_of(plan: Plan, latest: dt.date) -> dt.date:
    """Give the day an earlier copy is judged on: its own as_of, else the end of the last month
    typed in it; never after ``latest``.
    """
    typed = [
        index for kpi in plan.kpis for index, value in enumerate(kpi.actual) if value is not None
    ]
    ends = [plan.months[max(typed)].last] if typed else []
    return min([latest, *ends, *([plan.settings.as_of] if plan.settings.as_of else [])])

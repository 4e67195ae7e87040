"""The plan's memory: what was approved, as numbered states of the plan (figures.md, "The plan's
memory").

Approval 0 is the plan as first agreed, each later one a re-plan with its reason; beside them stand
the months closed as presented (:mod:`btobsheet.plan.closing`). Kept in the workbook's hidden tab
``_history`` as compact JSON; no command but ``approve`` and ``close`` writes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from btobsheet.plan.closing import (
    Closing,
    Frozen,
    Number,
    Reopening,
    closing_data,
    closing_of,
    frozen,
    numbers,
)
from btobsheet.quickclass import dataclass

Dates = tuple[dt.date | None, dt.date | None]
NAMED = ("operations", "tactics", "kpis", "actions")
"""The tables whose records an approval knows by name."""
ADOPTED = "adopted"
"""What a tactic without a decision is."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A KPI's targets as approved: for the year, the twelve typed ones, the twelve effective ones.

    Effective ones are filled in from the year's where nothing was typed.
    """

    annual: Number = None
    months: tuple[Number, ...] = (None,) * 12
    effective: tuple[Number, ...] = (None,) * 12


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The plan as it was agreed on one day.

    ``number`` counts from 0. ``targets`` are by KPI, ``dates`` (start, end) by action, ``budgets``
    by tactic, so are ``decisions`` (``ended`` for one that was given up); ``names`` of all records
    by table and id.
    """

    number: int
    on: dt.date
    by: str = ""
    note: str = ""
    targets: Mapping[str, Target] = field(default_factory=dict)
    dates: Mapping[str, Dates] = field(default_factory=dict)
    budgets: Mapping[str, Number] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class History:
    """All approvals in their order, the closings of the plan's first months, and what was reopened.

    ``intact`` is false where somebody edited what was kept.
    """

    approvals: tuple[Approval, ...] = ()
    closings: tuple[Closing, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    intact: bool = True

    def __bool__(self) -> bool:
        """Tell whether anything is remembered."""
        return self.size > 0

    @property
    def size(self) -> int:
        """How many approvals, closed months and reopenings are remembered."""
        return len(self.approvals) + len(self.closings) + len(self.reopenings)

    @cached_property
    def frozen(self) -> Mapping[str, Frozen]:
        """The targets of closed months by KPI."""
        return frozen(self.closings) if self.closings else {}

    @property
    def first(self) -> Approval | None:
        """The plan as first agreed."""
        return self.approvals[0] if self.approvals else None

    @property
    def last(self) -> Approval | None:
        """The plan as agreed last."""
        return self.approvals[-1] if self.approvals else None

    def first_target(self, kpi: str) -> Number:
        """Give a KPI's annual target of approval 0; none where it was not in it."""
        known = self.first.targets.get(kpi) if self.first else None
        return known.annual if known else None

    def approved_target(self, kpi: str) -> Number:
        """Give a KPI's annual target of the last approval; none where it was not in it."""
        known = self.last.targets.get(kpi) if self.last else None
        return known.annual if known else None

    def first_dates(self, action: str) -> Dates:
        """Give an action's start and end of the first approval that had it."""
        found = (one.dates[action] for one in self.approvals if action in one.dates)
        return next(found, (None, None))

    def of_actions(self, ids: Collection[str]) -> History:
        """Give it as a part of the plan has it that holds these actions alone."""
        return replace(self, approvals=tuple(_of_actions(one, ids) for one in self.approvals))


def _of_actions(one: Approval, ids: Collection[str]) -> Approval:
    names = one.names.get("actions", {})
    kept = {"actions": {action: name for action, name in names.items() if action in ids}}
    dates = {action: days for action, days in one.dates.items() if action in ids}
    return replace(one, dates=dates, names={**one.names, **kept})


NO_HISTORY, LOST_HISTORY, NO_TARGET = History(), History(intact=False), Target()


def history_text(history: History) -> str:
    """Give a history as compact JSON; an empty text for none."""
    if not history:
        return ""
    import json  # only for what was approved: reading most workbooks need not pay for it

    data = {
        "approvals": [_data(one) for one in history.approvals],
        "closings": [closing_data(one) for one in history.closings],
        "reopenings": [[one.on.isoformat(), one.month] for one in history.reopenings],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _data(one: Approval) -> dict[str, Any]:
    return {
        "number": one.number,
        "on": one.on.isoformat(),
        "by": one.by,
        "note": one.note,
        "targets": {
            kpi: [target.annual, *target.months, *target.effective]
            for kpi, target in one.targets.items()
        },
        "dates": {
            action: [day.isoformat() if day else None for day in days]
            for action, days in one.dates.items()
        },
        "budgets": dict(one.budgets),
        "decisions": dict(one.decisions),
        "names": {table: dict(names) for table, names in one.names.items()},
    }


def history_of(text: str) -> History | None:
    """Read a history back; None for a text that is none."""
    import json  # as above

    try:
        data = json.loads(text)
        return History(
            approvals=tuple(_approval(one) for one in data["approvals"]),
            closings=tuple(closing_of(one) for one in data["closings"]),
            reopenings=tuple(
                Reopening(on=dt.date.fromisoformat(on), month=int(month))
                for on, month in data["reopenings"]
            ),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _approval(data: Any) -> Approval:
    return Approval(
        number=int(data["number"]),
        on=dt.date.fromisoformat(data["on"]),
        by=str(data["by"]),
        note=str(data["note"]),
        targets={
            kpi: Target(annual=annual, months=tuple(each[:12]), effective=tuple(each[12:]))
            for kpi, kept in data["targets"].items()
            for annual, *each in (numbers(kept),)
        },
        dates={action: _dates(days) for action, days in data["dates"].items()},
        budgets=dict(zip(data["budgets"], numbers(data["budgets"].values()), strict=True)),
        decisions={tactic: str(value) for tactic, value in data["decisions"].items()},
        names={
            table: {one: str(name) for one, name in names.items()}
            for table, names in data["names"].items()
        },
    )


def _dates(days: Any) -> Dates:
    start, end = (dt.date.fromisoformat(day) if day else None for day in days)
    return start, end

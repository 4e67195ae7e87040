"""The statuses of several files as JSON: ``btobsheet.portfolio/1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btobsheet.reports.data import plain
from btobsheet.reports.problems import Json

PORTFOLIO_SCHEMA = "btobsheet.portfolio/1"


def portfolio_json(plans: Sequence[Json], failures: Iterable[Mapping[str, str]] = ()) -> Json:
    """Put several plans' statuses together, with unreadable files and the totals over all plans."""
    failed = [dict(item) for item in failures]
    return {
        "schema": PORTFOLIO_SCHEMA,
        "plans": list(plans),
        "failures": failed,
        "totals": plain(_totals(plans, len(failed))),
    }


def _totals(plans: Sequence[Json], failures: int) -> Json:
    summaries = [found for plan in plans if isinstance(found := plan["summary"], Mapping)]
    return {
        "plans": len(plans),
        "failures": failures,
        "kpi_counts": _added(summaries, "kpi_counts"),
        "action_counts": _added(summaries, "action_counts"),
        **{name: _sum(summaries, name) or 0 for name in ("overdue", "due_soon")},
        **{name: _sum(summaries, name) for name in ("budget", "spent")},
    }


def _added(summaries: Sequence[Mapping[str, object]], name: str) -> Json:
    added: dict[str, int] = {}
    for summary in summaries:
        counts = summary[name]
        if isinstance(counts, Mapping):
            for code, count in counts.items():
                added[code] = added.get(code, 0) + count
    return dict(added)


def _sum(summaries: Sequence[Mapping[str, object]], name: str) -> float | None:
    given = [value for summary in summaries if isinstance(value := summary[name], int | float)]
    return sum(given) if given else None

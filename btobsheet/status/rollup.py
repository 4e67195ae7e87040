"""What a tactic, an operation and the plan add up to: worst status with its driver, progress,
counts. Rules: figures.md, "Roll-up".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.plan.records import Tactic, id_number
from btobsheet.status.actions import count_due_soon
from btobsheet.status.figures import ActionFigures, Figure, KpiFigures, RollUp
from btobsheet.status.rules import COUNTED, STATES, figure, severity, total, typed

CHANNEL_SHARES: tuple[tuple[str, float], ...] = (
    ("digital", 1.0),
    ("both", 0.5),
    ("in_person", 0.0),
)


def roll_up(
    kpis: Sequence[KpiFigures],
    main: Iterable[KpiFigures],
    actions: Sequence[ActionFigures],
    as_of: dt.date,
    due_soon_days: int,
) -> RollUp:
    """Add up a level: ``main`` give its status, ``kpis`` counts, ``actions`` progress, counts."""
    driver = driving_kpi(main)
    judged = [item for item in kpis if not item.kpi.is_reference]
    states = count_codes((item.state for item in actions), STATES)
    return RollUp(
        status=driver.status if driver else None,
        driver=driver.kpi.id if driver else "",
        progress=progress(actions),
        planned=planned(actions),
        overdue=states["overdue"],
        due_soon=count_due_soon(actions, as_of, due_soon_days),
        kpi_counts=count_codes((item.status for item in judged), COUNTED),
        action_counts=states,
    )


def driving_kpi(main: Iterable[KpiFigures]) -> KpiFigures | None:
    """Give the KPI with the worst status, of several that with the smallest id, else None."""
    return min(
        main,
        key=lambda item: (severity(item.status), id_number(item.kpi.id), item.kpi.id),
        default=None,
    )


def progress(actions: Iterable[ActionFigures]) -> Figure:
    """Give the weighted progress of the actions that are not cancelled; none without any."""
    return _weighted((item.weight, item.percent) for item in _live(actions))


def planned(actions: Iterable[ActionFigures]) -> Figure:
    """Give the weighted progress planned for as_of; an undated action plans what it has done."""
    return _weighted(
        (item.weight, item.percent if item.planned is None else item.planned)
        for item in _live(actions)
    )


def _live(actions: Iterable[ActionFigures]) -> Iterable[ActionFigures]:
    return (item for item in actions if item.state != "cancelled")


def _weighted(pairs: Iterable[tuple[float, float]]) -> Figure:
    given = tuple(pairs)
    return (
        figure(
            total(weight * share for weight, share in given) / total(weight for weight, _ in given)
        )
        if given
        else None
    )


def count_codes(codes: Iterable[str], order: Sequence[str]) -> Mapping[str, int]:
    """Count codes; every code of the order has its count, 0 too."""
    counts = dict.fromkeys(order, 0)
    for code in codes:
        counts[code] += 1
    return counts


def digital_share(tactics: Iterable[Tactic]) -> Figure:
    """Give the digital share of tactics that have a channel (併用 is half); none without any."""
    shares = dict(CHANNEL_SHARES)
    known = [shares[tactic.channel] for tactic in tactics if tactic.channel in shares]
    return sum(known) / len(known) if known else None


def score(tactic: Tactic | CatalogueTactic) -> Figure:
    """Add a tactic's three fit marks; none unless all are given."""
    marks = (tactic.fit_efficiency, tactic.fit_measurable, tactic.fit_independent)
    return None if None in marks else figure(total(typed(marks)))

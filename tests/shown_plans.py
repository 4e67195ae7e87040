"""Plans in every state that a report is drawn of: as a deck, as a printed workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import btobsheet
from btobsheet import api
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Cost, Kpi, Months, Tactic

LONG = {
    "ja": "とても長い名前の作戦・戦術・指標で枠からはみ出さないかを確かめるための名前",
    "en": "A very long name of an operation or tactic or indicator to see whether it stays inside",
}
OVER = dt.date(2027, 4, 10)
"""A day after the sample's year."""


def long_names(language: Language) -> Plan:
    """Give the sample with fifteen operations, and a long name wherever one is typed."""
    plan, name = btobsheet.sample_plan(language), LONG[language]
    return replace(
        plan,
        settings=replace(plan.settings, title=name * 2, company=name, policy=name * 3),
        operations=tuple(
            replace(plan.operations[at % 8], id=f"O{at + 1:02}", name=f"{name}{at}")
            for at in range(15)
        ),
        tactics=tuple(
            replace(tactic, name=name, operation=f"O{at % 15 + 1:02}", intent=name * 3, owner=name)
            for at, tactic in enumerate(plan.tactics)
        ),
        kpis=tuple(replace(kpi, name=f"{name}{kpi.id}") for kpi in plan.kpis),
        actions=tuple(replace(action, task=name * 2, owner=name) for action in plan.actions),
        reviews=tuple(
            replace(review, decision=name * 4, cause=name * 4, next_action=name * 4)
            for review in plan.reviews
        ),
    )


def empty(language: Language) -> Plan:
    """Give a plan with nothing in it at all."""
    return replace(
        api.load_template("blank", language=language).plan,
        kpis=(),
        operations=(),
        tactics=(),
        actions=(),
        people=(),
    )


def many(language: Language) -> Plan:
    """Give the sample with 15 operations, 80 KPIs and 500 actions."""
    plan = btobsheet.sample_plan(language)
    operations = tuple(replace(plan.operations[at % 8], id=f"O{at + 1:02}") for at in range(15))
    tactics = tuple(
        replace(tactic, operation=f"O{at % 15 + 1:02}") for at, tactic in enumerate(plan.tactics)
    )
    kpis = tuple(replace(plan.kpis[at % len(plan.kpis)], id=f"K{at + 1:02}") for at in range(80))
    actions = tuple(
        replace(plan.actions[at % len(plan.actions)], id=f"A{at + 1:03}") for at in range(500)
    )
    return replace(plan, operations=operations, tactics=tactics, kpis=kpis, actions=actions)


def _each(kpi: Kpi, change: Callable[[int, float], float]) -> Kpi:
    found: Months = tuple(
        None if value is None else change(at, value) for at, value in enumerate(kpi.actual)
    )
    return replace(kpi, actual=found)


def red(language: Language) -> Plan:
    """Give the sample with every KPI far behind."""
    plan = btobsheet.sample_plan(language)
    kpis = (
        _each(kpi, lambda _, value, down=kpi.direction == "down": value * (3 if down else 0.3))  # type: ignore[misc]
        for kpi in plan.kpis
    )
    return replace(plan, kpis=tuple(kpis))


def finished(language: Language) -> Plan:
    """Give the sample with its year over, its months to come as they were to be."""
    plan = btobsheet.sample_plan(language)
    kpis = tuple(
        replace(
            kpi,
            actual=tuple(
                target if actual is None else actual
                for target, actual in zip(kpi.target, kpi.actual, strict=True)
            ),
        )
        for kpi in plan.kpis
    )
    return replace(plan, kpis=kpis, settings=replace(plan.settings, as_of=OVER))


def remembered(language: Language) -> Plan:
    """Give the sample, which is approved and closed, with a closed month changed afterwards, a
    stopped tactic, segments, costs by month, last year, and an action put off.
    """
    plan = btobsheet.sample_plan(language)
    kpis = list(plan.kpis)
    kpis[0] = replace(kpis[0], last_year=110_000_000)
    kpis[1] = _each(kpis[1], lambda at, value: value + 7 * (at == 2))
    tactics = [replace(one, segment="AB"[at % 2]) for at, one in enumerate(plan.tactics)]
    last = max(at for at, one in enumerate(tactics) if one.decision in ("", "adopted"))
    day = dt.date(2026, 8, 31)
    tactics[last] = replace(
        tactics[last], decision="ended", stopped_on=day, reason="nothing came of it"
    )
    actions = list(plan.actions)
    actions[5] = replace(actions[5], end=dt.date(2027, 2, 26))
    return replace(
        plan,
        kpis=tuple(kpis),
        tactics=tuple(tactics),
        costs=(*plan.costs, _cost(tactics[0])),
        actions=tuple(actions),
    )


def _cost(tactic: Tactic) -> Cost:
    plan, actual = (100_000.0,) * 12, (90_000.0,) * 6 + (None,) * 6
    return Cost(id="C99", tactic=tactic.id, item="x", plan=plan, actual=actual)


PLANS: dict[str, Callable[[Language], Plan]] = {
    "sample": btobsheet.sample_plan,
    "empty": empty,
    "finished": finished,
    "red": red,
    "remembered": remembered,
    "many": many,
    "long names": long_names,
}

"""Plans filled at random with native values only, dense enough that a few of them reach every rule
of figures.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TypeVar

from btobsheet.layout.macros import TREE_LEVELS
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import (
    KGI,
    Action,
    Cost,
    Holiday,
    Kpi,
    Months,
    Number,
    Operation,
    Person,
    Review,
    Tactic,
    make_id,
)

T = TypeVar("T")
NAMES = (
    "展示会",
    "A*",
    "what?",
    "~",
    "~*",
    "新製品 発表会",
    "T02",
    "=1+1",
    "夏 の 陣 *",
    'quote"s',
    "<b>&",
    "O01",
    "KGI",
    "長い名前" * 9,
    "a",
    "Webinar 2.0",
    "50%",
    "１２",
)
UNITS = ("件", "件", "社", "円", "%", "％", " % ", "万円", "hours", "　日 ", "架空貨", "")
PEOPLE = ("", "Ann Example", "A*", ">架空", "ANN EXAMPLE", "架空二子", "知らない人")
LEVELS = TREE_LEVELS + 3


def maybe(rnd: Random, values: Sequence[T], none: float = 0.3) -> T | None:
    """Give one of the values, or none with a probability."""
    return None if rnd.random() < none else rnd.choice(values)


def filled(plan: Plan, seed: int, day: dt.date) -> Plan:
    """Put random records in place of the plan's own, to be judged on a day.

    The same seed gives the same plan.
    """
    rnd = Random(seed)
    operations = tuple(_operation(rnd, number) for number in range(1, 9))
    tactics = tuple(
        _tactic(rnd, number, [item.id for item in operations], day) for number in range(1, 31)
    )
    scopes = ["", KGI, KGI, *(item.id for item in operations), *(item.id for item in tactics)]
    kpis = tuple(
        _with_dashes(rnd, _kpi(rnd, number, scopes, 60, plan.start), plan.start)
        for number in range(1, 61)
    )
    actions = tuple(
        _action(rnd, number, [item.id for item in tactics], day) for number in range(1, 141)
    )
    references = [item.id for item in tactics], [item.id for item in kpis]
    return replace(
        plan,
        settings=_settings(rnd, plan.settings, day),
        operations=operations,
        tactics=tactics,
        kpis=_deep_chain(kpis),
        actions=actions,
        reviews=tuple(_review(rnd, number, *references, plan.start) for number in range(1, 13)),
        costs=tuple(_cost(rnd, n, references[0]) for n in range(1, 21)),
        people=tuple(
            Person(
                id=make_id("people", n),
                name=name,
                agreed_on=maybe(rnd, [day]),
                left_on=maybe(rnd, [day, day + dt.timedelta(1)]),
                successor=rnd.choice(PEOPLE),
            )
            for n, name in enumerate(PEOPLE[1:4], start=1)
        ),
        holidays=tuple(
            Holiday(id=make_id("holidays", n), date=_near(rnd, day), name="休")
            for n in range(1, 25)
        ),
    )


def _settings(rnd: Random, old: Settings, day: dt.date) -> Settings:
    on_track, at_risk = rnd.choice([(0.95, 0.8), (1, 0.5), (0.7, 0.7), (0.9, 0.95), (0, 0)])
    return replace(
        old,
        title="架空の計画 & <試験>",
        as_of=day,
        on_track=on_track,
        at_risk=at_risk,
        trend=rnd.choice([0, 0.05, 0.3]),
        progress=rnd.choice([0, 0.1, 0.25]),
        stale_months=rnd.choice([0, *[1, 2, 2, 3, 5, 12] * 2]),
        due_soon_days=rnd.choice([0, 14, 60]),
        currency=rnd.choice(["", "架空貨", "　架空貨"]),
    )


def _name(rnd: Random, mark: str, number: int) -> str:
    """Give a name no other record has, sometimes none."""
    if rnd.random() < 0.05:
        return ""
    return (
        f"{rnd.choice(NAMES)}{mark}{number}"
        if number % 3
        else f"{rnd.choice(NAMES)} その{mark}{number}"
    )


def _operation(rnd: Random, number: int) -> Operation:
    return Operation(
        id=make_id("operations", number),
        name=_name(rnd, "o", number),
        mission="x",
        owner=rnd.choice(PEOPLE),
        stage=("試し",),
    )


def _cost(rnd: Random, number: int, tactics: Sequence[str]) -> Cost:
    return Cost(
        id=make_id("costs", number),
        tactic=rnd.choice([*tactics[:12], ""]),
        item=f"費目 {number}",
        plan=_year(rnd, 300_000.0, rnd.choice(["none", "level", "scattered", "early"])),
        actual=_year(rnd, 300_000.0, rnd.choice(["none", "scattered", "early"])),
    )


def _tactic(rnd: Random, number: int, operations: Sequence[str], day: dt.date) -> Tactic:
    mark = [1, 2, 3, 5]
    return Tactic(
        id=make_id("tactics", number),
        name=_name(rnd, "t", number),
        operation=rnd.choice([*operations, ""]),
        channel=rnd.choice(["", "digital", "in_person", "both"]),
        decision=rnd.choice(["", "", "adopted", "adopted", "candidate", "declined", "ended"]),
        stopped_on=maybe(rnd, [_near(rnd, day)], 0.4),
        segment=rnd.choice(["", "甲", "乙　", "saas", " SaaS"]),
        fit_efficiency=maybe(rnd, mark, 0.2),
        fit_measurable=maybe(rnd, mark, 0.2),
        fit_independent=maybe(rnd, mark, 0.2),
        fit_impact=maybe(rnd, mark, 0.2),
        owner=rnd.choice(PEOPLE),
        intent=rnd.choice(["", "原因 → 結果"]),
        priority=rnd.choice(["", "high", "low"]),
        budget=maybe(rnd, [0, 500_000, 1_234_567.5]),
        spent=maybe(rnd, [0, 1000, 250_000.25, -300]),
    )


def _value(rnd: Random, top: float) -> float:
    return rnd.choice(
        [
            0,
            round(rnd.uniform(0, top), 2),
            round(rnd.uniform(0, top), 4),
            int(rnd.uniform(0, top)),
            round(-rnd.uniform(0, top) / 4, 1),
        ]
    )


def _year(rnd: Random, top: float, kind: str) -> Months:
    """Give twelve values: none, all alike, rising, falling, or scattered with gaps."""
    if kind == "none":
        return (None,) * 12
    if kind == "level":
        return (round(top / 3, 2),) * 12
    if kind in ("rising", "falling"):
        steps = [round(top * (0.2 + 0.05 * k), 3) for k in range(12)]
        return tuple(steps if kind == "rising" else steps[::-1])
    if kind == "early":
        return tuple(_value(rnd, top) if k < rnd.randint(1, 5) else None for k in range(12))
    return tuple(maybe(rnd, [_value(rnd, top)], rnd.choice([0.1, 0.4])) for _ in range(12))


def _with_dashes(rnd: Random, kpi: Kpi, start: Month) -> Kpi:
    """Type － in some of the months that are blank."""
    blank = [str(start.plus(k)) for k, value in enumerate(kpi.actual) if value is None]
    return replace(kpi, nothing=tuple(one for one in blank if rnd.random() < 0.2))


def _kpi(rnd: Random, number: int, scopes: Sequence[str], count: int, start: Month) -> Kpi:
    ids = [make_id("kpis", one) for one in range(1, count + 1)]
    unit = rnd.choice(UNITS)
    top = 2.0 if unit.strip() in ("%", "％") else rnd.choice([3.0, 300.0, 50_000_000.0])

    def level(none: float) -> Number:
        return (
            maybe(rnd, [abs(_value(rnd, top * 6))], none)
            if top > 2
            else maybe(rnd, [0.01, 0.3, 0.85, 1, 2], none)
        )

    return Kpi(
        id=make_id("kpis", number),
        name=_name(rnd, "k", number),
        scope=rnd.choice(scopes),
        unit=unit.strip(),
        main=rnd.choice(["yes", "yes", "", "", "", "reference"]),
        aggregation=rnd.choice(["", "sum", "sum", "latest", "mean", "ratio"]),
        direction=rnd.choice(["", "up", "up", "down", "keep"]),
        numerator=rnd.choice([*ids, ""]),
        denominator=rnd.choice([*ids, ""]),
        baseline=level(0.5),
        annual_target=level(0.4),
        warn_line=level(0.85),
        alarm_line=level(0.85),
        parent=rnd.choice([*ids, *[""] * count]),
        parent_rate=maybe(rnd, [0.2, 3, 120_000, -2]),
        lag=maybe(rnd, [0, 1, 2, 0.5, 6, 14], 0.5),
        opening=maybe(rnd, [0, 12]),
        from_=maybe(rnd, [start.plus(rnd.randint(-2, 13))], 0.6),
        to=maybe(rnd, [start.plus(rnd.randint(-2, 13))], 0.75),
        last_year=level(0.6),
        target=_year(
            rnd,
            top,
            rnd.choice(["none", "none", "level", "rising", "falling", "scattered", "early"]),
        ),
        actual=_year(
            rnd,
            top,
            rnd.choice(
                ["none", "level", "rising", "rising", "falling", "scattered", "scattered", "early"]
            ),
        ),
    )


def _deep_chain(kpis: Sequence[Kpi]) -> tuple[Kpi, ...]:
    """Let the first KPIs be a chain longer than the tree shows, with the KGI at its root, and the
    last three a ring.
    """
    chain = [replace(kpis[0], scope=KGI, parent="")]
    chain += [replace(kpi, parent=above.id) for above, kpi in pairwise(kpis[:LEVELS])]
    first, second, third = kpis[-3:]
    ring = (
        replace(first, parent=second.id),
        replace(second, parent=third.id),
        replace(third, parent=first.id),
    )
    itself = replace(kpis[LEVELS], parent=kpis[LEVELS].id)
    return (*chain, itself, *kpis[LEVELS + 1 : -3], *ring)


def _near(rnd: Random, day: dt.date) -> dt.date:
    return day + dt.timedelta(
        rnd.choice([0, 0, -1, 1, rnd.randint(-40, 40), rnd.randint(-300, 300)])
    )


def _action(rnd: Random, number: int, tactics: Sequence[str], day: dt.date) -> Action:
    start, end = _near(rnd, day), _near(rnd, day)
    if rnd.random() < 0.8:
        start, end = min(start, end), max(start, end)
    return Action(
        id=make_id("actions", number),
        task=f"{rnd.choice(NAMES)}{number}",
        tactic=rnd.choice([*tactics, ""]),
        owner=rnd.choice(PEOPLE),
        start=maybe(rnd, [start], 0.1),
        end=maybe(rnd, [end], 0.1),
        status=rnd.choice(
            ["", "", "not_started", "in_progress", "in_progress", "done", "on_hold", "cancelled"]
        ),
        percent=maybe(rnd, [0, 0, 0.3, 0.5, 0.9, 0.999, 1]),
        effort=maybe(rnd, [0, 0.5, 1, 2.5, 40]),
        phase=rnd.choice(["", "P", "D", "C", "A"]),
        times_planned=maybe(rnd, [0, 4, 12], 0.7),
        times_done=maybe(rnd, [0, 3, 15], 0.5),
    )


def _review(
    rnd: Random, number: int, tactics: Sequence[str], kpis: Sequence[str], start: Month
) -> Review:
    return Review(
        id=make_id("reviews", number),
        month=maybe(rnd, [start.plus(number % 12)]),
        tactic=rnd.choice([*tactics, ""]),
        kpi=rnd.choice([*kpis, ""]),
        result=f"結果 {number}",
        decision=rnd.choice(["", "予算 *", "~人"]),
        owner=rnd.choice(PEOPLE),
        state=rnd.choice(["", "open", "done"]),
    )

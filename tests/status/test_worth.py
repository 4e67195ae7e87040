from __future__ import annotations

from dataclasses import replace

import pytest
from judging import START, months

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Kpi, Operation, Tactic
from btobsheet.status.assess import assess
from btobsheet.status.worth import Rivals, Worth, rivals, worth

LEADS = Kpi(id="K01", scope="O01", name="リード数", unit="件", aggregation="sum")
CARDS = Kpi(
    id="K02",
    scope="T01",
    name="名刺",
    aggregation="sum",
    main="yes",
    actual=months(900),
    parent="K03",
    parent_rate=0.5,
)
TALKS = Kpi(
    id="K03",
    scope="T01",
    name="会話",
    aggregation="sum",
    actual=months(400),
    parent="K01",
    parent_rate=1.0,
)
FORMS = Kpi(
    id="K04",
    scope="T02",
    name="問い合わせ",
    aggregation="sum",
    actual=months(100, 100),
    parent="K01",
    parent_rate=0.5,
)
TACTICS = (
    Tactic(id="T01", operation="O01", name="展示会", spent=2_000_000.0, hours_spent=200.0),
    Tactic(id="T02", operation="O01", name="コラム", spent=300_000.0),
    Tactic(id="T03", operation="O01", name="候補", decision="candidate", spent=1.0),
)


def found(
    *kpis: Kpi, tactics: tuple[Tactic, ...] = TACTICS
) -> tuple[tuple[Worth, ...], tuple[Rivals, ...]]:
    plan = Plan(
        start=START, operations=(Operation(id="O01"),), tactics=tactics, kpis=(LEADS, *kpis)
    )
    lookup, last = Lookup.of(plan), Month(START.year, START.month).plus(1).last
    worths = worth(assess(plan, last), lookup)
    return worths, rivals(worths, lookup)


def test_a_tactic_is_measured_by_the_kpi_that_feeds_another_scope() -> None:
    (fair, column), _ = found(CARDS, TALKS, FORMS)
    assert fair.kpi is not None
    assert (fair.kpi.kpi.id, fair.result, fair.cost, fair.hours) == ("K03", 400.0, 5_000.0, 0.5)
    assert (column.result, column.cost, column.hours) == (200.0, 1_500.0, None)


OTHER = replace(TALKS, id="K05", name="商談")
"""Feeds K01 of the operation too."""


@pytest.mark.parametrize(
    ("kpis", "chosen"),
    [
        ((CARDS, TALKS), "K03"),  # it feeds another scope's; K02 is main and feeds its own
        ((TALKS, OTHER), "K03"),  # alike: the first
        ((OTHER, TALKS), "K05"),
        ((TALKS, replace(OTHER, main="yes")), "K05"),  # both feed another scope's: the main one
        ((replace(TALKS, parent=""), replace(OTHER, parent="", main="yes")), "K05"),
        ((replace(TALKS, parent=""), replace(OTHER, parent="")), "K03"),
        ((replace(TALKS, parent="K99"), OTHER), "K05"),  # an unknown parent is none
        ((replace(TALKS, parent="K99", main="yes"), OTHER), "K05"),
        ((replace(TALKS, aggregation="latest"), CARDS), "K02"),  # only growing sums are results
    ],
)
def test_which_kpi_measures_a_tactic(kpis: tuple[Kpi, ...], chosen: str) -> None:
    """One that feeds another scope's KPI, then a main one, then the first."""
    measured = found(*kpis)[0][0].kpi
    assert measured is not None
    assert measured.kpi.id == chosen


def test_spent_is_what_the_rows_of_costs_tell() -> None:
    """900,000 in the rows instead of the 2,000,000 of its own cell, for 400 talks."""
    plan = Plan(
        start=START,
        operations=(Operation(id="O01"),),
        tactics=TACTICS,
        kpis=(LEADS, TALKS),
        costs=(Cost(id="C01", tactic="T01", plan=months(1.0), actual=months(900_000)),),
    )
    (fair, _) = worth(assess(plan, START.plus(1).last), Lookup.of(plan))
    assert (fair.budget, fair.spent, fair.cost) == (1, 900_000, 2_250)


def test_a_tactic_that_does_not_count_is_left_out() -> None:
    assert [item.tactic.id for item in found(CARDS, TALKS, FORMS)[0]] == ["T01", "T02"]


def test_tactics_that_feed_one_kpi_are_ranked_by_what_one_of_it_cost() -> None:
    (group,) = found(CARDS, TALKS, FORMS)[1]
    assert (group.parent.id, [(item.tactic.id, cost) for item, cost in group.ranked]) == (
        "K01",
        [("T02", 3_000.0), ("T01", 5_000.0)],
    )
    assert group.times == pytest.approx(5 / 3)


@pytest.mark.parametrize(
    "broken",
    [
        replace(FORMS, parent_rate=None),
        replace(FORMS, parent_rate=0.0),
        replace(FORMS, parent=""),
        replace(FORMS, parent="K99"),
        replace(FORMS, actual=months(0)),
        replace(FORMS, aggregation="mean"),
        replace(FORMS, direction="down"),
    ],
)
def test_nothing_is_compared_without_result_rate_or_parent(broken: Kpi) -> None:
    assert found(CARDS, TALKS, broken)[1] == ()


def test_a_tactic_without_a_kpi_has_no_result() -> None:
    assert [(item.kpi, item.result, item.cost) for item in found()[0]] == [(None, None, None)] * 2

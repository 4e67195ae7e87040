"""Money of tactics: from the rows of ⑥予算・実費 where these have any, else as the tactic has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import OCTOBER_5, START, months

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import NO_MONTHS, Cost, Kpi, Months, Tactic
from btobsheet.status.assess import assess
from btobsheet.status.figures import Summary
from btobsheet.status.money import budget_of, money, month_money, planned_to_date, spent_of

AMOUNTS = st.one_of(st.none(), st.integers(0, 10**6))
TWELVE = st.tuples(*[AMOUNTS] * 12)
EMPTY = Cost(id="C09", tactic="T01")


def cost(
    number: int, tactic: str = "T01", plan: Months = NO_MONTHS, actual: Months = NO_MONTHS
) -> Cost:
    return Cost(id=f"C{number:02d}", tactic=tactic, item="広告費", plan=plan, actual=actual)


def lookup_of(*costs: Cost) -> Lookup:
    return Lookup.of(Plan(start=START, costs=costs))


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [((), None), ((None, None), None), ((None, 0.0), 0.0), ((1.0, None, 2.0), 3.0)],
)
def test_money(amounts: tuple[float | None, ...], expected: float | None) -> None:
    assert money(amounts) == expected


@pytest.mark.parametrize(
    ("own", "costs", "expected"),
    [
        (100.0, (), 100),
        (None, (), None),
        (100.0, (EMPTY,), 100),  # a row without amounts says nothing
        (100.0, (cost(1, plan=months(10.0, 20.0), actual=months(10.0, 20.0)),), 30),
        (None, (cost(1, plan=months(10.0), actual=months(10.0)),), 10),
        (100.0, (cost(1, plan=months(0.0), actual=months(0.0)),), 0),  # 0 is an amount
        (
            100.0,
            (
                cost(1, plan=months(None, 5.0), actual=months(None, 5.0)),
                EMPTY,
                cost(2, plan=months(*[1.0] * 12), actual=months(*[1.0] * 12)),
            ),
            17,
        ),
        (100.0, (cost(1, "T02", plan=months(7.0), actual=months(7.0)),), 100),  # another's
    ],
)
def test_rows_with_amounts_go_before_what_the_tactic_says(
    own: float | None, costs: tuple[Cost, ...], expected: float | None
) -> None:
    """A tactic's budget is Σ of its rows' plan if any of its rows has one, else its own."""
    tactic = Tactic(id="T01", budget=own, spent=own)
    assert budget_of(tactic, lookup_of(*costs)) == expected
    assert spent_of(tactic, lookup_of(*costs)) == expected


def test_plan_and_spent_are_looked_at_each_by_itself() -> None:
    """Rows that plan and tell nothing spent leave the tactic's own spent."""
    tactic = Tactic(id="T01", budget=100.0, spent=60.0)
    lookup = lookup_of(cost(1, plan=months(30.0)))
    assert (budget_of(tactic, lookup), spent_of(tactic, lookup)) == (30, 60)


@pytest.mark.parametrize(
    ("costs", "closed", "expected"),
    [
        ((), 6, None),
        ((EMPTY,), 6, None),
        ((cost(1, actual=months(5.0)),), 6, None),  # no row plans anything
        ((cost(1, plan=months(*[10.0] * 12)),), 6, 60),
        ((cost(1, plan=months(*[10.0] * 12)),), 0, 0),
        ((cost(1, plan=(None,) * 11 + (10.0,)),), 6, 0),  # planned, for later
        ((cost(1, plan=months(1.0)), cost(2, plan=months(2.0, 4.0, 8.0))), 2, 7),
    ],
)
def test_planned_to_date_is_of_the_closed_months(
    costs: tuple[Cost, ...], closed: int, expected: float | None
) -> None:
    assert planned_to_date(Tactic(id="T01", budget=999.0), lookup_of(*costs), closed) == expected


@given(plans=st.lists(TWELVE, min_size=1, max_size=3), actuals=TWELVE)
def test_months_add_up_to_the_year(plans: list[Months], actuals: Months) -> None:
    """What the months plan and tell spent is the tactic's budget and spent; all closed, too."""
    costs = [cost(number, plan=plan) for number, plan in enumerate(plans)]
    lookup, tactic = lookup_of(*costs, cost(99, actual=actuals)), Tactic(id="T01")
    monthly = month_money([tactic], lookup)
    assert len(monthly) == 12
    assert money(planned for planned, _ in monthly) == budget_of(tactic, lookup)
    assert money(spent for _, spent in monthly) == spent_of(tactic, lookup)
    assert planned_to_date(tactic, lookup, 12) == budget_of(tactic, lookup)


def summary(*costs: Cost) -> Summary:
    plan = Plan(
        start=START,
        tactics=(
            Tactic(id="T01", budget=100.0, spent=60.0),
            Tactic(id="T02", decision="ended", budget=50.0, spent=40.0),
            Tactic(id="T03", decision="candidate", budget=900.0, spent=7.0),
            Tactic(id="T04", decision="declined", spent=5.0),
            Tactic(id="T05", decision="adopted"),
        ),
        costs=costs,
    )
    return assess(plan, OCTOBER_5).summary


def test_the_plan_s_money_is_that_of_adopted_ended_and_undecided_tactics() -> None:
    """Ended ones stay in; what went to others is told apart."""
    found = summary()
    assert (found.budget, found.spent, found.spent_elsewhere) == (150, 100, 12)
    assert found.planned_cost is None
    assert found.monthly_money == ((None, None),) * 12


def test_the_plan_s_months_hold_what_the_rows_of_its_tactics_say() -> None:
    found = summary(
        cost(1, "T01", plan=months(*[10.0] * 12), actual=months(8.0, 9.0)),
        cost(2, "T02", plan=months(5.0), actual=months(None, 1.0)),
        cost(3, "T03", plan=months(100.0), actual=months(100.0)),
    )
    assert (found.budget, found.spent, found.planned_cost) == (125, 18, 65)
    assert found.spent_elsewhere == 105
    assert found.monthly_money[:3] == ((15, 8), (10, 10), (10, None))


def test_each_tactic_has_its_own_figures_and_unit_cost_uses_what_the_rows_tell() -> None:
    """単価 = the tactic's spent ÷ A: 18 ÷ 6, not the 60 that its own cell says."""
    plan = Plan(
        start=START,
        tactics=(Tactic(id="T01", spent=60.0),),
        kpis=(Kpi(id="K01", scope="T01", annual_target=12.0, actual=months(*[1.0] * 6)),),
        costs=(cost(1, plan=months(*[2.0] * 12), actual=months(10.0, 8.0)),),
    )
    found = assess(plan, OCTOBER_5)
    tactic, item = found.tactics[0], found.kpis[0]
    assert (tactic.budget, tactic.spent, tactic.planned_cost) == (24, 18, 12)
    assert item.unit_cost == 3

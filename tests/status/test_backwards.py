"""目標逆算: golden numbers of figures.md, and the words for what cannot be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from judging import OCTOBER_5, START, kpi, months

from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import Closing, Presented
from btobsheet.plan.history import History
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Cost, Kpi, Person, Tactic
from btobsheet.status.assess import assess
from btobsheet.status.backwards.figures import Goal
from btobsheet.status.backwards.needs import DEEPEST, goal, whole
from btobsheet.status.backwards.proposals import Proposal, proposals

KGI_YEAR = 50_000_000.0
CHAIN = (
    kpi("K01", "KGI", name="受注金額", unit="円", annual_target=KGI_YEAR),
    kpi("K02", "T01", name="受注", unit="件", parent="K01", parent_rate=2_000_000.0),
    kpi("K03", "T01", name="商談", unit="件", parent="K02", parent_rate=0.3),
    kpi("K04", "T01", name="案件", unit="件", parent="K03", parent_rate=0.8),
    kpi("K05", "T01", name="リード", unit="件", parent="K04", parent_rate=0.2),
)


def plan_of(*kpis: Kpi, **more: object) -> Plan:
    tables = {"tactics": (Tactic(id="T01"), Tactic(id="T02", decision="candidate"))} | more
    return Plan(start=START, kpis=kpis, **tables)  # type: ignore[arg-type]  # the tables of a plan


def backwards(*kpis: Kpi, **asked: object) -> Goal:
    plan = plan_of(*kpis)
    return goal(assess(plan, OCTOBER_5), Lookup.of(plan), **asked)  # type: ignore[arg-type]  # of goal


def needs(found: Goal) -> list[float | None]:
    return [node.need for node in found.nodes]


def states(found: Goal) -> dict[str, str]:
    return {node.item.kpi.id: node.state for node in found.nodes}


def with_targets(*targets: float) -> tuple[Kpi, ...]:
    return tuple(
        replace(one, annual_target=target) for one, target in zip(CHAIN, targets, strict=True)
    )


def test_the_chain_of_the_source() -> None:
    """50 M ÷ 2 M ÷ 30 % ÷ 80 % ÷ 20 %, each rounded up; whether targets are typed or not."""
    for chain in (CHAIN, with_targets(KGI_YEAR, 20.0, 70.0, 100.0, 480.0)):
        assert needs(backwards(*chain)) == [50_000_000, 25, 84, 105, 525]


def test_the_other_chain_of_the_source() -> None:
    """100 M ÷ 2.5 M, ÷ 20 %, ÷ 7.3 %: 40 → 200 → 2,740."""
    first, orders, deals, leads, _ = CHAIN
    chain = (
        replace(first, annual_target=1e8),
        replace(orders, parent_rate=2_500_000.0),
        replace(deals, parent_rate=0.2),
        replace(leads, parent_rate=0.073),
    )
    assert needs(backwards(*chain)) == [100_000_000, 40, 200, 2_740]


def test_a_count_is_rounded_up_without_the_noise_of_floats() -> None:
    """21 ÷ 0.35 is 60.00000000000001 in binary."""
    assert 21 / 0.35 > 60
    assert (whole(21 / 0.35), whole(60.0001), whole(0.0)) == (60, 61, 0)
    root = kpi("K01", "KGI", unit="件", annual_target=21.0)
    assert needs(backwards(root, kpi("K02", parent="K01", unit="件", parent_rate=0.35))) == [21, 60]


def test_money_is_not_rounded() -> None:
    found = backwards(
        kpi("K01", "KGI", unit="件", annual_target=10.0),
        kpi("K02", parent="K01", unit="円", parent_rate=0.3),
    )
    assert needs(found) == [10, pytest.approx(33.3333333)]


def test_with_a_lead_time_of_three_months_nine_count() -> None:
    """105 ÷ 20 % are 525; of a year of equal months nine are in time: 525 ÷ 0.75 = 700."""
    *above, leads = with_targets(KGI_YEAR, 25.0, 84.0, 105.0, 600.0)
    found = backwards(*above, replace(leads, lag=3.0))
    assert needs(found) == [50_000_000, 25, 84, 105, 700]
    node = found.nodes[-2]
    assert (node.supply, node.coverage) == (pytest.approx(90.0), pytest.approx(90 / 105))
    assert (node.state, found.broken) == ("short", node)
    untyped = backwards(*above, replace(leads, lag=3.0, annual_target=None))
    assert needs(untyped)[-1] == 700


def test_the_months_in_time_are_those_of_the_shape() -> None:
    """80 % of the leads come in the first half: with a lead time of six months these count."""
    *above, leads = with_targets(KGI_YEAR, 25.0, 84.0, 105.0, 600.0)
    shaped = replace(leads, lag=6.0, target=(80.0,) * 6 + (20.0,) * 6)
    found = backwards(*above, shaped)
    assert found.nodes[-1].in_year == pytest.approx(480)
    assert needs(found)[-1] == whole(105 / 0.2 / 0.8)


def test_what_is_in_hand_counts_and_need_not_be_won() -> None:
    """105 asked, 100 leads in hand give 20: 85 ÷ 20 % = 425 new ones, and 100 + 500 give 120."""
    *above, leads = with_targets(KGI_YEAR, 25.0, 84.0, 105.0, 500.0)
    found = backwards(*above, replace(leads, opening=100.0))
    assert needs(found)[-1] == 425
    assert found.nodes[-1].in_year == pytest.approx(600)
    assert found.nodes[-2].coverage == pytest.approx(120 / 105)
    full = backwards(*above, replace(leads, opening=1_000.0))
    assert (full.nodes[-1].need, full.nodes[-1].state) == (0, "in_hand")


def test_several_children_share_the_need_by_what_they_plan() -> None:
    """Half of 400 · 0.5 + 100 · 1 = 300 is asked: 200 and 50; one that is no candidate's counts."""
    found = backwards(
        kpi("K01", "KGI", unit="件", annual_target=150.0),
        kpi("K02", parent="K01", unit="件", parent_rate=0.5, annual_target=400.0),
        kpi("K03", parent="K01", unit="件", parent_rate=1.0, annual_target=100.0),
        kpi("K04", "T02", parent="K01", unit="件", parent_rate=1.0, annual_target=900.0),
    )
    assert needs(found) == [150, 200, 50, None]
    assert found.nodes[0].coverage == pytest.approx(2.0)
    assert states(found) == {"K01": "covered", "K02": "leaf", "K03": "leaf", "K04": "uncounted"}


ROOT = kpi("K01", "KGI", unit="件", annual_target=100.0)


@pytest.mark.parametrize(
    ("kpis", "expected"),
    [
        ((replace(ROOT, annual_target=None), kpi("K02", parent="K01")), ["no_target", "above"]),
        ((ROOT, kpi("K02", parent="K01")), ["no_child_rate", "no_rate"]),
        ((ROOT, kpi("K02", parent="K01", parent_rate=0.0)), ["no_child_target", "zero_rate"]),
        (
            (ROOT, kpi("K02", parent="K01", parent_rate=0.0, annual_target=9.0)),
            ["short", "zero_rate"],
        ),
        (
            (ROOT, *(kpi(one, parent="K01", parent_rate=1.0) for one in ("K02", "K03"))),
            ["no_child_target", "no_target", "no_target"],
        ),
        (
            (ROOT, kpi("K02", parent="K01", parent_rate=1.0, annual_target=9.0, lag=12.0)),
            ["short", "no_flow"],
        ),
        ((ROOT, kpi("K02", parent="K01", parent_rate=1.0)), ["no_child_target", "leaf"]),
        ((replace(ROOT, annual_target=0.0),), ["in_hand"]),
        ((ROOT, kpi("K02", parent="K01", parent_rate=1.0, annual_target=97.0)), ["near", "leaf"]),
        ((ROOT, kpi("K02", parent="K01", parent_rate=1.0, annual_target=95.0)), ["near", "leaf"]),
        ((ROOT, kpi("K02", parent="K01", parent_rate=1.0, annual_target=94.9)), ["short", "leaf"]),
    ],
)
def test_what_cannot_be_told_has_its_word(kpis: tuple[Kpi, ...], expected: list[str]) -> None:
    assert list(states(backwards(*kpis)).values()) == expected


def test_a_circle_and_what_leads_to_no_kgi_are_named() -> None:
    found = backwards(
        ROOT,
        kpi("K02", parent="K03", parent_rate=1.0),
        kpi("K03", parent="K02", parent_rate=1.0),
        kpi("K04", parent="K99", parent_rate=1.0),
        kpi("K05", "T02"),
        kpi("K06", "KGI", parent="K06"),
    )
    assert [node.item.kpi.id for node in found.nodes] == ["K01"]
    assert found.unlinked == ("K02", "K03", "K04", "K06")


def test_a_tree_ends_at_its_deepest_level() -> None:
    chain = [kpi(f"K{n:02}", parent=f"K{n - 1:02}", parent_rate=1.0) for n in range(2, DEEPEST + 3)]
    found = backwards(ROOT, *chain)
    assert [node.level for node in found.nodes] == list(range(DEEPEST))
    assert found.unlinked == (f"K{DEEPEST + 1:02}", f"K{DEEPEST + 2:02}")


def test_the_real_rate_is_told_and_may_be_taken() -> None:
    """3 orders from 20 deals are 15 % instead of 30 %: twice as many deals are needed."""
    first, orders, deals, *_ = with_targets(KGI_YEAR, 25.0, 84.0, 105.0, 525.0)
    orders = replace(orders, actual=months(1.0, 2.0))
    deals = replace(deals, actual=months(12.0, 8.0))
    assumed = backwards(first, orders, deals)
    assert assumed.nodes[-1].real_rate == pytest.approx(0.15)
    assert (assumed.nodes[-1].rate, needs(assumed)[-1]) == (0.3, 84)
    real = backwards(first, orders, deals, rates="actual")
    assert (real.nodes[-1].rate, needs(real)[-1]) == (pytest.approx(0.15), 167)
    other = kpi("K09", parent="K02", parent_rate=0.1, annual_target=1.0)
    assert backwards(first, orders, deals, other).nodes[2].real_rate is None


def test_what_if_the_kgi_were_another() -> None:
    chain = with_targets(KGI_YEAR, 25.0, 84.0, 105.0, 525.0)
    found = backwards(*chain, kgi=100_000_000.0)
    assert needs(found) == [100_000_000, 50, 167, 209, 1_045]
    assert (found.broken, found.nodes[0].coverage) == (found.nodes[0], pytest.approx(0.5))


def test_people_and_money_against_what_the_tactics_ask() -> None:
    plan = plan_of(
        ROOT,
        kpi("K02", "T01", parent="K01", parent_rate=0.5, annual_target=100.0),
        kpi("K03", "T01", parent="K02", parent_rate=0.5, annual_target=200.0),
        tactics=(Tactic(id="T01", budget=1.0),),
        costs=(Cost(id="C01", tactic="T01", plan=months(600.0, 400.0)),),
        people=(
            Person(id="P01", name="甲", days_per_month=1.0),
            Person(id="P02", name="乙", days_per_month=2.0, left_on=dt.date(2026, 6, 30)),
            Person(id="P03", name="丙"),
        ),
        actions=(
            Action(id="A001", tactic="T01", owner="甲", effort=13.0),
            Action(id="A002", tactic="T01", owner="乙", effort=6.0),
            Action(id="A003", tactic="T01", owner="甲", effort=50.0, status="cancelled"),
        ),
    )
    found = goal(assess(plan, OCTOBER_5), Lookup.of(plan))
    assert [(node.effort, node.budget) for node in found.nodes] == [(19, 1_000)] * 3
    assert [(load.person.id, load.asked, load.days) for load in found.loads] == [
        ("P01", 13, 12),
        ("P02", 6, 6),
    ]
    assert [load.person.id for load in found.overloaded] == ["P01"]
    # 200 are needed of the tactic's uppermost KPI, 100 are planned
    assert (found.budget, found.wanted) == (1_000, 2_000)


def proposed(plan: Plan) -> tuple[Plan, tuple[Proposal, ...]]:
    lookup = Lookup.of(plan)
    found = proposals(goal(assess(plan, OCTOBER_5), lookup), plan, lookup)
    new: dict[str, dict[str, float]] = {}
    for one in found:
        new.setdefault(one.kpi.id, {})[one.field] = one.after
    kpis = tuple(
        replace(
            one,
            annual_target=new.get(one.id, {}).get("annual_target", one.annual_target),
            target=tuple(
                new.get(one.id, {}).get(f"target.{month}", value)
                for month, value in zip(plan.months, one.target, strict=True)
            ),
        )
        for one in plan.kpis
    )
    return replace(plan, kpis=kpis), found


def test_months_follow_the_shape_that_is_there() -> None:
    """A need of twice the target doubles each month."""
    shape = tuple(float(n) for n in range(1, 13))
    plan = plan_of(
        replace(ROOT, target=(0.0,) * 11 + (100.0,)),
        kpi("K02", unit="件", parent="K01", parent_rate=0.5, annual_target=78.0, target=shape),
    )
    made, _ = proposed(
        replace(plan, kpis=(replace(plan.kpis[0], annual_target=78.0), plan.kpis[1]))
    )
    assert made.kpis[1].annual_target == 156
    assert made.kpis[1].target == tuple(2 * n for n in shape)


def test_without_a_shape_working_days_and_lead_time_decide() -> None:
    plan = plan_of(ROOT, kpi("K02", unit="件", parent="K01", parent_rate=0.25, lag=3.0))
    made, _ = proposed(plan)
    child = made.kpis[1]
    assert child.annual_target == 534  # 400 ÷ 9/12, rounded up
    assert sum(child.target[:9]) == 401  # type: ignore[arg-type]  # all are numbers
    assert sum(child.target) == 534  # type: ignore[arg-type]  # all are numbers
    days = {4: 22, 5: 21, 6: 22}
    assert days == {4: 22, 5: 21, 6: 22}
    assert child.target[1] < child.target[0]  # type: ignore[operator]  # May has fewer days


def test_closed_months_keep_their_targets() -> None:
    """April and May are closed at 30 each: the ten others share what is left of 120."""
    closing = Closing(on=OCTOBER_5, kpis={"K02": Presented(target=30.0)})
    child = kpi("K02", unit="件", parent="K01", parent_rate=1.0, annual_target=100.0)
    plan = replace(
        plan_of(replace(ROOT, annual_target=120.0), child),
        history=History(closings=(closing, closing)),
    )
    _, found = proposed(plan)
    own = {one.field: one.after for one in found if one.kpi.id == "K02"}
    assert own.pop("annual_target") == 120
    assert "target.2026-05" not in own
    assert (len(own), sum(own.values())) == (10, 60)


def test_a_level_or_rate_keeps_its_months_in_proportion() -> None:
    plan = plan_of(
        ROOT,
        kpi(
            "K02",
            unit="社",
            aggregation="latest",
            parent="K01",
            parent_rate=1.0,
            annual_target=50.0,
            target=months(10.0),
        ),
    )
    made, _ = proposed(plan)
    assert (made.kpis[1].annual_target, made.kpis[1].target[:2]) == (100, (20, None))


RATES = st.sampled_from([0.05, 0.1, 0.35, 0.5, 1.0, 3.0])
YEARS = st.one_of(st.none(), st.integers(1, 5_000).map(float))


@st.composite
def trees(draw: st.DrawFn) -> Plan:
    """Give a tree of counts with targets, lead times, shapes and units in hand."""
    made = [kpi("K01", "KGI", unit="件", annual_target=float(draw(st.integers(1, 500))))]
    for n in range(2, draw(st.integers(2, 7)) + 1):
        shaped = draw(st.booleans())
        target = draw(st.lists(st.integers(0, 90).map(float), min_size=12, max_size=12))
        made.append(
            kpi(
                f"K{n:02}",
                unit="件",
                parent=draw(st.sampled_from(made)).id,
                parent_rate=draw(RATES),
                annual_target=sum(target) if shaped else draw(YEARS),
                target=tuple(target) if shaped else (None,) * 12,
                lag=draw(st.sampled_from([None, 0.0, 1.0, 3.0, 6.0])),
                opening=draw(st.sampled_from([None, 0.0, 20.0])),
                from_=draw(st.sampled_from([None, Month(2026, 6)])) if not shaped else None,
            )
        )
    return plan_of(*made)


@given(trees())
@examples(60, 1_000)
def test_proposed_targets_cover_every_need(plan: Plan) -> None:
    """With the proposals in place nothing that can be told is short, months add up."""
    made, _ = proposed(plan)
    before = goal(assess(plan, OCTOBER_5), Lookup.of(plan))
    after = goal(assess(made, OCTOBER_5), Lookup.of(made))
    for old, node in zip(before.nodes, after.nodes, strict=True):
        one, sums = node.item.kpi, [value for value in node.item.kpi.target if value is not None]
        if old.need:
            assert one.annual_target is not None
            assert one.annual_target >= old.need
            if old.item.kpi.annual_target != one.annual_target:
                assert one.annual_target == sum(sums) == pytest.approx(old.need)
        children = [item for item in after.nodes if item.item.kpi.parent == one.id]
        if children and node.need and all(child.need is not None for child in children):
            assert node.coverage is not None
            assert node.coverage > 1 - 1e-9

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import OCTOBER_5, START, months

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Operation, Person, Tactic
from btobsheet.status.assess import assess
from btobsheet.status.figures import Assessment, RollUp
from btobsheet.status.rules import severity


def kpi(record_id: str, scope: str, share: float | None, **fields: object) -> Kpi:
    """Make a KPI that reached a share of its target in each closed month, or was never typed."""
    actual = months() if share is None else months(*[100.0 * share] * 6)
    return Kpi(id=record_id, scope=scope, annual_target=1200.0, actual=actual, **fields)  # type: ignore[arg-type]  # fields of many kinds


PLAN = Plan(
    start=START,
    operations=(Operation(id="O01"), Operation(id="O02"), Operation(id="O03")),
    tactics=(
        Tactic(id="T01", operation="O01", channel="digital", budget=100.0, spent=60.0),
        Tactic(id="T02", operation="O01", channel="in_person", budget=50.0),
        Tactic(
            id="T03",
            operation="O01",
            channel="digital",
            decision="declined",
            budget=900.0,
            spent=900.0,
        ),
        Tactic(id="T04", operation="O99", channel="both", decision="adopted"),
    ),
    kpis=(
        kpi("K01", "KGI", 0.9),
        kpi("K02", "T01", 1.0, main="yes"),
        kpi("K03", "T01", 0.1),
        kpi("K04", "T02", 0.85, parent="K01", parent_rate=2.0),
        kpi("K05", "T03", 0.1),
        kpi("K06", "O02", 0.5),
        kpi("K07", "", None),
        kpi("K08", "T99", 0.1),
    ),
    actions=(
        Action(id="A001", tactic="T01", percent=1.0),
        Action(
            id="A002",
            tactic="T02",
            percent=0.5,
            start=dt.date(2026, 9, 1),
            end=dt.date(2026, 9, 30),
        ),
        Action(id="A003", tactic="T03", percent=0.0),
        Action(id="A004", percent=0.0, start=OCTOBER_5, end=OCTOBER_5),
        Action(id="A005", tactic="T99"),
    ),
    people=(Person(id="P01", name="青空 一郎"),),
)
FOUND = assess(PLAN, OCTOBER_5)


def counts(roll: RollUp) -> tuple[dict[str, int], int]:
    """Give the KPI counts that are not 0, and how many actions were counted."""
    return {status: count for status, count in roll.kpi_counts.items() if count}, sum(
        roll.action_counts.values()
    )


def roll(found: Assessment, record_id: str) -> RollUp:
    item = found.tactic(record_id) or found.operation(record_id)
    assert item is not None
    return item.roll


def test_every_record_has_its_figures_in_the_order_of_the_plan() -> None:
    assert [item.kpi for item in FOUND.kpis] == list(PLAN.kpis)
    assert [item.tactic for item in FOUND.tactics] == list(PLAN.tactics)
    assert [item.operation for item in FOUND.operations] == list(PLAN.operations)
    assert [item.action for item in FOUND.actions] == list(PLAN.actions)
    assert [item.person for item in FOUND.people] == list(PLAN.people)
    assert (FOUND.plan, FOUND.as_of, FOUND.closed_months) == (PLAN, OCTOBER_5, 6)


@pytest.mark.parametrize(
    ("record_id", "status", "driver", "kpi_counts", "actions", "progress"),
    [
        ("T01", "on_track", "K02", {"on_track": 1, "behind": 1}, 1, 1.0),  # K03 is not its main KPI
        ("T02", "at_risk", "K04", {"at_risk": 1}, 1, 0.5),
        ("T03", "behind", "K05", {"behind": 1}, 1, 0.0),  # does not count, has its own figures
        ("T04", None, "", {}, 0, None),
        ("O01", "at_risk", "K04", {"on_track": 1, "at_risk": 1, "behind": 1}, 2, 0.75),
        ("O02", "behind", "K06", {"behind": 1}, 0, None),
        ("O03", None, "", {}, 0, None),
    ],
)
def test_levels(
    record_id: str,
    status: str | None,
    driver: str,
    kpi_counts: dict[str, int],
    actions: int,
    progress: float | None,
) -> None:
    found = roll(FOUND, record_id)
    assert (found.status, found.driver, found.progress) == (status, driver, progress)
    assert counts(found) == (kpi_counts, actions)


def test_the_plan_is_judged_by_its_kgi_and_counts_all_that_counts() -> None:
    found = FOUND.summary.roll
    assert (found.status, found.driver) == ("at_risk", "K01")
    assert counts(found) == ({"behind": 3, "no_data": 1, "at_risk": 2, "on_track": 1}, 4)
    assert (found.overdue, found.due_soon, found.progress) == (1, 1, pytest.approx(1.5 / 4))


def test_summary_adds_the_counted_tactics_only() -> None:
    found = FOUND.summary
    assert (found.tactic_count, found.digital_share, found.budget, found.spent) == (3, 0.5, 150, 60)
    assert found.bottleneck is not None
    assert (found.bottleneck.tactic, found.bottleneck.cost) == ("T02", pytest.approx(180))
    assert [item.counted for item in FOUND.tactics] == [True, True, False, True]
    assert [item.operation.id for item in FOUND.operations if item.tactic_count] == ["O01"]
    operation = FOUND.operation("O01")
    assert operation is not None
    assert (operation.tactic_count, operation.digital_share) == (2, 0.5)


def test_an_empty_plan_has_no_figures_and_no_error() -> None:
    found = assess(Plan(start=START), OCTOBER_5).summary
    assert (
        found.roll.status,
        found.roll.progress,
        found.budget,
        found.digital_share,
        found.bottleneck,
    ) == (None, None, None, None, None)


@given(shares=st.lists(st.sampled_from((None, 0.1, 0.85, 1.0)), max_size=8), data=st.data())
def test_an_operation_is_as_bad_as_its_worst_part(
    shares: list[float | None], data: st.DataObject
) -> None:
    scopes = [data.draw(st.sampled_from(("O01", "T01", "T02", "T03"))) for _ in shares]
    kpis = tuple(
        kpi(f"K{number}", scope, share)
        for number, (scope, share) in enumerate(zip(scopes, shares, strict=True), 1)
    )
    found = assess(replace(PLAN, kpis=kpis), OCTOBER_5)
    parts = [item.status for item in found.kpis if item.kpi.scope == "O01"]
    parts += [
        item.roll.status
        for item in found.tactics
        if item.counted and item.tactic.operation == "O01" and item.roll.status
    ]
    assert roll(found, "O01").status == min(parts, key=severity, default=None)


@given(as_of=st.dates(dt.date(2026, 3, 1), dt.date(2027, 5, 31)))
def test_what_does_not_count_changes_nothing_above_it(as_of: dt.date) -> None:
    smaller = replace(
        PLAN,
        tactics=tuple(item for item in PLAN.tactics if item.counts),
        kpis=tuple(item for item in PLAN.kpis if item.scope != "T03"),
        actions=tuple(item for item in PLAN.actions if item.tactic != "T03"),
    )
    whole, without = assess(PLAN, as_of), assess(smaller, as_of)
    assert replace(whole.summary, spent_elsewhere=None) == without.summary
    assert (whole.summary.spent_elsewhere, without.summary.spent_elsewhere) == (900, None)
    assert whole.operations == without.operations


@given(
    as_of=st.dates(dt.date(2026, 3, 1), dt.date(2027, 5, 31)),
    scope=st.sampled_from(("KGI", "O01", "T01", "T02", "")),
    share=st.sampled_from((None, 0.0, 0.5, 2.0)),
)
def test_a_kpi_for_reference_changes_nothing_above_it(
    as_of: dt.date, scope: str, share: float | None
) -> None:
    """参考: in no count, roll-up, driver or bottleneck; its own figures are there."""
    shown = kpi("K99", scope, share, main="reference", parent="K01", parent_rate=1e6)
    whole, without = assess(replace(PLAN, kpis=(*PLAN.kpis, shown)), as_of), assess(PLAN, as_of)
    assert whole.summary == without.summary
    assert whole.operations == without.operations
    assert whole.tactics == without.tactics
    found = whole.kpi("K99")
    assert found is not None
    assert (found.status, found.judged, found.main, found.counted) == (
        "reference",
        False,
        False,
        True,
    )
    assert found.within_chance is None


def test_a_scope_of_reference_kpis_alone_has_no_status() -> None:
    shown = kpi("K01", "T01", 0.1, main="reference")
    found = assess(replace(PLAN, kpis=(shown,)), OCTOBER_5)
    assert (roll(found, "T01").status, roll(found, "T01").driver) == (None, "")
    assert (roll(found, "O01").status, found.summary.bottleneck) == (None, None)
    assert set(found.summary.roll.kpi_counts.values()) == {0}
    assert "reference" not in found.summary.roll.kpi_counts


def test_a_stopped_tactic_counts_with_its_money_and_its_results() -> None:
    """終了: what it spent and reached stays; what it was still to do is cancelled."""
    stopped = replace(PLAN.tactics[0], decision="ended", stopped_on=dt.date(2026, 8, 20))
    todo = Action(id="A009", tactic="T01", start=dt.date(2026, 8, 3), end=dt.date(2026, 9, 30))
    plan = replace(PLAN, tactics=(stopped, *PLAN.tactics[1:]), actions=(*PLAN.actions, todo))
    found = assess(plan, OCTOBER_5)
    assert (found.summary.budget, found.summary.spent, found.summary.tactic_count) == (150, 60, 3)
    item = found.kpi("K02")
    assert item is not None
    assert (item.counted, item.last_month, item.actual_to_date) == (True, 5, 500)
    assert roll(found, "T01").action_counts["cancelled"] == 1
    assert roll(found, "T01").progress == 1.0


def test_lint_tells_of_the_plan_and_of_the_day_and_asks_for_alternatives() -> None:
    asked: list[tuple[str, ...]] = []

    def alternatives(stages: tuple[str, ...]) -> tuple[str, ...]:
        asked.append(stages)
        return ("ウェビナー",)

    by_people = replace(
        PLAN,
        operations=(Operation(id="O01", stage=("受注",)),),
        tactics=(Tactic(id="T02", operation="O01", channel="in_person"),),
    )
    found = assess(by_people, OCTOBER_5, alternatives)
    assert not asked  # nobody has asked for it yet
    assert found.lint
    assert asked
    assert all(item.code[1] == "5" for item in found.lint)


def test_lint_found_later_is_what_it_is_found_to_be() -> None:
    found = assess(PLAN, OCTOBER_5).lint
    now = tuple(found)
    assert (len(found), found) == (len(now), now)
    more = now[:1]
    assert (found + more, more + found, found[:1]) == ((*now, *more), (*more, *now), more)
    copied = pickle.loads(pickle.dumps(found))
    assert (copied, type(copied), repr(found)) == (now, tuple, repr(now))
    assert found != now[1:] if now else found == ()

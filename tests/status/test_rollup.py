from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import OCTOBER_5, START, judged, kpi

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Tactic
from btobsheet.status.actions import action_figures
from btobsheet.status.figures import ActionFigures, KpiFigures
from btobsheet.status.rollup import (
    count_codes,
    digital_share,
    driving_kpi,
    planned,
    progress,
    roll_up,
    score,
)
from btobsheet.status.rules import COUNTED, severity

DAY = dt.date(2026, 6, 3)
PLAIN = judged(kpi())


def standing(record_id: str, status: str) -> KpiFigures:
    return replace(PLAIN, kpi=Kpi(id=record_id), status=status)


def done(**fields: object) -> ActionFigures:
    """Judge an action of Monday to Friday on its Wednesday."""
    item = Action(
        **{"id": "A001", "start": dt.date(2026, 6, 1), "end": dt.date(2026, 6, 5), **fields}
    )  # type: ignore[arg-type]  # fields of many kinds
    plan = Plan(start=START)
    return action_figures(item, Lookup.of(plan), plan.settings, DAY, frozenset())


@given(statuses=st.lists(st.sampled_from(COUNTED), max_size=12))
def test_the_status_is_the_worst_and_its_driver_the_first_that_has_it(statuses: list[str]) -> None:
    kpis = [standing(f"K{number}", status) for number, status in enumerate(statuses, 1)]
    roll = roll_up(kpis, kpis, (), OCTOBER_5, 14)
    if not statuses:
        assert (roll.status, roll.driver) == (None, "")
        return
    assert roll.status is not None
    assert all(severity(roll.status) <= severity(status) for status in statuses)
    assert statuses.index(roll.status) == int(roll.driver[1:]) - 1
    assert {status: statuses.count(status) for status in COUNTED} == roll.kpi_counts


@given(statuses=st.lists(st.sampled_from(COUNTED), min_size=1, max_size=8), data=st.data())
def test_the_order_of_kpis_does_not_matter(statuses: list[str], data: st.DataObject) -> None:
    kpis = [standing(f"K{number}", status) for number, status in enumerate(statuses, 1)]
    assert driving_kpi(data.draw(st.permutations(kpis))) == driving_kpi(kpis)


def test_the_smallest_id_is_by_number() -> None:
    found = driving_kpi([standing("K100", "behind"), standing("K99", "behind")])
    assert found is not None
    assert found.kpi.id == "K99"


def test_progress_is_weighted_by_effort() -> None:
    actions = [
        done(percent=1.0, effort=3.0),
        done(percent=0.0),
        done(percent=0.5, status="on_hold", effort=0.0),
    ]
    assert progress(actions) == pytest.approx((3 + 0 + 0.5) / 5)
    assert planned(actions) == pytest.approx(0.4)


def test_cancelled_actions_are_left_out_and_undated_ones_plan_what_they_did() -> None:
    actions = [
        done(percent=0.8, status="cancelled", effort=9.0),
        done(percent=0.3, start=None),
        done(percent=0.1),
    ]
    assert progress(actions) == pytest.approx(0.2)
    assert planned(actions) == pytest.approx((0.3 + 0.4) / 2)
    assert (progress(actions[:1]), planned(actions[:1]), progress([]), planned([])) == (
        None,
        None,
        None,
        None,
    )


@given(
    actions=st.lists(
        st.builds(
            done,
            percent=st.integers(0, 100).map(lambda points: points / 100),
            effort=st.integers(0, 9).map(float),
            start=st.sampled_from((None, DAY)),
        ),
        min_size=1,
    )
)
def test_progress_lies_between_the_least_and_the_most(actions: list[ActionFigures]) -> None:
    percents = [item.percent for item in actions]
    assert min(percents) - 1e-9 <= (progress(actions) or 0) <= max(percents) + 1e-9
    assert 0 <= (planned(actions) or 0) <= 1


def test_counts_of_actions() -> None:
    actions = (
        done(),
        done(status="done"),
        done(end=dt.date(2026, 6, 2)),
        done(status="in_progress", percent=0.5, end=dt.date(2026, 6, 17)),
    )
    roll = roll_up((), (), actions, DAY, 14)
    assert {state: count for state, count in roll.action_counts.items() if count} == {
        "late_start": 1,
        "done": 1,
        "overdue": 1,
        "on_track": 1,
    }
    assert (roll.overdue, roll.due_soon) == (1, 2)


def test_every_code_has_its_count() -> None:
    assert count_codes(["b", "b"], ("a", "b")) == {"a": 0, "b": 2}


@pytest.mark.parametrize(
    ("channels", "share"),
    [
        ((), None),
        (("",), None),
        (("digital", "in_person"), 0.5),
        (("digital", "both", "in_person", ""), 0.5),
        (("both",), 0.5),
        (("in_person",), 0.0),
    ],
)
def test_digital_share(channels: tuple[str, ...], share: float | None) -> None:
    assert digital_share(Tactic(id="T01", channel=channel) for channel in channels) == share


@pytest.mark.parametrize(
    ("marks", "expected"),
    [((5, 4, 3), 12), ((5, 4, None), None), ((None, None, None), None), ((0, 0, 0), 0)],
)
def test_score(marks: tuple[float | None, ...], expected: float | None) -> None:
    efficiency, measurable, independent = marks
    assert (
        score(
            Tactic(
                id="T01",
                fit_efficiency=efficiency,
                fit_measurable=measurable,
                fit_independent=independent,
            )
        )
        == expected
    )


def test_what_is_only_for_reference_stands_in_no_count() -> None:
    """参考: no status of a scope, no driver and no count, however it stands."""
    known = replace(PLAIN, kpi=Kpi(id="K01", main="reference"), status="reference")
    roll = roll_up([known, standing("K02", "on_track")], [standing("K02", "on_track")], (), DAY, 14)
    assert (roll.status, roll.driver) == ("on_track", "K02")
    assert {code: count for code, count in roll.kpi_counts.items() if count} == {"on_track": 1}
    assert "reference" not in roll.kpi_counts

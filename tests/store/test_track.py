"""Reports are kept once for each plan, revision and day; what came in which order, and how often,
makes no difference.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from books import bare_book
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, changed, small_plan

import btobsheet
from btobsheet.plan.model import Issue, Plan
from btobsheet.plan.records import Kpi
from btobsheet.problems import UnreadableError
from btobsheet.status.assess import assess
from btobsheet.status.since import since
from btobsheet.status.tracking import Tracked, TrackedReport, newly_overdue, report_of
from btobsheet.store.reports import keep, load

MONTHS = (dt.date(2026, 5, 1), dt.date(2026, 7, 1), dt.date(2026, 9, 1), DAY)


def told_apart(plan: Plan, plan_id: str = "p-1", revision: int = 1) -> Plan:
    """Give a plan the identity of a workbook."""
    return replace(plan, identity=replace(plan.identity, plan_id=plan_id, revision=revision))


def with_actual(value: float) -> Plan:
    """Give the small plan with another actual of its first KPI in September."""
    kpi = small_plan().kpis[0]
    actual = (*kpi.actual[:5], value, *kpi.actual[6:])
    return told_apart(changed(small_plan(), kpi.id, actual=actual))


ALL = tuple(
    report_of(assess(told_apart(small_plan(), plan_id, revision), day))
    for plan_id in ("p-1", "p-2")
    for revision in (1, 2)
    for day in MONTHS[2:]
)


def kept_of(path: Path, reports: Sequence[TrackedReport]) -> Tracked:
    """Keep reports one by one, and read them all."""
    path.unlink(missing_ok=True)
    for one in reports:
        keep(path, [one])
    return load(path)


def rows(path: Path, table: str) -> int:
    with sqlite3.connect(path) as base:
        (count,) = base.execute(f"SELECT count(*) FROM btobsheet_{table}").fetchone()
    return int(count)


@examples(6, 60)
@given(
    order=st.lists(st.sampled_from(range(len(ALL))), min_size=1, max_size=6),
    other=st.randoms(use_true_random=False),
)
def test_any_order_and_repetition_keeps_the_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], other: object
) -> None:
    path = tmp_path_factory.mktemp("kept") / "kept.sqlite"
    wanted = [ALL[at] for at in sorted(set(order))]
    first = kept_of(path, [ALL[at] for at in order])
    other.shuffle(order)  # type: ignore[attr-defined]  # hypothesis' Random
    assert kept_of(path, [ALL[at] for at in (*order, *order)]) == first
    path.unlink()
    keep(path, wanted)
    assert load(path) == first
    assert {(one.plan_id, one.revision, one.as_of) for one in first.reports} == {
        (one.plan_id, one.revision, one.as_of) for one in wanted
    }


def test_what_is_read_is_what_was_kept(tmp_path: Path) -> None:
    plan = told_apart(small_plan())
    report = report_of(assess(plan, DAY))
    (found,) = kept_of(tmp_path / "a.sqlite", [report]).reports
    assert {item.id: item for item in found.kpis} == {item.id: item for item in report.kpis}
    assert {item.id: item for item in found.actions} == {item.id: item for item in report.actions}
    assert sorted(item.code for item in found.problems) == sorted(
        item.code for item in report.problems
    )
    assert replace(found, kpis=(), actions=(), problems=()) == replace(
        report, kpis=(), actions=(), problems=()
    )


def test_the_same_again_adds_nothing(tmp_path: Path) -> None:
    path, report = tmp_path / "a.sqlite", report_of(assess(with_actual(5.0), DAY))
    assert [one.new for one in keep(path, [report, report])] == [True, False]
    counts = [rows(path, table) for table in ("reports", "kpis", "actions", "problems")]
    assert [one.new for one in keep(path, [report])] == [False]
    assert [rows(path, table) for table in ("reports", "kpis", "actions", "problems")] == counts
    assert counts[:2] == [1, len(report.kpis)]


def test_other_figures_of_the_day_are_its_next_edition_and_count(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    low, high = (report_of(assess(with_actual(value), MONTHS[3])) for value in (1.0, 50.0))
    made = [keep(path, [one])[0] for one in (low, high, high, low)]
    assert [(one.new, one.report.edition) for one in made] == [
        (True, 1),
        (True, 2),
        (False, 2),
        (True, 3),  # typed back: what stands now counts, not what stood in between
    ]
    (last,) = load(path).course("p-1", dt.date(2026, 11, 1))
    assert last.edition == 3
    assert last.kpis[0].actual_to_date == low.kpis[0].actual_to_date


def test_the_last_revision_of_a_day_counts(tmp_path: Path) -> None:
    path, plan = tmp_path / "a.sqlite", small_plan()
    for revision in (2, 1):
        keep(path, [report_of(assess(told_apart(plan, revision=revision), MONTHS[0]))])
    (found,) = load(path).course("p-1", DAY)
    assert found.revision == 2


def test_the_days_before_count_and_those_of_the_plan_alone(tmp_path: Path) -> None:
    path, plan = tmp_path / "a.sqlite", small_plan()
    for day in reversed(MONTHS):
        keep(path, [report_of(assess(told_apart(plan), day))])
    keep(path, [report_of(assess(told_apart(plan, "p-2"), MONTHS[1]))])
    found = load(path).course("p-1", DAY)
    assert [one.as_of for one in found] == list(MONTHS[:3])
    assert [one.plan_id for one in load(path, "p-2").reports] == ["p-2"]
    assert load(path, "?").reports == ()


def test_reports_are_kept_all_or_none(tmp_path: Path) -> None:
    path, good = tmp_path / "a.sqlite", ALL[0]
    keep(path, [good])
    bad = replace(ALL[1], title=None)  # type: ignore[arg-type]  # what no table takes
    with pytest.raises(UnreadableError):
        keep(path, [ALL[2], bad])
    assert load(path).reports == kept_of(tmp_path / "b.sqlite", [good]).reports


def test_a_tracked_report_says_what_the_old_workbook_says(tmp_path: Path) -> None:
    """``status --db`` and ``status --since`` find the same KPIs worse, better and set otherwise."""
    before = btobsheet.sample_plan()
    kpis = tuple(_later(kpi, at) for at, kpi in enumerate(before.kpis))
    settings = replace(before.settings, on_track=0.9)
    after = assess(replace(before, kpis=kpis, settings=settings), DAY)
    old = assess(told_apart(before), MONTHS[2])
    tracked = kept_of(tmp_path / "a.sqlite", [report_of(old)]).course("p-1", DAY)[-1]
    by_book, by_report = since(old, after), since(tracked.earlier, after)
    assert by_book.moved, "the case no longer shows anything"

    def told(found: object) -> list[tuple[object, ...]]:
        ways = ("worse", "better", "unknown", "by_target", "by_setting", "only_ended", "lowered")
        return [
            (pair.after.kpi.id, pair.before.status, *(getattr(pair, way) for way in ways))
            for pair in (*found.moved, *found.eased)  # type: ignore[attr-defined]  # a Since
        ]

    assert told(by_report) == told(by_book)
    assert (by_report.day, by_report.settings, by_report.lines) == (
        by_book.day,
        by_book.settings,
        by_book.lines,
    )


def _later(kpi: Kpi, at: int) -> Kpi:
    """Change every third KPI's target, every fourth one's line."""
    target = kpi.annual_target * 0.7 if kpi.annual_target and at % 3 == 0 else kpi.annual_target
    return replace(kpi, annual_target=target, alarm_line=1.0 if at % 4 == 1 else kpi.alarm_line)


def test_actions_that_ran_late_since_are_those_that_were_not_before(tmp_path: Path) -> None:
    plan = told_apart(
        changed(small_plan(), "A001", end=dt.date(2026, 8, 28), status="doing", percent=0.5)
    )
    plan = changed(plan, "A002", end=dt.date(2026, 9, 25), status="doing", percent=0.5)
    report = report_of(assess(plan, MONTHS[2]))
    late = {item.action.id for item in assess(plan, DAY).actions if item.state == "overdue"}
    assert late >= {"A001", "A002"}
    found = {item.action.id for item in newly_overdue(report, assess(plan, DAY))}
    assert found == late - {item.id for item in report.actions if item.state == "overdue"}
    assert "A002" in found
    assert "A001" not in found


def test_odd_texts_and_numbers_are_kept_as_far_as_databases_hold_them(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    odd = replace(ALL[0], title="a\x00b\ud800c🙂", spent=float("inf"), budget=1)
    assert [one.new for one in keep(path, [odd])] == [True]
    assert [one.new for one in keep(path, [odd])] == [False]
    (found,) = load(path).reports
    assert (found.title, found.spent, found.budget) == ("abc🙂", None, 1.0)


def test_the_library_tracks_workbooks_and_refuses_what_is_no_whole_plan(tmp_path: Path) -> None:
    book, db = bare_book(small_plan()), tmp_path / "kept.sqlite"
    made = btobsheet.track([book, btobsheet.read(book)], db=db, as_of=DAY)
    assert [one.new for one in made] == [True, False]
    reading = btobsheet.read(book)
    identity = reading.plan.identity
    for changed_to, code in (
        (replace(identity, plan_id=""), "W428"),
        (replace(identity, issue=Issue(to="例田", by="owner", title="例田さん")), "W429"),
    ):
        part = replace(reading, plan=replace(reading.plan, identity=changed_to))
        with pytest.raises(UnreadableError) as told:
            btobsheet.track([reading, part], db=tmp_path / "none.sqlite", as_of=MONTHS[0])
        assert told.value.problem.code == code
    assert not (tmp_path / "none.sqlite").exists()
    with pytest.raises(TypeError, match="must be a list"):
        btobsheet.track(str(db))  # type: ignore[arg-type]  # what is refused


def test_frames_have_a_row_a_report_kpi_month_action_and_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    tracked = kept_of(path, ALL[:2])
    made = btobsheet.frames(tracked)
    first = tracked.reports[0]
    assert {name: len(frame) for name, frame in made.items()} == {
        "reports": 2,
        "kpis": 2 * len(first.kpis),
        "kpi_months": 24 * len(first.kpis),
        "actions": 2 * len(first.actions),
        "problems": rows(path, "problems"),
    }
    assert set(made["kpis"].index) == {"p-1"}
    kpis = made["kpis"]
    shown = kpis[(kpis["id"] == first.kpis[0].id)]["forecast"].tolist()
    assert shown == [one.kpis[0].forecast for one in tracked.reports]
    assert str(made["kpi_months"]["month"].dtype) == "datetime64[s]"
    assert {
        name: len(frame) for name, frame in btobsheet.frames(Tracked()).items()
    } == dict.fromkeys(made, 0)

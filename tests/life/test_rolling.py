"""Next year's plan: what goes on and what does not, figures by hand, days, and the laws that hold for
any plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from books import bare_book, sample
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, added, changed, set_up, small_plan
from strategies import plans

import btobsheet
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.layout.kinds import Reference
from btobsheet.life.rolling.titles import next_title
from btobsheet.life.rolling.told import Rollover, YearFigure
from btobsheet.life.rolling.year import roll_plan
from btobsheet.plan.calendar import Month, working_days
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import (
    KGI,
    NO_MONTHS,
    TABLES,
    Action,
    Cost,
    Holiday,
    Kpi,
    Months,
    Person,
    Record,
    Review,
    Tactic,
)
from btobsheet.status.assess import assess
from btobsheet.templates.holidays import japan

OVER = dt.date(2027, 4, 1)
"""A day on which the year is over."""


def rolled(plan: Plan, day: dt.date = OVER, **how: Any) -> Rollover:
    return roll_plan(assess(plan, day), **how)


def one(plan: Plan, record_id: str) -> Any:
    return next(record for _, record in plan.records() if record.id == record_id)


def ids(plan: Plan, table: str) -> list[str]:
    return [record.id for record in getattr(plan, table)]


# ---------------------------------------------------------------- figures


def year_of(*values: float | None) -> Months:
    return (*values, *(None,) * (12 - len(values)))


def kpi(**fields_: Any) -> Kpi:
    return Kpi(**{"id": "K01", "name": "件数", "unit": "件", "scope": KGI, **fields_})


TWELVE = tuple(float(k) for k in range(1, 13))  # 78 in all, 6.5 on average
GAP = (*TWELVE[:4], None, *TWELVE[5:])
PARTS = (
    kpi(id="K01", aggregation="ratio", numerator="K02", denominator="K03", baseline=0.1),
    kpi(id="K02", aggregation="sum", actual=TWELVE),
    kpi(id="K03", aggregation="sum", actual=(10.0,) * 12),
)

FIGURES = [
    # what the KPI is, the day, its state, last year, baseline, whose months are proposed
    (kpi(aggregation="sum", actual=TWELVE), OVER, "known", 78, None, "actual"),
    (kpi(aggregation="sum", actual=(5.0,) * 12), OVER, "known", 60, None, ""),
    (kpi(aggregation="sum", actual=GAP, target=TWELVE), OVER, "missing", None, None, "target"),
    (kpi(aggregation="sum", actual=GAP, target=(5.0,) * 12), OVER, "missing", None, None, ""),
    (kpi(aggregation="sum", actual=TWELVE[:6] + (None,) * 6), DAY, "open", None, None, ""),
    (kpi(aggregation="sum"), OVER, "missing", None, None, ""),
    (kpi(aggregation="sum", actual=TWELVE, main="reference"), OVER, "known", 78, None, ""),
    (kpi(aggregation="latest", actual=TWELVE, baseline=0.5), OVER, "known", 12, 12, ""),
    (kpi(aggregation="latest", actual=GAP), OVER, "known", 12, 12, ""),
    (kpi(aggregation="latest", actual=(*TWELVE[:11], None)), OVER, "missing", None, 11, ""),
    (kpi(aggregation="latest", actual=TWELVE[:6] + (None,) * 6), DAY, "open", None, 6, ""),
    (kpi(aggregation="latest", baseline=3), OVER, "missing", None, None, ""),
    (kpi(aggregation="mean", actual=TWELVE), OVER, "known", 6.5, 6.5, ""),
    (kpi(aggregation="mean", actual=TWELVE, target=TWELVE), OVER, "known", 6.5, 6.5, "target"),
    (kpi(aggregation="mean", actual=GAP), OVER, "missing", None, None, ""),
    (kpi(aggregation="mean", actual=TWELVE[:6] + (None,) * 6), DAY, "open", None, 3.5, ""),
    (kpi(aggregation="mean", actual=(3.0,) * 12, unit="%"), OVER, "beyond", None, None, ""),
    (PARTS[0], OVER, "known", 0.65, 0.65, ""),
    # its own months: three of October to December, all over in January
    (
        kpi(aggregation="sum", actual=(None,) * 6 + (7.0, 8.0, 9.0) + (None,) * 3, from_=Month(2026, 10), to=Month(2026, 12)),
        dt.date(2027, 1, 5), "known", 24, None, "actual",
    ),
    (
        kpi(aggregation="sum", actual=(None,) * 6 + TWELVE[:6], from_=Month(2026, 10)),
        OVER, "known", 21, None, "",
    ),
    # － in a month: nothing is missing
    (kpi(aggregation="sum", actual=GAP, nothing=("2026-08",)), OVER, "known", 73, None, "actual"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "day", "state", "last_year", "baseline", "shape"), FIGURES)
def test_last_year_and_baseline_are_this_years_figures(
    was: Kpi, day: dt.date, state: str, last_year: float, baseline: float, shape: str
) -> None:
    plan = replace(small_plan(), kpis=(was, *PARTS[1:]))
    year = rolled(plan, day)
    found, now = year.figures[0], one(year.plan, "K01")
    assert (found.state, found.last_year, found.baseline, found.shape) == (
        *(state, last_year, baseline, shape),
    )
    assert (now.last_year, now.baseline, now.annual_target) == (last_year, baseline, None)
    source = {"actual": was.actual, "target": was.target, "": NO_MONTHS}[shape]
    assert now.target == source
    assert now.examples == tuple(
        f"target.{month}" for month, value in zip(year.plan.months, source, strict=True) if value
    )


def test_the_proposed_months_of_a_known_sum_add_up_to_last_year() -> None:
    year = rolled(replace(small_plan(), kpis=(kpi(aggregation="sum", actual=TWELVE),)))
    now = one(year.plan, "K01")
    assert sum(value or 0 for value in now.target) == now.last_year == 78


@pytest.mark.parametrize(
    ("first", "last", "wanted", "told"),
    [
        (None, None, (None, None), ""),
        (Month(2026, 10), None, (None, None), "emptied"),
        (Month(2026, 10), Month(2026, 12), (Month(2027, 10), Month(2027, 12)), "season"),
        (None, Month(2026, 9), (None, Month(2027, 9)), "season"),
        (Month(2027, 5), None, (Month(2027, 5), None), ""),
        (Month(2026, 10), Month(2027, 6), (None, Month(2027, 6)), "both"),
        (None, Month(2028, 6), (None, Month(2028, 6)), ""),
    ],
)
def test_a_kpis_own_months(
    first: Month | None, last: Month | None, wanted: tuple[Month | None, ...], told: str
) -> None:
    was = kpi(from_=first, to=last, opening=12, outlook=3, warn_line=1, alarm_line=2, actual=TWELVE)
    year = rolled(replace(small_plan(), kpis=(was,)))
    now = one(year.plan, "K01")
    assert (now.from_, now.to) == wanted
    assert (now.opening, now.outlook, now.warn_line, now.alarm_line) == (None, None, 1, 2)
    assert (year.seasons == ("K01",)) == (told == "season" or told == "both")
    emptied = [(item.field, item.before, item.why) for item in year.emptied if item.id == "K01"]
    assert emptied == [
        ("opening", "12", "opening"),
        *([("from", str(first), "began")] if told in ("emptied", "both") else []),
    ]


# ---------------------------------------------------------------- what goes on


def test_ended_declined_and_dropped_tactics_go_with_all_that_belongs_to_them() -> None:
    plan = changed(small_plan(), "T01", decision="ended", stopped_on=dt.date(2026, 10, 6))
    plan = changed(plan, "T04", decision="declined")
    year = rolled(plan, drop=("T03", "A006"))
    assert ids(year.plan, "tactics") == ["T02"]
    assert ids(year.plan, "kpis") == ["K01", "K03", "K04"]
    assert ids(year.plan, "actions") == ["A002", "A007"]
    assert ids(year.plan, "costs") == []
    why = {item.id: (item.why, item.via) for item in year.left}
    assert {key: why[key] for key in ("T01", "T03", "T04", "K02", "A008", "C01", "A006")} == {
        "T01": ("ended", ""),
        "T03": ("dropped", ""),
        "T04": ("declined", ""),
        "K02": ("with", "T01"),
        "A008": ("with", "T03"),
        "C01": ("with", "T01"),
        "A006": ("dropped", ""),
    }


def test_a_reference_to_what_is_left_out_is_emptied_and_told() -> None:
    year = rolled(small_plan(), drop=("K02", "K03"))
    rate = one(year.plan, "K04")
    assert (rate.numerator, rate.denominator, rate.aggregation) == ("", "", "ratio")
    assert {(item.id, item.field, item.before) for item in year.emptied} == {
        ("K04", "numerator", "K03 商談数"),
        ("K04", "denominator", "K02 資料請求数"),
    }


def test_a_tactic_that_is_a_candidate_goes_on() -> None:
    assert one(rolled(small_plan()).plan, "T04").decision == "candidate"


def test_money_and_hours_are_examples_and_nothing_is_spent() -> None:
    plan = changed(small_plan(), "T01", hours_planned=80, hours_spent=70)
    now = rolled(plan).plan
    tactic, cost = one(now, "T01"), one(now, "C01")
    assert (tactic.budget, tactic.hours_planned, tactic.spent, tactic.hours_spent) == (
        *(1_200_000, 80, None, None),
    )
    assert tactic.examples == ("budget", "hours_planned")
    assert (cost.plan, cost.actual) == ((100_000,) * 12, NO_MONTHS)
    assert cost.examples == tuple(f"plan.{month}" for month in now.months)
    assert tactic.accepted_on is None


def test_people_who_left_are_gone_and_own_nothing() -> None:
    plan = changed(small_plan(), "P02", left_on=dt.date(2027, 3, 31))
    plan = changed(plan, "P03", left_on=dt.date(2027, 4, 30))
    plan = changed(plan, "A006", owner="乙川 さん")
    year = rolled(plan)
    assert ids(year.plan, "people") == ["P01", "P03"]
    assert one(year.plan, "P03").left_on == dt.date(2027, 4, 30)
    assert all(person.agreed_on is None for person in year.plan.people)
    gone = {(item.id, item.field, item.before) for item in year.emptied if item.why == "gone"}
    assert gone == {
        *((id_, "owner", "乙川二子") for id_ in ("O02", "T02", "T03", "A002", "A007", "A010")),
        ("A006", "owner", "乙川 さん"),
        ("K01", "reporter", "乙川二子"),
    }
    assert one(year.plan, "A006").owner == one(year.plan, "K01").reporter == ""


def test_who_took_over_stands_where_the_leaver_stood() -> None:
    gone = dt.date(2026, 10, 15)
    plan = changed(small_plan(), "P02", left_on=gone, successor="丙山 三郎")
    year = rolled(plan)
    assert one(year.plan, "T02").owner == one(year.plan, "K01").reporter == "丙山三郎"
    assert {item.after for item in year.emptied if item.why == "gone"} == {"丙山三郎"}
    # who took over has left as well, and one of them names somebody
    plan = changed(plan, "P03", left_on=gone, successor="甲野一郎")
    assert one(rolled(plan).plan, "T02").owner == "甲野一郎"
    plan = changed(plan, "P03", successor="乙川二子")  # in a circle: nobody
    assert one(rolled(plan).plan, "T02").owner == ""


def test_open_next_moves_go_on_as_they_are() -> None:
    def review(number: int, **more: Any) -> Review:
        return Review(id=f"R{number:02d}", month=Month(2027, 2), result="遅れ", **more)

    late, early = dt.date(2027, 3, 20), dt.date(2027, 4, 20)
    plan = added(
        replace(small_plan(), reviews=()),
        review(1, next_action="電話する", tactic="T02", due=late),
        review(2, decision="増員の可否", kpi="K03", due=early, state="open"),
        review(3, next_action="済んだ", state="done"),
        review(4, cause="不明"),
        review(5, next_action="展示会を変える", tactic="T03"),
        review(6, next_action="数え方を直す", kpi="K02"),
    )
    year = rolled(plan, drop=("T03", "K02"))
    assert [(one_.id, one_.due, one_.state, one_.month) for one_ in year.plan.reviews] == [
        ("R01", None, "open", Month(2027, 2)),
        ("R02", early, "open", Month(2027, 2)),
    ]
    why = {item.id: item.why for item in year.left if item.table == "reviews"}
    assert why == {"R03": "closed", "R04": "closed", "R05": "with", "R06": "with"}
    assert [(item.id, item.before) for item in year.emptied if item.why == "due"] == [
        ("R01", "2027-03-20")
    ]


def test_holidays_are_those_of_the_new_year() -> None:
    own, ahead = dt.date(2026, 8, 13), dt.date(2027, 8, 12)
    plan = added(
        small_plan(),
        Holiday(id="H03", date=own, name="夏季休業"),
        Holiday(id="H04", date=ahead, name="夏季休業"),
    )
    year = rolled(plan)
    public = [day.date for day in japan(Month(2027, 4), "ja")]
    assert [day.date for day in year.plan.holidays] == sorted([*public, ahead])
    assert [(item.name, item.why) for item in year.left if item.table == "holidays"] == [
        ("2026-08-13 夏季休業", "own")
    ]
    assert [day.date for day in year.kept_days] == [ahead]


def test_a_plan_without_public_holidays_gets_none() -> None:
    own = Holiday(id="H01", date=dt.date(2026, 8, 13), name="夏季休業")
    assert rolled(replace(small_plan(), holidays=(own,))).plan.holidays == ()


@pytest.mark.parametrize(
    ("start", "title", "wanted"),
    [
        ("2026-04", "2026年度 計画", "2027年度 計画"),
        ("2026-04", "FY2026 plan", "FY2027 plan"),
        ("2026-04", "FY26 plan", "FY27 plan"),
        ("2026-04", "FY '26", "FY '27"),
        ("2026-04", "２０２６年度 計画", "２０２７年度 計画"),
        ("2026-04", "26年度計画", "27年度計画"),
        ("2026-04", "2026/27 計画", "2027/28 計画"),
        ("2026-04", "2026-2027", "2027-2028"),
        ("2026-04", "令和8年度 計画", "令和9年度 計画"),
        ("2019-04", "令和元年度", "令和2年度"),
        ("2026-10", "2026年10月〜2027年9月", "2027年10月〜2028年9月"),
        ("2026-04", "12026番の計画 26人 第26期", "12026番の計画 26人 第26期"),
        ("2026-04", "2020年からの計画(4/26)", "2020年からの計画(4/26)"),
        ("2026-04", "", ""),
    ],
)
def test_the_year_in_a_title_is_raised(start: str, title: str, wanted: str) -> None:
    plan = Plan(start=Month.parse(start), settings=Settings(title=title))
    assert next_title(plan) == wanted


def test_settings_stay_but_for_the_day() -> None:
    plan = set_up(small_plan(), as_of=DAY, on_track=0.9, stale_months=3)
    now = rolled(plan).plan
    assert now.settings == replace(plan.settings, as_of=None)
    assert (now.start, now.template, now.calendar) == (Month(2027, 4), plan.template, "week")


# ---------------------------------------------------------------- actions


def only(*actions: Action, holidays: tuple[Holiday, ...] = ()) -> Plan:
    days = holidays or japan(Month(2026, 4), "ja")
    return replace(small_plan(), actions=actions, holidays=days)


def act(start: dt.date | None, end: dt.date | None, **more: Any) -> Action:
    return Action(
        **{"id": "A001", "tactic": "T01", "task": "配る", "start": start, "end": end, **more}
    )


D = dt.date
DATES = [
    # 2027-04-01 is a Thursday; 5/3 to 5/5 and 12/29 to 1/3 are holidays
    (D(2026, 4, 1), D(2026, 4, 30), D(2027, 4, 1), D(2027, 4, 30)),
    (D(2026, 5, 1), D(2026, 5, 7), D(2027, 5, 6), D(2027, 5, 7)),
    (D(2026, 5, 8), D(2026, 5, 8), D(2027, 5, 10), D(2027, 5, 10)),
    (D(2027, 1, 1), D(2027, 1, 4), D(2028, 1, 4), D(2028, 1, 4)),
    (D(2027, 3, 31), D(2027, 3, 31), D(2028, 3, 31), D(2028, 3, 31)),
    # the last month's last days are a weekend in 2029: back into the year (checked below)
    (D(2026, 9, 1), None, D(2027, 9, 1), None),
    (None, None, None, None),
    # outside the old year: brought into the new one
    (D(2026, 2, 2), D(2026, 4, 10), D(2027, 4, 1), D(2027, 4, 9)),
    (D(2020, 1, 1), D(2020, 2, 1), D(2027, 4, 1), D(2027, 4, 1)),
    # over the year's end: its own end
    (D(2027, 2, 1), D(2027, 5, 28), D(2027, 4, 1), D(2027, 5, 28)),
    (D(2027, 6, 1), D(2027, 6, 30), D(2027, 6, 1), D(2027, 6, 30)),
    (D(2027, 2, 1), D(2029, 5, 28), D(2027, 4, 1), D(2028, 3, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "new_start", "new_end"), DATES)
def test_an_action_stands_a_year_later_on_working_days(
    start: dt.date | None, end: dt.date | None, new_start: dt.date | None, new_end: dt.date | None
) -> None:
    now = one(rolled(only(act(start, end))).plan, "A001")
    assert (now.start, now.end) == (new_start, new_end)


def test_a_leap_day_and_a_year_that_ends_on_a_weekend() -> None:
    plan = replace(only(act(D(2028, 2, 29), D(2028, 2, 29))), start=Month(2027, 4))
    now = one(rolled(plan, D(2028, 4, 1)).plan, "A001")
    assert (now.start, now.end) == (D(2029, 2, 28), D(2029, 2, 28))
    plan = replace(only(act(D(2028, 3, 31), D(2028, 3, 31))), start=Month(2027, 4))
    now = one(rolled(plan, D(2028, 4, 1)).plan, "A001")  # 2029-03-31 is a Saturday
    assert (now.start, now.end) == (D(2029, 3, 30), D(2029, 3, 30))


def test_every_action_is_to_be_begun_and_cancelled_ones_stay_behind() -> None:
    done = act(D(2026, 6, 1), D(2026, 6, 5), status="done", percent=1, times_planned=3, times_done=3,
               done_on=D(2026, 6, 4), calendar=(("2026-06-01", "●"), ("2027-03-29", "★")))  # fmt: skip
    year = rolled(only(done, replace(done, id="A002", status="cancelled")))
    assert year.plan.actions == (
        act(D(2027, 6, 1), D(2027, 6, 4), times_planned=3,
            calendar=(("2027-05-31", "●"), ("2028-03-27", "★"))),
    )  # fmt: skip
    assert [(item.id, item.why) for item in year.left if item.table == "actions"] == [
        ("A002", "cancelled")
    ]


@pytest.mark.parametrize(
    ("unit", "keys", "wanted"),
    [
        ("month", ("2026-04", "2027-03"), ("2027-04", "2028-03")),
        ("day", ("2026-04-01", "2027-02-28", "2027-03-31"), ("2027-04-01", "2028-02-28", "2028-03-31")),
        ("week", ("2026-03-30", "2026-04-06"), ("2027-03-29", "2027-04-05")),
    ],
)  # fmt: skip
def test_marks_move_to_the_same_step(
    unit: Any, keys: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    marks = tuple((key, "●") for key in keys)
    plan = replace(only(act(None, None, calendar=marks)), calendar=unit)
    now = one(rolled(plan).plan, "A001")
    assert [key for key, _ in now.calendar] == list(wanted)


OPEN = act(D(2027, 3, 1), D(2027, 3, 12), effort=4, percent=0.25, status="in_progress", note="急ぐ")


def test_what_is_unfinished_is_told_and_only_moved() -> None:
    year = rolled(only(OPEN))
    assert (year.unfinished, year.carried, len(year.plan.actions)) == (("A001",), (), 1)


def test_what_is_left_of_an_unfinished_action_is_carried_on_request() -> None:
    year = rolled(only(OPEN), carry_open=True)
    moved, rest = year.plan.actions
    assert (moved.id, moved.start, moved.effort, moved.percent) == ("A001", D(2028, 3, 1), 4, None)
    # ten working days, a quarter done: eight of them, from Thursday 1 April on
    assert (rest.id, rest.start, rest.end, rest.effort) == (
        "A002",
        D(2027, 4, 1),
        D(2027, 4, 12),
        3,
    )
    assert (rest.task, rest.note) == ("配る(前年度の残り)", "前年度のA001の残り。 急ぐ")
    assert (rest.status, rest.percent, rest.done_on) == ("", None, None)
    assert [(item.id, item.of) for item in year.carried] == [("A002", "A001")]


@pytest.mark.parametrize(
    ("action", "day", "carried"),
    [
        (OPEN, OVER, True),
        (OPEN, D(2027, 3, 11), False),  # not due yet
        (OPEN, D(2027, 3, 12), True),
        (replace(OPEN, status="done"), OVER, False),
        (replace(OPEN, percent=1), OVER, False),
        (replace(OPEN, status="cancelled"), OVER, False),
        (replace(OPEN, status="on_hold"), OVER, True),
        (replace(OPEN, end=D(2027, 4, 30)), OVER, False),  # goes on over the year's end by itself
        (replace(OPEN, start=None, end=None), OVER, False),
        (replace(OPEN, percent=None, times_planned=4, times_done=4), OVER, False),
        (replace(OPEN, tactic="T04"), OVER, False),
    ],
)
def test_which_actions_are_carried(action: Action, day: dt.date, carried: bool) -> None:
    plan = changed(only(action), "T04", decision="declined")
    assert bool(rolled(plan, day, carry_open=True).carried) == carried


def test_times_that_were_done_are_not_carried() -> None:
    action = replace(OPEN, percent=None, times_planned=4, times_done=3)
    year = rolled(only(action), carry_open=True)
    assert [one_.times_planned for one_ in year.plan.actions] == [4, 1]


# ---------------------------------------------------------------- laws


def check(plan: Plan, day: dt.date, drop: tuple[str, ...], carry: bool) -> Rollover:
    """Make next year's plan, and check all that holds for any plan."""
    year = rolled(plan, day, drop=drop, carry_open=carry)
    now = year.plan
    first, last = now.start.first, now.months[-1].last
    assert now.start == plan.start.plus(12)
    assert not now.history.approvals
    for kpi_ in now.kpis:
        assert (kpi_.actual, kpi_.nothing, kpi_.annual_target) == (NO_MONTHS, (), None)
        assert (kpi_.outlook, kpi_.opening) == (None, None)
    for tactic in now.tactics:
        assert (tactic.spent, tactic.hours_spent, tactic.accepted_on) == (None, None, None)
        assert tactic.decision not in ("ended", "declined") and tactic.stopped_on is None
    assert all(cost.actual == NO_MONTHS for cost in now.costs)
    for action in now.actions:
        assert (action.status, action.percent, action.times_done, action.done_on) == (
            *("", None, None, None),
        )
        for end in (action.start, action.end):
            assert end is None or first <= end <= last
            assert end is None or working_days(end, end, now.free_days) or len(plan.holidays) > 30
        assert not (action.start and action.end) or action.start <= action.end
    steps = {calendar_key(day_, now.calendar) for day_ in calendar_days(now.start, now.calendar)}
    assert all(key in steps for action in now.actions for key, _ in action.calendar)
    assert all(person.agreed_on is None for person in now.people)
    assert all(day_.date and first <= day_.date <= last for day_ in now.holidays)
    assert all(review.due is None or review.due >= first for review in now.reviews)
    known = {KGI, "", *(record.id for _, record in now.records())}
    assert all(reference in known for reference in references(now))
    assert not {item.id for item in year.left if item.table != "holidays"} & (known - {KGI, ""})
    told = {item.id for item in year.left} | {item.id for item in year.carried}
    for table in set(TABLES) - {"holidays"}:
        before, after = set(ids(plan, table)), set(ids(now, table))
        lost = before - after - told
        assert not lost or all(blank(one(plan, record_id)) for record_id in lost)
        assert after - before <= told
    return year


def references(plan: Plan) -> Iterator[str]:
    for table, record in plan.records():
        for column in BOOK.table(table).inputs:
            if isinstance(column.kind, Reference):
                yield getattr(record, column.attribute)


LIVED = (
    *[
        "actual",
        "nothing",
        "outlook",
        "opening",
        "annual_target",
        "target",
        "baseline",
        "last_year",
        "from_",
    ],
    *[
        "to",
        "spent",
        "hours_spent",
        "accepted_on",
        "stopped_on",
        "status",
        "percent",
        "times_done",
        "done_on",
    ],
    *["agreed_on", "left_on", "id", "examples", "origin", "owner", "backup", "reporter"],
)


def blank(record: Record) -> bool:
    """Tell whether a record holds nothing but what a year leaves in it, and references."""
    columns = {column.attribute: column for column in BOOK.table(table_of(record)).inputs}
    return all(
        getattr(record, item.name) in ("", None, (), NO_MONTHS)
        or (item.name in columns and isinstance(columns[item.name].kind, Reference))
        for item in fields(record)
        if item.name not in LIVED
    )


def table_of(record: Record) -> str:
    return {Tactic: "tactics", Kpi: "kpis", Action: "actions", Cost: "costs", Person: "people",
            Review: "reviews"}.get(type(record), "operations")  # fmt: skip


@examples(15, 300)
@given(plans(), st.data())
def test_any_plan_rolls(plan: Plan, data: st.DataObject) -> None:
    droppable = [one_ for table in ("tactics", "kpis", "actions") for one_ in ids(plan, table)]
    drop = data.draw(st.lists(st.sampled_from(droppable), unique=True)) if droppable else []
    day = data.draw(st.sampled_from([plan.start.first, plan.months[6].first, plan.months[-1].last]))
    year = check(plan, day, tuple(drop), data.draw(st.booleans()))
    check(year.plan, year.plan.months[-1].last, (), True)


@examples(4, 60)
@given(plans(), st.booleans())
def test_a_rolled_plans_workbook_holds_it(plan: Plan, carry: bool) -> None:
    now = rolled(plan, plan.months[-1].last, carry_open=carry).plan
    assert btobsheet.read(bare_book(now)).plan == now


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_rolls_year_after_year(language: Any) -> None:
    plan = sample(language)
    for _ in range(3):
        plan = check(plan, plan.months[-1].last, (), True).plan
    assert plan.start == Month(2029, 4)


def test_every_figure_is_told_once() -> None:
    year = rolled(sample())
    assert [found.kpi.id for found in year.figures] == ids(year.plan, "kpis")
    assert all(isinstance(found, YearFigure) for found in year.figures)

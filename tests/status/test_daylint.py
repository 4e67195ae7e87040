"""Each rule of the lint that needs a day: what triggers it, what comes close and doesn't."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, START, Edit, added, both, changed, set_up, small_plan

from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Review
from btobsheet.problems import Problem
from btobsheet.status.asked import answers
from btobsheet.status.assess import assess
from btobsheet.status.daylint import effort_in, lint_day
from btobsheet.wording import LANGUAGES, text

CLOSED = (None,) * 6


def lint(plan: Plan, day: dt.date = DAY) -> tuple[Problem, ...]:
    return lint_day(assess(plan, day), Lookup.of(plan))


def test_the_small_plan_is_clean() -> None:
    assert lint(small_plan()) == ()


def edit(*changes: tuple[str, dict[str, object]]) -> Edit:
    def change(plan: Plan) -> Plan:
        for record_id, fields in changes:
            plan = changed(plan, record_id, **fields)
        return plan

    return change


def review(**fields: object) -> Edit:
    """Let K02 fall behind, with one review about it."""
    made = Review(id="R02", **fields)  # type: ignore[arg-type]  # the fields of many kinds pass through
    return lambda plan: added(edit(BEHIND)(plan), made)


def spend(amount: float | None, planned: float | None = 1_200_000) -> Edit:
    """Let T01's row of costs tell so much spent and planned, in April."""
    later = (None,) * 11

    def change(plan: Plan) -> Plan:
        costs = tuple(
            replace(row, plan=(planned, *later), actual=(amount, *later)) for row in plan.costs
        )
        return replace(plan, costs=costs)

    return change


def main_kpis(count: int) -> Edit:
    """Give 甲野 so many main KPIs in all; K02 is one."""
    made = tuple(
        Kpi(id=f"K{number}", scope="T01", name=f"数{number}", main="yes")
        for number in range(10, 9 + count)
    )
    return lambda plan: added(plan, *made)


BEHIND: tuple[str, dict[str, object]] = ("K02", {"actual": (30,) * 6 + CLOSED})
WORSENING: tuple[str, dict[str, object]] = ("K02", {"actual": (70, 70, 70, 70, 40, 40, *CLOSED)})
# z (80 − 120) ÷ √80 = −4.5, and 360 of 300 all the same
LOADED: dict[str, object] = {
    "effort": 9,
    "start": dt.date(2026, 10, 1),
    "end": dt.date(2026, 10, 30),
}
EVENING = dt.date(2026, 10, 6)

DONE: dict[str, object] = {"status": "done"}
REPORTED: tuple[str, dict[str, object]] = ("K05", {"reporter": "丙山三郎"})
OVER: tuple[str, dict[str, object]] = ("K05", {"to": Month(2026, 9)})

TRIGGERS: tuple[tuple[str, Edit, str], ...] = (
    ("W560", edit(("A006", LOADED)), "P02"),
    ("W560", edit(("A006", LOADED | {"owner": "乙川"})), "P02"),
    ("W561", edit(("A004", {"status": "done", "done_on": EVENING})), "A004"),
    ("W561", edit(("A004", {"status": "done"})), "A004"),
    ("W562", spend(1_200_001), "T01"),
    ("W562", edit(("T02", {"spent": 600_001})), "T02"),  # it has no row
    ("W562", both(spend(None, None), edit(("T01", {"spent": 1_200_001}))), "T01"),
    ("W562", both(spend(None), edit(("T01", {"spent": 1_200_001}))), "T01"),
    ("W562", both(spend(500_000, 499_999), edit(("T01", {"budget": 499_998}))), "T01"),
    ("W562", both(spend(500_000, 499_999), edit(("T01", {"budget": None}))), "T01"),
    ("W562", edit(("C01", {"plan": (40_000,) * 12})), "T01"),  # ⑥ plans the whole year
    ("W562", both(spend(2, 1), edit(("T01", {"decision": "ended", "budget": 1}))), "T01"),
    ("W563", spend(1_300_000), ""),
    ("W563", edit(("C01", {"plan": (0,) * 12})), ""),
    ("W569", spend(500_000, 400_000), "T01"),
    ("W569", edit(("T01", {"spent": 400_000})), "T01"),
    ("W569", edit(("T01", {"spent": 400_000, "budget": 1})), "T01"),
    ("W569", edit(("T01", {"budget": 0})), "T01"),
    ("W564", edit(BEHIND), "K02"),
    ("W564", review(kpi="K02", cause="夏季休業", state="done"), "K02"),
    ("W564", review(kpi="K02", result="未達", state="open"), "K02"),
    ("W564", review(kpi="K03", cause="夏季休業", state="open"), "K02"),
    ("W564", review(kpi="K03", tactic="T01", cause="夏季休業", state="open"), "K02"),
    ("W564", review(tactic="T02", cause="夏季休業", state="open"), "K02"),
    ("W564", review(tactic="T01", result="未達", state="open"), "K02"),
    ("W564", review(tactic="T01", cause="夏季休業", state="done"), "K02"),
    ("W564", review(cause="夏季休業", state="open"), "K02"),
    ("W564", both(review(cause="夏季休業", state="open"), edit(("K02", {"scope": ""}))), "K02"),
    ("W566", edit(WORSENING), "K02"),
    ("W565", main_kpis(6), "P01"),
    ("W587", edit(("K03", {"lag": 6})), "K01"),
    ("W568", edit(("P01", {"left_on": DAY})), "P01"),
    ("W568", edit(("P03", {"left_on": DAY}), REPORTED, ("A008", DONE), ("A009", DONE)), "P03"),
)


@pytest.mark.parametrize(("code", "change", "record_id"), TRIGGERS)
def test_a_rule_finds_its_case(code: str, change: Edit, record_id: str) -> None:
    found = [problem for problem in lint(change(small_plan())) if problem.code == code]
    assert [str(problem.details.get("id", "")) for problem in found] == [record_id]


@pytest.mark.parametrize(("code", "change", "record_id"), TRIGGERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_can_be_said_with_what_to_do(
    language: str, code: str, change: Edit, record_id: str
) -> None:
    for problem in lint(change(small_plan())):
        assert text(language, f"problems.{problem.code}", **problem.details)
        assert text(language, f"problems.{problem.code}.hint", **problem.details)


ANSWER = Review(id="R02", kpi="K02", cause="夏季休業", state="open")

NEAR_MISSES: tuple[tuple[str, Edit], ...] = (
    ("W564", edit(BEHIND, ("T01", {"decision": "ended"}))),
    ("W560", edit(("A006", LOADED | {"status": "on_hold"}))),
    ("W560", edit(("A006", LOADED | {"status": "cancelled"}))),
    ("W560", edit(("A006", LOADED | {"percent": 1}))),
    ("W560", edit(("A006", LOADED), ("P02", {"days_per_month": None}))),
    ("W560", edit(("A006", LOADED | {"tactic": "T04"}))),
    (
        "W560",
        edit(("A006", LOADED | {"start": dt.date(2026, 11, 2), "end": dt.date(2026, 11, 30)})),
    ),
    ("W561", edit(("A004", {"status": "done", "done_on": DAY}))),
    ("W561", edit(("A004", {"status": "done", "start": DAY}))),
    ("W561", edit(("A004", {"status": "done", "tactic": "T04"}))),
    ("W562", spend(1_200_000)),
    ("W562", edit(("T01", {"spent": 9_000_000}))),  # its rows go before its own cells
    ("W562", edit(("T01", {"budget": 1}))),
    ("W562", both(spend(1, None), edit(("T01", {"budget": None})))),
    ("W562", edit(("T04", {"spent": 2, "budget": 1}))),
    ("W562", spend(500_000, 499_999)),  # a part of the year, and ② has agreed to more: W569
    ("W563", spend(500_000, 499_999)),
    ("W569", edit(("T01", {"budget": None, "spent": None}))),
    ("W569", edit(("T02", {"budget": 1}))),  # it has no row
    ("W569", edit(("C01", {"tactic": "T04"}))),
    ("W569", spend(None, None)),
    ("W563", spend(1_200_000)),
    ("W563", edit(("T04", {"spent": 9_000_000}))),  # what does not count is told apart
    ("W564", edit(("K02", {"actual": (45,) * 6 + CLOSED}))),
    ("W564", edit(("K02", {"scope": "T04", "actual": (30,) * 6 + CLOSED}))),
    ("W564", review(kpi="K02", cause="夏季休業", state="open")),
    ("W564", review(kpi="K02", next_action="九月に架電を倍にする")),
    ("W564", review(tactic="T01", cause="夏季休業")),
    ("W564", review(kpi="K02", tactic="T02", cause="夏季休業", state="open")),
    ("W564", edit(("K02", {"main": "reference", "actual": (30,) * 6 + CLOSED}))),
    ("W566", edit(("K02", {"main": "reference", "actual": WORSENING[1]["actual"]}))),
    ("W566", both(edit(WORSENING), lambda plan: added(plan, ANSWER))),
    ("W564", edit(WORSENING)),
    ("W566", edit(BEHIND)),
    ("W565", main_kpis(5)),
    ("W587", edit(("K03", {"parent_rate": 1}))),  # W550 tells it
    ("W587", edit(("K03", {"lag": 6, "opening": 1_000_000}))),
    ("W568", edit(("P01", {"left_on": EVENING}))),
    ("W568", edit(("P03", {"left_on": DAY}), REPORTED, OVER, ("A008", DONE), ("A009", DONE))),
)


@pytest.mark.parametrize(("code", "change"), NEAR_MISSES)
def test_a_rule_leaves_the_near_miss_alone(code: str, change: Edit) -> None:
    plan = change(small_plan())
    assert plan != small_plan()
    assert code not in [problem.code for problem in lint(plan)]


def test_a_tactic_over_its_budget_may_be_borne_by_the_plan() -> None:
    plan = changed(spend(1_250_000)(small_plan()), "T02", spent=500_000)
    plan = changed(plan, "T01", spent=None)
    assert [problem.code for problem in lint(plan)] == ["W562"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ja",
            "T01 導入事例の記事: ⑥予算・実費に行があるため、②の金額は数えていません"
            "(予算は②の300,000円ではなく⑥の25,000円、使用額は②の40,000円ではなく⑥の30,000円)。",
        ),
        (
            "en",
            "T01 導入事例の記事: tab 6 has rows for it, so the amounts on tab 2 are not counted "
            "(budget: 25,000 yen of tab 6, not 300,000 yen of tab 2, "
            "spent: 30,000 yen of tab 6, not 40,000 yen of tab 2).",
        ),
    ],
)
def test_what_is_not_counted_is_told_once_a_tactic_with_both_amounts(
    language: str, said: str
) -> None:
    plan = changed(spend(30_000, 25_000)(small_plan()), "T01", budget=300_000, spent=40_000)
    found = lint(replace(plan, language=language))
    assert [text(language, f"problems.{one.code}", **one.details) for one in found] == [said]


@pytest.mark.parametrize(("typed", "shown"), [("", "円"), ("万円", "万円"), (" USD ", "USD")])
def test_a_budget_overrun_is_told_in_the_plan_s_currency(typed: str, shown: str) -> None:
    plan = set_up(changed(spend(1_900_000)(small_plan()), "T01", spent=None), currency=typed)
    tactic, whole = lint(plan)
    assert (tactic.code, dict(tactic.details)) == (
        "W562",
        {
            **tactic.details,
            "spent": "1,900,000",
            "budget": "1,200,000",
            "over": "700,000",
            "currency": shown,
        },
    )
    assert (whole.code, dict(whole.details)) == (
        "W563",
        {"spent": "2,500,000", "budget": "1,800,000", "over": "700,000", "currency": shown},
    )
    for language in LANGUAGES:
        assert shown in text(language, "problems.W562", **tactic.details)


@pytest.mark.parametrize(
    ("fields", "answered"),
    [
        ({"kpi": "K02", "cause": "夏"}, True),
        ({"kpi": "K02", "next_action": "架電"}, True),
        ({"kpi": "K02"}, False),
        ({"kpi": "K02", "cause": "夏", "state": "open"}, True),
        ({"kpi": "K02", "cause": "夏", "state": "done"}, False),
        ({"kpi": "K02", "cause": "夏", "tactic": "T09"}, True),
        ({"kpi": "K03", "cause": "夏", "tactic": "T01"}, False),  # it names another KPI
        ({"tactic": "T01", "cause": "夏"}, True),
        ({"tactic": "T01"}, False),
        ({"tactic": "T09", "cause": "夏"}, False),
        ({"cause": "夏"}, False),
    ],
)
def test_what_answers_a_kpi(fields: dict[str, str], answered: bool) -> None:
    """An open review of the KPI, or one of its tactic that names no KPI, with a cause or a move."""
    review = Review(id="R01", **fields)  # type: ignore[arg-type]  # texts
    assert answers(review, Kpi(id="K02", scope="T01")) is answered


def test_a_review_of_no_tactic_answers_no_kpi_without_one() -> None:
    assert not answers(Review(id="R01", cause="夏"), Kpi(id="K02", scope=""))


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (dt.date(2026, 3, 1), "2026/4"),
        (dt.date(2026, 9, 29), "2026/9"),
        (dt.date(2026, 9, 30), "2026/10"),
        (DAY, "2026/10"),
    ],
)
def test_overload_looks_at_the_first_month_that_is_not_closed(day: dt.date, month: str) -> None:
    first, last = START.first, START.plus(11).last
    plan = added(
        small_plan(),
        Action(
            id="A011",
            tactic="T01",
            task="相談を受ける",
            owner="甲野一郎",
            start=first,
            end=last,
            effort=1_000,
        ),
    )
    assert [problem.details["month"] for problem in lint(plan, day) if problem.code == "W560"] == [
        month
    ]
    assert [problem for problem in lint(plan, last) if problem.code == "W560"] == []


def test_a_load_equal_to_the_days_fits() -> None:
    plan = small_plan()
    for number in range(4, 11):
        plan = changed(plan, f"A{number:03d}", effort=None)
    assert lint(changed(plan, "A006", **LOADED | {"effort": 8})) == ()


def load(effort: float) -> list[Problem]:
    """Give 乙川, who has 8 days a month, so many days of October alone."""
    plan = small_plan()
    for number in range(4, 11):
        plan = changed(plan, f"A{number:03d}", effort=None)
    return list(lint(changed(plan, "A006", **LOADED | {"effort": effort})))


@pytest.mark.parametrize(
    ("effort", "over"), [(7.9, False), (8, False), (8 + 1e-10, False), (8 + 1e-8, True), (16, True)]
)
def test_the_edge_of_overload(effort: float, over: bool) -> None:
    """More than the days, by more than rounding to nine decimals leaves."""
    assert [problem.code for problem in load(effort)] == ["W560"] * over


def test_overload_tells_the_days_asked_for_and_those_there_are() -> None:
    """9 days in October, and 15 of 110 working days' share of twice 6: 9 + 1.64."""
    (found,) = lint(edit(("A006", LOADED))(small_plan()))
    assert {key: found.details[key] for key in ("month", "load", "days")} == {
        "month": "2026/10",
        "load": "10.6",
        "days": "8",
    }


def test_what_several_actions_ask_of_one_person_adds_up() -> None:
    """5 and 4 days of October are one too many for 8; either alone is not."""
    plan = small_plan()
    for number in range(4, 11):
        plan = changed(plan, f"A{number:03d}", effort=None)
    two = edit(("A006", LOADED | {"effort": 5}), ("A007", LOADED | {"effort": 4}))
    assert [problem.details["load"] for problem in lint(two(plan))] == ["9"]
    assert lint(edit(("A006", LOADED | {"effort": 5}))(plan)) == ()
    shared = edit(
        ("A006", LOADED | {"effort": 5}), ("A007", LOADED | {"effort": 4, "owner": "甲野"})
    )
    assert lint(shared(plan)) == ()


days = st.dates(min_value=START.first, max_value=START.plus(11).last)


@given(
    start=days,
    end=days,
    effort=st.floats(min_value=0.1, max_value=100),
    free=st.frozensets(days, max_size=5),
)
def test_effort_is_shared_out_over_the_months_without_rest(
    start: dt.date, end: dt.date, effort: float, free: frozenset[dt.date]
) -> None:
    action = Action(id="A001", start=min(start, end), end=max(start, end), effort=effort)
    total = sum(effort_in(action, month, free) for month in plan_months(START))
    assert total == pytest.approx(effort)


def test_effort_is_spread_over_working_days() -> None:
    action = Action(id="A001", start=dt.date(2026, 4, 27), end=dt.date(2026, 5, 8), effort=7)
    golden_week = frozenset({dt.date(2026, 4, 29), dt.date(2026, 5, 4), dt.date(2026, 5, 5)})
    assert effort_in(action, Month(2026, 4), golden_week) == pytest.approx(3)
    assert effort_in(action, Month(2026, 5), golden_week) == pytest.approx(4)
    assert effort_in(action, Month(2026, 3), golden_week) == 0
    assert effort_in(action, Month(2026, 6), golden_week) == 0
    weekend = replace(action, start=dt.date(2026, 5, 30), end=dt.date(2026, 5, 31))
    assert [effort_in(weekend, Month(2026, month), golden_week) for month in (5, 6)] == [7, 0]

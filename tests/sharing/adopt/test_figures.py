"""Figures of an old plan: rates are averaged, costs by month are costs, a year begins when it does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sharing.adopt.shapes import BLUE, MONTHS, paint, rows, saved, sheet
from sharing.adopt.test_units import across, adopted, book

from btobsheet.plan.calendar import Month
from btobsheet.problems import UsageError
from btobsheet.sharing.adopt.adopting import propose_map_of
from btobsheet.sharing.adopt.map import read_adopt_map
from btobsheet.sharing.adopt.seen.atoms import atom_of

pytestmark = pytest.mark.usefixtures("read_here")

# --- rates


def test_rates_are_averaged_and_told() -> None:
    lines = (
        ("受注率", None, 0.5),
        ("開封", "%", 0.2),
        ("Win rate", None, 0.3),
        ("リード数", "件", 10),
        ("売上", "円", 100),
    )
    made = adopted(across("2026年度KPI", *lines))
    found = {one.name: one.aggregation for one in made.plan.kpis}
    assert found == {
        **dict.fromkeys(("受注率", "開封", "Win rate"), "mean"),
        **dict.fromkeys(("リード数", "売上"), ""),
    }
    told = [one.details["names"] for one in made.problems if one.code == "W817"]
    assert told == ["受注率 / 開封 / Win rate"]


def test_an_aggregation_of_the_old_plan_stays() -> None:
    data = across("2026年度KPI", ("受注率", "最新", 0.5))
    made = adopted(data, columns={(1, 1): "name", (2, 2): "aggregation", (4, 15): "target.2026-04"})
    assert [one.aggregation for one in made.plan.kpis] == ["latest"]
    assert "W817" not in [one.code for one in made.problems]


# --- costs


@pytest.mark.parametrize("head", ["{}月予算", "{}月 予算", "{}月(予算)", "{}月計画"])
def test_a_budget_by_month_is_a_table_of_costs(head: str) -> None:
    heads = ["施策", "費目", *(head.format(one) for one in MONTHS)]
    lines = [
        ["展示会", "出展料", None, 300, *[None] * 10],
        ["セミナー", "ツール", "12万円", *[10] * 11],
    ]
    made = adopted(book([["費用計画 2026年度(単位:千円)"], heads, *lines], "費用"))
    found = {one.item: (one.plan[0], one.plan[1]) for one in made.plan.costs}
    assert found == {"出展料": (None, 300_000), "ツール": (120_000, 10_000)}
    assert [one.budget for one in made.plan.tactics] == [None, None]


def test_budget_and_actual_of_a_month_side_by_side_are_told_apart() -> None:
    heads = [f"{one}月{what}" for one in MONTHS for what in ("予算", "実績")]
    lines = [["展示会", "出展料", *[100, 90] * 12]]
    made = adopted(book([["2026年度"], ["施策", "費目", *heads], *lines], "費用"))
    assert [(one.plan[11], one.actual[11]) for one in made.plan.costs] == [(100, 90)]


@pytest.mark.parametrize(
    ("text", "month", "says"),
    [
        ("4月予算", 4, "plan"),
        ("12月 実績", 12, "actual"),
        ("2026年4月(目標)", 4, "plan"),
        ("Apr actual", 4, "actual"),
        ("4月", 4, ""),
    ],
)
def test_a_month_may_bear_a_word(text: str, month: int, says: str) -> None:
    atom = atom_of(text)
    assert atom is not None
    assert (atom.kind, atom.month, atom.says) == ("month", month, says)


@pytest.mark.parametrize("text", ["年間予算", "4予算", "予算", "月予算", "4月末までの予算"])
def test_other_headings_are_no_months(text: str) -> None:
    atom = atom_of(text)
    assert atom is None or atom.kind != "month"


# --- the year


def gantt(title: str, first: dt.date, weeks: int, *, months: bool = False) -> bytes:
    """Give a Gantt chart of weeks that are real dates, with the months above them or not."""
    book_, tab = sheet("ガント")
    tab["A1"] = title
    rows(
        tab, 4, [["施策", "タスク", "担当"], ["展示会", "申込", "佐藤"], ["展示会", "設営", "鈴木"]]
    )
    for at in range(weeks):
        day = first + dt.timedelta(days=7 * at)
        tab.cell(4, 4 + at, day)
        if months and (at == 0 or day.day <= 7):
            tab.cell(3, 4 + at, f"{4 if at == 0 else day.month}月")
    paint(tab, "D5:E5", BLUE)
    paint(tab, "F6:G6", BLUE)
    return saved(book_)


@pytest.mark.parametrize(
    ("title", "first", "weeks", "start"),
    [
        ("2026年度", dt.date(2026, 3, 30), 12, Month(2026, 4)),
        ("2026年度", dt.date(2026, 3, 30), 52, Month(2026, 4)),
        ("2026年度", dt.date(2026, 3, 30), 53, Month(2026, 4)),
        ("活動計画", dt.date(2026, 3, 30), 12, Month(2026, 4)),
        ("活動計画", dt.date(2026, 3, 30), 40, Month(2026, 4)),
        ("活動計画", dt.date(2025, 12, 29), 52, Month(2026, 1)),
        ("2026年度", dt.date(2026, 3, 16), 30, Month(2026, 4)),
        ("活動計画", dt.date(2026, 4, 6), 30, Month(2026, 4)),
    ],
)
def test_a_first_week_counts_for_the_month_most_of_it_lies_in(
    title: str, first: dt.date, weeks: int, start: Month
) -> None:
    assert propose_map_of(gantt(title, first, weeks), "ja").proposal.how.start == start


def test_a_heading_that_is_a_date_is_shown_as_one() -> None:
    made = propose_map_of(gantt("2026年度", dt.date(2026, 3, 30), 12, months=True), "ja")
    heads: list[Any] = [line.head for one in made.proposal.tables for line in one.lines]
    assert "4月 2026/3/30 … 2026/6/15" in heads


# --- answers about columns of months


def test_target_for_a_run_of_months_is_read_by_their_headings() -> None:
    data = across("2026年度KPI", ("リード数", "件", 10))
    columns = {(1, 1): "name", (2, 2): "unit", (4, 15): "target"}
    made = adopted(data, columns=columns)
    assert [one.target for one in made.plan.kpis] == [(10,) * 12]
    costs = book(
        [["施策", "費目", *(f"{one}月" for one in MONTHS)], ["展示会", "出展料", *[5] * 12]]
    )
    columns = {(1, 1): "tactic", (2, 2): "item", (3, 14): "plan"}
    found = adopted(costs, kind="costs", columns=columns)
    assert [one.plan for one in found.plan.costs] == [(5,) * 12]


@pytest.mark.parametrize(
    "columns",
    [
        {(1, 1): "name", (3, 3): "target"},  # no month stands over it
        {(1, 1): "name", (4, 4): "month", (5, 15): "target"},  # no month stands in it
    ],
)
def test_figures_whose_month_nobody_knows_are_not_settled(columns: Any) -> None:
    made = adopted(across("2026年度KPI", ("リード数", "件", 40)), columns=columns)
    assert "month" in [one.why for one in made.left]


def test_a_run_of_columns_is_no_column_of_months() -> None:
    text = '[[table]]\nsheet="S"\nkind="kpis"\nheader="1"\nrows="2"\n[table.columns]\n"C:N"="month"'
    with pytest.raises(UsageError) as caught:
        read_adopt_map(text)
    assert caught.value.problem.code == "E752"
    assert '"target"' in str(caught.value.problem.details["wanted"])

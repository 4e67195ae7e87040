"""A unit said over amounts of an old plan counts for what it stands over, once, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sharing.adopt.shapes import MONTHS, rows, saved, sheet

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.sharing.adopt.adopting import adopt_by, propose_map_of
from btobsheet.sharing.adopt.map import read_adopt_map
from btobsheet.sharing.adopt.taking.take import TakenOver
from btobsheet.sharing.adopt.units import in_unit, is_money, is_rate, unit_in

pytestmark = pytest.mark.usefixtures("read_here")

START = Month(2026, 4)


def book(lines: list[list[Any]], name: str = "計画") -> bytes:
    made, tab = sheet(name)
    rows(tab, 1, lines)
    return saved(made)


def adopted(data: bytes, **changes: Any) -> TakenOver:
    """Take a plan over as proposed; ``changes`` are a person's, to the first table of the map."""
    how = read_adopt_map(propose_map_of(data, "ja").text)
    first, *others = how.tables
    how = replace(how, start=how.start or START, tables=(replace(first, **changes), *others))
    return adopt_by(data, how)[0]


def budgets(plan: Plan) -> dict[str, float | None]:
    return {one.name: one.budget for one in plan.tactics}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("予算(千円)", "千円"),
        ("単位:千円", "千円"),
        ("施策一覧(金額単位:百万円)", "百万円"),
        ("予算（税抜、千円）", "千円"),
        ("予算（単位：万円、税抜）", "万円"),
        ("【単位：億円】", "億円"),
        ("予算(円)", "円"),
        ("Budget (JPY 000)", "千円"),
        ("Budget (in JPY thousand)", "千円"),
        ("Unit: JPY million", "百万円"),
        ("Budget ($000)", "千"),
        ("Budget ($)", ""),
        ("目標(売上1億円達成)", ""),
        ("リード数(件)", ""),
        ("Unit price", ""),
    ],
)
def test_a_unit_of_money_is_found_in_a_text(text: str, unit: str) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("raw", "made"),
    [
        (3000, "3000千円"),
        (1.5, "1.5千円"),
        ("3,000", "3,000千円"),
        ("△300", "△300千円"),
        ("(1,200)", "-1,200千円"),
        ("1,000千円", "1,000千円"),
        ("120万", "120万"),
        ("約300", "約300"),
        (None, None),
    ],
)
def test_an_amount_is_given_in_its_unit_once(raw: Any, made: Any) -> None:
    assert in_unit(raw, "千円") == made


def actions(above: str, head: str, *amounts: Any) -> bytes:
    lines: list[list[Any]] = [[above]] if above else []
    lines.append(["施策", "やること", "担当", "開始日", "終了日", head])
    for at, amount in enumerate(amounts):
        lines.append([f"施策{at}", "準備", "佐藤", "2026/4/1", "2026/4/30", amount])
    return book(lines)


ACTIONS = {
    "of its heading": (("", "予算(千円)", 3000), 3_000_000),
    "above the table": (("単位:千円", "予算", 3000), 3_000_000),
    "in the title": (("行動計画(金額単位:百万円)", "予算", 1.5), 1_500_000),
    "in English": (("", "Budget (JPY 000)", 3000), 3_000_000),
    "in English words": (("", "Budget (JPY thousand)", 3000), 3_000_000),
    "a cell's own": (("単位:千円", "予算(千円)", "1,000千円"), 1_000_000),
    "a cell's own, another one": (("", "予算(千円)", "120万円"), 1_200_000),
    "a number as text": (("", "予算(千円)", "3,000"), 3_000_000),
    "the heading before the table": (("単位:千円", "予算(円)", 3000), 3000),
    "none": (("", "予算", 3000), 3000),
}


@pytest.mark.parametrize("case", ACTIONS)
def test_a_budget_beside_actions_is_read_in_its_unit(case: str) -> None:
    (above, head, amount), wanted = ACTIONS[case]
    assert budgets(adopted(actions(above, head, amount)).plan) == {"施策0": wanted}


def test_a_unit_that_a_person_writes_into_the_map_counts() -> None:
    data = actions("", "予算", 3000)
    assert budgets(adopted(data, unit="千円").plan) == {"施策0": 3_000_000}
    assert budgets(adopted(data, unit="JPY thousand").plan) == {"施策0": 3_000_000}
    wrong = actions("", "予算(千円)", 3000)
    assert budgets(adopted(wrong, unit="円").plan) == {"施策0": 3000}


def kpis_down(*heads: str, below: tuple[str, ...] = ("目標", "実績")) -> bytes:
    """Give KPIs over pairs of columns, months down; each column's figures are its number."""
    wide = [one for head in heads for one in (head, None)]
    lines: list[list[Any]] = [["月", *wide], [None, *(below * len(heads))]]
    for at in range(3):
        lines.append([f"2026年{4 + at}月", *range(10, 10 + len(wide))])
    made, tab = sheet("KPI")
    rows(tab, 1, lines)
    for at in range(len(heads)):
        tab.merge_cells(start_row=1, end_row=1, start_column=2 + 2 * at, end_column=3 + 2 * at)
    return saved(made)


def kpis(made: TakenOver) -> list[tuple[Any, ...]]:
    return [(one.name, one.unit, one.target[0], one.actual[0]) for one in made.plan.kpis]


def test_each_heading_of_months_down_is_a_kpi_of_its_own_with_its_whole_name() -> None:
    data = kpis_down("受注率", "受注", "売上累計", "価格差", "売上(千円)", "商談数(件)")
    assert kpis(adopted(data)) == [
        ("受注率", "", 10, 11),
        ("受注", "", 12, 13),
        ("売上累計", "", 14, 15),
        ("価格差", "", 16, 17),
        ("売上", "千円", 18, 19),
        ("商談数", "件", 20, 21),
    ]


def test_a_unit_of_percent_in_a_heading_is_kept() -> None:
    made = adopted(kpis_down("開封率(%)", "応答数"))
    assert [(one.name, one.unit) for one in made.plan.kpis] == [("開封率", "%"), ("応答数", "")]


def test_headings_alike_below_different_ones_are_different_kpis() -> None:
    lines: list[list[Any]] = [
        ["月", "売上", None, "商談数", None],
        [None, "国内", "海外", "国内", "海外"],
        [None, *["実績"] * 4],
        *([f"2026年{4 + at}月", 1, 2, 3, 4] for at in range(3)),
    ]
    made, tab = sheet("KPI実績")
    rows(tab, 1, lines)
    tab.merge_cells("B1:C1")
    tab.merge_cells("D1:E1")
    header = {"header": (1, 3), "rows": (4, 6), "kind": "kpis", "unit": ""}
    columns = {(1, 1): "month", (2, 5): "actual"}
    found = adopted(saved(made), **header, columns=columns)
    names = ["売上 国内", "売上 海外", "商談数 国内", "商談数 海外"]
    assert [one.name for one in found.plan.kpis] == names


@pytest.mark.parametrize(
    ("heads", "made"),
    [
        (("受注 目標", "受注 実績"), {"受注": (1, 2)}),
        (("受注率 目標", "受注 目標"), {"受注率": (1, None), "受注": (2, None)}),
        (("受注(目標)", "受注(実績)"), {"受注": (1, 2)}),
        (("【目標】受注", "【実績】受注"), {"受注": (1, 2)}),
        (("受注・目標", "受注\n実績"), {"受注": (1, 2)}),
        (("受注目標", "受注実績"), {"受注": (1, 2)}),
        (("受注率目標", "受注実績", "受注目標"), {"受注率目標": None, "受注": (3, 2)}),
        (("受注率 実績", "受注差 実績"), {"受注率": (None, 1), "受注差": (None, 2)}),
        (("Leads plan", "Leads actual"), {"Leads": (1, 2)}),
        (("Leads (plan)", "Leads (actual)"), {"Leads": (1, 2)}),
    ],
)
def test_a_word_is_cut_off_a_name_only_where_something_stands_between(
    heads: tuple[str, ...], made: dict[str, Any]
) -> None:
    lines: list[list[Any]] = [["月", *heads]]
    lines += [[f"2026年{4 + at}月", *range(1, 1 + len(heads))] for at in range(3)]
    plan = adopted(book(lines, "KPI")).plan
    wanted = {name: pair for name, pair in made.items() if pair}
    assert {one.name: (one.target[0], one.actual[0]) for one in plan.kpis} == wanted


def across(above: str, *lines: tuple[str, str | None, Any], unit: bool = True) -> bytes:
    heads = ["KPI", *(["単位"] if unit else []), "年間目標", *(f"{one}月" for one in MONTHS)]
    made: list[list[Any]] = [[above], heads]
    for name, own, value in lines:
        made.append([name, *([own] if unit else []), value * 12, *[value] * 12])
    return book(made, "KPI計画")


def test_a_unit_of_the_table_is_that_of_money_alone_and_the_others_are_told() -> None:
    lines = (
        ("売上", None, 1000),
        ("リード数", None, 10),
        ("満足度", None, 4),
        ("受注率", None, 0.2),
    )
    made = adopted(across("2026年度KPI(単位:千円)", *lines, unit=False))
    units = {one.name: one.unit for one in made.plan.kpis}
    assert units == {"売上": "千円", "リード数": "", "満足度": "", "受注率": ""}
    told = [one for one in made.problems if one.code == "W816"]
    assert [one.details["names"] for one in told] == ["リード数 / 満足度 / 受注率"]


def test_a_unit_of_the_table_fills_a_blank_cell_of_the_column_of_units() -> None:
    lines = (("売上", "百万円", 1000), ("リード数", "件", 10), ("広告費", None, 100))
    made = adopted(across("単位:千円", *lines))
    units = {one.name: one.unit for one in made.plan.kpis}
    assert units == {"売上": "百万円", "リード数": "件", "広告費": "千円"}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        *((one, "money") for one in ("売上", "受注額", "広告費", "粗利", "Revenue", "Ad spend")),
        *((one, "rate") for one in ("受注率", "費用率", "開封率(%)", "Win rate", "Cost ratio")),
        *((one, "") for one in ("リード数", "満足度", "商談", "Leads", "Generated leads")),
    ],
)
def test_names_of_money_and_of_rates_are_known(name: str, what: str) -> None:
    assert (is_money(name), is_rate(name)) == (what == "money", what == "rate")

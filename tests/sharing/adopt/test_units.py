"""A unit said over amounts of an old plan counts for what it stands over, once, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sharing.adopt.shapes import rows, saved, sheet

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.sharing.adopt.adopting import adopt_by, propose_map_of
from btobsheet.sharing.adopt.map import read_adopt_map
from btobsheet.sharing.adopt.taking.take import TakenOver
from btobsheet.sharing.adopt.units import in_unit, unit_in

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

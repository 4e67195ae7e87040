"""The tab 目標逆算: each line is what the library says of the KPI, and a second engine computes the
same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from books import sample
from parity.law import differences
from parity.second_judge import recomputed

import btobsheet
from btobsheet import api
from btobsheet.layout.pages import Pages, new_pages
from btobsheet.layout.tabs.goal import WORD
from btobsheet.layout.tabs.goal_steps import (
    AT,
    BUDGETS,
    COVER,
    HEAD,
    NEED,
    REAL,
    SUPPLY,
)
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.life.proposing import backwards
from btobsheet.life.proposing_report import message
from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Action, Kpi, Operation, Person, Tactic
from btobsheet.status.backwards.needs import goal
from btobsheet.wording.words import label

DAY = dt.date(2026, 10, 5)


def kpi(number: int, parent: int = 0, rate: float | None = None, **more: object) -> Kpi:
    fields = {"unit": "件", "scope": "T01"} | more
    above = f"K{parent:02}" if parent else ""
    return Kpi(id=f"K{number:02}", name=f"KPI{number}", parent=above, parent_rate=rate, **fields)  # type: ignore[arg-type]  # fields of many kinds


def root(number: int, target: float | None = 100.0, **more: object) -> Kpi:
    return kpi(number, scope="KGI", annual_target=target, **more)


def plan_of(*kpis: Kpi, effort: float = 5.0) -> Plan:
    return Plan(
        start=Month(2026, 4),
        settings=Settings(as_of=DAY),
        operations=(Operation(id="O01", name="作戦"),),
        tactics=(
            Tactic(id="T01", name="展示会", operation="O01", owner="甲", budget=1_200_000.0),
            Tactic(id="T02", name="広告", operation="O01", decision="candidate", budget=9.0),
            Tactic(id="T03", name="記事", operation="O01", budget=300_000.0),
        ),
        kpis=kpis,
        actions=(
            Action(id="A001", tactic="T01", task="出す", owner="甲", effort=effort),
            Action(id="A002", tactic="T03", task="書く", owner="乙", effort=2.5),
            Action(id="A003", tactic="T03", task="やめた", effort=99.0, status="cancelled"),
            Action(id="A004", tactic="T02", task="候補", owner="乙", effort=99.0),
        ),
        people=(
            Person(id="P01", name="甲", days_per_month=1.0),
            Person(id="P02", name="乙", days_per_month=1.0, left_on=dt.date(2026, 6, 15)),
            Person(id="P03", name="丙"),
        ),
    )


EVERY_WORD = plan_of(
    root(1, 50_000_000.0, unit="円"),
    kpi(2, 1, 2_000_000.0, annual_target=20.0, actual=(1.0, 2.0) + (None,) * 10),
    kpi(3, 2, 0.3, annual_target=70.0, lag=2.0, actual=(12.0, 8.0) + (None,) * 10, scope="T03"),
    kpi(4, 3, 0.8, opening=10.0, target=tuple(float(n) for n in range(1, 13))),
    kpi(5, 4, 0.2, lag=3.0),
    root(6, None),
    kpi(7, 6, 1.0, annual_target=5.0),
    root(8),
    kpi(9, 8, annual_target=5.0),
    root(10),
    kpi(11, 10, 0.0, annual_target=5.0),
    kpi(12, 10, 1.0, annual_target=97.0),
    kpi(13, 10, 1.0, scope="T02", annual_target=97.0),
    root(14),
    kpi(15, 14, 1.0, annual_target=5.0, lag=12.0),
    root(16),
    kpi(17, 16, 1.0),
    kpi(18, 16, 1.0),
    root(19),
    kpi(20, 19, 1.0, annual_target=100.0, opening=500.0),
    root(21, direction="down"),
    kpi(22, 21, 0.5, annual_target=10.0),
    kpi(23, 24, 1.0),
    kpi(24, 23, 1.0),
    kpi(25, 99, 1.0),
    root(26),
    kpi(27, 26, 1.0),
)


def pages(plan: Plan) -> Pages:
    return new_pages(btobsheet.assess(plan, DAY))


def shown(made: Pages, row: int, column: int) -> object:
    content = made.canvases["goal"].cells[row, column].content
    return content.value if isinstance(content, Expr) else content


def check_lines(plan: Plan) -> Pages:
    """Compare every line with the library's node."""
    made = pages(plan)
    found = goal(btobsheet.assess(plan, DAY), Lookup.of(plan))
    for row, node in enumerate(found.nodes, start=HEAD + 1):
        at = shown(made, row, AT)
        assert made.scene.source.columns["kpis_id"][int(at) - 1] == node.item.kpi.id  # type: ignore[call-overload]  # a number
        for column, value in (
            (NEED, node.need),
            (SUPPLY, node.supply),
            (COVER, node.coverage),
            (BUDGETS, node.budget),
            (REAL, node.real_rate),
        ):
            assert shown(made, row, column) == ("" if value is None else pytest.approx(value))
        assert shown(made, row, WORD) == label("goal_state", node.state, plan.language)
    assert shown(made, HEAD + 1 + len(found.nodes), AT) == 0
    return made


@pytest.mark.parametrize("plan", [EVERY_WORD, sample()], ids=["every word", "sample"])
def test_a_line_says_what_the_library_says(plan: Plan) -> None:
    check_lines(plan)


def test_every_word_is_said() -> None:
    found = goal(btobsheet.assess(EVERY_WORD, DAY), Lookup.of(EVERY_WORD))
    assert {node.state for node in found.nodes} == {
        *("short", "near", "in_hand", "leaf", "no_target", "no_rate", "zero_rate", "no_flow"),
        *("no_child_rate", "no_child_target", "above", "uncounted", "unjudged", "covered"),
    }
    assert found.unlinked == ("K23", "K24", "K25")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_second_engine_computes_every_word(language: str) -> None:
    plan = replace(EVERY_WORD, language=language)  # type: ignore[arg-type]  # one of two words
    data = api.generate(plan, as_of=DAY, plan_id="p")
    assert differences(data, recomputed(data)) == []


CASES = {
    "breaks": plan_of(root(1), kpi(2, 1, 1.0, annual_target=80.0)),
    "holds": plan_of(root(1), kpi(2, 1, 1.0, annual_target=100.0)),
    "unclear": plan_of(root(1), kpi(2, 1, annual_target=100.0)),
    "too little time": plan_of(root(1), kpi(2, 1, 1.0, annual_target=100.0), effort=40.0),
    "no KGI": plan_of(kpi(2, annual_target=100.0)),
}


@pytest.mark.few(3)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", CASES)
def test_the_sentence_on_top_is_that_of_the_command(name: str, language: str) -> None:
    plan = replace(CASES[name], language=language)  # type: ignore[arg-type]  # one of two words
    told = message(backwards(plan, "", lambda one: btobsheet.assess(one, DAY)), language)
    # the tab leaves a gap before any unit in English, the report before a word of letters alone
    assert str(shown(pages(plan), 3, 2)).replace(" 件", "件") == told


def test_the_sentences() -> None:
    said = {name: str(shown(pages(plan), 3, 2)) for name, plan in CASES.items()}
    assert said["breaks"].startswith(
        "KPI1で最初に足りなくなります。必要な100件に対し、下から積み上がるのは80件(80.0%)です。"
    )
    assert said["unclear"].startswith("「KPI1」で逆算が止まっています(子の率が未記入)。")
    assert "甲さんが40人日を求められて12日しかありません。" in said["too little time"]
    assert said["no KGI"].startswith("KGIがまだありません。")


def test_without_kpis_the_tab_is_empty() -> None:
    made = pages(plan_of())
    assert shown(made, HEAD + 1, AT) == 0
    assert made.canvases["goal"].print_to[0] > HEAD

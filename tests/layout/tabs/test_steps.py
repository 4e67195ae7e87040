"""はじめに: the steps of the method lead to the first gap; a KGI that is an example is one."""

from __future__ import annotations

from dataclasses import replace

from books import generated
from parity.law import differences
from parity.second_judge import recomputed
from plans import DAY, changed, set_up, small_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.steps import steps
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI


def gaps(plan: Plan, step: int) -> dict[str, object]:
    """Give where the gaps of a step are, counted from the row of the headers as 1."""
    scene = new_pages(api.assess(plan, DAY)).scene
    return {invited: where.value for where, invited, _ in steps(scene)[step].gaps}


def examples(*ids: str) -> Plan:
    plan = small_plan()
    for one in ids:
        plan = changed(plan, one, examples=("annual_target",))
    return plan


def test_a_kgi_that_is_an_example_is_no_kgi_yet() -> None:
    plan = small_plan()
    kgi = next(kpi.id for kpi in plan.kpis if kpi.scope == KGI)
    found = gaps(examples(kgi), 0)
    assert found["kgi"] == 0 and found["kgi_example"] == 2
    assert gaps(plan, 0)["kgi_example"] == 0
    assert gaps(replace(plan, kpis=()), 0)["kgi_example"] == 0


def test_a_second_engine_finds_the_same_examples() -> None:
    book = generated(set_up(examples("K01"), as_of=DAY))
    assert differences(book, recomputed(book)) == []


def test_an_action_without_an_owner_is_invited_to() -> None:
    plan = small_plan()
    assert gaps(plan, 4)["action_owner"] == 0
    nobody = changed(plan, "A004", owner="")
    assert gaps(nobody, 4)["action_owner"] == 2
    book = generated(set_up(nobody, as_of=DAY))
    assert differences(book, recomputed(book)) == []

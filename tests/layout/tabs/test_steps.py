"""はじめに: the steps of the method lead to the first gap; an example is a gap, not an entry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plans import DAY, changed, small_plan

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


@pytest.mark.parametrize(
    ("ids", "expected"), [((), 0), (("K01",), 2), (("K03", "K02"), 3), (("K03",), 4)]
)
def test_the_first_target_that_is_an_example_is_a_gap(ids: tuple[str, ...], expected: int) -> None:
    assert gaps(examples(*ids), 3)["example"] == expected


def test_a_kgi_that_is_an_example_is_no_kgi_yet() -> None:
    plan = small_plan()
    kgi = next(kpi.id for kpi in plan.kpis if kpi.scope == KGI)
    found = gaps(examples(kgi), 0)
    assert found["kgi"] == 0 and found["kgi_example"] == 2
    assert gaps(plan, 0)["kgi_example"] == 0
    assert gaps(replace(plan, kpis=()), 0)["kgi_example"] == 0

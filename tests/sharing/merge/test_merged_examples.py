"""A merged workbook's formulas still know the template's examples: they stand in the master."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editing import typed
from parity.law import differences
from parity.second_judge import recomputed
from plans import DAY, changed, small_plan

import btobsheet
from btobsheet.api import copies


@pytest.mark.slow
@pytest.mark.parametrize(("mine", "still"), [(None, True), (130.0, False)])
def test_a_merge_keeps_the_marks_of_examples(mine: float | None, still: bool) -> None:
    plan = small_plan()
    kgi = next(kpi for kpi in plan.kpis if kpi.scope == "KGI")
    plan = changed(plan, kgi.id, examples=("annual_target",))
    plan = replace(plan, settings=replace(plan.settings, as_of=DAY))
    master = btobsheet.generate(plan, as_of=DAY, plan_id="p-1")
    said = {("kpis", kgi.id, "annual_target"): mine} if mine else {}
    copy = typed(master, {("kpis", kgi.id, "note"): "見直しました", **said})
    made = copies.merge(master, [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    kept = next(kpi for kpi in btobsheet.read(made.data).plan.kpis if kpi.id == kgi.id)
    assert (kept.note, "annual_target" in kept.examples) == ("見直しました", still)
    assert differences(made.data, recomputed(made.data)) == []

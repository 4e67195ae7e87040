"""A first row of ⑥ that a merge brings takes the place of what ② says, and that is told."""

from __future__ import annotations

import pytest
from books import bare_book
from editing import typed
from plans import DAY, added, changed, small_plan

from btobsheet.api import copies
from btobsheet.plan.records import NO_MONTHS, Cost

EMPTY = Cost(id="C02", tactic="T02", item="会場費")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({("costs", "C02", "plan.2026-09"): 25_000}, ["T02"]),
        ({("costs", "C02", "plan.2026-09"): 600_000}, []),  # as ② says
        ({("costs", "C02", "note"): "未定"}, []),
        ({("costs", "C01", "actual.2026-06"): 30_000}, []),  # not the first one
    ],
)
def test_a_first_row_of_costs_is_told(
    cells: dict[tuple[str, str, str], str | float | None], told: list[str]
) -> None:
    master = bare_book(added(changed(small_plan(), "T02", spent=None), EMPTY))
    made = copies.merge(master, [typed(master, cells)], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    assert [one.details["id"] for one in made.problems if one.code == "W569"] == told


def test_a_row_without_amounts_before_is_no_first_row() -> None:
    plan = changed(small_plan(), "C01", plan=NO_MONTHS, actual=NO_MONTHS)
    master = bare_book(plan)
    copy = typed(master, {("costs", "C01", "actual.2026-04"): 10})
    made = copies.merge(master, [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    assert [one.code for one in made.problems if one.code == "W569"] == ["W569"]

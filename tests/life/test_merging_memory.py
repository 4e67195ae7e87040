"""Copies of a plan that was approved, re-planned and closed: what merging takes over and tells."""

from __future__ import annotations

import datetime as dt

import pytest
from books import bare_book, edited, generated
from parity.law import formula_texts, formulas
from plans import small_plan

import btobsheet
from btobsheet.excel.raw.grid import read_grid
from btobsheet.reports.problems import problem_line
from btobsheet.sharing.merge.written import Outcome

APRIL, OCTOBER = dt.date(2026, 4, 6), dt.date(2026, 10, 6)


@pytest.fixture(scope="module")
def first() -> bytes:
    return btobsheet.approve(bare_book(small_plan()), note="期首計画", on=APRIL).data


@pytest.fixture(scope="module")
def master(first: bytes) -> bytes:
    replanned = edited(first, kpis__K01__annual_target=90.0)
    agreed = btobsheet.approve(replanned, note="大口1件の延期", on=OCTOBER).data
    return btobsheet.close(agreed, "2026-08", as_of=OCTOBER).data


def codes(made: Outcome) -> set[str]:
    return {item.code for item in made.problems}


def test_a_copy_from_before_the_replan_brings_no_old_target_back(
    first: bytes, master: bytes
) -> None:
    copy = edited(first, **{"kpis__K02__actual.2026-10": 7})
    made = btobsheet.merge(master, [copy], as_of=OCTOBER)
    merged = btobsheet.read(made.data).plan
    assert (merged.kpis[0].annual_target, merged.kpis[1].actual[6]) == (90.0, 7)
    assert merged.history == btobsheet.read(master).plan.history
    assert "N722" in codes(made)
    old = [(one.id, one.field) for one in made.merged.stale if one.table == "kpis"]
    assert old == [("K01", "annual_target")]


def test_an_older_master_is_told_with_what_to_do(first: bytes) -> None:
    older = bare_book(small_plan(), plan_id="p-1")
    newer = btobsheet.merge(older, [edited(older, kpis__K01__note="新")], as_of=OCTOBER).data
    names = ("古い.xlsx", "新しい.xlsx")
    made = btobsheet.merge(older, [newer], as_of=OCTOBER, names=names)
    (told,) = (item for item in made.problems if item.code == "W711")
    said = problem_line(told, "", "ja")
    assert "マスター「古い.xlsx」は第1版で、「新しい.xlsx」のもとの第2版より古い版です" in said
    assert "第2版のマスターをMASTERに指定して" in said


def test_a_closed_month_edited_in_a_copy_is_a_conflict(master: bytes) -> None:
    changed = {"kpis__K01__actual.2026-06": 1, "kpis__K01__actual.2026-09": 2}
    copy = edited(master, **changed)
    made = btobsheet.merge(master, [copy], as_of=OCTOBER)
    assert [(one.id, one.field) for one in made.merged.conflicts] == [("K01", "actual.2026-06")]
    assert [one.field for one in made.merged.changes] == ["actual.2026-09"]
    assert "W721" in codes(made)
    before, after = btobsheet.read(master).plan, btobsheet.read(made.data).plan
    assert after.kpis[0].actual[2] == before.kpis[0].actual[2]
    assert after.history == before.history
    taken = btobsheet.merge(master, [copy], prefer="copy", as_of=OCTOBER)
    assert btobsheet.read(taken.data).plan.kpis[0].actual[2] == 1
    told = btobsheet.status_json(btobsheet.read(taken.data), as_of=OCTOBER)["restated"]
    assert [(one["kpi"], one["month"], one["now"]) for one in told] == [("K01", "2026-06", 1)]


@pytest.mark.slow
def test_an_untouched_copy_and_a_part_of_a_closed_plan_change_nothing(master: bytes) -> None:
    made = btobsheet.merge(master, [edited(master), btobsheet.split(master).files[0].data])
    assert made.merged.changes == made.merged.conflicts == ()
    assert not codes(made) & {"W721", "N722"}
    part = btobsheet.read(btobsheet.split(master).files[0].data).plan
    assert part.history.closings == btobsheet.read(master).plan.history.closings


@pytest.mark.slow
def test_what_formulas_look_up_of_the_memory_stays_after_a_merge() -> None:
    agreed = btobsheet.approve(generated(small_plan(), as_of=OCTOBER), note="期首計画", on=APRIL)
    copy = edited(agreed.data, actions__A001__note="架空の覚え書き")
    made = btobsheet.merge(agreed.data, [copy], as_of=OCTOBER)
    assert len(made.merged.changes) == 1
    before, after = (remembered(data) for data in (agreed.data, made.data))
    assert len({value for value in before.values() if value not in ("", 1)}) > 5
    assert after == before


def remembered(data: bytes) -> dict[tuple[str, int, int], object]:
    """Give what formulas show that look something up in the plan's memory, by place."""
    grid = read_grid(data)
    texts = formula_texts(grid)
    return {at: value for at, value in formulas(grid).items() if "history_" in texts[at]}

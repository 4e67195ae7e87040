"""Rows that were emptied, decided to go, or sent twice."""

from __future__ import annotations

from functools import cache

import pytest
from books import bare_book
from editing import Cells
from editing import emptied as emptied_in
from editing import typed as typed_into
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.cells import CellError
from btobsheet.sharing.merge.written import Outcome

NEW = "A011"  # the small plan's first spare row


@cache
def master() -> bytes:
    return bare_book(small_plan(), spare=3)


def typed(cells: Cells, data: bytes = b"") -> bytes:
    return typed_into(data or master(), cells)


def emptied(table: str, *ids: str) -> bytes:
    return emptied_in(master(), table, *ids)


def merged(*made: bytes, source: bytes = b"", prefer: str = "") -> Outcome:
    names = ["m.xlsx", *(f"{name}.xlsx" for name in "abc"[: len(made)])]
    return copies.merge(source or master(), made, as_of=DAY, names=names, prefer=prefer)


@pytest.mark.parametrize("table", ["tactics", "operations", "kpis"])
def test_an_emptied_row_is_no_change_of_the_rows_that_refer_to_it(table: str) -> None:
    plan = api.read(master()).plan
    first = getattr(plan, table)[0].id
    other = typed({("actions", "A001", "tactic"): "T02", ("reviews", "R01", "kpi"): "K02"})
    outcome = merged(emptied(table, first), other)
    assert outcome.merged.conflicts == ()
    assert [one.id for one in outcome.merged.gone] == [first]
    assert {one.table for one in outcome.merged.changes} <= {"actions", "reviews"}
    assert all(one.files == ("b.xlsx",) for one in outcome.merged.changes)


def delete_asked() -> tuple[Outcome, bytes, bytes]:
    gone = emptied("actions", "A001")
    edited = typed({("actions", "A001", "owner"): "三田", ("actions", "A001", "note"): "急ぐ"})
    outcome = merged(gone, edited)
    assert [one.kind for one in outcome.merged.conflicts] == ["delete"]
    return outcome, gone, edited


def test_a_deletion_that_was_decided_is_not_asked_again() -> None:
    outcome, gone, edited = delete_asked()
    answered = patch(outcome.data, Edits(values={(outcome.tab, 5, 8): "コピー"}))
    done = copies.resolve(answered, as_of=DAY).data
    assert "A001" not in {one.id for one in api.read(done).plan.actions}
    for some in ((gone, edited), (edited,), (gone,)):
        again = merged(*some, source=done)
        assert (again.merged.conflicts, again.merged.changes, again.merged.added) == ((), (), ())
    later = typed({("actions", "A001", "owner"): "四谷"})
    assert [one.kind for one in merged(later, source=done).merged.conflicts] == ["restore"]


def test_a_deletion_that_was_preferred_is_not_asked_again() -> None:
    _, gone, edited = delete_asked()
    done = merged(gone, edited, prefer="copy").data
    assert merged(edited, source=done).merged.conflicts == ()


ROW: Cells = {
    ("actions", NEW, "task"): "会場を探す",
    ("actions", NEW, "tactic"): "T01",
    ("actions", NEW, "owner"): "甲野一郎",
    ("actions", NEW, "start"): 46300.0,
    ("actions", NEW, "end"): 46310.0,
}


@pytest.mark.parametrize(
    "edits",
    [
        {("actions", NEW, "end"): 46320.0, ("actions", NEW, "note"): "延びた"},
        {("actions", NEW, "task"): "会場を二つ探す"},
    ],
)
def test_a_new_row_that_comes_again_edited_is_perhaps_the_same(edits: Cells) -> None:
    other = typed({("actions", NEW, "task"): "案内を書く"})
    first = typed(ROW)
    once = merged(other, first)
    ids = {one.task: one.id for one in api.read(once.data).plan.actions}
    again = merged(typed(edits, first), source=once.data)
    new = [one.id for one in again.merged.added]
    told = [set(ids) for _, ids in again.merged.alike]
    assert told == ([{ids["会場を探す"], *new}] if new else [])
    assert new or again.merged.conflicts  # told in one way or the other


def test_new_rows_of_one_tactic_and_owner_are_no_candidates() -> None:
    own = {key: ROW[key] for key in ROW if key[2] in ("tactic", "owner")}
    copies_of_it = (typed({**own, ("actions", NEW, "task"): task}) for task in ("会場", "案内"))
    outcome = merged(*copies_of_it)
    assert (len(outcome.merged.added), outcome.merged.alike) == (2, ())


def test_rows_that_one_person_added_alike_are_no_candidates() -> None:
    second = {(table, "A012", field): value for (table, _, field), value in ROW.items()}
    copy = typed({**ROW, **second, ("actions", "A012", "end"): 46320.0})
    outcome = merged(copy)
    assert (len(outcome.merged.added), outcome.merged.alike) == (2, ())


@pytest.mark.parametrize(
    ("table", "was", "now"),
    [("actions", "A002", "A051"), ("tactics", "T03", "T23"), ("kpis", "K02", "K31")],
)
def test_a_mistyped_number_is_told_and_the_row_is_known(table: str, was: str, now: str) -> None:
    copy = typed({(table, was, "id"): now})
    outcome = merged(copy)
    made = outcome.merged
    assert (made.changes, made.conflicts, made.gone, made.added) == ((), (), (), ())
    assert [(one.code, one.value, one.details["id"]) for one in outcome.problems] == [
        ("N719", now, was)
    ]
    assert outcome.data == master()
    changes = api.diff(api.read(master()).plan, api.read(master()).plan)
    assert changes == ()
    said = api.diff_report(master(), copy, language="ja")
    assert f"No. {was} → {now}" in said
    assert "追加" not in said
    assert "削除" not in said


def test_a_row_with_another_number_and_other_words_is_another_row() -> None:
    copy = typed({("actions", "A002", "id"): "A051", ("actions", "A002", "task"): "別の仕事"})
    outcome = merged(copy)
    assert ([one.name for one in outcome.merged.added], len(outcome.merged.gone)) == (
        ["別の仕事"],
        1,
    )


def test_an_error_value_stays_where_it_is() -> None:
    error = CellError("#N/A")
    at = ("actions", "A001", "task")
    own = typed({at: error})
    outcome = merged(typed({("actions", "A002", "note"): "足した"}), source=own)
    assert outcome.merged.stale == ()  # an error is no newer value
    assert [item.value for item in api.read(outcome.data).problems if item.code == "E204"] == [
        "#N/A"
    ]
    alone = merged(typed({("actions", NEW, "task"): error}))
    assert (alone.merged.added, alone.data) == ((), master())
    assert [one.kind for one in alone.unsaid] == ["error"]

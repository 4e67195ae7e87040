"""Copies that are handed to the library as bytes, without names or with equal ones, all count."""

from __future__ import annotations

import pytest
from books import bare_book
from parity.patching import typed_into
from plans import DAY, small_plan

from btobsheet import merge

MASTER = bare_book(small_plan())
FIRST = typed_into(MASTER, {("tactics", "T01", "owner"): "丁田四子"})
SECOND = typed_into(MASTER, {("tactics", "T02", "budget"): 700_000})
OTHER = typed_into(MASTER, {("tactics", "T01", "owner"): "戊井五郎"})


@pytest.mark.parametrize("names", [(), ("m.xlsx", "a.xlsx", "a.xlsx")], ids=["none", "equal"])
def test_no_copy_is_dropped(names: tuple[str, ...]) -> None:
    made = merge(MASTER, [FIRST, SECOND], as_of=DAY, names=names)
    assert {(one.id, one.field) for one in made.merged.changes} == {
        ("T01", "owner"),
        ("T02", "budget"),
    }
    assert len({copy.file for copy in made.copies}) == 2
    assert all(copy.file for copy in made.copies)


def test_each_copy_in_a_conflict_has_a_name_of_its_own() -> None:
    made = merge(MASTER, [FIRST, OTHER], as_of=DAY)
    (conflict,) = made.merged.conflicts
    assert len({one.file for one in conflict.candidates}) == 2


def test_the_order_does_not_matter() -> None:
    one, other = (merge(MASTER, copies, as_of=DAY) for copies in ([FIRST, OTHER], [OTHER, FIRST]))
    assert one.merged == other.merged


def test_the_same_bytes_twice_are_taken_once_and_told() -> None:
    made = merge(MASTER, [FIRST, FIRST], as_of=DAY)
    assert [item.code for item in made.problems] == ["N712", "W414"]  # another owner, too
    assert len(made.copies) == 1

"""Which of two files of one part has it all: only then is the older one left out of the merge."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from plans import small_plan

from btobsheet.plan.cells import Entry, Row, Snapshot, Tables
from btobsheet.plan.copies import Copy
from btobsheet.plan.returned import covers

PLAN = small_plan()
Cells = Mapping[str, Mapping[str, str]]
BASE: Cells = {"A001": {"task": "告知", "owner": "甲"}, "A002": {"task": "発送", "owner": "甲"}}


def tables(cells: Cells) -> Tables:
    def row(one: Mapping[str, str]) -> Row:
        return {name: Entry(text, text, text) for name, text in one.items()}

    return {"actions": {key: row(one) for key, one in cells.items()}}


def copy(cells: Cells, base: Cells | None = BASE) -> Copy:
    given = tables(base) if base is not None else None
    return Copy(file="x", plan=PLAN, cells=Snapshot(tables(cells)), base_cells=given)


def edited(**rows: Mapping[str, str] | None) -> Cells:
    """Give the base with fields of rows set, rows added, or taken away (None)."""
    made = {key: dict(row) for key, row in BASE.items()}
    for key, fields in rows.items():
        if fields is None:
            del made[key]
        else:
            made[key] = {**made.get(key, {}), **fields}
    return made


NEW = {"task": "集計", "owner": "甲", "note": "月末"}


@pytest.mark.parametrize(
    ("newer", "older", "expected"),
    [
        (edited(), edited(), True),
        (edited(A001={"owner": "乙"}), edited(), True),
        (edited(A001={"owner": "乙"}), edited(A001={"owner": "乙"}), True),
        (edited(A001={"owner": "丙"}), edited(A001={"owner": "乙"}), True),  # typed over
        (edited(), edited(A001={"owner": "乙"}), False),  # nobody knows: taken back, or never typed
        (edited(A002={"owner": "乙"}), edited(A001={"owner": "乙"}), False),
        (edited(A003=NEW), edited(A003=NEW), True),
        (edited(A003={**NEW, "note": "月初"}), edited(A003=NEW), True),  # the same row, edited
        (edited(A003={"task": "別の行動", "owner": "乙"}), edited(A003=NEW), False),
        (edited(), edited(A003=NEW), False),
        (edited(A002=None), edited(A002=None), True),
        (edited(), edited(A002=None), False),
        (edited(A002=None), edited(A002={"owner": "乙"}), False),
    ],
)
def test_each_kind_of_change(newer: Cells, older: Cells, expected: bool) -> None:
    assert covers(copy(newer), copy(older)) is expected


def test_what_was_handed_out_anew_with_it_stands() -> None:
    """The master took the older answer over, and the newer file was handed out after that."""
    taken = edited(A001={"owner": "乙"}, A003=NEW)
    assert covers(copy(taken, taken), copy(taken))


def test_nobody_can_tell_where_a_base_is_lost() -> None:
    assert not covers(copy(BASE, None), copy(BASE))
    assert not covers(copy(BASE), copy(BASE, None))

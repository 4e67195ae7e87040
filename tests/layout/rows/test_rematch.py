from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.rows.ids import RawRow, with_ids
from btobsheet.layout.rows.rematch import Basis, compare_rows
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.records import make_id
from btobsheet.problems import Origin

TASKS = (
    "会場を決める",
    "招待状を送る",
    "当日の進行表を作る",
    "名刺を入力する",
    "お礼のメールを送る",
    "効果を検証する",
)
ROWS: tuple[dict[str, Raw], ...] = tuple(
    {
        "id": make_id("actions", at),
        "task": task,
        "owner": "甲野一郎",
        "start": 46000 + 7 * at,
        "end": 46010 + 7 * at,
    }
    for at, task in enumerate(TASKS, start=1)
)
BASIS = Basis("actions", ROWS)


def row(number: int, cells: dict[str, Raw]) -> RawRow:
    return RawRow(Origin("④", number), cells)


def placed(order: tuple[int, ...]) -> list[tuple[str, RawRow]]:
    """Give the rows with their ids in place and all else in another order."""
    return [
        (str(ROWS[at]["id"]), row(at, {**ROWS[source], "id": ROWS[at]["id"]}))
        for at, source in enumerate(order)
    ]


@given(st.permutations(range(len(ROWS))))
def test_every_row_that_stands_under_anothers_id_is_named(order: list[int]) -> None:
    made = compare_rows(BASIS, placed(tuple(order)))
    assert [(borne, own) for _, borne, own in made.swapped] == [
        (ROWS[at]["id"], ROWS[source]["id"]) for at, source in enumerate(order) if at != source
    ]
    assert made.gone == ()


@given(st.sets(st.integers(0, len(ROWS) - 1)), st.permutations(range(len(ROWS))))
def test_rows_that_are_gone_are_named_whatever_the_order(gone: set[int], order: list[int]) -> None:
    left = [(str(ROWS[at]["id"]), row(at, ROWS[at])) for at in order if at not in gone]
    made = compare_rows(BASIS, left)
    assert made.swapped == ()
    assert {record_id for record_id, _ in made.gone} == {ROWS[at]["id"] for at in gone}


def test_a_row_is_found_again_after_some_edits_and_a_new_one_is_not() -> None:
    assert BASIS.find(row(9, {**ROWS[2], "id": "", "owner": "乙川二子", "end": 46200})) == "A003"
    assert BASIS.find(row(9, {"task": "別の仕事", "owner": "甲野一郎"})) == ""
    assert BASIS.find(row(9, {})) == ""


def test_a_repeated_id_stays_with_the_row_it_was_handed_out_with() -> None:
    rows = [
        row(8, {"id": "A002", "task": "足した仕事"}),
        row(9, ROWS[1]),
        row(10, {**ROWS[2], "id": ""}),
    ]
    found, problems = with_ids("actions", rows, BASIS.find)
    assert [(record_id, one.cells["task"]) for record_id, one in found] == [
        ("A004", "足した仕事"),
        ("A002", TASKS[1]),
        ("A003", TASKS[2]),
    ]
    assert [(item.code, item.details["id"]) for item in problems] == [
        ("W310", "A004"),
        ("N314", "A003"),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "A001", "A002", "A003", "x"]), st.integers(0, len(ROWS) - 1)
        ),
        max_size=12,
    )
)
def test_no_two_rows_ever_get_one_id(typed: list[tuple[str, int]]) -> None:
    rows = [
        row(at, {**ROWS[source], "id": record_id})
        for at, (record_id, source) in enumerate(typed, start=8)
    ]
    for find in (BASIS.find, None):
        found, _ = with_ids("actions", rows, find)
        ids = [record_id for record_id, _ in found]
        assert len(ids) == len(set(ids)) == len(rows)

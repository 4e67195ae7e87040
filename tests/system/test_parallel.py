from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.system import parallel
from btobsheet.system.parallel import CHUNK, LOST, in_order, share


@given(st.integers(0, 200), st.integers(1, 5))
def test_the_shares_hold_every_item_once_in_chunks(length: int, count: int) -> None:
    items = list(range(length))
    shares = [share(items, count, number) for number in range(count)]
    assert sorted(item for one in shares for item in one) == items  # type: ignore[type-var]
    assert all(one == sorted(one) for one in shares)  # type: ignore[type-var]
    assert max(map(len, shares)) - min(map(len, shares)) <= CHUNK


@pytest.mark.parametrize("processes", [0, 1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, CHUNK, 3 * CHUNK + 5])
def test_answers_come_in_the_order_of_the_items(count: int, processes: int) -> None:
    assert list(in_order("parallel_work:times", 3, range(count), processes)) == [
        3 * item for item in range(count)
    ]


@pytest.mark.parametrize("deadly", [[0], [CHUNK - 1, CHUNK, CHUNK + 1], [4 * CHUNK - 1], []])
def test_an_item_that_takes_its_process_with_it_is_lost_alone(deadly: list[int]) -> None:
    items = range(4 * CHUNK)
    found = list(in_order("parallel_work:deadly", deadly, items, 2))
    assert found == [LOST if item in (*deadly, 5) else item for item in items]


def test_where_no_process_begins_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_CODE", "raise SystemExit(1)")
    assert list(in_order("parallel_work:times", 2, range(40), 2)) == [
        2 * item for item in range(40)
    ]


def test_work_that_is_not_there_loses_every_item() -> None:
    assert list(in_order("parallel_work:no_such_function", 0, range(3))) == [LOST] * 3


def test_who_stops_listening_ends_the_processes(tmp_path: Path) -> None:
    answers = in_order("parallel_work:slow", str(tmp_path), range(2 * CHUNK), 2)
    assert next(answers) == 0
    deadline = time.monotonic() + 30
    while (
        len(numbers := [int(path.name) for path in tmp_path.iterdir()]) < 2
        and time.monotonic() < deadline
    ):
        time.sleep(0.01)
    answers.close()  # type: ignore[attr-defined]
    assert [number for number in numbers if _lives(number)] == []


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True

"""What holds for the whole plan is refused for a part of it that was handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from books import bare_book
from plans import DAY, small_plan

import btobsheet
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Issue


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """Give the workbook of a department."""
    plan = small_plan()
    issue = Issue(to="営業部", by="department", title="営業部")
    path = tmp_path / "part.xlsx"
    path.write_bytes(bare_book(replace(plan, identity=replace(plan.identity, issue=issue))))
    return path


@pytest.mark.parametrize(
    "act",
    [
        lambda part: btobsheet.approve(part, on=DAY),
        lambda part: btobsheet.close(part, Month(2026, 4), as_of=DAY),
        lambda part: btobsheet.handover(part, "甲野一郎", "乙野二郎", on=dt.date(2026, 10, 1)),
        lambda part: btobsheet.collect(part, part.parent, part.parent / "out"),
    ],
)
def test_a_part_is_refused(act: Callable[[Path], object], part: Path) -> None:
    before = part.read_bytes()
    with pytest.raises(btobsheet.UsageError, match="E112"):
        act(part)
    assert part.read_bytes() == before

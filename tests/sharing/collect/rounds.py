"""A plan handed out by owner, and its parts as people send them back."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from books import bare_book
from editing import typed
from plans import DAY, changed, set_up, small_plan

from btobsheet import api
from btobsheet.excel.patch.edits import Value
from btobsheet.sharing.collect.results import Collected
from btobsheet.sharing.collect.state import NAME

DUE = dt.date(2026, 10, 1)
FIRST, SECOND, THIRD = "甲野一郎", "乙川二子", "丙山三郎"
PLAN = changed(
    changed(set_up(small_plan(), as_of=DAY), "P01", email="kono@example.com"),
    "P02",
    email="otsukawa@example.com",
)


@cache
def master() -> bytes:
    return bare_book(PLAN)


@cache
def parts() -> Mapping[str, bytes]:
    """Give the parts by owner."""
    made = api.split(master(), due=DUE, as_of=DAY, today=DAY)
    return {one.part.to: one.data for one in made.files}


@cache
def part(owner: str, **actuals: Value) -> bytes:
    """Give a part in which actuals of September were typed, by KPI."""
    if not actuals:
        return parts()[owner]
    return typed(
        parts()[owner],
        {("kpis", kpi, "actual.2026-09"): value for kpi, value in actuals.items()},
    )


def laid_out(place: Path, files: Mapping[str, bytes]) -> Path:
    """Lay a master and a folder of copies out, and give the folder they stand in."""
    (place / "in").mkdir(parents=True, exist_ok=True)
    (place / "計画.xlsx").write_bytes(master())
    for name, data in files.items():
        (place / "in" / name).write_bytes(data)
    return place


def collected(place: Path, **how: object) -> Collected:
    given = {"today": DAY, **how}
    return api.collect(place / "計画.xlsx", place / "in", place / "out", **given)  # type: ignore[arg-type]  # of a test


def standing(folder: Path) -> dict[str, tuple[int, str]]:
    """Give all files below a folder with their times and contents."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def names(folder: Path) -> set[str]:
    return {name for name in standing(folder) if name != NAME}


def copy_of(place: Path, target: Path) -> Path:
    shutil.copytree(place, target)
    return target

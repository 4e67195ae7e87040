"""Copies of the whole plan, sent round without being split: what each brings that the master does
not have, and which of them says nothing new.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from books import bare_book
from commands import run
from editing import typed
from plans import DAY, small_plan

from btobsheet.api import copies
from btobsheet.plan.returned import Answer

MADE = bare_book(small_plan())
MASTER = typed(MADE, {("kpis", "K02", "actual.2026-10"): 44, ("tactics", "T01", "note"): "改訂"})
"""What the planner has typed since the workbook was made: the copies are taken from it."""
FIRST = {("actions", "A001", "note"): "済みました"}
SECOND = {("actions", "A002", "note"): "あと少し", ("kpis", "K03", "actual.2026-10"): "約10件"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "計画.xlsx").write_bytes(MASTER)
    (tmp_path / "戻り").mkdir()
    return tmp_path


def answers(folder: Path, **files: bytes) -> dict[str, Answer]:
    for name, data in files.items():
        (folder / "戻り" / f"{name}.xlsx").write_bytes(data)
    made = copies.returned(folder / "計画.xlsx", folder / "戻り", as_of=DAY)
    return {Path(one.file).stem: one for one in made.answers}


def test_each_copy_tells_what_the_master_does_not_have(folder: Path) -> None:
    found = answers(folder, 一=typed(MASTER, FIRST), 二=typed(MASTER, SECOND), 三=MASTER)
    assert {name: (one.state, one.changed) for name, one in found.items()} == {
        "一": ("answered", 1),
        "二": ("answered", 2),
        "三": ("untouched", 0),
    }
    assert not any(one.older or one.to for one in found.values())


def test_copies_that_differ_are_not_older_ones_of_each_other(folder: Path) -> None:
    both = typed(typed(MASTER, FIRST), SECOND)
    found = answers(folder, 一=typed(MASTER, FIRST), 両方=both, 別=typed(MASTER, {("actions", "A001", "note"): "まだ"}))  # fmt: skip
    # 両方 has all of 一, whichever was saved last; 別 says another thing of that cell
    assert {name for name, one in found.items() if one.older} == {"一"}


def test_a_copy_of_before_the_master_went_on_brings_nothing(folder: Path) -> None:
    found = answers(folder, 古い=MADE)
    assert (found["古い"].state, found["古い"].changed) == ("untouched", 0)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", "計画全体のコピーが2件あり、うち1件にマスターにない記入があります。"),
        ("en", "There are 2 copies of the whole plan; 1 with entries"),
    ],
)
def test_the_sentence_speaks_of_copies_and_waits_for_no_parts(
    folder: Path, language: str, told: str
) -> None:
    answers(folder, 一=typed(MASTER, FIRST), 三=MASTER)
    said = run("returned", folder / "計画.xlsx", folder / "戻り", "--lang", language).out
    assert told in said.replace("\n", "")
    assert "甲野一郎" not in said

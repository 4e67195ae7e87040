"""What a person answered in the merged workbook of one round stands in that of the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from editing import typed
from sharing.collect.rounds import FIRST, SECOND, THIRD, collected, laid_out, part
from sharing.merge.test_merge_files import answer

from btobsheet import api
from btobsheet.excel.patch.edits import Value
from btobsheet.sharing.collect.results import Collected
from btobsheet.sharing.merge.resolving import answers_in
from btobsheet.sharing.opened import open_book

pytestmark = pytest.mark.slow


def copies() -> dict[str, bytes]:
    return {"甲.xlsx": part(FIRST, K02=61), "乙.xlsx": part(SECOND, K02=62)}


def more() -> bytes:
    return part(THIRD, K03=11)


def merged(made: Collected, place: Path) -> Path:
    return place / "out" / str(made.data["merged"]["file"])


def words(path: Path) -> list[tuple[str, object]]:
    """Give what is answered on the tab of conflicts."""
    return [(one.choice, one.typed) for one in answers_in(open_book(path)).values()]


def actual(data: bytes) -> float | None:
    return next(one for one in api.read(data).plan.kpis if one.id == "K02").actual[5]


def choose(choice: str, value: Value = None) -> Callable[[Path], None]:
    return lambda path: answer(path, {1: (choice, value)})


def by_hand(path: Path) -> None:
    """Type into the cell itself."""
    path.write_bytes(typed(path.read_bytes(), {("kpis", "K02", "actual.2026-09"): 64}))


@pytest.mark.parametrize(
    ("act", "there", "decided"),
    [
        (choose("甲.xlsx"), ("甲.xlsx", None), 61),
        (choose("マスター"), ("マスター", None), 52),
        (choose("", 63), ("手入力", 63), 63),
        (by_hand, ("手入力", "64"), 64),
    ],
)
def test_an_answer_stays_when_another_copy_comes(
    tmp_path: Path, act: Callable[[Path], None], there: tuple[str, object], decided: float
) -> None:
    place = laid_out(tmp_path, copies())
    first = merged(collected(place), place)
    act(first)
    as_answered = first.read_bytes()
    (place / "in" / "丙.xlsx").write_bytes(more())
    made = collected(place)
    second = merged(made, place)
    assert first.read_bytes() == as_answered != second.read_bytes()
    assert (made.data["merged"]["conflicts"], words(second)) == (1, [there])
    assert "うち1件には、前の回に選ばれた答えを写してあります" in made.text
    resolved = api.resolve(second)
    assert (resolved.merged.conflicts, actual(resolved.data)) == ((), decided)


def test_it_stays_over_several_rounds_and_is_told_in_each(tmp_path: Path) -> None:
    place = laid_out(tmp_path, copies())
    choose("甲.xlsx")(merged(collected(place), place))
    for number, data in enumerate((more(), part(THIRD, K03=12)), start=1):
        (place / "in" / "丙.xlsx").write_bytes(data)
        made = collected(place)
        assert words(merged(made, place)) == [("甲.xlsx", None)], number
        assert "うち1件には" in made.text
    assert "うち1件には" in collected(place).text


@pytest.mark.parametrize(
    ("file", "owner"), [("甲.xlsx", FIRST), ("乙.xlsx", SECOND), ("丙.xlsx", THIRD)]
)
def test_whoever_says_something_new_asks_anew(tmp_path: Path, file: str, owner: str) -> None:
    place = laid_out(tmp_path, copies())
    choose("甲.xlsx")(merged(collected(place), place))
    laid_out(place, {file: part(owner, K02=65)})
    made = collected(place)
    assert words(merged(made, place)) == [("", None)]
    assert "うち1件には" not in made.text


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"nothing"])
def test_what_is_no_workbook_any_more_carries_nothing(tmp_path: Path, broken: bytes) -> None:
    place = laid_out(tmp_path, copies())
    merged(collected(place), place).write_bytes(broken)
    (place / "in" / "丙.xlsx").write_bytes(more())
    made = collected(place)
    assert words(merged(made, place)) == [("", None)]


def test_whose_file_cannot_be_opened_is_told_so(tmp_path: Path) -> None:
    place = laid_out(
        tmp_path, {"甲.xlsx": part(FIRST, K02=61), f"計画_{SECOND}.xlsx": part(SECOND)[:2000]}
    )
    collected(place)
    letters = {
        one: (place / "out" / "お願い" / f"{one}.txt").read_text("utf-8-sig")
        for one in (SECOND, THIRD)
    }
    assert f"送られてきたファイル(計画_{SECOND}.xlsx)を、開けませんでした" in letters[SECOND]
    assert "まだ戻ってきていません" in letters[THIRD]

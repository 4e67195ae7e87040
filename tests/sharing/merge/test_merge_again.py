"""Merging real workbooks once more, values that nobody can read, and answers that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import generated
from parity.patching import typed_into
from plans import DAY, small_plan
from test_merge_files import CONFLICTS, OTHERS, Year, answer
from test_merge_files import _filled as filled

from btobsheet import api
from btobsheet.api import copies
from btobsheet.reports.problems import message

pytestmark = pytest.mark.slow  # many real workbooks


@pytest.fixture(autouse=True)
def in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", "ja")


@pytest.fixture
def year(tmp_path: Path) -> Year:
    path = tmp_path / "master.xlsx"
    path.write_bytes(generated(small_plan(), as_of=DAY))
    return Year(tmp_path, path)


def test_a_renumbered_row_is_not_added_again(year: Year) -> None:
    first = year.copy("a", {("actions", "A011", "task"): "会場を探す"})
    second = year.copy("b", {("actions", "A011", "task"): "案内を書く"})
    _, out, _ = year.merge(first, second)
    for some in ([first, second], [second], [first]):
        again = copies.merge(out, some, as_of=DAY)
        assert (again.merged.added, again.merged.conflicts, again.data) == (
            (),
            (),
            out.read_bytes(),
        )


@pytest.mark.parametrize(
    "answers",
    [
        {1: ("a.xlsx", None), 2: ("b.xlsx", None), 3: ("マスター", None)},
        {1: ("手入力", 60), 2: ("手入力", "2027/2/1"), 3: ("b", None)},
    ],
)
def test_decided_conflicts_stay_decided(year: Year, answers: dict[int, tuple[str, object]]) -> None:
    mine, others = year.copy("a", CONFLICTS), year.copy("b", OTHERS)
    _, out, _ = year.merge(mine, others)
    answer(out, answers)
    assert year.run("--resolve", out)[0] == 0
    again = copies.merge(out, [mine, others], as_of=DAY)
    assert (again.merged.conflicts, again.merged.changes) == ((), ())
    assert {(one.file, one.id) for one in again.merged.stale} >= {("b.xlsx", "K02")}
    third = year.copy("c", {("actions", "A001", "owner"): "三田"})
    late = copies.merge(out, [mine, others, third], as_of=DAY).merged.conflicts
    assert [(one.id, [candidate.file for candidate in one.candidates]) for one in late] == [
        ("A001", ["c.xlsx"])
    ]


def test_a_row_that_was_to_stay_is_no_conflict_again(year: Year) -> None:
    newer = Year(year.folder, year.folder / "newer.xlsx")
    newer.master.write_bytes(
        typed_into(year.master.read_bytes(), {("actions", "A001", "note"): "急ぐ"})
    )
    emptied = year.copy("a", dict.fromkeys(key for key in filled(year.master) if key[1] == "A001"))
    code, out, _ = newer.merge(emptied)
    assert code == 1
    answer(out, {1: ("マスター", None)})
    assert newer.run("--resolve", out)[0] == 0
    again = copies.merge(out, [emptied], as_of=DAY).merged
    assert (again.conflicts, [(one.id, one.files) for one in again.gone]) == (
        (),
        [("A001", ("a.xlsx",))],
    )


def test_values_that_nobody_can_read_are_told(year: Year) -> None:
    copy = year.copy(
        "a", {("kpis", "K02", "actual.2026-10"): "約30", ("actions", "A001", "owner"): "新田"}
    )
    code, _, said = year.merge(copy)
    assert (code, "W713" in said) == (0, True)
    assert "直し方:書いた人に確かめ、セルを直してください。" in "".join(said.split())
    (told,) = (
        message(item, "ja") for item in copies.merge(year.master, [copy], as_of=DAY).problems
    )
    assert all(word in told for word in ("1か所", "K02 資料請求数", "10月実績", "約30", "a.xlsx"))
    assert (
        "W713"
        not in year.merge(
            year.copy(
                "b",
                {("actions", "A001", "owner"): "新田", ("actions", "A004", "end"): "2027年1月31日"},
            )
        )[2]
    )


def test_an_unreadable_value_does_not_replace_one_that_counts(year: Year) -> None:
    copy = year.copy("a", {("kpis", "K02", "actual.2026-09"): "約30"})
    code, out, said = year.merge(copy)
    assert (code, "約30" in said) == (1, True)
    plan = api.read(out).plan
    assert next(kpi for kpi in plan.kpis if kpi.id == "K02").actual[5] == 52
    answer(out, {1: ("コピー", None)})
    code, said, _ = year.run("--resolve", out)
    assert (code, "W713" in said) == (0, True)


def test_answers_that_are_none_are_told(year: Year) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    answer(out, {1: ("手入力", "約80件"), 2: ("手入力", None), 3: ("c.xlsx", None)})
    outcome = copies.resolve(out, as_of=DAY)
    told = {item.code: message(item, "ja") for item in outcome.problems}
    assert all(word in told["W718"] for word in ("食い違い1", "K02", "約80件"))
    assert all(
        word in told["W714"]
        for word in ("食い違い3", "A004", "c.xlsx", "マスター、a.xlsx、b.xlsx、手入力")
    )
    assert all(word in told["W715"] for word in ("食い違い2", "A001"))
    code, said, _ = year.run("--resolve", out)
    assert (code, "()" in said) == (1, False)
    assert all(word in said for word in told)
    assert "直し方:「食い違い」のシートで選び直して保存し" in "".join(said.split())


def test_a_missing_output_is_said(year: Year) -> None:
    code, _, said = year.run(year.master, year.copy("a", {}))
    assert (code, "-o OUT.xlsx がありません" in said) == (2, True)


SAYS = {"a": 11, "b": 12}


def apart(year: Year) -> tuple[Path, Path, Path]:
    """Give two copies that say something else of one cell, and the master that holds both open."""
    cell = ("kpis", "K02", "actual.2026-10")
    one, other = (year.copy(name, {cell: value}) for name, value in SAYS.items())
    return one, other, year.merge(one, other)[1]


def said(outcome: object) -> list[dict[str, object]]:
    """Give what each file says in each conflict."""
    return [
        {one.file: one.value.cell for one in conflict.candidates if one.value}
        for conflict in outcome.merged.conflicts  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize("which", [(0,), (1,), (0, 1), ()])
def test_an_open_conflict_is_not_decided_by_who_comes_last(
    year: Year, which: tuple[int, ...]
) -> None:
    *both, out = apart(year)
    third = year.copy("c", {("actions", "A001", "note"): "別の話"})
    again = copies.merge(out, [*(both[at] for at in which), third], as_of=DAY)
    assert said(again) == [{f"{name}.xlsx": value for name, value in SAYS.items()}]
    assert [one.field for one in again.merged.changes] == ["note"]
    kpi = next(kpi for kpi in api.read(again.data).plan.kpis if kpi.id == "K02")
    assert kpi.actual[6] is None


def test_a_third_word_joins_an_open_conflict(year: Year) -> None:
    *_, out = apart(year)
    third = year.copy("c", {("kpis", "K02", "actual.2026-10"): 15})
    assert said(copies.merge(out, [third], as_of=DAY)) == [
        {"a.xlsx": 11, "b.xlsx": 12, "c.xlsx": 15}
    ]


def test_copies_that_agree_by_now_end_a_conflict(year: Year) -> None:
    one, _, out = apart(year)
    other = {("kpis", "K02", "actual.2026-10"): 11, ("actions", "A001", "note"): "合わせました"}
    again = copies.merge(out, [one, year.copy("b", other)], as_of=DAY)
    assert said(again) == []
    taken = {change.field: change.after.cell for change in again.merged.changes if change.after}
    assert taken == {"note": "合わせました", "actual.2026-10": 11}

"""What is no plan made by hand ends in one sentence; what cannot be looked at is told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from books import sample_book
from checkout import CORPUS
from click.testing import CliRunner
from sharing.adopt.shapes import SHAPES, rows, saved, sheet

import btobsheet
from btobsheet.cli.group import group
from btobsheet.problems import BtobsheetError
from btobsheet.sharing.adopt.adopting import adopt_by, propose_map_of
from btobsheet.sharing.adopt.map import read_adopt_map
from btobsheet.sharing.adopt.old import MOST_ROWS
from btobsheet.wording import LANGUAGES


def written(fill: Callable[[Any], object]) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book.add_worksheet("S"))
    book.close()
    return stream.getvalue()


def rewritten(data: bytes, before: bytes, after: bytes) -> bytes:
    """Give a workbook with a piece of its parts put for another."""
    source, made = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(before, after))
    return made.getvalue()


def a_letter(tab: Any) -> None:
    tab.write(0, 0, "お世話になっております。来年度の件、よろしくお願いします。")


def an_order(tab: Any) -> None:
    for row, line in enumerate((("商品", "単価", "数量"), ("軸受", 1200, 3), ("継手", 300, 20))):
        tab.write_row(row, 0, line)


def all_merged() -> bytes:
    data = written(lambda tab: tab.merge_range(0, 0, 3, 3, "計画"))
    return rewritten(data, b"A1:D4", b"A1:XFD1048576")


def each_row_merged(tab: Any) -> None:
    for row in range(0, 60, 3):
        tab.merge_range(row, 0, row + 2, 30, f"{row}")


def formulas() -> bytes:
    data = written(lambda tab: [tab.write_formula(row, 0, "=B1+1") for row in range(20)])
    return rewritten(data, b"<v>0</v>", b"")


def long_list(count: int) -> bytes:
    def fill(tab: Any) -> None:
        tab.write_row(0, 0, ("タスク", "担当", "開始"))
        for row in range(1, count):
            tab.write_row(row, 0, (f"作業{row}", "佐藤", 46_000))

    return written(fill)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: written(lambda _: None), "E800"),
    "a letter": (lambda: written(a_letter), "E800"),
    "an order": (lambda: written(an_order), "E800"),
    "merged into one": (all_merged, "E804"),
    "each row merged": (lambda: written(each_row_merged), "E800"),
    "formulas only": (formulas, "E803"),
    "too long": (lambda: long_list(MOST_ROWS + 2), "E802"),
    "a planning workbook": (lambda: sample_book("ja"), "E801"),
    "no workbook": (lambda: b"plan", "E007"),
    "empty": (lambda: b"", "E009"),
}


@pytest.mark.few(3)
@pytest.mark.parametrize("what", BAD)
def test_what_is_no_plan_is_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    make, code = BAD[what]
    path = tmp_path / "old.xlsx"
    path.write_bytes(make())
    with pytest.raises(BtobsheetError) as error:
        btobsheet.propose_map(path)
    assert error.value.problem.code == code
    for language in LANGUAGES:
        run = CliRunner().invoke(group, ["adopt", str(path), "--lang", language])
        assert run.exit_code == error.value.exit_code
        assert code in run.stderr
        assert len(run.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_not_even_read() -> None:
    with pytest.raises(BtobsheetError) as error:
        propose_map_of(long_list(200_000), "ja")
    assert error.value.problem.code == "E802"


def test_a_long_list_beside_the_plan_is_passed_and_told() -> None:
    book, tab = sheet("計画")
    rows(tab, 1, [["タスク", "担当", "期限"], ["書く", "佐藤", "2026/4/30"]])
    _, data = sheet("データ", book)
    for row in range(1, MOST_ROWS + 3):
        data.cell(row, 1, row)
    made = propose_map_of(saved(book), "ja")
    assert [table.how.sheet for table in made.proposal.tables] == ["計画"]
    assert made.preview
    assert [item.code for item in made.preview.problems] == ["W810"]


def test_macros_are_told() -> None:
    source, made = BytesIO(SHAPES["stacked"]()), BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macros")
    proposed = propose_map_of(made.getvalue(), "ja", "old.xlsm")
    assert proposed.preview
    assert [item.code for item in proposed.preview.problems] == ["W433"]


def test_colours_that_cannot_be_seen_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("btobsheet.sharing.adopt.old._MOST_CELLS", 3)
    made = propose_map_of(SHAPES["wbs_levels"](), "ja")
    assert made.preview
    assert [item.code for item in made.preview.problems] == ["W811"]
    assert [one.start for one in made.preview.plan.actions] == [None] * 4


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand (BTOBSHEET_CORPUS)")
def test_files_of_other_people_end_in_a_sentence_or_in_questions() -> None:
    """None of them is a plan: whatever is proposed is asked about, and no cell is lost."""
    for path in sorted(CORPUS.glob("hostile/*.xlsx"))[::4] + sorted(CORPUS.glob("*/*gantt*.xlsx")):
        data = path.read_bytes()
        try:
            made = propose_map_of(data, "ja", path.name)
        except BtobsheetError as error:
            assert error.problem.code[0] == "E"
            continue
        assert read_adopt_map(made.text) == made.proposal.how
        if made.preview and made.preview.taken:
            adopt_by(data, made.proposal.how)

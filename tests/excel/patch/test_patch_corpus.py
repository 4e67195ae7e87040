"""Patch one cell of many real files of other programs: our reader and openpyxl read the same
everywhere else.

The corpus is no part of the repository: ``BTOBSHEET_CORPUS``, or ``../shared/corpus`` beside it.
"""

from __future__ import annotations

import random
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from checkout import CORPUS
from office import convert, needs_libreoffice
from packages import cells_of

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, Target, patch
from btobsheet.excel.raw.cells import Cell, Grid, SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.problems import BtobsheetError, UsageError

FILES = (
    sorted(path for path in CORPUS.glob("*/*") if path.suffix.lower() in {".xlsx", ".xlsm"})
    if CORPUS.is_dir()
    else []
)
SHARE = [path for number, path in enumerate(FILES) if number % 4 == 0]
TAB = Tab(
    name="要修正",
    rows=(
        (TabCell(value="番号", style="heading"), TabCell(value="場所", style="link", link="A1")),
    ),
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FILES, reason="the corpus is not at hand (BTOBSHEET_CORPUS)"),
]


def target_in(sheet: SheetGrid, seed: str) -> Target:
    """Choose a cell that holds something, the first one of its merged range."""
    cells = [
        (row, column)
        for row, line in sheet.rows.items()
        for column in line
        if not line[column].formula
    ]
    row, column = random.Random(seed).choice(cells) if cells else (3, 3)
    merge = next(
        (
            merge
            for merge in sheet.merges
            if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]
        ),
        (row, column),
    )
    return (sheet.name, *merge[:2])


def read(path: Path) -> Grid | None:
    try:
        grid = read_grid(path)
    except BtobsheetError:
        return None
    return grid if len({sheet.name for sheet in grid.sheets}) == len(grid.sheets) else None


def same(before: Cell | None, after: Cell | None) -> bool:
    """Equal, but for a shared formula that now stands at each of its cells."""
    return before == after or (
        before is not None
        and after is not None
        and before.formula == "…"
        and before.value == after.value
    )


def patched(path: Path, grid: Grid) -> tuple[Target, bytes] | None:
    at = target_in(grid.sheets[0], path.name)
    try:
        return at, patch(
            path.read_bytes(),
            Edits(values={at: "試し"}, highlights=frozenset({at}), tabs=(TAB,)),
            path.name,
        )
    except UsageError as error:
        assert error.problem.code == "E052"
        return None


@pytest.mark.parametrize("path", SHARE, ids=lambda path: path.name)
def test_one_cell_changes_and_no_other(path: Path) -> None:
    grid = read(path)
    made = patched(path, grid) if grid else None
    if grid is None or made is None:
        return
    at, data = made
    before, after = cells_of(grid), cells_of(read_grid(data))
    assert after.pop(at) == Cell("試し")
    before.pop(at, None)
    assert {
        where
        for where in before.keys() | {key for key in after if key[0] != "要修正"}
        if not same(before.get(where), after.get(where))
    } == set()
    compare_openpyxl(path, data, at)


def compare_openpyxl(path: Path, data: bytes, at: Target) -> None:
    warnings.simplefilter("ignore")
    try:
        old: Any = openpyxl.load_workbook(path)
    except Exception:  # openpyxl cannot read the file as it was: nothing to compare
        return
    new: Any = openpyxl.load_workbook(BytesIO(data))
    assert [name for name in new.sheetnames if name not in old.sheetnames] == (
        ["要修正"] if old.sheetnames else []
    )
    for sheet in old.worksheets:
        cells = {cell.coordinate: cell for cell in new[sheet.title]._cells.values()}
        for cell in sheet._cells.values():
            if (sheet.title, cell.row, cell.column) != at and cell.data_type != "f":
                found = cells[cell.coordinate]
                assert (found.value, found.number_format, found.has_style) == (
                    cell.value,
                    cell.number_format,
                    cell.has_style,
                )


@needs_libreoffice
def test_libreoffice_opens_what_was_patched(tmp_path: Path) -> None:
    chosen = random.Random(7).sample([path for path in FILES if path.parent.name != "hostile"], 12)
    files: dict[Path, Target] = {}
    for number, path in enumerate(chosen):
        grid = read(path)
        made = patched(path, grid) if grid else None
        if made:
            file = tmp_path / f"{number}{path.suffix.lower()}"
            file.write_bytes(made[1])
            files[file] = made[0]
    saved = convert(list(files), tmp_path / "out")
    assert len(saved) >= 6
    for at, file in zip(files.values(), saved, strict=True):
        grid_of = cells_of(read_grid(file))
        assert grid_of[at].value == "試し"
        assert grid_of["要修正", 1, 1].value == "番号"

"""戦略俯瞰図 follows what is typed: another program computes the page that a new workbook has."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import convert, needs_libreoffice
from parity.law import formulas, same
from parity.patching import Typed, typed_into
from parity.second_judge import recomputed
from parity.test_formula_law import on_day
from plans import DAY

from btobsheet import api
from btobsheet.excel.raw.grid import Grid, read_grid
from btobsheet.layout.book import BOOK

CHANGES: dict[tuple[str, str, str], Typed] = {
    ("operations", "O01", "name"): "名前を変えた作戦",
    ("operations", "O09", "name"): "後から足した作戦",
    ("tactics", "T14", "name"): "後から足した戦術",
    ("tactics", "T14", "operation"): "O09 後から足した作戦",
    ("tactics", "T14", "owner"): "後任太郎",
    ("tactics", "T01", "owner"): "後任太郎",
    ("kpis", "K10", "actual.2026-09"): 100,
    ("actions", "A001", "status"): "進行中",
}


def typed() -> bytes:
    plan = on_day(api.sample_plan("ja"), DAY)
    return typed_into(api.generate(plan, plan_id="p-1"), CHANGES)


def differing(data: bytes, theirs: Grid) -> list[str]:
    """Name the cells of the page that are not what a new workbook of the same plan shows."""
    title = BOOK.sheet("overview").title("ja")
    ours = read_grid(api.generate(api.read(data).plan, plan_id="p-1"))
    cells = next(sheet.rows for sheet in theirs.sheets if sheet.name == title)
    found = []
    for (sheet, row, column), value in formulas(ours).items():
        cell = cells.get(row, {}).get(column) if sheet == title else None
        if sheet == title and not same(value, cell.value if cell else None):
            found.append(f"{row},{column}: {value!r}, {cell.value if cell else None!r}")
    return found


@pytest.mark.slow
def test_the_page_follows_what_is_typed() -> None:
    data = typed()
    assert differing(data, recomputed(data)) == []


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_lets_the_page_follow_too(tmp_path: Path) -> None:
    data, file = typed(), tmp_path / "typed.xlsx"
    file.write_bytes(data)
    (converted,) = convert([file], tmp_path / "out")
    assert differing(data, read_grid(converted)) == []

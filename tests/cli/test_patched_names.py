"""What the name of an output has to end in follows from what the input is, however it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import bare_book
from commands import run
from plans import small_plan
from zipped import zipped

from btobsheet.cli.patched import suffix_of

BOOK = bare_book(small_plan())


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("計画.xlsx", b"", ".xlsx"),
        ("計画.XLSM", b"", ".xlsm"),
        ("計画", BOOK, ".xlsx"),
        ("plan.xlsx (1)", BOOK, ".xlsx"),
        ("plan.xlsx.download", BOOK, ".xlsx"),
        ("plan.xlsm (1)", zipped({"xl/vbaProject.bin": b"x"}), ".xlsm"),
        ("none", None, ".xlsx"),
    ],
)
def test_the_end_of_a_name(name: str, data: bytes | None, suffix: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert suffix_of(tmp_path / name) == suffix


@pytest.mark.parametrize("name", ["計画", "plan.xlsx (1)", "plan.xlsx.download"])
@pytest.mark.parametrize(
    "call", [["merge", "{}", "{}", "-o"], ["check", "{}", "--mark"], ["fill", "{}", "d.csv", "-o"]]
)
@pytest.mark.parametrize(("out", "code"), [("out.xlsx", 0), ("out.xlsm", 2), ("out.download", 2)])
def test_a_workbook_a_browser_has_named_can_be_worked_on(
    call: list[str], name: str, out: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(BOOK)
    (tmp_path / "d.csv").write_text("KPI,2026-10\nK02,12\n", encoding="utf-8")
    said = run(*(word.format(name) for word in call), out, folder=tmp_path)
    assert (said.code, "E055" in said.err) == (code, bool(code)), said.err
    assert (tmp_path / out).exists() == (not code)

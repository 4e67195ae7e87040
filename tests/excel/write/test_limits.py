"""A workbook that reading would refuse is not made; what is made is read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from books import opened
from click.testing import CliRunner

import btobsheet
from btobsheet.cli.group import group
from btobsheet.excel.raw import preflight
from btobsheet.excel.write import limits
from btobsheet.excel.write.tables import SHARED_ROWS
from btobsheet.plan.model import Plan

PLAN = btobsheet.sample_plan("ja")


def sheets(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [one for one in package.namelist() if one.startswith("xl/worksheets/sheet")]
        return [package.read(name) for name in names]


def largest(data: bytes) -> int:
    return max(map(len, sheets(data)))


def with_limit(patch: pytest.MonkeyPatch, size: int) -> None:
    patch.setattr(preflight, "MAX_PART", size)
    patch.setattr(limits, "MAX_PART", size)


@pytest.mark.slow
def test_what_just_fits_is_made_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = btobsheet.generate(PLAN, plan_id="p")
    with_limit(monkeypatch, largest(data))
    assert btobsheet.generate(PLAN, plan_id="p") == data
    assert btobsheet.read(data).plan.actions == PLAN.actions


@pytest.mark.slow
def test_one_byte_more_is_neither_made_nor_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = btobsheet.generate(PLAN, plan_id="p")
    with_limit(monkeypatch, largest(data) - 1)
    with pytest.raises(btobsheet.UnreadableError) as unread:
        btobsheet.read(data)
    assert unread.value.problem.code == "E011"
    with pytest.raises(btobsheet.UsageError) as refused:
        btobsheet.generate(PLAN, plan_id="p")
    found = refused.value.problem
    assert (found.code, found.value) == ("E064", "④年間アクションプラン")
    assert found.details["rows"] == len(PLAN.actions)
    assert 0 < int(found.details["most"]) < len(PLAN.actions)


@pytest.mark.parametrize("limit", ["MAX_BYTES", "MAX_TAGS", "MAX_CELLS"])
@pytest.mark.slow
def test_every_limit_of_reading_is_one_of_writing(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(preflight, "MAX_TAGS", 1_000)
    monkeypatch.setattr(preflight, limit, 1_000)
    with pytest.raises(btobsheet.UsageError, match="E064"):
        btobsheet.generate(PLAN, plan_id="p")


def test_a_plan_far_too_large_is_refused_before_it_is_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("laid out")

    with_limit(monkeypatch, 1 << 20)
    monkeypatch.setattr("btobsheet.excel.write.workbook.new_pages", never)
    own = PLAN.actions
    many = (replace(own[at % len(own)], id=f"A{at + 1:04}") for at in range(SHARED_ROWS + 1))
    with pytest.raises(btobsheet.UsageError, match="E064"):
        btobsheet.generate(replace(PLAN, actions=tuple(many)))


@pytest.mark.slow
def test_a_long_table_shares_its_formulas_stretch_by_stretch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def formulas(data: bytes) -> dict[str, object]:
        tab = opened(data, "④年間アクションプラン")["④年間アクションプラン"]
        return {
            cell.coordinate: cell.value
            for row in tab.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    usual = formulas(btobsheet.generate(PLAN, plan_id="p"))
    monkeypatch.setattr("btobsheet.excel.write.tables.SHARED_ROWS", 70)
    parts = btobsheet.generate(PLAN, plan_id="p")
    assert b'si="40"' in max(sheets(parts), key=len)
    assert len(usual) > 3_500
    assert formulas(parts) == usual


def test_an_empty_plan_has_no_longest_table() -> None:
    limits.refuse_endless(Plan(start=PLAN.start))


def test_the_command_says_so_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_limit(monkeypatch, 100_000)
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"the old one")
    made = CliRunner().invoke(group, ["new", str(out), "--sample", "--force"])
    assert (made.exit_code, "E064" in made.stderr) == (2, True)
    assert out.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [out]

"""``check --mark``: the copy is written beside, nothing else is touched, and what cannot be is
refused before any work.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest
from books import bare_book, sample
from click.testing import CliRunner, Result
from office import convert, needs_libreoffice

from btobsheet.api import copies
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid

DAY = dt.date(2026, 10, 5)


@pytest.fixture(autouse=True)
def in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", "ja")


@cache
def bare() -> bytes:
    """Give what people type of the sample; what is marked is asked of ``mark`` itself."""
    return bare_book(sample(), plan_id="sample-ja")


@pytest.fixture(scope="module")
def filled() -> bytes:
    """Give the sample with a start that cannot be read."""
    return patch(
        bare(), Edits(values={("④年間アクションプラン", 8, 5): "26/4/1"}, recalculate=False)
    )


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        group, [str(one) for one in arguments], prog_name="btobsheet", catch_exceptions=False
    )


@pytest.fixture
def file(tmp_path: Path, filled: bytes) -> Path:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(filled)
    return path


def test_check_marks_and_says_where(file: Path, filled: bytes) -> None:
    out = file.with_name("要修正.xlsx")
    made = run("check", file, "--mark", out, "--as-of", DAY)
    assert made.exit_code == 1
    assert out.read_bytes() == copies.mark(filled, as_of=DAY)
    assert file.read_bytes() == filled
    assert str(out) in made.stderr
    assert str(out) not in made.stdout


def test_json_on_standard_output_stays_json(file: Path) -> None:
    made = run("check", file, "--mark", file.with_name("out.xlsx"), "--format", "json")
    assert json.loads(made.stdout)["schema"] == "btobsheet.check/1"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("out.xlsx",), "E040"),
        (("計画.xlsx", "--force"), "E044"),
        (("out.xls",), "E055"),
        (("out",), "E055"),
    ],
)
def test_an_output_that_must_not_be_is_refused(
    file: Path, arguments: tuple[str, ...], code: str
) -> None:
    file.with_name("out.xlsx").write_bytes(b"old")
    before = file.read_bytes()
    name, *more = arguments
    made = run("check", file, "--mark", file.with_name(name), *more)
    assert made.exit_code == 2
    assert code in made.stderr
    assert made.stdout == ""
    assert (file.with_name("out.xlsx").read_bytes(), file.read_bytes()) == (b"old", before)


def test_force_replaces_an_output(file: Path) -> None:
    out = file.with_name("out.xlsx")
    out.write_bytes(b"old")
    assert run("check", file, "--mark", out, "--force").exit_code == 1
    assert read_grid(out).sheets[0].name == "要修正"


def test_several_inputs_are_refused(file: Path) -> None:
    made = run("check", file, file, "--mark", file.with_name("out.xlsx"))
    assert (made.exit_code, "E054" in made.stderr, file.with_name("out.xlsx").exists()) == (
        2,
        True,
        False,
    )


def test_an_unreadable_input_writes_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"a,b\n")
    made = run("check", bad, "--mark", tmp_path / "out.xlsx")
    assert (made.exit_code, (tmp_path / "out.xlsx").exists()) == (3, False)


def test_a_sound_workbook_is_marked_as_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bare())
    made = run("check", path, "--mark", tmp_path / "out.xlsx", "--as-of", DAY)
    assert made.exit_code == 0
    assert read_grid(tmp_path / "out.xlsx").sheets[0].name == "要修正"


def test_a_macro_workbooks_copy_keeps_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(bare())
    assert run("check", path, "--mark", tmp_path / "out.xlsx").exit_code == 2
    assert run("check", path, "--mark", tmp_path / "out.xlsm").exit_code == 0


@needs_libreoffice
def test_an_ods_file_cannot_be_marked(tmp_path: Path, file: Path) -> None:
    (ods,) = convert([file], tmp_path / "ods", "ods")
    made = run("check", ods, "--mark", tmp_path / "out.xlsx")
    assert (made.exit_code, "E050" in made.stderr, (tmp_path / "out.xlsx").exists()) == (
        2,
        True,
        False,
    )

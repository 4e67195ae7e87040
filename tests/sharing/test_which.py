"""Copies as they come back: saved by another program, without the hidden sheet, of another plan,
broken.
"""

from __future__ import annotations

import datetime as dt
import json
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from books import bare_book, generated
from click.testing import CliRunner, Result
from parity.patching import typed_into
from plans import DAY, small_plan

from btobsheet.cli.group import group
from btobsheet.sharing.saved import last_saved
from btobsheet.sharing.which import read_copy

MOMENT = dt.datetime(2026, 10, 5, 5, 3, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def master() -> bytes:
    return generated(small_plan(), as_of=DAY)


def saved_again(
    data: bytes, by: str = "", *, hidden_sheet: bool = True, properties: bool = True
) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    if not hidden_sheet:
        del book["_btobsheet"]
    for name in () if properties else list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    book.properties.lastModifiedBy = by
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def which(*files: Path, **options: str) -> Result:
    told = [part for name, value in options.items() for part in (f"--{name}", value)]
    return CliRunner().invoke(group, ["which", *map(str, files), *told], catch_exceptions=False)


def test_an_untouched_workbook(master: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(master)
    copy = read_copy(path)
    assert (copy.plan.identity.plan_id, copy.changed, copy.base, copy.saved_at, copy.problems) == (
        "p-1",
        0,
        small_plan(),
        None,
        (),
    )


def test_what_was_typed_is_a_change_also_where_nobody_can_read_it(
    master: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "typed.xlsx"
    path.write_bytes(
        typed_into(
            master,
            {
                ("tactics", "T01", "owner"): "丁田四子",
                ("tactics", "T01", "budget"): "約50万",
                ("tactics", "T03", "hours_spent"): "少し",
            },
        )
    )
    copy = read_copy(path)
    assert [(change.id, change.field) for change in copy.changes] == [
        ("T01", "owner"),
        ("T01", "budget"),
        ("T03", "hours_spent"),
    ]
    assert [item.value for item in copy.unread] == ["約50万", "少し"]
    assert copy.untold == ()
    assert copy.changed == 3


def test_who_saved_it_and_when(master: bytes) -> None:
    saved = last_saved(saved_again(bare_book(small_plan()), "丁田四子"))
    assert (saved.by, saved.at is not None and saved.at.tzinfo) == ("丁田四子", dt.UTC)
    assert last_saved(master).at is None
    assert last_saved(b"no zip").at is None


@pytest.mark.slow
@pytest.mark.parametrize("properties", [True, False])
def test_a_lost_hidden_sheet_is_told_and_the_plan_still_known(
    master: bytes, tmp_path: Path, properties: bool
) -> None:
    """Without the properties too its first page still shows which plan it is."""
    book = bare_book(small_plan()) if properties else master
    path = tmp_path / "lost.xlsx"
    path.write_bytes(saved_again(book, hidden_sheet=False, properties=properties))
    copy = read_copy(path)
    assert (copy.plan.identity.plan_id, copy.plan.identity.revision, copy.changed) == (
        "p-1",
        1,
        None,
    )
    assert [item.code for item in copy.problems] == ["W407"]


def test_a_changed_snapshot_is_no_base(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(bare_book(small_plan())))
    sheet = book["_btobsheet"]
    for row in sheet.iter_rows():
        if row[0].value == "base.1":
            row[1].value = str(row[1].value).replace("導入事例", "別の事例")
    path = tmp_path / "changed.xlsx"
    book.save(path)
    copy = read_copy(path)
    assert (copy.changed, [item.code for item in copy.problems]) == (None, ["W404"])


def test_the_command(master: bytes, tmp_path: Path) -> None:
    names = {
        "配布.xlsx": master,
        "記入.xlsx": typed_into(master, {("tactics", "T01", "owner"): "丁田四子"}),
        "別.xlsx": bare_book(small_plan(), plan_id="p-2"),
    }
    files = [tmp_path / name for name in names]
    for file, data in zip(files, names.values(), strict=True):
        file.write_bytes(data)
    done = which(*files, lang="ja")
    assert done.exit_code == 0
    assert all(
        word in done.output
        for word in (
            "配布.xlsx",
            "記入.xlsx",
            "別.xlsx",
            "丁田四子",
            "別の計画のファイルが混ざっています",
        )
    )
    broken = tmp_path / "壊れた.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    done = which(*files, broken, format="json")
    data = json.loads(done.stdout)
    assert done.exit_code == 3
    assert [len(family["copies"]) for family in data["plans"]] == [2, 1]
    assert [(item["file"], item["code"]) for item in data["failures"]] == [(str(broken), "E006")]


def test_sheets_moved_into_another_plans_workbook_are_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(bare_book(small_plan())))
    for item in book.custom_doc_props.props:
        if item.name == "btobsheet_plan_id":
            item.value = "p-9"
    path = tmp_path / "moved.xlsx"
    book.save(path)
    (told,) = read_copy(path).problems
    assert (told.code, dict(told.details)) == ("W408", {"sheet": "p-1", "custom": "p-9"})


@pytest.mark.slow
def test_by_two_colleagues_who_disagree(master: bytes, tmp_path: Path) -> None:
    names = {"甲.xlsx": "丁田四子", "乙.xlsx": "戊井五郎"}
    for name, owner in names.items():
        (tmp_path / name).write_bytes(
            typed_into(
                master,
                {
                    ("tactics", "T01", "owner"): owner,
                    ("tactics", "T01", "budget"): "約50" if name == "甲.xlsx" else "約60",
                },
            )
        )
    files = [tmp_path / name for name in names]
    said = which(*files, lang="ja").output
    assert "くい違い(2件)" in said
    assert all(word in said for word in (*names.values(), "「約50」", "「約60」"))
    (family,) = json.loads(which(*files, format="json").stdout)["plans"]
    assert [(item["id"], item["field"]) for item in family["conflicts"]] == [
        ("T01", "owner"),
        ("T01", "budget"),
    ]

"""The folder's files are all there is: whole after every change, and the former one kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from desk.deskside import NOW

from btobsheet.desk.folder import Folder, MissingError, StaleError, clean_name, digest
from btobsheet.problems import UsageError
from btobsheet.system import files
from btobsheet.system.files import exclusive

OLD, NEW = b"old", b"new"
KEPT = "plan 2026-10-05 093000.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "plan.xlsx").write_bytes(OLD)
    return Folder(tmp_path, "ja", lambda: NOW)


def test_a_change_keeps_the_former_plan(folder: Folder) -> None:
    assert folder.change("plan.xlsx", digest(OLD), lambda _: NEW)
    assert folder.read("plan.xlsx") == NEW
    assert folder.files("earlier") == [KEPT]
    assert folder.read(KEPT, "earlier") == OLD
    assert folder.change("plan.xlsx", digest(NEW), lambda _: OLD)
    assert len(folder.files("earlier")) == 2  # within the same second


def test_a_change_of_nothing_keeps_nothing(folder: Folder) -> None:
    assert not folder.change("plan.xlsx", digest(OLD), lambda data: data)
    assert folder.files("earlier") == []


def test_a_page_of_before_changes_nothing(folder: Folder) -> None:
    with pytest.raises(StaleError):
        folder.change("plan.xlsx", digest(NEW), lambda _: NEW)
    assert folder.read("plan.xlsx") == OLD


def test_what_excel_saved_meanwhile_is_not_overwritten(folder: Folder) -> None:
    def work(_: bytes) -> bytes:
        (folder.root / "plan.xlsx").write_bytes(b"Excel")
        return NEW

    with pytest.raises(StaleError):
        folder.change("plan.xlsx", digest(OLD), work)
    assert folder.read("plan.xlsx") == b"Excel"


def test_two_do_not_change_a_plan_at_once(folder: Folder) -> None:
    with exclusive(folder.root / "plan.xlsx"), pytest.raises(UsageError) as refused:
        folder.change("plan.xlsx", digest(OLD), lambda _: NEW)
    assert refused.value.problem.code == "E703"


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_full_disk_leaves_the_former_plan(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Full while the former one is kept, or while the new one is written."""
    written = files._write_whole
    calls: list[int] = []

    def full(*given: object) -> None:
        calls.append(1)
        if len(calls) == fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written(*given)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(files, "_write_whole", full)
    with pytest.raises(UsageError) as refused:
        folder.change("plan.xlsx", digest(OLD), lambda _: NEW)
    assert refused.value.problem.code == "E043"
    assert folder.read("plan.xlsx") == OLD
    assert list(folder.root.rglob("*.tmp")) == []


def test_a_room_is_found_in_every_language(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "Returned").mkdir()
    assert folder.room("returned").name == "Returned"
    assert folder.room("merged").name == "取り込み済み"


def test_a_name_that_is_taken_is_numbered(folder: Folder) -> None:
    assert [folder.put("returned", "a.xlsx", OLD) for _ in range(3)] == [
        *("a.xlsx", "a (2).xlsx", "a (3).xlsx")
    ]


def test_a_file_is_moved_under_a_free_name(folder: Folder) -> None:
    for _ in range(2):
        folder.put("returned", "a.xlsx", OLD)
        folder.move("a.xlsx", "returned", "merged")
    assert folder.files("merged") == ["a (2).xlsx", "a.xlsx"]
    assert folder.files("returned") == []
    with pytest.raises(MissingError):
        folder.move("a.xlsx", "returned", "merged")


def test_all_is_packed_but_what_lies_outside(folder: Folder, tmp_path: Path) -> None:
    folder.put("returned", "a.xlsx", OLD)
    (tmp_path / "link.xlsx").symlink_to("/etc/hostname")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    with (tmp_path / "all.bin").open("w+b") as stream:
        folder.pack(stream, ("", "returned"))
        names = ZipFile(stream).namelist()
    assert set(names) - {"all.bin"} == {"plan.xlsx", "返ってきた/a.xlsx"}


@pytest.mark.parametrize(
    "given, made",
    [
        ("計画.xlsx", "計画.xlsx"),
        ("C:\\Users\\x\\計画.XLSX", "計画.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..", "x"),
        (".htaccess", "htaccess"),
        ("~$計画.xlsx", "計画.xlsx"),
        ("a<b>:c?.xlsx", "a b c.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("\u202ecod.xlsx", "cod.xlsx"),
        ("", "x"),
        ("a.\x00xlsx", "a.xlsx"),
        ("あ" * 300 + ".xlsx", "あ" * 60 + ".xlsx"),
    ],
)
def test_a_browsers_name_for_a_file_is_made_safe(given: str, made: str) -> None:
    assert clean_name(given, "x") == made

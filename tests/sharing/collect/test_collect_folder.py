"""What lies in a folder of copies: what is read, what is named, and what is nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from btobsheet.problems import UsageError
from btobsheet.sharing.collect import folder as dropped
from btobsheet.sharing.collect.folder import look


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "計画.xlsx").write_bytes(b"master")
    return tmp_path


def seen(place: Path, out: str = "out") -> dropped.Seen:
    return look(str(place / "in"), str(place / "計画.xlsx"), str(place / out))


def test_each_kind_of_entry(place: Path) -> None:
    there = place / "in"
    for name in ("計画 (1).xlsx", "計画 - コピー.XLSX", "a.xlsm", "a.ods", "a.xlsb", "a.xls"):
        (there / name).write_bytes(b"book")
    for name in (
        "~$計画.xlsx",
        "b.crdownload",
        ".計画.xlsx.icloud",
        "b.tmp",
        "memo.docx",
    ):
        (there / name).write_bytes(b"x")
    for name in (".DS_Store", "desktop.ini", "Thumbs.db", ".hidden.xlsx"):
        (there / name).write_bytes(b"x")
    (there / "empty").mkdir()
    (there / "old").mkdir()
    (there / "old" / "x.xlsx").write_bytes(b"x")
    (there / "broken.xlsx").symlink_to("nowhere")
    (there / "loop.xlsx").symlink_to("loop.xlsx")
    (there / "linked.xlsx").symlink_to(there / "a.xlsm")
    (there / "master.xlsx").symlink_to(place / "計画.xlsx")
    os.mkfifo(there / "pipe.xlsx")
    made = seen(place)
    assert {one.name for one in made.files} == {
        *("計画 (1).xlsx", "計画 - コピー.XLSX", "a.xlsm", "a.ods", "a.xlsb", "a.xls"),
        "linked.xlsx",
    }
    assert {one.name: one.kind for one in made.passed} == {
        "~$計画.xlsx": "open",
        "b.crdownload": "syncing",
        ".計画.xlsx.icloud": "syncing",
        "b.tmp": "syncing",
        "memo.docx": "other",
        "old": "folder",
        "broken.xlsx": "link",
        "loop.xlsx": "link",
        "pipe.xlsx": "other",
    }
    assert not made.failures


def test_the_output_folder_inside_is_not_named(place: Path) -> None:
    out = place / "in" / "out"
    out.mkdir()
    (out / "まとめ.xlsx").write_bytes(b"x")
    assert seen(place, "in/out") == dropped.Seen((), (), ())


def test_a_name_that_is_no_utf_8(place: Path) -> None:
    path = os.fsencode(place / "in") + b"/\xff\xfe.xlsx"
    Path(os.fsdecode(path)).write_bytes(b"x")
    (one,) = seen(place).files
    assert os.fsencode(one.name) == b"\xff\xfe.xlsx"


def test_a_file_that_grows_while_it_is_read_is_not_taken(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "in" / "a.xlsx").write_bytes(b"half")

    def load(path: str) -> bytes:
        data = Path(path).read_bytes()
        with Path(path).open("ab") as stream:
            stream.write(b" and the rest")
        return data

    monkeypatch.setattr(dropped, "loaded", load)
    made = seen(place)
    assert [error.problem.code for error in made.failures] == ["E026"]
    assert not made.files


def test_a_file_that_may_not_be_read_is_a_failure(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "in" / "a.xlsx").write_bytes(b"x")

    def load(path: str) -> bytes:
        raise PermissionError(path)  # as a placeholder whose cloud does not answer

    monkeypatch.setattr(dropped, "loaded", load)
    assert [error.problem.code for error in seen(place).failures] == ["E002"]


def test_no_such_folder(place: Path) -> None:
    with pytest.raises(UsageError) as told:
        look(str(place / "nothing"), str(place / "計画.xlsx"), str(place / "out"))
    assert told.value.problem.code == "E764"

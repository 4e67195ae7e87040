"""Outputs are the old file or the new one, whole.

Nothing is replaced unasked, and every refusal is one problem.
"""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import pytest
from checkout import ROOT

from btobsheet.problems import UsageError
from btobsheet.system import files
from btobsheet.system.files import make_folder, write_file

OLD, NEW = b"old", b"new" * 1000
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permissions = pytest.mark.skipif(
    AS_ROOT or os.name == "nt", reason="permissions do not bind this user"
)


def refused(code: str, target: Path, *, force: bool = False) -> None:
    with pytest.raises(UsageError) as caught:
        write_file(target, NEW, force=force)
    assert caught.value.problem.code == code


def test_a_new_file_is_written_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "a.xlsx", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_bytes() == NEW


def test_an_existing_file_is_refused_without_force(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    refused("E040", target)
    assert target.read_bytes() == OLD
    write_file(target, NEW, force=True)
    assert target.read_bytes() == NEW


def test_a_dangling_link_is_refused_without_force(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "nowhere.xlsx")
    refused("E040", link)
    assert not (tmp_path / "nowhere.xlsx").exists()


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("folder", "E045"),
        ("missing/a.xlsx", "E041"),
        ("file/a.xlsx", "E041"),
        ("n" * 300 + ".xlsx", "E043"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, where: str, code: str, force: bool
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    refused(code, tmp_path / where, force=force)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


@needs_permissions
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    refused("E041", tmp_path / "closed" / "a.xlsx")
    (tmp_path / "closed").chmod(0)
    refused("E041", tmp_path / "closed" / "a.xlsx")


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "E043"),
        (PermissionError(errno.EACCES, "open elsewhere"), "E042"),
    ],
)
def test_a_failure_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: OSError, code: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)

    def fail(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    refused(code, target, force=True)
    assert target.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_target_is_old_or_new_at_every_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    seen = []
    for name in ("write", "fsync", "replace", "rename"):
        real = getattr(os, name)

        def watched(*arguments: Any, real: Any = real, **more: Any) -> Any:
            seen.append(target.read_bytes())
            return real(*arguments, **more)

        monkeypatch.setattr(os, name, watched)
    write_file(target, NEW, force=True)
    assert seen
    assert set(seen) == {OLD}
    assert target.read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_the_mode_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    target.chmod(0o640)
    write_file(target, NEW, force=True)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "a.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(OLD)
    link.symlink_to(real)
    write_file(link, NEW, force=True)
    assert link.is_symlink()
    assert real.read_bytes() == NEW


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appeared_meanwhile_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    target = tmp_path / "a.xlsx"
    write = files._write_whole

    def slow(stream: BinaryIO, data: bytes) -> None:
        write(stream, data)
        target.write_bytes(OLD)

    monkeypatch.setattr(files, "_write_whole", slow)
    if not links:

        def refuse(*_: Any) -> None:
            raise OSError(errno.EPERM, "no hard links here")

        monkeypatch.setattr(os, "link", refuse)
    refused("E040", target)
    assert target.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_of_two_writers_one_wins_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    outcomes: list[str] = []

    def run(data: bytes) -> None:
        try:
            write_file(target, data)
            outcomes.append("written")
        except UsageError as error:
            outcomes.append(error.problem.code)

    contents = [bytes([65 + number]) * 200_000 for number in range(8)]
    writers = [Thread(target=run, args=(data,)) for data in contents]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(outcomes) == ["E040"] * 7 + ["written"]
    assert target.read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="what a running program holds cannot be told")
def test_what_a_killed_run_left_is_cleared_and_what_a_running_one_holds_is_not(
    tmp_path: Path,
) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from btobsheet.system.files import write_file\n"
        "def parts():\n"
        "    yield b'x'; print('begun', flush=True); time.sleep(600)\n"
        "write_file(Path(sys.argv[1]), parts())\n"
    )

    def begun() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, str(tmp_path / "a.xlsx")]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        return process

    with begun() as killed, begun() as running:
        killed.kill()
        killed.wait()
        (tmp_path / ".mine.tmp").write_bytes(OLD)
        assert len(list(tmp_path.glob("*.tmp"))) == 3
        write_file(tmp_path / "b.xlsx", NEW)
        assert len(list(tmp_path.glob("*.tmp"))) == 3
        write_file(tmp_path / "a.xlsx", NEW)
        assert len(list(tmp_path.glob("*.tmp"))) == 2
        running.kill()
    write_file(tmp_path / "a.xlsx", NEW, force=True)
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "b.xlsx", ".mine.tmp"}


def test_an_output_folder(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").write_bytes(OLD)
    for place in (tmp_path / "file", tmp_path / "file" / "b"):
        with pytest.raises(UsageError) as caught:
            make_folder(place)
        assert caught.value.problem.code == "E049"

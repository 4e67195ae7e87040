"""A database that is damaged, another program's, out of reach or wrongly named gets one sentence
with what to do: no traceback, and never a password.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from books import bare_book
from commands import Said, run
from plans import DAY, small_plan

import btobsheet
from btobsheet.problems import BtobsheetError, UsageError
from btobsheet.store.place import place_of
from btobsheet.store.reports import keep, load
from btobsheet.system.files import write_file

SECRET = "geheim"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = bare_book(small_plan())
    (tmp_path / "plan.xlsx").write_bytes(book)
    btobsheet.track([book], db=tmp_path / "kept.sqlite", as_of=DAY)
    return tmp_path


def random_bytes(folder: Path) -> str:
    (folder / "odd.sqlite").write_bytes(b"\x00\xff no database" * 400)
    return "odd.sqlite"


def cut(folder: Path) -> str:
    data = (folder / "kept.sqlite").read_bytes()
    (folder / "cut.sqlite").write_bytes(data[: len(data) // 2])
    return "cut.sqlite"


def overwritten(folder: Path) -> str:
    data = bytearray((folder / "kept.sqlite").read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    (folder / "worn.sqlite").write_bytes(data)
    return "worn.sqlite"


def edited(folder: Path, *statements: str) -> str:
    with sqlite3.connect(folder / "kept.sqlite") as base:
        for statement in statements:
            base.execute(statement)
    return "kept.sqlite"


def foreign(folder: Path) -> str:
    with sqlite3.connect(folder / "bookmarks.sqlite") as base:
        base.execute("CREATE TABLE bookmarks (url TEXT)")
    return "bookmarks.sqlite"


def a_folder(folder: Path) -> str:
    (folder / "there").mkdir()
    return "there"


def a_link_to_nowhere(folder: Path) -> str:
    return "nowhere/kept.sqlite"


CASES: dict[str, tuple[str, Callable[[Path], str]]] = {
    "random bytes": ("E116", random_bytes),
    "a file cut in half": ("E116", cut),
    "pages overwritten": ("E116", overwritten),
    "another program's": ("E116", foreign),
    "a workbook": ("E116", lambda _: "plan.xlsx"),
    "a table gone": ("E116", lambda folder: edited(folder, "DROP TABLE btobsheet_kpis")),
    "the version gone": ("E116", lambda folder: edited(folder, "DELETE FROM btobsheet_schema")),
    "a version that is none": (
        "E116",
        lambda folder: edited(folder, "UPDATE btobsheet_schema SET version = 'x'"),
    ),
    "a day that is none": (
        "E116",
        lambda folder: edited(folder, "UPDATE btobsheet_actions SET end_on = 'soon'"),
    ),
    "months that are none": (
        "E116",
        lambda folder: edited(folder, "UPDATE btobsheet_kpis SET monthly = '['"),
    ),
    "a newer version": (
        "E117",
        lambda folder: edited(folder, "UPDATE btobsheet_schema SET version = 99"),
    ),
    "a folder": ("E115", a_folder),
    "a folder that is not there": ("E115", a_link_to_nowhere),
    "no name": ("E118", lambda _: " "),
    "another kind of server": ("E118", lambda _: f"mysql://me:{SECRET}@localhost/db"),
    "a URL that is none": ("E118", lambda _: f"postgresql://me:{SECRET}@host:port/db"),
    "a URL without a database": ("E118", lambda _: f"postgresql://me:{SECRET}@host"),
    "a database in memory": ("E118", lambda _: "sqlite://"),
    "nobody answers": ("E119", lambda _: f"postgresql://me:{SECRET}@127.0.0.1:1/db"),
    "an unknown option": (
        "E119",
        lambda _: f"postgresql://me:{SECRET}@127.0.0.1:1/db?nix={SECRET}",
    ),
}
CODES = {"E116": 3, "E117": 3, "E115": 2, "E118": 2, "E119": 2}


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_database_of_ours_gets_one_sentence(folder: Path, name: str) -> None:
    code, make = CASES[name]
    db = make(folder)
    done = track(folder, db)
    assert done.code == CODES[code], done.err
    assert done.err.count("\n") == 1
    assert code in done.err
    assert SECRET not in done.err + done.out
    with pytest.raises(BtobsheetError) as told:
        load(folder / db if "://" not in db and db.strip() else db)
    error = told.value
    assert (error.problem.code, error.exit_code) == (code, CODES[code])
    assert SECRET not in f"{error!r}{error.problem!r}{error.__cause__!r}"
    assert error.__suppress_context__ or error.__context__ is None


def track(folder: Path, db: str) -> Said:
    day = ("--as-of", "2026-10-05")
    return run("track", "plan.xlsx", "--db", db, *day, folder=folder, BTOBSHEET_LANG="en")


@pytest.mark.parametrize("name", ["random bytes", "nobody answers", "a URL that is none"])
def test_a_report_of_one_plan_or_more_says_so_once(folder: Path, name: str) -> None:
    code, make = CASES[name]
    db = make(folder)
    for files in (("plan.xlsx",), ("plan.xlsx", ".")):
        done = run("status", *files, "--db", db, folder=folder, BTOBSHEET_LANG="en")
        assert (done.code, done.out, done.err.count("\n")) == (CODES[code], "", 1)
        assert code in done.err


def test_other_programs_files_stay_byte_for_byte(folder: Path) -> None:
    for make in (random_bytes, foreign):
        path = folder / make(folder)
        before = path.read_bytes()
        with pytest.raises(BtobsheetError):
            keep(path, [])
        assert path.read_bytes() == before


def test_a_database_that_is_not_there_is_not_made_by_reading(folder: Path) -> None:
    done = run("status", "plan.xlsx", "--db", "none.sqlite", folder=folder, BTOBSHEET_LANG="en")
    assert (done.code, done.out) == (2, "")
    assert "btobsheet track" in done.err
    assert not (folder / "none.sqlite").exists()


def test_an_empty_file_is_a_database_without_reports(folder: Path) -> None:
    write_file(folder / "empty.sqlite", b"")
    assert load(folder / "empty.sqlite").reports == ()


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_read(folder: Path) -> None:
    path = folder / "kept.sqlite"
    path.chmod(0o444)
    assert len(load(path).reports) == 1
    with pytest.raises(UsageError) as told:
        btobsheet.track([folder / "plan.xlsx"], db=path, as_of=DAY)
    assert told.value.problem.code == "E115"


def test_a_file_held_by_another_program_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("btobsheet.store.opened.PATIENCE", 0.05)
    other = sqlite3.connect(folder / "kept.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for call in (load, lambda path: keep(path, [])):
        with pytest.raises(UsageError) as told:
            call(folder / "kept.sqlite")
        assert told.value.problem.code == "E115"
    other.close()


@pytest.mark.parametrize("module", ["sqlalchemy", "psycopg"])
def test_a_library_that_is_missing_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    for name in [one for one in sys.modules if one.startswith(("btobsheet.store", module))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    url = "postgresql://localhost:1/x"
    for command in ("track", "status"):
        done = run(command, "plan.xlsx", "--db", url, folder=folder, BTOBSHEET_LANG="en")
        assert done.code == 2
        assert "E104" in done.err
        assert "[db]" in done.err


@pytest.mark.parametrize(
    ("given", "name", "path"),
    [
        ("kept.sqlite", "kept.sqlite", "kept.sqlite"),
        ("sqlite:///kept.sqlite", "kept.sqlite", "kept.sqlite"),
        ("sqlite:////tmp/kept.sqlite", "/tmp/kept.sqlite", "/tmp/kept.sqlite"),
        ("SQLite:///kept.db", "kept.db", "kept.db"),
        ("報告#1?.sqlite", "報告#1?.sqlite", "報告#1?.sqlite"),
        (f"postgresql://me:{SECRET}@host/plans", "postgresql://host/plans", ""),
        (f"postgres://me:{SECRET}@host:5433/plans", "postgresql://host:5433/plans", ""),
        (f"postgresql+psycopg2://h/plans?password={SECRET}", "postgresql://h/plans", ""),
        ("postgresql:///plans?host=/run/pg", "postgresql:///run/pg/plans", ""),
    ],
)
def test_a_database_is_named_by_a_path_or_a_url(given: str, name: str, path: str) -> None:
    place = place_of(given)
    assert (place.name, place.path) == (name, path)
    assert (place.url is None) == bool(path)
    if place.url is not None:
        assert place.url.drivername == "postgresql+psycopg"


def test_odd_names_of_files_are_files(folder: Path) -> None:
    for name in ("報告#1?.sqlite", "a%20b.sqlite", "a&mode=ro.sqlite"):
        keep(folder / name, [])
        assert (folder / name).stat().st_size > 0
        assert load(folder / name).reports == ()

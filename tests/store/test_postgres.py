"""Reports in PostgreSQL: the same as in a file, with many writers, and refusals in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from books import bare_book
from commands import run
from office import needs_postgres
from plans import DAY, small_plan
from postgres import LOCKED, PASSWORD, server, url
from store.test_schema import VERSION_1, check_first
from store.test_track import ALL, with_actual
from store.writers import write_at_once

from btobsheet.problems import BtobsheetError
from btobsheet.status.assess import assess
from btobsheet.status.tracking import report_of
from btobsheet.store.reports import keep, load

pytestmark = needs_postgres


@pytest.fixture(scope="module")
def socket() -> Iterator[Path]:
    with server() as found:
        execute(found, f"CREATE USER {LOCKED} PASSWORD '{PASSWORD}'", database="postgres")
        yield found


@pytest.fixture
def db(socket: Path) -> str:
    execute(socket, "DROP DATABASE IF EXISTS plans", "CREATE DATABASE plans", database="postgres")
    return url(socket)


def execute(socket: Path, *statements: str, database: str = "plans") -> None:
    with psycopg.connect(url(socket, database), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]  # the test's own SQL


def test_the_same_is_kept_and_read_as_in_a_file(db: str, tmp_path: Path) -> None:
    keep(db, ALL)
    keep(tmp_path / "a.sqlite", ALL)
    assert load(db) == load(tmp_path / "a.sqlite")
    assert [one.new for one in keep(db, ALL)] == [False] * len(ALL)
    assert load(db, "p-2") == load(tmp_path / "a.sqlite", "p-2")


def test_other_figures_of_the_day_are_its_next_edition(db: str) -> None:
    for value in (1.0, 50.0, 50.0):
        keep(db, [report_of(assess(with_actual(value), DAY))])
    assert [one.edition for one in load(db).reports] == [1, 2]


def test_a_version_1_database_becomes_the_current_one(db: str, socket: Path) -> None:
    sql = VERSION_1.replace("1, 1, 0,", "true, true, false,").replace("'甲野', 1,", "'甲野', true,")
    execute(socket, *filter(str.strip, sql.split(";")))
    (before,) = load(db).reports  # read as the current version, left as it is
    check_first(before)
    assert [one.new for one in keep(db, [before])] == [False]
    assert load(db).reports == (before,)


def test_a_database_that_holds_other_things_takes_reports_too(db: str, socket: Path) -> None:
    execute(socket, "CREATE TABLE bookmarks (url TEXT)")
    assert [one.new for one in keep(db, ALL[:1])] == [True]


def test_many_writers_at_once_lose_nothing_and_write_nothing_twice(db: str, tmp_path: Path) -> None:
    write_at_once(db, tmp_path)


def test_a_plan_is_tracked_and_reported(db: str, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(small_plan()))
    for day in ("2026-08-03", "2026-09-01", "2026-09-01"):
        done = run("track", "plan.xlsx", "--db", db, "--as-of", day, folder=tmp_path)
        assert done.code == 0, done.err
    done = run("status", "plan.xlsx", "--db", db, "--as-of", "2026-10-05", folder=tmp_path)
    assert done.code == 0, done.err
    assert "着地見込はこう動いてきた" in done.out
    both = ("plan.xlsx", ".", "--full")
    several = run("status", *both, "--db", db, "--as-of", "2026-10-05", folder=tmp_path)
    assert "9/1" in several.out


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda socket: url(socket, "none"), "E119"),
        (lambda socket: url(socket, user="nobody"), "E119"),
        (lambda socket: url(socket, user=f"{LOCKED}:wrong"), "E119"),
        (lambda socket: url(socket.with_name("pg-none")), "E119"),
    ],
    ids=["no such database", "no such user", "a wrong password", "no server"],
)
def test_a_server_that_refuses_gets_one_sentence(
    db: str, socket: Path, make: object, code: str
) -> None:
    for call in (load, lambda given: keep(given, ALL[:1])):
        with pytest.raises(BtobsheetError) as told:
            call(make(socket))  # type: ignore[operator]  # a function of the table
        assert told.value.problem.code == code
        assert "wrong" not in f"{told.value.problem!r}"


def test_a_user_who_may_not_write_is_told(db: str, socket: Path) -> None:
    locked = url(socket, user=f"{LOCKED}:{PASSWORD}")
    with pytest.raises(BtobsheetError) as told:
        keep(locked, ALL[:1])
    assert told.value.problem.code == "E119"
    keep(db, ALL[:1])
    execute(socket, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {LOCKED}")
    assert load(locked) == load(db)
    with pytest.raises(BtobsheetError) as told:
        keep(locked, ALL[1:2])
    assert told.value.problem.code == "E119"
    assert PASSWORD not in f"{told.value.problem!r}{told.value!r}"


def test_tables_that_are_not_ours_are_told(db: str, socket: Path) -> None:
    execute(socket, "CREATE TABLE btobsheet_reports (url TEXT)")
    for call in (load, lambda given: keep(given, [])):
        with pytest.raises(BtobsheetError) as told:
            call(db)
        assert told.value.problem.code == "E116"

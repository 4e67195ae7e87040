"""Two writers at once, and one that is killed, leave a whole database."""

from __future__ import annotations

import datetime as dt
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from books import bare_book
from commands import surroundings
from plans import small_plan
from store.writers import write_at_once

from btobsheet.store.reports import keep, load

pytestmark = pytest.mark.slow


def test_many_writers_at_once_lose_nothing_and_write_nothing_twice(tmp_path: Path) -> None:
    write_at_once(str(tmp_path / "kept.sqlite"), tmp_path)


_ENDLESS = """
import datetime as dt, sys
import btobsheet
import btobsheet.store.reports
reading, first = btobsheet.read(sys.argv[1]), dt.date.fromisoformat(sys.argv[3])
print("ready", flush=True)
for number in range(10_000):
    btobsheet.track([reading], db=sys.argv[2], as_of=first + dt.timedelta(number))
"""


def test_a_killed_writer_leaves_whole_reports(tmp_path: Path) -> None:
    """Kill it at random moments, from the first (no file yet) on: what is there is whole, reads,
    and takes the next report.
    """
    book, path, rnd = tmp_path / "plan.xlsx", tmp_path / "kept.sqlite", Random(8)
    book.write_bytes(bare_book(small_plan()))
    for round_ in range(25):
        first = dt.date(2026, 4, 1) + dt.timedelta(400 * round_)
        writer = subprocess.Popen(
            [sys.executable, "-c", _ENDLESS, str(book), str(path), first.isoformat()],
            stdout=subprocess.PIPE,
            env=surroundings(),
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(rnd.uniform(0.0, 0.3))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        if not path.exists():
            continue
        reports = load(path).reports
        assert {len(one.kpis) for one in reports} <= {len(small_plan().kpis)}
        assert {len(one.actions) for one in reports} <= {len(small_plan().actions)}
        with sqlite3.connect(path) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(load(path).reports) > 10
    assert [one.new for one in keep(path, load(path).reports[-1:])] == [False]

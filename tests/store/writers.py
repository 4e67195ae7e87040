"""Several processes that track at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from books import bare_book
from commands import surroundings
from plans import small_plan

from btobsheet.store.reports import load

PROCESSES = 6
ROUNDS = 5
_WRITER = """
import datetime as dt, sys
import btobsheet
reading, db, number, rounds = btobsheet.read(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:])
print("ready", flush=True)
sys.stdin.readline()
new = 0
for one in range(rounds):
    same, own = dt.date(2026, 5, 1) + dt.timedelta(one), dt.date(2027, 1 + number, 1 + one)
    for day in (same, own):
        (kept,) = btobsheet.track([reading], db=db, as_of=day)
        new += kept.new
print(new)
"""


def write_at_once(db: str, folder: Path) -> None:
    """Let processes track the same reports, and each its own, into a database that is not there
    yet: nothing is lost, nothing is there twice, nobody fails.
    """
    book = folder / "plan.xlsx"
    book.write_bytes(bare_book(small_plan()))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(book), db, str(number), str(ROUNDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=surroundings(),
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    ended = [writer.communicate(timeout=240) for writer in writers]
    assert [errors for _, errors in ended] == [""] * PROCESSES
    reports = load(db).reports
    assert sum(int(out) for out, _ in ended) == len(reports) == ROUNDS + PROCESSES * ROUNDS
    assert {one.edition for one in reports} == {1}
    assert len({one.as_of for one in reports}) == len(reports)
    assert {len(one.kpis) for one in reports} == {len(small_plan().kpis)}

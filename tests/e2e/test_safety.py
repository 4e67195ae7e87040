"""Law 6: no command changes its input, an existing output is refused, and a killed writer leaves
the old file or the new, whole.
"""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import openpyxl
import pytest
from books import bare_book, sample, sample_book
from commands import run, surroundings
from plans import small_plan

from btobsheet import api
from btobsheet.cli.group import COMMANDS
from btobsheet.excel.raw.grid import read_grid

NEEDS_NO_FILE = ("new", "templates", "demo", "desk")
RUNS: tuple[tuple[str, ...], ...] = (
    ("check", "plan.xlsx"),
    ("check", "plan.xlsx", "--strict", "--format", "json"),
    ("status", "plan.xlsx", "--as-of", "2026-10-05"),
    ("status", "plan.xlsx", "--as-of", "2026-10-05", "--format", "html", "-o", "report.html"),
    ("status", "plan.xlsx", "--since", "other.xlsx", "--format", "json"),
    ("status", "plan.xlsx", "other.xlsx", "--format", "json"),
    ("status", "plan.xlsx", "--format", "xlsx", "-o", "report.xlsx"),
    ("check", "plan.xlsx", "--mark", "marked.xlsx"),
    ("which", "plan.xlsx", "other.xlsx"),
    ("split", "small.xlsx", "--by", "operation", "-o", "parts"),
    ("returned", "plan.xlsx", "back"),
    ("collect", "plan.xlsx", "back", "-o", "round"),
    ("merge", "plan.xlsx", "plan.xlsx", "-o", "merged.xlsx"),
    ("close", "plan.xlsx", "--month", "2026-09", "-o", "closed.xlsx", "--force"),
    ("approve", "plan.xlsx", "-o", "approved.xlsx", "--force"),
    ("track", "plan.xlsx", "other.xlsx", "--db", "kept.sqlite"),
    ("status", "plan.xlsx", "--db", "kept.sqlite", "--as-of", "2026-11-05"),
    ("goal", "small.xlsx", "--set", "--kgi", "900000000", "-o", "proposed.xlsx"),
    ("upgrade", "old.xlsx", "-o", "upgraded.xlsx"),
    (
        "handover",
        "small.xlsx",
        "甲野",
        "乙川",
        "--on",
        "2026-10-15",
        "-o",
        "handed.xlsx",
        "--force",
    ),
    ("roll", "small.xlsx", "-o", "next.xlsx"),
    ("fill", "plan.xlsx", "actuals.csv", "-o", "filled.xlsx"),
    ("explain", "plan.xlsx", "K01"),
    ("diff", "plan.xlsx", "other.xlsx"),
    ("export", "plan.xlsx", "--format", "toml", "-o", "plan.toml"),
    ("export", "plan.xlsx", "--format", "csv", "-o", "tables"),
    ("new", "again.xlsx", "--template", "own.toml"),
    ("adopt", "hand.xlsx", "-o", "map.toml"),
)


def prints(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("safety")
    (made / "plan.xlsx").write_bytes(bare_book(sample("en"), plan_id="sample-en"))
    (made / "small.xlsx").write_bytes(bare_book(small_plan()))
    (made / "old.xlsx").write_bytes(bare_book(small_plan(), layout=1))
    (made / "other.xlsx").write_bytes(
        bare_book(api.load_template("web", language="en").plan, plan_id="p-2")
    )
    (made / "own.toml").write_text(
        api.export(api.load_template("web", language="en").plan, "toml"), encoding="utf-8"
    )
    by_hand = openpyxl.Workbook()
    by_hand.active.append(["Tactic", "Task", "Owner", "Start", "End", "Status"])
    by_hand.active.append(
        ["Webinars", "Book a room", "Taro Kono", "2026/5/11", "2026/5/29", "Done"]
    )
    by_hand.active.append(
        ["Webinars", "Invite", "Taro Kono", "2026/6/1", "2026/6/12", "Not started"]
    )
    by_hand.save(made / "hand.xlsx")
    (made / "back").mkdir()
    (made / "back" / "copy.xlsx").write_bytes((made / "plan.xlsx").read_bytes())
    (made / "actuals.csv").write_text("KPI,2026-10\nNew leads,150\n", encoding="utf-8")
    return made


def test_every_command_with_an_input_is_run_here() -> None:
    assert {run[0] for run in RUNS} | set(NEEDS_NO_FILE) == set(COMMANDS)


@pytest.mark.few(8)
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(
            one,
            marks=[pytest.mark.slow] if one[0] in ("split", "collect", "roll", "upgrade") else [],
        )
        for one in RUNS
    ],
    ids=" ".join,
)
def test_inputs_stay_byte_for_byte(arguments: Sequence[str], folder: Path) -> None:
    before = prints(folder)
    for path in ("plan.xlsx", "small.xlsx", "old.xlsx", "other.xlsx", "own.toml"):
        (folder / path).chmod(0o444)
    done = run(*arguments, folder=folder, BTOBSHEET_LANG="en")
    assert done.code in (0, 1), done.err
    assert {name: prints(folder)[name] for name in before} == before
    assert not [path for path in folder.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "taken.xlsx", "--template", "blank"),
        ("status", "plan.xlsx", "-o", "taken.xlsx"),
        ("export", "plan.xlsx", "--format", "toml", "-o", "taken.xlsx"),
        ("status", "plan.xlsx", "-o", "plan.xlsx"),
        ("export", "plan.xlsx", "--format", "json", "-o", "plan.xlsx"),
    ],
    ids=" ".join,
)
def test_an_output_that_exists_is_refused(arguments: Sequence[str], folder: Path) -> None:
    (folder / "taken.xlsx").write_text("mine", encoding="utf-8")
    before = prints(folder)
    done = run(*arguments, folder=folder, BTOBSHEET_LANG="en")
    assert done.code == 2 and done.err.strip()
    assert prints(folder) == before


WRITER = """
import sys
from pathlib import Path
from btobsheet.system.files import write_file
print("ready", flush=True)
while True:
    for source in sys.argv[2:]:
        write_file(Path(sys.argv[1]), Path(source).read_bytes(), force=True)
"""


@pytest.mark.slow
def test_a_killed_writer_leaves_a_whole_file(folder: Path, tmp_path: Path) -> None:
    """Kill a process that writes without a pause, at random moments: what stands there is one of
    the two workbooks.
    """
    sources, target = [tmp_path / "plan.xlsx", folder / "other.xlsx"], tmp_path / "out.xlsx"
    sources[0].write_bytes(sample_book("en"))
    target.write_bytes(sources[0].read_bytes())
    whole, rnd = {source.read_bytes() for source in sources}, Random(7)
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target), *map(str, sources)],
            stdout=subprocess.PIPE,
            env=surroundings(),
        )
        assert writer.stdout is not None and writer.stdout.readline() == b"ready\n"
        time.sleep(rnd.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert target.read_bytes() in whole
    assert read_grid(target).sheets


@pytest.mark.slow
def test_a_killed_new_never_leaves_half_a_workbook(tmp_path: Path) -> None:
    """Kill the command itself over an existing file: the old one, or a new one that reads."""
    target, rnd = tmp_path / "plan.xlsx", Random(11)
    old = b"the old file"
    for _ in range(4):
        target.write_bytes(old)
        made = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "btobsheet",
                "new",
                str(target),
                "--template",
                "blank",
                "--force",
            ],
            stdout=subprocess.DEVNULL,
            env=surroundings(),
        )
        time.sleep(rnd.uniform(0.3, 2.0))
        made.kill()
        made.wait()
        assert target.read_bytes() == old or api.read(target).plan.template == "blank"

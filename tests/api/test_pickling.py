"""Any public function can be mapped over many plans by Dask, Ray, Spark or a pool of processes:
functions, results and errors pickle.
"""

from __future__ import annotations

import copy
import datetime as dt
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cloudpickle
import pytest
from books import bare_book
from checkout import ROOT
from plans import small_plan
from sharing.adopt.shapes import SHAPES

import btobsheet
from btobsheet.problems import BtobsheetError, UnreadableError, UsageError, problem

PLAN = small_plan()
DATA = bare_book(PLAN, plan_id="pickled")
READING = btobsheet.read(DATA, "plan.xlsx")
CSV = b"KPI,2026-09\nK02,12\n"


def in_folder(folder: Path) -> list[Path]:
    """Lay two workbooks down, for the functions that want files."""
    paths = [folder / "one.xlsx", folder / "two.xlsx"]
    for path in paths:
        path.write_bytes(DATA)
    return paths


HAND = SHAPES["day_gantt"]()


def mapped(folder: Path) -> Path:
    """Lay the proposed map of a plan made by hand down."""
    path = folder / "map.toml"
    path.write_text(btobsheet.propose_map(HAND).text, encoding="utf-8")
    return path


RESULTS: dict[str, Callable[[Path], object]] = {
    "close": lambda _: btobsheet.close(DATA, "2026-04", as_of=dt.date(2026, 5, 6)),
    "adopt": lambda folder: btobsheet.adopt(HAND, mapped(folder)),
    "approve": lambda _: btobsheet.approve(DATA, on=dt.date(2026, 4, 6)),
    "assess": lambda _: btobsheet.assess(PLAN),
    "check": lambda _: btobsheet.check(DATA),
    "collect": lambda folder: btobsheet.collect(in_folder(folder)[0], folder, folder / "out"),
    "diff": lambda _: btobsheet.diff(PLAN, btobsheet.load_template("sales").plan),
    "explain": lambda _: btobsheet.explain(READING, "K02"),
    "fill": lambda _: btobsheet.fill(DATA, CSV),
    "frames": lambda _: {name: one.to_csv() for name, one in btobsheet.frames(PLAN).items()},
    "generate": lambda _: DATA,
    "goal": lambda _: btobsheet.goal(DATA, propose=True, kgi=1e9),
    "handover": lambda _: btobsheet.handover(DATA, "甲野", "乙川", on=dt.date(2026, 10, 15)),
    "load_template": lambda _: btobsheet.load_template("sales"),
    "mark": lambda _: btobsheet.mark(DATA),
    "merge": lambda _: btobsheet.merge(DATA, [DATA]),
    "propose_map": lambda _: btobsheet.propose_map(HAND),
    "read": lambda _: READING,
    "report": lambda _: btobsheet.report(READING),
    "report_file": lambda _: btobsheet.report_file(READING, "xlsx"),
    "returned": lambda folder: btobsheet.returned(in_folder(folder)[0], folder),
    "roll": lambda _: btobsheet.roll(DATA, as_of=dt.date(2027, 4, 1), plan_id="next"),
    "sample_plan": lambda _: PLAN,
    "split": lambda _: btobsheet.split(DATA),
    "status_json": lambda _: btobsheet.status_json(READING),
    "track": lambda folder: btobsheet.track([DATA], db=folder / "kept.sqlite"),
    "tracked": lambda folder: (
        btobsheet.track([DATA], db=folder / "kept.sqlite"),
        btobsheet.tracked(folder / "kept.sqlite"),
    ),
    "upgrade": lambda _: btobsheet.upgrade(bare_book(PLAN, layout=1)),
    "which": lambda folder: btobsheet.which(in_folder(folder)),
}
WITHOUT = {"resolve"}
"""It wants a merged workbook with open conflicts; what it gives is what ``merge`` gives."""


def test_every_function_is_here() -> None:
    functions = {name for name in btobsheet.__all__ if name[0].islower()}
    assert RESULTS.keys() | WITHOUT == functions


@pytest.mark.parametrize("name", btobsheet.__all__)
def test_a_public_name_pickles(name: str) -> None:
    given = getattr(btobsheet, name)
    assert pickle.loads(pickle.dumps(given)) is given
    assert cloudpickle.loads(cloudpickle.dumps(given)) is given


@pytest.mark.few(8)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=[pytest.mark.slow] if name in ("split", "roll", "upgrade", "adopt") else []
        )
        for name in RESULTS
    ],
)
def test_what_a_function_gives_pickles(name: str, tmp_path: Path) -> None:
    made = RESULTS[name](tmp_path)
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_part_keeps_what_it_knows_when_it_is_pickled() -> None:
    made = pickle.loads(pickle.dumps(btobsheet.assess(PLAN)))
    assert made.plan.actions[0].origin == PLAN.actions[0].origin
    assert made.kpis == btobsheet.assess(PLAN).kpis


ERRORS = (
    BtobsheetError(problem("E046", value="x", formats="text"), "a.xlsx"),
    UnreadableError(problem("E012", None, "", part="xl/workbook.xml"), "b.xlsx"),
    UsageError(problem("E040", value="c.xlsx")),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(
            lambda error, protocol=protocol: pickle.loads(pickle.dumps(error, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
        lambda error: cloudpickle.loads(cloudpickle.dumps(error)),
    ],
)
def test_an_error_keeps_its_problem_and_its_file(
    error: BtobsheetError, again: Callable[[BtobsheetError], BtobsheetError]
) -> None:
    made = again(error)
    assert type(made) is type(error)
    assert (made.problem, made.file, made.exit_code) == (
        error.problem,
        error.file,
        error.exit_code,
    )
    assert (str(made), made.args) == (str(error), error.args)


def test_what_was_noted_on_an_error_goes_with_it() -> None:
    error = UnreadableError(problem("E001"), "a.xlsx")
    error.add_note("of the third folder")
    assert pickle.loads(pickle.dumps(error)).__notes__ == ["of the third folder"]


WORKER = """
import pickle, sys
work, items = pickle.load(sys.stdin.buffer)
answers = []
for item in items:
    try:
        answers.append(work(item))
    except Exception as error:
        answers.append(error)
pickle.dump(answers, sys.stdout.buffer)
"""


def test_a_function_of_ones_own_that_uses_the_package_runs_elsewhere() -> None:
    """As Dask, Ray and Spark do it: the function goes by its value to a process that has not yet
    imported anything, and what it gives or raises comes back.
    """

    def worst(data: bytes) -> tuple[str, Any]:
        reading = btobsheet.read(data, "plan.xlsx")
        return reading.plan.settings.title, btobsheet.assess(reading.plan).kpis[0]

    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", WORKER],
        input=cloudpickle.dumps((worst, [DATA, b"no workbook"])),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    given, raised = pickle.loads(done.stdout)
    assert given == worst(DATA)
    assert isinstance(raised, UnreadableError)
    assert (raised.problem.code, raised.file) == ("E007", "plan.xlsx")

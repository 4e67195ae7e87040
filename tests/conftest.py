"""What holds for every test: ``tests/`` is on the path for its helpers (``plans`` …), a test starts
only the programs whose marks it bears and is skipped where one is missing, and laws are tried on as
many examples as the profile says.
"""

from __future__ import annotations

import gc
import os
import sys
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from office import MISSING, NO_SKIP, PROGRAMS, without_uno

# else each worker and each process of a test compiles the package, and the tests, anew: a third of
# the run; what is compiled lies in folders that git ignores
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# how fast a machine is says nothing about the program: no example is timed. A newcomer's run, and
# CI's (--hypothesis-seed), try the same examples each time; "ci" without a seed looks for new ones
hypothesis.settings.register_profile(
    "quick",
    deadline=None,
    max_examples=10,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=True,
)
hypothesis.settings.register_profile(
    "ci",
    hypothesis.settings.get_profile("quick"),
    max_examples=200,
    print_blob=True,
    derandomize=False,
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file's bytes by the argument: an archive holds the time, which differs by process."""
    return argname if isinstance(val, bytes) else None


_marks: set[str] = set()
"""Those of the test that runs."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave of a test that bears ``few`` so many cases to the default run, spread evenly over all;
    the others are slow ones.
    """
    cases: dict[tuple[Path, str], list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("few"):
            name = getattr(item, "originalname", item.name)
            cases.setdefault((item.path, name), []).append(item)
    for found in cases.values():
        marker = found[0].get_closest_marker("few")
        count = marker.args[0] if marker else len(found)
        kept = {at * len(found) // count for at in range(count)}
        for at, item in enumerate(found):
            if at not in kept:
                item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Search for cycles between modules alone: searching whenever many objects were made, as
    workbooks are, costs time and finds little.
    """
    _search_cycles()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Free the cycles of a module that is over, its fixtures included."""
    if nextitem is None or nextitem.path != item.path:
        _search_cycles()


_searches = count(1)
_THOROUGH = 20


def _search_cycles() -> None:
    """Free what is in cycles, and leave what stands, such as workbooks kept, out of the next
    searches but for each twentieth: some of it was let go since.
    """
    if next(_searches) % _THOROUGH == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing."""
    _marks.clear()
    _marks.update(mark.name for mark in item.iter_markers())
    for name in MISSING:
        if name in _marks:
            _need(MISSING[name]())


def _need(reason: str) -> None:
    """Skip the test where something is missing; in CI (BTOBSHEET_NO_SKIP) it fails."""
    if reason and NO_SKIP:
        pytest.fail(f"{reason}, and BTOBSHEET_NO_SKIP is set", pytrace=False)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def uno() -> None:
    """Let the system's Python type into LibreOffice."""
    _need(without_uno())


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let many workbooks be read in this process, as where no other can be started.

    Several processes are asked in ``tests/api/test_survey.py`` and ``tests/cli/test_cli.py``.
    """
    from btobsheet.system import parallel

    def refused() -> None:
        raise OSError("no other process in this test")

    monkeypatch.setattr(parallel, "_start", refused)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to start a program whose mark the test does not bear: it would run, and fail, where the
    program is missing.
    """
    if event == "subprocess.Popen":
        program = Path(os.fsdecode(arguments[0] or ""))
        wanted = PROGRAMS.get(program.stem, ())
        if "playwright" in program.parts:  # the Node.js that it brings with it
            wanted = ("chromium",)
        if wanted and _marks.isdisjoint(wanted):
            raise RuntimeError(f"a test that starts {arguments[0]} needs the mark {wanted[0]}")


sys.addaudithook(_watch)

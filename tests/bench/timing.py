"""CPU time (user and system) of processes and calls that take turns, round by round.

What is compared ran next to each other, so a machine that slows down for a while slows both.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sysconfig
import tempfile
import time
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
"""How often each is run at least."""
_MOST = int(os.environ.get("BTOBSHEET_BENCH_ROUNDS", "99"))
"""How often at most, for who only wants to see that nothing is far off."""
Seconds = Mapping[str, list[float]]


def cpu_of_processes(commands: dict[str, list[str]], runs: int = RUNS) -> Seconds:
    """Give each command's CPU seconds in every round, after one run each that fills the byte-code
    cache.

    All run in a new virtual environment, as one has it who installed the package: the start-up hook
    of an editable installation would cost each of them as much as a bare Python.
    """
    with tempfile.TemporaryDirectory() as work:
        venv.create(Path(work, "venv"), with_pip=False)
        python = str(Path(work, "venv", "bin", "python"))
        libraries = (str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": work,
            "PYTHONPATH": os.pathsep.join(libraries),
            "PYTHONIOENCODING": "utf-8",
            "BTOBSHEET_LANG": "ja",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for command in commands.values():
            _run([python, *command], environment, work)
        return _rounds(
            {
                name: lambda command=command: _run([python, *command], environment, work)
                for name, command in commands.items()
            },
            runs,
        )


def _run(command: list[str], environment: dict[str, str], folder: str) -> float:
    """Run a command in an empty folder: what lies in the current one could be imported."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_of_calls(calls: dict[str, Callable[[], object]], runs: int = RUNS) -> Seconds:
    """Give each call's CPU seconds in every round, after one call each that loads what it needs."""
    for call in calls.values():
        call()
    return _rounds({name: lambda call=call: _call(call) for name, call in calls.items()}, runs)


def _call(call: Callable[[], object]) -> float:
    """Time a call; as with timeit no garbage is collected meanwhile."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        call()
        return time.process_time() - start
    finally:
        gc.enable()


def _rounds(timed: dict[str, Callable[[], float]], runs: int) -> Seconds:
    count = min(runs, _MOST)
    rounds = [{name: run() for name, run in timed.items()} for _ in range(count)]
    return {name: [one[name] for one in rounds] for name in timed}


def against(one: list[float], other: list[float]) -> tuple[float, ...]:
    """Give the ratio of each round."""
    return tuple(left / right for left, right in zip(one, other, strict=True))

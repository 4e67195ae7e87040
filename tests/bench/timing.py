"""CPU time (user and system) of processes and calls, the best of several: other work on the machine
only ever adds.
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
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def cpu_of_processes(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Give each command's CPU seconds, round by round.

    They take turns, after one run each that fills the byte-code cache.

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
            _run([python, *command], environment)
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                taken[name].append(_run([python, *command], environment))
    return taken


def _run(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_of_calls(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Give each call's CPU seconds, round by round.

    They take turns, and as with timeit no garbage is collected meanwhile.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            gc.collect()
            gc.disable()
            start = time.process_time()
            call()
            taken[name].append(time.process_time() - start)
            gc.enable()
    return taken

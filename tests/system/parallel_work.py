"""Work for the processes of tests/test_parallel.py: they import it by its name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def times(task: int, item: int) -> int:
    """Multiply, and print what must not disturb the answers."""
    print("noise", item)
    return task * item


def deadly(task: list[int], item: int) -> int:
    """Die at some items, raise at others."""
    if item in task:
        os.kill(os.getpid(), signal.SIGKILL) if item % 2 else os._exit(7)
    if item == 5:
        raise ValueError(item)
    return item


def slow(task: str, item: int) -> int:
    """Leave a file with the process's number and work on for a minute."""
    Path(task, str(os.getpid())).touch()
    if item:
        time.sleep(60)
    return item

"""The same work on many items, in several processes.

The results come in the items' order, in bounded memory.

Each process has the items of every n-th chunk. It is told all of them at once and answers one by
one through a pipe, into a queue of bounded length: a quick process waits for a slow one, not the
other way round. An item that takes its process with it is :data:`LOST`, and a new process goes on
behind it. The processes are plain ones (no fork, no import of the caller's script), so it works
alike on every system and from every program.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO

CHUNK = 16
AHEAD = 2 * CHUNK
"""How many answers of one process may wait."""
LOST = None
"""Stands for the answer of an item whose work ended in an unforeseen error, or took its process
with it.
"""
_READY = "ready"
_CODE = "from btobsheet.system.parallel import serve; serve()"


def in_order(work: str, task: object, items: Sequence[object], processes: int = 0) -> Iterator[Any]:
    """Yield what ``work`` (``"package.module:function"``, called with the task and an item) gives
    for each item; LOST where it failed.

    Task, items and answers are pickled. ``processes``: as many as there are processors, at most one
    a chunk.
    """
    count = min(processes or processors(), -(-len(items) // CHUNK))
    lanes = [_Lane(work, task, share(items, count, number)) for number in range(count)]
    try:
        for at in range(len(items)):
            yield lanes[at // CHUNK % count].answers.get()
    finally:
        for lane in lanes:
            lane.stop()


def share(items: Sequence[object], count: int, number: int) -> list[object]:
    """Give the items of one process of several: every n-th chunk."""
    return [item for at, item in enumerate(items) if at // CHUNK % count == number]


def processors() -> int:
    """Give how many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Lane:
    """One process at a time, with the thread that feeds the queue of its answers."""

    def __init__(self, work: str, task: object, items: Sequence[object]) -> None:
        self.answers: Queue[Any] = Queue(AHEAD)
        self._work, self._task, self._left = work, task, list(items)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the process, and the thread with it."""
        self._stopped = True
        while self._thread.is_alive():
            if self._process:
                self._process.kill()
            with suppress(Empty):
                self.answers.get_nowait()
            self._thread.join(0.01)

    def _run(self) -> None:
        while self._left and not self._stopped:
            if not self._ask():
                self._answer_here()
            elif self._left:
                self._put(LOST)

    def _ask(self) -> bool:
        """Have a process answer until it ends; false where it did not even begin."""
        with suppress(OSError, subprocess.SubprocessError), _start() as process:
            self._process = process
            assert process.stdin
            assert process.stdout
            with suppress(OSError), process.stdin:
                pickle.dump((self._work, self._task, self._left), process.stdin)
            begun = next(_loaded(process.stdout), None) == _READY
            for answer in _loaded(process.stdout) if begun else ():
                self._put(answer)
            process.kill()
            return begun
        return False

    def _answer_here(self) -> None:
        while self._left and not self._stopped:
            self._put(_answer(self._work, self._task, self._left[0]))

    def _put(self, answer: object) -> None:
        self._left.pop(0)
        self.answers.put(answer)


def _start() -> subprocess.Popen[bytes]:
    """Start a process that has this one's modules.

    ``-P``: a module in the folder of the call must not hide another.
    """
    home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - pathlib costs 24 ms
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([home, *filter(None, sys.path)])}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _CODE],
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _loaded(stream: Any) -> Iterator[Any]:
    """Yield the values of a pipe until it ends, wherever that is."""
    with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
        while True:
            yield pickle.load(stream)


def _function(work: str) -> Callable[[Any, Any], Any]:
    module, _, name = work.partition(":")
    function: Callable[[Any, Any], Any] = getattr(import_module(module), name)
    return function


def _answer(work: str, task: object, item: object) -> object:
    try:
        return _function(work)(task, item)
    except Exception:  # a defect met in one item must not stop the others
        return LOST


def serve() -> None:
    """Be the process: take the work from standard input, write the answers to standard output."""
    out = _private_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    gc.set_threshold(50_000)
    work, task, items = pickle.load(sys.stdin.buffer)
    with suppress(OSError):  # nobody listens any more
        _send(_READY, out)
        for item in items:
            _send(_answer(work, task, item), out)
    os._exit(0)


def _private_output() -> BinaryIO:
    """Keep the pipe for the answers; whatever is printed goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _send(answer: object, out: BinaryIO) -> None:
    pickle.dump(answer, out)
    out.flush()
